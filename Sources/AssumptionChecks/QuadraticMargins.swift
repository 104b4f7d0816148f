import ModelFamilies
import NumericAlgebra

/// Margins of the quadratic theorems' conditions.
///
/// How fast their matrices move, with W = max |w_j| and V = max |v_j| over the units and a
/// perturbation of Frobenius norm t (spectral norms, by the triangle inequality unit by unit):
///
///     squares    ||dS|| <= 2 W t + t^2
///     Jacobian   ||dJ|| <= 2 (W + sqrt(W^2 + V^2)) t + 2 t^2
///
/// since `w w^T` moves by `w u^T + u w^T + u u^T`, and a unit's block `u -> v (x) (w u^T + u w^T)` has norm
/// at most 2 |v| |w|. A singular value moves by no more (Weyl).
struct QuadraticMargins {
  private let matrices: QuadraticMatrices
  private let inputNorms: [Double]
  private let outputNorms: [Double]

  init(_ matrices: QuadraticMatrices) {
    self.matrices = matrices
    func norm(_ vector: [Double]) -> Double {
      vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    inputNorms = (0..<matrices.network.width).map { norm(matrices.input($0)) }
    outputNorms = (0..<matrices.network.width).map { norm(matrices.output($0)) }
  }

  /// The nearest weights with a zero column are at the smallest norm.
  var norms: (input: (margin: Margin, witness: [Int]), output: (margin: Margin, witness: [Int])) {
    func smallest(_ norms: [Double]) -> (margin: Margin, witness: [Int]) {
      let least = norms.min() ?? 0
      return (
        Margin(
          rank: nil, decisive: least, largest: norms.max() ?? 0, safeRadius: least,
          estimatedDistance: least), norms.indices.filter { norms[$0] == least }
      )
    }
    return (smallest(inputNorms), smallest(outputNorms))
  }

  func squares(rank: Int) throws -> (margin: Margin, witness: [Int]) {
    let network = matrices.network
    let decisive = try DecisiveVector(matrices.squares, rank: rank)
    // d sigma / d w_j = 2 l_j R w_j, l the left vector and R the matrix of the right one.
    let right = matrices.matrix(decisive.right[...])
    let d = network.inputDimension
    var slope = 0.0
    for unit in 0..<network.width {
      let w = matrices.input(unit)
      for a in 0..<d {
        let entry = (0..<d).reduce(0.0) { $0 + right[a * d + $1] * w[$1] }
        slope += 4 * decisive.left[unit] * decisive.left[unit] * entry * entry
      }
    }
    let widest = inputNorms.max() ?? 0
    return (
      margin(decisive, rank: rank, slope: slope.squareRoot()) { safe in
        safe / (widest + (widest * widest + safe).squareRoot())
      }, Self.heaviest(decisive.left)
    )
  }

  func jacobian(rank: Int) throws -> (margin: Margin, witness: [Int]) {
    let network = matrices.network
    let decisive = try DecisiveVector(matrices.jacobian, rank: rank)
    let (d, outputs, length) = (
      network.inputDimension, network.outputDimension, network.symmetricDimension
    )
    let forms = (0..<outputs).map {
      matrices.matrix(decisive.right[($0 * length)..<(($0 + 1) * length)])
    }
    func apply(_ form: [Double], _ x: [Double]) -> [Double] {
      (0..<d).map { a in (0..<d).reduce(0.0) { $0 + form[a * d + $1] * x[$1] } }
    }
    var slope = 0.0
    var shares = [Double](repeating: 0, count: network.width)
    for unit in 0..<network.width {
      let (w, v) = (matrices.input(unit), matrices.output(unit))
      let b = (0..<d).map { decisive.left[network.inputWeights.index(unit, $0)] }
      shares[unit] = b.reduce(0) { $0 + $1 * $1 }
      var gradient = [Double](repeating: 0, count: d)
      for k in 0..<outputs {
        let own = decisive.left[network.outputWeights.index(k, unit)]
        shares[unit] += own * own
        let (onInput, onMove) = (apply(forms[k], w), apply(forms[k], b))
        for a in 0..<d { gradient[a] += 2 * own * onInput[a] + 2 * v[k] * onMove[a] }
        let output = 2 * zip(w, onMove).reduce(0.0) { $0 + $1.0 * $1.1 }
        slope += output * output
      }
      slope += gradient.reduce(0) { $0 + $1 * $1 }
    }
    let (widest, loudest) = (inputNorms.max() ?? 0, outputNorms.max() ?? 0)
    let speed = widest + (widest * widest + loudest * loudest).squareRoot()
    return (
      margin(decisive, rank: rank, slope: slope.squareRoot()) { safe in
        safe / (speed + (speed * speed + 2 * safe).squareRoot())
      }, Self.heaviest(shares.map { $0.squareRoot() })
    )
  }

  /// - Parameter radius: the perturbation that can move a singular value by its argument.
  private func margin(
    _ decisive: DecisiveVector, rank: Int, slope: Double, radius: (Double) -> Double
  ) -> Margin {
    let safe = max(decisive.value - decisive.rounding, 0)
    return Margin(
      rank: rank, decisive: decisive.value, largest: decisive.largest, safeRadius: radius(safe),
      estimatedDistance: decisive.value <= decisive.rounding
        ? 0 : slope > 0 ? decisive.value / slope : nil)
  }

  /// The units that carry most of a vector: the fewest with 9/10 of its square.
  private static func heaviest(_ vector: [Double]) -> [Int] {
    let total = vector.reduce(0) { $0 + $1 * $1 }
    var carried = 0.0
    var units: [Int] = []
    for unit in vector.indices.sorted(by: { abs(vector[$0]) > abs(vector[$1]) }) {
      if carried >= 0.9 * total { break }
      units.append(unit)
      carried += vector[unit] * vector[unit]
    }
    return units.sorted()
  }
}
