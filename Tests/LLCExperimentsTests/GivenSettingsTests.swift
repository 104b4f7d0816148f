import ExactAlgebra
import Foundation
import LLCExperiments
import LLCSampling
import Reporting
import Testing

/// Methods, temperatures and options at given settings.
@Suite struct GivenSettingsTests {
  /// Three weights, three equal curvatures about: nothing is slow.
  static let regression =
    "name: regression, model: {family: linear-regression, input: 3}, data: {inputs: gaussian, samples: 200}"

  private func row(_ sampler: String, _ model: String = Self.regression) async throws -> Comparison
  {
    try await Fixtures.run(try Fixtures.spec("\(model), sampler: {\(sampler)}"))[0]
  }

  private func json(_ row: Comparison) throws -> [String: Any] {
    try #require(try Fixtures.rows([row]).first)
  }

  /// JSON's reader loses the last bit of some doubles.
  private func close(_ found: Any?, _ value: Double) -> Bool {
    (found as? Double).map { abs($0 - value) <= 1e-14 * abs(value) } ?? false
  }

  private func text(_ row: Comparison) -> String {
    ComparisonTable.table([row]).rendered(as: .text)
  }

  /// Both gates: enough effective draws and a small error, then the prediction within four errors.
  private func gates(_ row: Comparison, cap: Double = 0.04) throws {
    let what = "\(row.name) \(row.measurement.value) +- \(row.measurement.standardError)"
    #expect(row.measurement.effectiveSampleSize >= 400, "\(what)")
    #expect(row.measurement.standardError < cap * row.measurement.value, "\(what)")
    #expect(abs(try #require(row.deviation)) < 4, "\(what), \(row.prediction!)")
  }

  @Test func hamiltonian() async throws {
    let row = try await row(
      "method: hmc, relativeStepSize: 0.15, leapfrogSteps: 12, nBeta: 100, localisation: 20, burnIn: 50, draws: 2000, thinning: 1"
    )
    try gates(row)
    let estimate = try #require(row.estimate)
    // A fraction of 2 / sqrt(n beta h_max + gamma), the leapfrog's own limit.
    let kappa = 100 * (try #require(row.curvature.spectrum)).largest + 20
    #expect(abs(estimate.settings.stepSize - 0.15 * 2 / kappa.squareRoot()) < 1e-12)
    #expect(try #require(estimate.acceptance) > 0.9)
    #expect(row.prediction?.value == row.prediction?.stationary && row.flags.isEmpty)
    #expect(row.measurement.gradients == 4 * 2050 * 12)
    #expect(try #require(row.relaxations) > 20)
    // Three localised directions are 15 % short of 3/2; the corrected value is not.
    #expect(try #require(row.prediction?.value) < 1.35)
    let corrected = try #require(row.biasReduced)
    #expect(abs(corrected.value - 1.5) < 4 * corrected.standardError)
    #expect(corrected.standardError == row.measurement.standardError)
    let json = try json(row)
    #expect(close(json["corrected"], corrected.value))
    #expect(close(json["correctedStandardError"], corrected.standardError))
    #expect(text(row).contains("corrected by the predicted bias: 1."))
  }

  @Test func rmspropHasNoPrediction() async throws {
    for (sampler, reason) in [
      (
        "method: rmsprop-sgld, relativeStepSize: 0.3, preconditioner: {floor: 0.5}",
        "preconditioner"
      ),
      ("method: mala, weightDecay: 2", "weight decay"), ("boundingBox: 10", "box"),
      ("initialLoss: 0", "L(w*)"),
    ] {
      let row = try await row(
        "nBeta: 100, localisation: 1, burnIn: 200, draws: 500, thinning: 1, \(sampler)")
      #expect(row.prediction == nil && row.deviation == nil && row.biasReduced == nil)
      #expect(row.flags.contains("not-predicted"), "\(row.flags)")
      #expect(try #require(row.notPredicted).contains(reason))
      #expect(row.verdict.contains("no prediction"), "\(row.verdict)")
      #expect(row.measurement.value > 1 && row.measurement.value < 2, "\(row.measurement.value)")
      let text = text(row)
      #expect(text.contains("not-predicted: ") && text.contains("not predicted: "))
      let json = try json(row)
      #expect(json["predicted"] is NSNull && (json["notPredicted"] as? String) != nil)
      // What rmsprop-sgld calls slow is what it has learnt: not known.
      let isKnown = !sampler.contains("rmsprop")
      #expect((row.relaxations != nil) == isKnown && (json["relaxations"] is Double) == isKnown)
    }
  }

  /// Chains that never move have no error bar, and nothing to correct.
  @Test func stuckChainsAreNotCorrected() async throws {
    let row = try await row(
      "method: hmc, stepSize: 10, nBeta: 100, localisation: 20, burnIn: 5, draws: 20, thinning: 1")
    #expect(row.flags.contains("stuck-chain") && row.flags.contains("low-acceptance"))
    #expect(row.biasReduced == nil && row.deviation == nil)
  }

  @Test func wbic() async throws {
    let row = try await row(
      "method: hmc, nBeta: wbic, localisation: 0.01, relativeStepSize: 0.15, burnIn: 50, draws: 1000, thinning: 1"
    )
    try gates(row, cap: 0.06)
    #expect(row.measurement.nBeta == 200 / log(200))
  }

  @Test func sweep() async throws {
    let row = try await row(
      "method: hmc, nBeta: [100, 400, 200], localisation: 20, relativeStepSize: 0.15, burnIn: 50, draws: 2000, thinning: 1"
    )
    try gates(row, cap: 0.08)
    guard case .sweep(let sweep, let predictions) = row.measurement else {
      Issue.record("\(row.measurement)")
      return
    }
    #expect(sweep.points.map(\.settings.nBeta) == [100, 400, 200] && row.estimates.count == 3)
    for (point, prediction) in zip(sweep.points, predictions) {
      #expect(abs(point.value - prediction.value) < 4 * point.monteCarloStandardError)
    }
    // By the weights of the measurements; nearer to 3/2 than any single temperature.
    let expected = zip(sweep.weights, predictions).reduce(0) { $0 + $1.0 * $1.1.value }
    let prediction = try #require(row.prediction)
    #expect(abs(prediction.value - expected) < 1e-12 && prediction.asymptotic == 1.5)
    #expect(abs(prediction.value - 1.5) < abs(predictions[1].value - 1.5) / 2)
    let json = try json(row)
    let points = try #require(json["temperatures"] as? [[String: Any]])
    #expect(points.map { $0["nBeta"] as? Double } == [100, 400, 200])
    #expect(points.allSatisfy { $0["predicted"] is Double && $0["standardError"] is Double })
    #expect(close(json["slope"], sweep.fit.slope))
    #expect(close(json["raw"], sweep.points[1].value))
    #expect(close(json["measured"], sweep.value))
    #expect(text(row).contains("the intercept of the line in 1/(n beta)"))
    #expect(text(row).contains("at n beta = 400"))
  }

  /// A cusp is far from quadratic: its prediction says nothing of it, so no bias is corrected.
  @Test func biasIsCorrectedAtFlatPointsAlone() async throws {
    let row = try await row(
      "method: hmc, nBeta: 1.0e+4, localisation: 1, stepSize: 0.01, burnIn: 100, draws: 200, thinning: 1",
      "name: crossing, model: {family: normal-crossing, exponents: [2, 2]}")
    #expect(row.flags.contains("not-quadratic") && row.biasReduced == nil)
    #expect(try json(row)["corrected"] is NSNull)
  }

  /// devinterp's names and its semantics: the draw before the step, batches in passes.
  @Test func replay() async throws {
    let settings =
      "nbeta: 100, localization: 1, lr: 1.0e-3, num_draws: 500, num_burnin_steps: 100, num_steps_bw_draws: 2, batch_size: 50"
    func value(_ keys: String) async throws -> Double {
      let row = try await row(keys)
      #expect(
        row.flags.contains("devinterp-conventions") == keys.contains("conventions"),
        "\(row.flags)")
      return row.measurement.value
    }
    let ours = try await value(settings)
    let replayed = try await value(settings + ", conventions: devinterp")
    #expect(ours != replayed)
    var spec = try Fixtures.spec("\(Self.regression), sampler: {\(settings)}")
    try spec.replayDevinterp()
    #expect(try await Fixtures.run(spec)[0].measurement.value == replayed)
  }

  /// A step below 4 / kappa alone: MALA that rejects, HMC with short trajectories, an overdamped
  /// thermostat are slower than the formula of SGLD says.
  @Test func relaxationsAreTheMethodsOwn() async throws {
    let keys = "nBeta: 100, localisation: 1, burnIn: 0, draws: 200, thinning: 1"
    let mala = try await row("method: mala, stepSize: 0.02, \(keys)")
    let acceptance = try #require(mala.estimate?.acceptance)
    #expect(acceptance < 0.9)
    let spectrum = try #require(mala.curvature.spectrum)
    let kappa = 100 * (try #require(spectrum.eigenvalues.last)) + 1
    #expect(
      abs(try #require(mala.relaxations) - acceptance * 200 * min(1, 0.02 * kappa / 2)) < 1e-9)
    let short = try await row("method: hmc, stepSize: 1.0e-4, leapfrogSteps: 3, \(keys)")
    #expect(short.flags.contains("slow-direction") && !mala.flags.contains("slow-direction"))
    let thermostat = try await row(
      "method: sgnht, stepSize: 1.0e-6, diffusionFactor: 1000, \(keys)")
    #expect(thermostat.flags.contains("slow-direction"))
  }
}
