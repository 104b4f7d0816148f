import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

@Suite("Certificate")
struct ExactRankCertificateTests {
  typealias Subject = ExactRankCertificate

  /// (a) half the exact rank from below at every level, and proved where the rank is generic.
  @Test func everyLevel() throws {
    var random = SeededGenerator(seed: 331)
    for m in [1, 2, 4, 5] {
      let family = try addition(3, width: m).family
      let setting = try addition(3, width: m, weights: random.point(family))
      let evidence = Evidence(for: setting)
      for (level, generic) in [
        (Level.coordinates, min(8 * m, 63)), (.data, min(7 * m, 27)), (.centred, min(7 * m, 24)),
      ] {
        let result = Subject.evaluate(setting, evidence, level: level)
        #expect(exactRank(setting, level) == generic, "m=\(m) \(level)")
        #expect(
          result.prediction == .proved(LearningCoefficient(Rational(generic, 2), multiplicity: 1)),
          "m=\(m) \(level)")
        #expect(result.level == level)
      }
      #expect(Subject.evaluate(setting, evidence)?.level == .centred)
    }
  }

  /// Degenerate points: an interval that starts at half the rank; (d) where an orbit fills the rest.
  @Test func degeneratePoints() throws {
    let family = try quadratic(3, 2, 2)
    let zero = Setting(family: family, weights: Array(repeating: 0, count: 10))
    #expect(Subject.result(zero)?.prediction == .bounded(lower: 0, upper: 2))
    // v_2 = 0: the rank falls by d - 1 and the orbit grows by as much.
    let silent = Setting(
      family: family, weights: [1, 2, 3, 0, 1, 1, 5, 0, 7, 0].map { Rational($0) })
    #expect(exactRank(silent) == 6)
    #expect(Subject.result(silent)?.proved == 3)
  }

  @Test func withoutWeights() throws {
    let result = try #require(Subject.result(Setting(family: try quadratic(4, 5, 3))))
    #expect(result.proved == Rational(29, 2))
    // x x^T spans less than its number of inputs says: only random points vouch for the rank.
    let open = try #require(
      Subject.result(
        Setting(
          family: try quadratic(2, 3, 1),
          inputs: .finite(.vectors([[1, 0], [0, 1], [2, 0]])))))
    #expect(open.prediction == .bounded(lower: 1, upper: Rational(3, 2)))
    #expect(open.decisive?.verdict.name == "undecided")
  }

  /// What does not fit the limits is bounded by the dimensions, and refused with a reason.
  @Test func tooLarge() throws {
    let setting = Setting(family: try quadratic(4, 5, 3))
    let evidence = Evidence(for: setting, limits: RankLimits(memory: 10))
    let result = try #require(Subject.evaluate(setting, evidence))
    #expect(result.prediction == .bounded(lower: 0, upper: Rational(29, 2)))
    let weighted = Setting(family: setting.family, weights: Array(repeating: 1, count: 35))
    let heavy = Evidence(for: weighted, limits: RankLimits(memory: 10))
    #expect(
      Subject.evaluate(weighted, heavy)?.prediction
        == .bounded(lower: 0, upper: Rational(35, 2)))
    #expect(Subject.evaluate(weighted, heavy)?.decisive?.verdict.because.contains("limit") == true)
  }

  @Test func otherRegimes() throws {
    for regime in [Regime.lazy, .ntk] {
      let setting = Setting(family: try quadratic(3, 2, 2), regime: regime)
      #expect(Subject.result(setting)?.prediction == .inapplicable(atLevelOnly: nil))
    }
  }
}
