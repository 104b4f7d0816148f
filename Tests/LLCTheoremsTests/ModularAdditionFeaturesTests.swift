import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

@Suite("5.3-exact")
struct ModularAdditionFeaturesTests {
  typealias Subject = ModularAdditionFeatures

  /// (p/2) min(m, n - 1), plain (p/2) min(m, n), against the exact feature rank.
  @Test(arguments: [2, 3, 5, 7]) func exactFeatureRanks(_ p: Int) throws {
    var random = SeededGenerator(seed: UInt64(290 + p))
    for n in Set([p * p, p * p - 1, p * p / 2, 2]) {
      for m in Set([n - 1, n, n + 1]) {
        for loss in LossKind.allCases {
          let weights = random.point(try addition(p, width: m).family)
          let setting = try addition(
            p, width: m, loss: loss, regime: .lazy, pairs: n, weights: weights)
          let result = try #require(Subject.result(setting, levels: []))
          let comment = "p=\(p) m=\(m) n=\(n) \(loss)"
          #expect(result.proved == Rational(p * (try frozenRank(setting)), 2), "\(comment)")
          #expect(
            result.proved
              == Rational(p * min(m, loss == .centred ? n - 1 : n), 2), "\(comment)")
        }
      }
    }
  }

  /// Pairs that occur twice count once.
  @Test func repeatedPairs() throws {
    var random = SeededGenerator(seed: 300)
    let task = try ModularAddition(modulus: 3)
    let family = ModelFamily.quadratic(try task.network(width: 9))
    let pairs = Array(task.pairs.prefix(4)) + Array(task.pairs.prefix(3))
    let setting = Setting(
      family: family, task: task, inputs: .finite(.oneHotPairs(modulus: 3, pairs: pairs)),
      loss: .centred, regime: .lazy, weights: random.point(family))
    #expect(try frozenRank(setting) == 3)
    #expect(Subject.result(setting, levels: [])?.proved == Rational(9, 2))
    #expect(RandomFeatures.result(setting, levels: [])?.proved == Rational(9, 2))
  }

  @Test func degenerateHiddenLayer() throws {
    let setting = try addition(
      3, width: 4, regime: .lazy, weights: Array(repeating: 1, count: 36))
    let result = try #require(Subject.result(setting, levels: []))
    #expect(result.verdict("W is drawn") == "fails")
    #expect(result.prediction == .inapplicable(atLevelOnly: nil))
    #expect(RandomFeatures.result(setting, levels: [])?.proved == 0)
  }

  @Test func otherSettings() throws {
    #expect(Subject.result(Setting(family: try quadratic(4, 2, 2), regime: .lazy)) == nil)
    let open = try addition(3, width: 4)
    #expect(Subject.result(open, levels: [])?.conditional == 6)
    let full = try addition(3, width: 4, regime: .full)
    #expect(Subject.result(full, levels: [])?.prediction == .inapplicable(atLevelOnly: nil))
  }
}
