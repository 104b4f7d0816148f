import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

func normals(_ count: Int, _ seed: UInt64) -> [Double] {
  var stream = RandomStream(seed: seed, purpose: .testing)
  return stream.normals(count)
}

func normalMatrix(_ rows: Int, _ columns: Int, _ seed: UInt64) -> RealMatrix {
  RealMatrix(rows: rows, columns: columns, values: normals(rows * columns, seed))
}

func quadratic(_ d: Int, _ m: Int, _ k: Int) throws -> QuadraticNetwork {
  try QuadraticNetwork(inputDimension: d, width: m, outputDimension: k)
}

/// L = 1/(2b) sum_i || P (f_i - y_i) ||^2 straight from the definition, for outputs given as a
/// function of the sample.
func slowLoss(
  _ outputs: (Int) -> [Double], _ targets: RealMatrix, _ centring: Centring, _ batch: [Int]
) -> Double {
  let residuals = batch.map { i in zip(outputs(i), targets.row(i)).map { $0 - $1 } }
  var total = 0.0
  for k in 0..<targets.columns {
    let column = residuals.map { $0[k] }
    let mean = centring == .centred ? column.reduce(0, +) / Double(column.count) : 0
    total += column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }
  return total / (2 * Double(batch.count))
}

/// A loss and its outputs by an independent path.
struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  let loss: any LeastSquaresLoss
  let outputs: @Sendable (_ sample: Int, _ weights: [Double]) -> [Double]

  var testDescription: String { "\(name), \(loss.centring.rawValue)" }

  /// Every implementation, plain and centred, at sizes on both sides of a whole vector.
  static func all() throws -> [Case] {
    var cases: [Case] = []
    for centring in Centring.allCases {
      for (n, d, m, k) in [(5, 3, 2, 1), (13, 4, 8, 3), (20, 6, 11, 9)] {
        cases.append(try denseQuadratic(n, d, m, k, centring))
        cases.append(try biased(n, d, m, centring))
        cases.append(try frozen(n, d, m, k, centring))
        cases.append(try linearised(n, d, m, k, centring))
      }
      for (p, m) in [(2, 1), (3, 8), (5, 13)] { cases.append(try pairs(p, m, centring)) }
    }
    return cases
  }

  static func denseQuadratic(
    _ n: Int, _ d: Int, _ m: Int, _ k: Int, _ centring: Centring
  ) throws -> Case {
    let network = try quadratic(d, m, k)
    let inputs = normalMatrix(n, d, 1)
    let loss = try QuadraticLoss(
      network, inputs: .dense(inputs), targets: normalMatrix(n, k, 2), centring: centring)
    return Case(name: "quadratic n=\(n) d=\(d) m=\(m) K=\(k)", loss: loss) { i, w in
      network.outputs(inputs.row(i), weights: w, in: Doubles())
    }
  }

  static func biased(_ n: Int, _ d: Int, _ m: Int, _ centring: Centring) throws -> Case {
    let network = try BiasedQuadraticNetwork(inputDimension: d, width: m)
    let inputs = normalMatrix(n, d, 1)
    let loss = try QuadraticLoss(
      network, inputs: .dense(inputs), targets: normalMatrix(n, 1, 2), centring: centring)
    return Case(name: "biased n=\(n) d=\(d) m=\(m)", loss: loss) { i, w in
      [network.output(inputs.row(i), weights: w, in: Doubles())]
    }
  }

  static func pairs(_ p: Int, _ m: Int, _ centring: Centring) throws -> Case {
    let task = try ModularAddition(modulus: p)
    let network = try task.network(width: m)
    // Not the whole grid, and one pair twice.
    let pairs = Array(task.pairs.dropLast()) + [task.pairs[1]]
    let loss = try QuadraticLoss(
      network, inputs: .pairs(pairs, modulus: p), targets: task.oneHotTargets(pairs),
      centring: centring)
    return Case(name: "pairs p=\(p) m=\(m)", loss: loss) { i, w in
      var input = [Double](repeating: 0, count: 2 * p)
      input[pairs[i].a] += 1
      input[p + pairs[i].b] += 1
      return network.outputs(input, weights: w, in: Doubles())
    }
  }

  static func frozen(_ n: Int, _ d: Int, _ m: Int, _ k: Int, _ centring: Centring) throws -> Case {
    let network = try quadratic(d, m, k)
    let hidden = normalMatrix(m, d, 3)
    let inputs = normalMatrix(n, d, 1)
    let loss = try FrozenHiddenLoss(
      hiddenWeights: hidden, inputs: .dense(inputs), targets: normalMatrix(n, k, 2),
      centring: centring)
    return Case(name: "frozen n=\(n) d=\(d) m=\(m) K=\(k)", loss: loss) { i, v in
      network.outputs(inputs.row(i), weights: hidden.values + v, in: Doubles())
    }
  }

  /// Against the directional derivative of the network by central differences; exact for this
  /// purpose, since the outputs are cubic in the step: Richardson's rule removes the cubic term.
  static func linearised(
    _ n: Int, _ d: Int, _ m: Int, _ k: Int, _ centring: Centring
  ) throws -> Case {
    let full = try denseQuadratic(n, d, m, k, centring)
    let origin = normals(m * (d + k), 4)
    guard let network = full.loss as? QuadraticLoss else { preconditionFailure("not quadratic") }
    let loss = try LinearLoss(linearising: network, at: origin)
    let name = "linearised n=\(n) d=\(d) m=\(m) K=\(k)"
    return Case(name: name, loss: loss) { i, w in
      func at(_ t: Double) -> [Double] {
        full.outputs(i, zip(origin, w).map { $0 + t * ($1 - $0) })
      }
      return (0..<k).map { j in
        let near = (at(0.5)[j] - at(-0.5)[j])
        let far = (at(1)[j] - at(-1)[j]) / 2
        return at(0)[j] + (4 * near - far) / 3
      }
    }
  }
}
