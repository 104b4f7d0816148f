import Foundation
import LLCSampling
import NumericModels
import Testing

/// A case, its coefficient, and what the protocol has to reach there.
private struct Goal: Sendable, CustomTestStringConvertible {
  let known: KnownCase
  let truth: Double
  let kind: AutomaticSettings.Kind
  var budget = 400_000
  /// Of the truth: the largest error and the largest standard error.
  var tolerance: Double { kind == .flat ? 0.01 : 0.05 }
  var cap: Double { kind == .flat ? 0.004 : 0.025 }

  var testDescription: String { known.name }

  static func all() throws -> [Goal] {
    [
      Goal(known: try .regularModel(n: 100, d: 20), truth: 10, kind: .flat),
      // Fewer samples than weights: min(n, d)/2.
      Goal(known: try .regularModel(n: 5, d: 8), truth: 2.5, kind: .flat),
      Goal(known: try .biased(4, 6), truth: 7.5, kind: .flat),
      Goal(known: try .quadratic(8, 4, 4), truth: 22, kind: .flat),
      // m(3p - 2)/2.
      Goal(known: try .modularAddition(5, 6), truth: 39, kind: .flat),
      // p = 0: the last factor has full row rank.
      Goal(known: try .linear([4, 5, 3], rank: 2, factors: [2, 3]), truth: 6, kind: .flat),
      Goal(known: try .crossing([4]), truth: 0.25, kind: .singular, budget: 2_000_000),
      Goal(known: try .linear([6, 4, 5], rank: 2), truth: 12, kind: .singular, budget: 8_000_000),
    ]
  }
}

@Test(
  "the automatic protocol finds the coefficient: within its error, within bounds, and precisely",
  arguments: try Goal.all())
private func automatic(_ goal: Goal) async throws {
  let estimate = try await AutomaticEstimate.measured(
    goal.known.loss, at: goal.known.centre,
    settings: AutomaticSettings(maximumGradients: goal.budget), seed: 21)
  let what =
    "\(estimate.value) +- \(estimate.standardError), flags \(estimate.flags), "
    + "\(estimate.gradients) gradients"
  #expect(estimate.kind == goal.kind, "\(what)")
  #expect(abs(estimate.value - goal.truth) < 4 * estimate.standardError, "\(what)")
  #expect(abs(estimate.value / goal.truth - 1) < goal.tolerance, "\(what)")
  #expect(estimate.standardError < goal.cap * goal.truth, "\(what)")
  #expect(estimate.rungs.allSatisfy { $0.effectiveSampleSize >= 100 }, "\(what)")
  #expect(estimate.flags.allSatisfy { $0 == .budget || $0 == .imprecise }, "\(what)")
  // Three standard errors against 5 %; where a zero is flat the cap excludes it.
  let isImprecise = 3 * estimate.standardError > 0.05 * estimate.value
  #expect(estimate.flags.contains(.imprecise) == isImprecise, "\(what)")
  #expect(Double(estimate.gradients) < 1.3 * Double(goal.budget), "\(estimate.gradients)")
  try expectConsistent(estimate)
  // The rules of the lowest rung.
  let (first, gamma) = (estimate.rungs[0].nBeta, estimate.rungs[0].localisation)
  if goal.kind == .flat {
    #expect(
      abs(first * estimate.spectrum.eigenvalues[estimate.rank - 1] / (300 * gamma) - 1) < 1e-9)
  } else {
    #expect(first * estimate.screen.floorAtRadius > 4 - 1e-9)
  }
}

/// What holds between the numbers of every estimate.
private func expectConsistent(_ estimate: AutomaticEstimate) throws {
  let last = try #require(estimate.rungs.last)
  let half = Double(estimate.rank) / 2
  #expect(estimate.raw == last.raw && estimate.rawStandardError == last.rawStandardError)
  #expect(abs(estimate.gaussianShare * estimate.value - half) < 1e-12)
  #expect(estimate.localisationCorrection >= 0)
  #expect(estimate.localisationCorrection == half - last.gaussianTerm)
  #expect(estimate.rungs.map(\.nBeta) == estimate.rungs.map(\.nBeta).sorted())
  #expect((estimate.ladder != nil) == (estimate.kind == .singular))
  for rung in estimate.rungs {
    // E[u . grad U] = D and E[(P u) . grad U] = R whatever the loss.
    #expect(
      abs(rung.equipartition - 1) < 4.5 * rung.equipartitionError,
      "\(rung.equipartition) +- \(rung.equipartitionError)")
    if let value = rung.regularEquipartition, let error = rung.regularEquipartitionError {
      #expect(abs(value - 1) < 4.5 * error, "\(value) +- \(error)")
    }
    // The two estimators have one mean.
    let both =
      (rung.rawStandardError * rung.rawStandardError
      + rung.reducedStandardError * rung.reducedStandardError).squareRoot()
    #expect(abs(rung.raw - rung.reduced) < 4.5 * both)
    #expect(rung.distance < 1.1)
    if estimate.kind == .flat { #expect(rung.divergences.count < rung.draws / 50) }
  }
}

@Test("on a quadratic loss raw, reduced and corrected are what the formula says")
func quadraticLoss() async throws {
  let known = try KnownCase.regularModel(n: 30, d: 6)
  // A pull that takes a quarter of the value away.
  let settings = AutomaticSettings(targetError: 0.001, localisation: 50, nBeta: [50, 200])
  let estimate = try await AutomaticEstimate.measured(
    known.loss, at: known.centre, settings: settings, seed: 3)
  let spectrum = try known.loss.hessianSpectrum(at: known.centre)
  for rung in estimate.rungs {
    let truth = spectrum.eigenvalues.reduce(0) { $0 + rung.nBeta * $1 / (rung.nBeta * $1 + 50) } / 2
    #expect(truth < 2.8 && abs(rung.gaussianTerm - truth) < 1e-12)
    expectAgreement(
      rung.raw, rung.rawStandardError, ess: rung.effectiveSampleSize, truth: truth, cap: 0.1)
    expectAgreement(
      rung.reduced, rung.reducedStandardError, ess: rung.effectiveSampleSize, truth: truth,
      cap: 0.04)
    // Var(e) = 1/2 sum (n beta h / (n beta h + gamma))^2.
    let variance =
      spectrum.eigenvalues.reduce(0.0) { sum, h in
        let share = rung.nBeta * h / (rung.nBeta * h + 50)
        return sum + share * share
      } / 2
    #expect(abs(rung.energyVariance / variance - 1) < 0.25)
  }
  #expect(abs(estimate.value - 3) < 4 * estimate.standardError, "\(estimate.value)")
  #expect(estimate.standardError < 0.03 && estimate.extrapolation == 0)
}

private func encoded(_ values: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  return String(decoding: try encoder.encode(values), as: UTF8.self)
}

@Test(
  "the settings given back fix every choice, and threads do not matter: the same bits",
  arguments: try [KnownCase.biased(3, 4), KnownCase.crossing([4])])
func pinned(_ known: KnownCase) async throws {
  let settings = AutomaticSettings(draws: 100, maximumGradients: 100_000)
  func run(_ settings: AutomaticSettings, seed: UInt64 = 9, threads: Int) async throws
    -> AutomaticEstimate
  {
    try await AutomaticEstimate.measured(
      known.loss, at: known.centre, settings: settings, seed: seed, maxThreads: threads)
  }
  let first = try await run(settings, threads: 1)
  let parallel = try await run(settings, threads: 3)
  #expect(try encoded(first) == encoded(parallel))
  // From what it chose, through JSON as from a run store.
  let copy = try JSONDecoder().decode(
    AutomaticSettings.self, from: JSONEncoder().encode(first.settings))
  #expect(copy == first.settings)
  #expect(copy.kind == first.kind && copy.metric != nil && copy.localisation != nil)
  let again = try await run(copy, threads: 2)
  #expect(try encoded(again.rungs) == encoded(first.rungs))
  #expect(again.value == first.value && again.standardError == first.standardError)
  #expect(again.settings == first.settings && again.flags == first.flags)
  #expect(try encoded(again.ladder) == encoded(first.ladder))
  let other = try await run(settings, seed: 10, threads: 1)
  #expect(other.raw != first.raw)
}
