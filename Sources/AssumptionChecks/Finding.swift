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

  /// - Parameters:
  ///   - slope: the norm of the decisive value's gradient over the weights.
  ///   - shares: how much of the decisive vector each unit carries.
  init(
    _ system: SingularSystem, rank: Int, speed: Speed, slope: Double, shares: [Double],
    vector: [Double]
  ) {
    let value = system.values[rank - 1]
    let safe = max(value - system.rounding, 0)
    margin = Margin(
      rank: rank, decisive: value, largest: system.largest, safeRadius: speed.radius(safe),
      estimatedDistance: value <= system.rounding ? 0 : slope > 0 ? value / slope : nil)
    witness = Self.heaviest(shares)
    self.vector = vector
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
