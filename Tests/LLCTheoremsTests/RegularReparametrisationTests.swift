import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

@Suite("F.1")
struct RegularReparametrisationTests {
  typealias Subject = RegularReparametrisation

  /// Proved exactly where the exact rank is the number of coordinates, at all small dimensions.
  @Test func submersions() throws {
    var random = SeededGenerator(seed: 321)
    var seen: Set<Bool> = []
    for d in 1...3 {
      for outputs in 1...3 {
        for m in 1...7 {
          let family = try quadratic(d, m, outputs)
          let setting = Setting(family: family, weights: random.point(family))
          let result = try #require(Subject.result(setting))
          let n = outputs * d * (d + 1) / 2
          let onto = exactRank(setting) == n
          #expect(result.proved == (onto ? Rational(n, 2) : nil), "d=\(d) m=\(m) K=\(outputs)")
          #expect(result.verdict("phi is a submersion") == (onto ? "holds" : "fails"))
          seen.insert(onto)
        }
      }
    }
    #expect(seen.count == 2)
  }

  @Test func biasedNetworksAndData() throws {
    var random = SeededGenerator(seed: 322)
    for (d, m) in [(2, 1), (2, 2), (3, 2), (3, 3)] {
      let family = try biased(d, m)
      let setting = Setting(family: family, weights: random.point(family))
      let result = try #require(Subject.result(setting))
      #expect(result.proved == (m >= d ? Rational((d + 1) * (d + 2), 4) : nil), "d=\(d) m=\(m)")
    }
    for m in 2...5 {
      for (loss, n) in [(LossKind.plain, 27), (.centred, 24)] {
        let setting = try addition(
          3, width: m, loss: loss, weights: random.point(try addition(3, width: m).family))
        let result = try #require(Subject.result(setting))
        #expect(result.proved == (m * 7 >= n ? Rational(n, 2) : nil), "m=\(m) \(loss)")
        #expect(result.level == (loss == .plain ? .data : .centred))
      }
    }
  }

  @Test func withoutWeights() throws {
    let open = try #require(Subject.result(Setting(family: try quadratic(3, 5, 2))))
    #expect(open.conditional == 6)
    let narrow = try #require(Subject.result(Setting(family: try quadratic(3, 2, 2))))
    #expect(narrow.prediction == .inapplicable(atLevelOnly: nil))
    let zero = Array(repeating: Rational(0), count: 25)
    let atZero = try #require(
      Subject.result(Setting(family: try quadratic(3, 5, 2), weights: zero)))
    #expect(atZero.verdict("phi is a submersion") == "fails")
  }
}
