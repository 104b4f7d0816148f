import LLCExperiments
import LLCSampling
import Testing

@Suite struct CalibrationVerdictTests {
  @Test func words() async throws {
    let near = try await Constructed.automatic(value: 2.19)
    #expect(near.verdict.hasPrefix("consistent with λ = 2 (+1.9 SE)"), "\(near.verdict)")
    let below = try await Constructed.automatic(value: 1.69)
    #expect(below.verdict.hasPrefix("not consistent with λ = 2 (-3.1 SE)"), "\(below.verdict)")
    let bare = try await Constructed.automatic(value: 2, error: 0)
    #expect(bare.verdict == "undecided: no error bar")
    let interval = try await Constructed.automatic(value: 2, theory: Constructed.interval)
    #expect(
      interval.verdict == "consistent with the certified interval [1, 3] (+0.0 SE)",
      "\(interval.verdict)")
    let table = try await Constructed.automatic(
      value: 2, theory: Constructed.theory(proved: false))
    #expect(
      table.verdict.hasPrefix("consistent with λ = 2 (conjectured: a table)"), "\(table.verdict)")
    let fixed = try await Constructed.fixed(value: 0.9, error: 1)
    #expect(
      fixed.verdict.hasPrefix("consistent with the prediction at these settings"),
      "\(fixed.verdict)")
  }

  @Test func whatDominates() async throws {
    let pull = try await Constructed.automatic(
      value: 2, raw: 1.5, rawError: 0.01, localisation: 0.45)
    #expect(pull.verdict.hasSuffix("differs from λ mostly by the localisation"), "\(pull.verdict)")
    let hot = try await Constructed.automatic(
      value: 2, raw: 1.5, rawError: 0.01, localisation: 0.05)
    #expect(hot.verdict.hasSuffix("mostly by finite n beta"), "\(hot.verdict)")
    let logarithm = try await Constructed.automatic(
      value: 2, raw: 1.5, rawError: 0.01, localisation: 0.05, multiplicity: 2)
    #expect(logarithm.verdict.hasSuffix("mostly by the multiplicity"), "\(logarithm.verdict)")
    let noise = try await Constructed.automatic(
      value: 2, raw: 1.9, rawError: 0.1, localisation: 0.05)
    #expect(noise.verdict.hasSuffix("by its Monte Carlo error"), "\(noise.verdict)")
  }

  /// Whatever says that chains have not met, that w* is no zero, that they went elsewhere or that no
  /// model fits leaves the question open, near or far.
  @Test(arguments: [
    AutomaticFlag.highRHat, .lowEffectiveSampleSize, .noModel, .lossAtCentre, .unclearRank,
    .equipartition, .temperature, .leaked,
  ])
  func undermined(_ flag: AutomaticFlag) async throws {
    for value in [2.0, 5] {
      let row = try await Constructed.automatic(value: value, flags: [flag.rawValue])
      #expect(row.verdict.hasPrefix("undecided, because \(flag.rawValue): "), "\(row.verdict)")
    }
  }

  @Test(arguments: [
    "stuck-chain", "unstable-step", "not-localised", "slow-direction", "loss-at-centre",
    "high-r-hat", "low-ess", "negative-estimate", "numerical-rank-below-exact", "not-quadratic",
    "noise-level",
  ])
  func underminedAtGivenSettings(_ flag: String) async throws {
    let row = try await Constructed.fixed(value: 0.9, error: 0.5, flags: [flag])
    #expect(row.verdict.hasPrefix("undecided, because \(flag): "), "\(row.verdict)")
  }

  /// What only says how a value came about does not.
  @Test(arguments: ["theory-not-exact", "budget", "deviates", "dropped-chains"])
  func harmless(_ flag: String) async throws {
    let row = try await Constructed.automatic(value: 2.1, flags: [flag])
    #expect(row.verdict.hasPrefix("consistent"), "\(row.verdict)")
    let far = try await Constructed.automatic(value: 4, flags: [flag])
    #expect(far.verdict.hasPrefix("not consistent"), "\(far.verdict)")
  }
}
