import NumericAlgebra

/// The terms of all residuals in flat arrays; immutable after `init`.
final class PolynomialData: @unchecked Sendable {
  /// A power `x_v^e`, e >= 1, by its place v (highest + 1) + e in the table of powers.
  struct Factor {
    let variable: Int
    let place: Int
    let exponent: Double
  }

  let variables: Int
  /// Highest exponent of any variable.
  let highest: Int
  let residualCount: Int
  let factorCount: Int
  /// Terms `firstTerm[a] ..< firstTerm[a + 1]` are those of residual a; factors alike.
  let firstTerm: UnsafeMutablePointer<Int>
  let firstFactor: UnsafeMutablePointer<Int>
  let coefficients: UnsafeMutablePointer<Double>
  let factors: UnsafeMutablePointer<Factor>

  var tableSize: Int { variables * (highest + 1) }

  init(variables: Int, residuals: [Polynomial]) {
    let terms = residuals.flatMap(\.terms)
    let highest = terms.flatMap(\.exponents).max() ?? 0
    let lists = terms.map { term in
      term.exponents.enumerated().filter { $0.element > 0 }.map {
        Factor(
          variable: $0.offset, place: $0.offset * (highest + 1) + $0.element,
          exponent: Double($0.element))
      }
    }
    self.variables = variables
    self.highest = highest
    residualCount = residuals.count
    factorCount = lists.reduce(0) { $0 + $1.count }
    firstTerm = Self.starts(residuals.map(\.terms.count))
    firstFactor = Self.starts(lists.map(\.count))
    coefficients = .allocate(capacity: max(terms.count, 1))
    for (t, term) in terms.enumerated() { (coefficients + t).initialize(to: term.coefficient) }
    factors = .allocate(capacity: max(factorCount, 1))
    for (f, factor) in lists.joined().enumerated() { (factors + f).initialize(to: factor) }
  }

  private static func starts(_ counts: [Int]) -> UnsafeMutablePointer<Int> {
    let result = UnsafeMutablePointer<Int>.allocate(capacity: counts.count + 1)
    result.initialize(to: 0)
    for (i, count) in counts.enumerated() { (result + i + 1).initialize(to: result[i] + count) }
    return result
  }

  deinit {
    firstTerm.deallocate()
    firstFactor.deallocate()
    coefficients.deallocate()
    factors.deallocate()
  }
}

/// Values and derivatives of a few sparse polynomials from one table of powers.
final class PolynomialWorkspace: LossWorkspace {
  private let data: PolynomialData
  private let powers: RealBuffer  // x_v^e, variables x (highest + 1)
  private let slopes: RealBuffer  // of one residual

  init(_ data: PolynomialData) {
    self.data = data
    powers = RealBuffer(count: data.tableSize)
    slopes = RealBuffer(count: data.variables)
  }

  func empiricalLoss(at weights: UnsafePointer<Double>) -> Double {
    fill(weights)
    var sum = 0.0
    for a in 0..<data.residualCount {
      let value = residual(a, nil)
      sum += value * value
    }
    return sum / 2
  }

  func empiricalLoss(
    at weights: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>
  ) -> Double {
    fill(weights)
    let slopes = slopes.pointer
    for v in 0..<data.variables { gradient[v] = 0 }
    var sum = 0.0
    for a in 0..<data.residualCount {
      for v in 0..<data.variables { slopes[v] = 0 }
      let value = residual(a, slopes)
      sum += value * value
      for v in 0..<data.variables { gradient[v] += value * slopes[v] }
    }
    return sum / 2
  }

  @inline(__always)
  private func fill(_ weights: UnsafePointer<Double>) {
    var row = powers.pointer
    for v in 0..<data.variables {
      var power = 1.0
      for e in 0...data.highest {
        row[e] = power
        power *= weights[v]
      }
      row += data.highest + 1
    }
  }

  /// r_a; adds its derivatives to `slopes`.
  @inline(__always)
  private func residual(_ a: Int, _ slopes: UnsafeMutablePointer<Double>?) -> Double {
    let powers = powers.pointer
    var sum = 0.0
    for t in data.firstTerm[a]..<data.firstTerm[a + 1] {
      let (first, last) = (data.firstFactor[t], data.firstFactor[t + 1])
      var product = data.coefficients[t]
      for f in first..<last { product *= powers[data.factors[f].place] }
      sum += product
      guard let slopes else { continue }
      for f in first..<last {
        let factor = data.factors[f]
        // Not product / x: x may be zero.
        var slope = data.coefficients[t] * factor.exponent * powers[factor.place - 1]
        for other in first..<last where other != f { slope *= powers[data.factors[other].place] }
        slopes[factor.variable] += slope
      }
    }
    return sum
  }
}
