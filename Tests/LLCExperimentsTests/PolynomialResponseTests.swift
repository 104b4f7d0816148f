import ExactAlgebra
import Foundation
import LLCExperiments
import Testing

/// What a sampler reads for a polynomial regressor, against the trace `1/2 tr H (H + gamma/(n beta))^-1` over Q.
@Suite struct PolynomialResponseTests {
  static func exactTrace(_ points: [Int], over scale: Int, degree: Int, ratio: Rational) -> Double {
    let n = degree + 1
    // H_jk = mean x^(j+k)
    var moments = Array(repeating: Rational.zero, count: 2 * degree + 1)
    for x in points {
      var power = Rational.one
      for index in moments.indices {
        moments[index] = moments[index] + power / Rational(points.count)
        power = power * Rational(x, scale)
      }
    }
    // Solve (H + c) X = H by elimination and take the trace.
    var rows: [[Rational]] = (0..<n).map { j in
      let hessian = Array(moments[j..<j + n])
      var left = hessian
      left[j] = left[j] + ratio
      return left + hessian
    }
    for pivot in 0..<n {
      let lead = rows[pivot][pivot]
      rows[pivot] = rows[pivot].map { $0 / lead }
      for i in 0..<n where i != pivot {
        let factor = rows[i][pivot]
        rows[i] = zip(rows[i], rows[pivot]).map { $0 - factor * $1 }
      }
    }
    let trace = (0..<n).reduce(Rational.zero) { $0 + rows[$1][n + $1] }
    return trace.approximation / 2
  }

  @Test(arguments: [(3, 1, 1), (8, 500, 1), (12, 500, 1), (12, 1_000_000, 100), (16, 10, 10)])
  func trace(_ degree: Int, _ nBeta: Int, _ localisation: Int) throws {
    let points = Array(-20...20)
    let response = try PolynomialResponse(
      points: points.map { Double($0) / 20 }, degree: degree, rank: degree + 1,
      nBeta: Double(nBeta), localisation: Double(localisation))
    let exact = Self.exactTrace(
      points, over: 20, degree: degree, ratio: Rational(localisation, nBeta))
    #expect(abs(response.expected - exact) < 1e-9 * exact, "\(response.expected) \(exact)")
    #expect(response.expected < response.asymptotic)
    #expect(response.asymptotic == Double(degree + 1) / 2)
  }

  /// A thousand times n beta brings it nearer to rank/2, and never past it.
  @Test func approachesTheRank() throws {
    let points = (0..<100).map { -1 + 2 * Double($0) / 99 }
    var before = 0.0
    for power in 0...6 {
      let response = try PolynomialResponse(
        points: points, degree: 10, rank: 11, nBeta: Foundation.pow(1000, Double(power)),
        localisation: 1)
      #expect(response.expected > before && response.expected <= 5.5)
      before = response.expected
    }
    #expect(before > 5.499)
  }
}
