import NumericAlgebra

/// How fast a matrix may move: by at most `linear t + quadratic t^2` in spectral norm when the weights move
/// by t in Frobenius norm.
struct Speed {
  let linear: Double
  let quadratic: Double

  func scaled(by factor: Double) -> Speed {
    Speed(linear: factor * linear, quadratic: factor * quadratic)
  }

  func movement(_ distance: Double) -> Double { (linear + quadratic * distance) * distance }

  /// The distance below which the matrix moves by less than a value: the root of
  /// `linear t + quadratic t^2 = value`, written so that nothing cancels.
  func radius(_ value: Double) -> Double {
    guard value > 0 else { return 0 }
    let root = (linear * linear + 4 * quadratic * value).squareRoot()
    return linear + root > 0 ? 2 * value / (linear + root) : .infinity
  }
}

/// A margin with the units and the vector that bring the assumption nearest to failing.
struct Finding {
  let margin: Margin
  /// Units by index from 0.
  let witness: [Int]
  /// The decisive singular vector; empty for conditions on norms.
  var vector: [Double] = []

  init(margin: Margin, witness: [Int]) {
    self.margin = margin
    self.witness = witness
  }

  /// - Parameter slope: of a singular value, from its left and right vectors.
  init(
    _ system: SingularSystem, rank: Int, speed: Speed,
    slope: (_ left: [Double], _ right: [Double]) throws(NumericError) -> Slope
  ) throws(NumericError) {
    let value = system.values[rank - 1]
    let safe = max(value - system.rounding, 0)
    let own = try system.vectors(rank: rank).map { vectors throws(NumericError) in
      try slope(vectors.left, vectors.right)
    }
    margin = Margin(
      rank: rank, decisive: value, largest: system.largest, safeRadius: speed.radius(safe),
      estimatedDistance: try Self.distance(system, rank: rank, own, slope))
    witness = own.map { Self.heaviest($0.shares) } ?? []
    vector = own?.vector ?? []
  }

  /// Where singular values reach zero along their gradients. The rank is below r where the r-th vanishes, and
  /// also where one before it does: where several vanish together the r-th does so to second order, and its
  /// gradient alone would put that too far away.
  private static func distance(
    _ system: SingularSystem, rank: Int, _ own: Slope?,
    _ slope: (_ left: [Double], _ right: [Double]) throws(NumericError) -> Slope
  ) throws(NumericError) -> Double? {
    let value = system.values[rank - 1]
    guard value > system.rounding else { return 0 }
    guard let own else { return nil }
    var nearest = own.value > 0 ? value / own.value : nil
    for earlier in stride(from: rank - 1, to: max(rank - 5, 0), by: -1) {
      guard let (left, right) = try system.vectors(rank: earlier) else { continue }
      let speed = try slope(left, right).value
      guard speed > 0 else { continue }
      let distance = system.values[earlier - 1] / speed
      nearest = min(nearest ?? distance, distance)
    }
    return nearest
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

/// The gradient of a singular value over the weights, and what its vectors point at.
struct Slope {
  /// The gradient's norm.
  let value: Double
  /// How much of the decisive vector each unit carries.
  let shares: [Double]
  let vector: [Double]

  init(_ value: Double, shares: [Double], vector: [Double]) {
    self.value = value
    self.shares = shares
    self.vector = vector
  }
}
