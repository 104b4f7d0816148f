import ExactAlgebra
import Foundation
import Identifiability
import LLCExperiments
import LLCSampling
import LLCTheorems
import Reporting
import Testing

/// Models whose Jacobian is not formed.
@Suite struct LargeModelTests {
  /// 6859 residuals and 10,260 weights, of which 6840 count: the width saturates.
  static let model =
    "name: p19, model: {family: quadratic, width: 180}, data: {task: modular-addition, modulus: 19}, loss: centred"

  @Test func quadratureInsteadOfTheSpectrum() async throws {
    let rows = try await Fixtures.run(
      try Fixtures.spec(
        sampler:
          "{method: hmc, nBeta: 1.0e+5, localisation: 1.0e+5, relativeStepSize: 0.1, leapfrogSteps: 40, chains: 2, burnIn: 20, draws: 80}",
        Self.model))
    let row = rows[0]
    guard case .lanczos(let quadrature) = row.curvature else {
      Issue.record("dense")
      return
    }
    #expect(quadrature.parameterCount == 180 * 57 && quadrature.largest > 0)
    // p (p^2 - 1) / 2 by an exact rank without a Jacobian, proved at the weights.
    #expect(row.certified.isExact && row.certified.lower == Rational(19 * 360, 2))
    let prediction = try #require(row.prediction)
    #expect(prediction.asymptotic == 3420 && prediction.asymptoticError == 0)
    #expect(prediction.standardError > 0 && prediction.standardError < 0.02 * prediction.value)
    let deviation = try #require(row.deviation)
    let error = row.measurement.standardError
    let both = (error * error + prediction.standardError * prediction.standardError).squareRoot()
    #expect(abs(deviation - (row.measurement.value - prediction.value) / both) < 1e-9)
    #expect(abs(deviation) < 4.5, "\(row.measurement.value) +- \(error), \(prediction)")
    #expect(error < 0.01 * prediction.value && row.measurement.effectiveSampleSize > 30)
    let corrected = try #require(row.biasReduced)
    #expect(corrected.standardError > error && abs(corrected.value - 3420) < 100, "\(corrected)")
    let json = try #require(try Fixtures.rows(rows).first)
    #expect(json["hessianMethod"] as? String == "lanczos" && json["hessianRank"] is NSNull)
    let encoded = try #require(json["predictedStandardError"] as? Double)
    #expect(abs(encoded - prediction.standardError) < 1e-12 * encoded)
    let text = ComparisonTable.table(rows).rendered(as: .text)
    #expect(text.contains("stochastic Lanczos quadrature, rank/2 = 3420 by exact ranks"))
  }

  /// Where the rank at the weights takes too long, a product at a time or all at once, theory has the
  /// value of almost every weight, and says that it is not certified at these.
  @Test func genericRankAlone() async throws {
    let spec = try Fixtures.spec(
      sampler: Fixtures.quick,
      "name: p7, model: {family: quadratic, width: 64}, data: {task: modular-addition, modulus: 7}, loss: centred"
    )
    let limits = RankLimits(operations: 1e7, denseOperations: 1e3)
    let row = try await ExperimentRunner(spec, rankLimits: limits).run()[0]
    #expect(row.certified.lower < row.certified.upper)
    let known = try #require(row.theory.known)
    #expect(known.value == 168 && !known.isProved && known.basis.contains("almost every weight"))
    #expect(row.flags.contains("not-quadratic") && row.flags.contains("theory-not-exact"))
    #expect(row.biasReduced == nil && row.prediction?.asymptotic == 168)
    let text = ComparisonTable.table([row]).rendered(as: .text)
    #expect(text.contains("(168)"))
    // With room for products, the rank is that of the weights themselves.
    let more = RankLimits(operations: 1e8, denseOperations: 1e3)
    let sure = try await ExperimentRunner(spec, rankLimits: more).run()[0]
    #expect(sure.certified.isExact && sure.certified.lower == 168 && sure.theory.known == nil)
    #expect(sure.biasReduced != nil && !sure.flags.contains("not-quadratic"))
  }

  /// Nothing of the size of the Jacobian is allowed for, and what would exhaust memory is refused.
  @Test func memory() async throws {
    let spec = try Fixtures.spec(sampler: Fixtures.quick, Self.model)
    for (bytes, isRefused) in [(1 << 20, true), (1 << 30, false)] {
      let runner = ExperimentRunner(spec, memory: bytes)
      if isRefused {
        let error = try await #require(throws: ExperimentError.self) { _ = try await runner.run() }
        #expect(error.problem.contains("GiB"))
      } else {
        #expect(throws: Never.self) { try runner.check() }
      }
    }
    // Linearised, the Jacobian is the model.
    let linear = try Fixtures.spec(sampler: Fixtures.quick, "\(Self.model), regime: ntk")
    #expect(throws: ExperimentError.self) { try ExperimentRunner(linear).check() }
    let automatic = try Fixtures.spec(
      sampler: Fixtures.quick, "\(Self.model), sampler: auto")
    #expect(throws: ExperimentError.self) { try ExperimentRunner(automatic).check() }
  }
}
