import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

@Suite("5.5")
struct EffectiveWidthTests {
  typealias Subject = EffectiveWidth

  /// Without inactive units it is 4.2, proved where the exact rank is m(d+K-1).
  @Test func allUnitsActive() throws {
    var random = SeededGenerator(seed: 301)
    for (d, m, outputs) in [(3, 2, 2), (4, 3, 3), (4, 5, 3), (3, 2, 1), (2, 3, 2), (2, 4, 2)] {
      let family = try quadratic(d, m, outputs)
      let setting = Setting(family: family, weights: random.point(family))
      let result = try #require(Subject.result(setting))
      let rank = exactRank(setting)
      let target = m * (d + outputs - 1)
      #expect(
        result.proved == (rank == target ? Rational(rank, 2) : nil), "d=\(d) m=\(m) K=\(outputs)")
      #expect(
        result.verdict("the active units") == (rank == target ? "holds" : "fails"),
        "d=\(d) m=\(m) K=\(outputs)")
    }
  }

  /// With an inactive unit the published value is too small: v_1 = 0 adds K/2, and the exact rank,
  /// a lower bound of 2 lambda, exceeds twice the published value.
  @Test func inactiveUnitsAddSomething() throws {
    var random = SeededGenerator(seed: 302)
    let network = try QuadraticNetwork(inputDimension: 4, width: 3, outputDimension: 2)
    var weights = random.point(network.parameterCount)
    for k in 0..<2 { weights[network.outputWeights.index(k, 0)] = 0 }
    let setting = Setting(family: .quadratic(network), weights: weights)
    let result = try #require(Subject.result(setting))
    #expect(result.verdict("inactive units add nothing") == "fails")
    #expect(result.prediction == .inapplicable(atLevelOnly: nil))
    let published = Subject.value(inputDimension: 4, effectiveWidth: 2, outputDimension: 2).value
    #expect(published == 5 && exactRank(setting) == 12)
  }

  /// Declared units: m_eff is the number of active ones, and what the others add stays open.
  @Test func declaredUnits() throws {
    let family = try quadratic(4, 5, 3)
    for census in [
      UnitCensus(active: 2, zeroOutput: 3), UnitCensus(active: 2, zeroInput: 3),
      UnitCensus(active: 3, zeroBoth: 2),
    ] {
      let result = try #require(Subject.result(Setting(family: family, declaredUnits: census)))
      #expect(result.conditional == Rational(census.active * 6, 2), "\(census)")
      #expect(result.verdict("inactive units add nothing") == "undecided", "\(census)")
    }
    let all = try #require(
      Subject.result(
        Setting(family: try quadratic(4, 3, 3), declaredUnits: UnitCensus(active: 3))))
    #expect(all.conditional == 9)
    let tooMany = try #require(
      Subject.result(
        Setting(family: try quadratic(2, 9, 2), declaredUnits: UnitCensus(active: 9))))
    #expect(tooMany.verdict("the active units") == "fails")
    // Where 4.2 fails at every weight, so does this.
    for (d, m, outputs) in [(3, 2, 1), (4, 5, 3), (6, 8, 3), (4, 6, 5)] {
      let result = try #require(Subject.result(Setting(family: try quadratic(d, m, outputs))))
      #expect(result.verdict("the active units") == "fails", "d=\(d) m=\(m) K=\(outputs)")
    }
    #expect(Subject.result(Setting(family: try biased(2, 2))) == nil)
  }
}
