import Foundation
import LLCSampling
import NumericAlgebra
import Testing

/// T = 4, 16, ... with an error that grows a little along the ladder.
private func ladder(
  _ rungs: Int, error: Double, seed: UInt64? = nil, stretch: Double = 1, _ law: (Double) -> Double
) -> [LadderFit.Point] {
  let noise = seed.map { testNormals(rungs, $0) } ?? [Double](repeating: 0, count: rungs)
  return (0..<rungs).map { i in
    let temperature = 4 * pow(4, Double(i))
    let own = error * (1 + Double(i) / 10)
    return .init(
      temperature: temperature, value: law(temperature) + stretch * own * noise[i], error: own)
  }
}

private struct Law: Sendable, CustomTestStringConvertible {
  let name: String
  let value: Double
  let multiplicity: Int
  let at: @Sendable (Double) -> Double
  var testDescription: String { name }

  static let all = [
    Law(name: "constant", value: 12, multiplicity: 1) { _ in 12 },
    Law(name: "power 1/2", value: 12, multiplicity: 1) { 12 - 1.5 * pow($0, -0.5) },
    Law(name: "power 1/4", value: 12, multiplicity: 1) { 12 - 1.5 * pow($0, -0.25) },
    Law(name: "multiplicity 2", value: 12, multiplicity: 2) { 12 - 1 / (log($0) + 1) },
    Law(name: "multiplicity 3", value: 12, multiplicity: 3) { 12 - 2 / (log($0) + 2) },
    Law(name: "multiplicity 2 and a power", value: 12, multiplicity: 2) {
      12 - 1 / (log($0) + 1.5) - 0.5 * pow($0, -0.5)
    },
  ]
}

@Test("the limit of a ladder within its error, and the error under a cap", arguments: Law.all)
private func limit(_ law: Law) throws {
  var scores: [Double] = []
  for seed in 1...40 as ClosedRange<UInt64> {
    let fit = try #require(
      LadderFit(ladder(11, error: 0.01, seed: seed, law.at), bounds: 9...14))
    #expect(fit.standardError < 0.1, "\(fit)")
    scores.append((fit.value - law.value) / fit.standardError)
    #expect(abs(fit.multiplicityWeights.reduce(0, +) - 1) < 1e-12)
  }
  // Averaged over models the error is not that of one normal: most within 2, all within 4.
  #expect(scores.allSatisfy { abs($0) < 4 }, "\(scores)")
  #expect(scores.count { abs($0) < 2 } >= 34, "\(scores)")
}

@Test("with precise data the wrong multiplicity is refused", arguments: Law.all)
private func multiplicity(_ law: Law) throws {
  for seed in 1...5 as ClosedRange<UInt64> {
    let fit = try #require(
      LadderFit(ladder(13, error: 1e-5, seed: seed, law.at), bounds: 9...14))
    #expect(abs(fit.value - law.value) < 0.01, "\(fit)")
    #expect(fit.multiplicity == law.multiplicity, "\(fit)")
    #expect(fit.multiplicityWeights[law.multiplicity - 1] > 0.99, "\(fit)")
  }
}

@Test("models beyond the bounds are left out; without any there is no fit")
func ladderBounds() throws {
  let points = ladder(8, error: 0.01) { 12 - 1 / (log($0) + 1) }
  // The truth is outside: what is left must not be.
  let low = try #require(LadderFit(points, bounds: 9...11.95))
  #expect(low.value <= 11.95 + 0.03, "\(low)")
  #expect(LadderFit(points, bounds: 20...21) == nil)
  #expect(LadderFit(points, bounds: 1...2) == nil)
}

@Test("one rung has no limit; two have one with a wide error")
func shortLadders() throws {
  #expect(LadderFit([], bounds: 0...20) == nil)
  #expect(LadderFit(ladder(1, error: 0.01) { _ in 12 }, bounds: 0...20) == nil)
  let two = try #require(
    LadderFit(ladder(2, error: 0.01) { 12 - pow($0, -0.5) }, bounds: 0...20))
  let many = try #require(
    LadderFit(ladder(11, error: 0.01) { 12 - pow($0, -0.5) }, bounds: 0...20))
  #expect(two.standardError > 2 * many.standardError, "\(two) \(many)")
  #expect(abs(two.value - 12) < 4 * two.standardError, "\(two)")
}

@Test("scatter beyond the errors widens the error, a downward approach is no power")
func ladderMisfit() throws {
  var misfit = (good: 0.0, bad: 0.0)
  for seed in 1...10 as ClosedRange<UInt64> {
    let good = try #require(
      LadderFit(ladder(9, error: 0.01, seed: seed) { _ in 12 }, bounds: 9...14))
    let bad = try #require(
      LadderFit(ladder(9, error: 0.01, seed: seed, stretch: 8) { _ in 12 }, bounds: 9...14))
    #expect(bad.standardError > 2 * good.standardError, "\(good) \(bad)")
    // The heaviest model may have left the worst rungs out.
    misfit.good += try #require(good.misfit)
    misfit.bad += try #require(bad.misfit)
    #expect(abs(bad.value - 12) < 5 * bad.standardError, "\(bad)")
  }
  #expect(misfit.bad > 4 * misfit.good, "\(misfit)")
  // a >= 0: values that come from above cannot be extrapolated below the lowest of them.
  let down = try #require(
    LadderFit(ladder(9, error: 0.01) { 12 + pow($0, -0.5) }, bounds: 9...14))
  #expect(down.value > 11.98, "\(down)")
}
