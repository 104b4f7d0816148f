import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

@Suite("5.3")
struct PolynomialFeaturesTests {
  typealias Subject = PolynomialFeatures

  /// The interval of the paper, K/2 min(m, 2p-1) to K/2 min(m, p(2p-1)), and the exact rank in it.
  @Test(arguments: [2, 3, 5, 7]) func boundsContainTheExactRank(_ p: Int) throws {
    var random = SeededGenerator(seed: UInt64(270 + p))
    for m in [1, 2 * p - 2, 2 * p - 1, 2 * p, p * p - 1, p * p] {
      let weights = random.point(try addition(p, width: m).family)
      let setting = try addition(p, width: m, regime: .lazy, weights: weights)
      let result = try #require(Subject.result(setting, levels: []))
      let r = 2 * p - 1
      let expected = [Rational(p * min(m, r), 2), Rational(p * min(m, p * r), 2)]
      #expect(result.interval == expected, "p=\(p) m=\(m)")
      let exact = Rational(p * (try frozenRank(setting)), 2)
      #expect(expected[0] <= exact && exact <= expected[1], "p=\(p) m=\(m)")
    }
  }

  /// rank X of parts of the pairs is the rank of the matrix of one-hot rows; E.7 against s.
  @Test func partsOfThePairs() throws {
    for p in 2...4 {
      let task = try ModularAddition(modulus: p)
      for n in 1...p * p {
        let rows = task.pairs.prefix(n).map { pair in
          (0..<2 * p).map { Rational($0 == pair.a || $0 == p + pair.b ? 1 : 0) }
        }
        let r = rationalRank(Matrix(rows: rows))
        for loss in LossKind.allCases {
          let setting = try addition(p, width: 3, loss: loss, regime: .lazy, pairs: n)
          let result = try #require(Subject.result(setting, levels: []))
          let span = n - (loss == .centred ? 1 : 0)
          #expect(result.verdict("rank X <= s") == (span >= r ? "holds" : "fails"), "p=\(p) n=\(n)")
          #expect(
            result.assumptions.contains { $0.verdict.because.contains("rank X = \(r)") },
            "p=\(p) n=\(n): rank X = \(r)")
          if span >= r {
            let bounds = [
              Rational(p * min(3, r), 2), Rational(p * min(3, r * (r + 1) / 2), 2),
            ]
            // Where the bounds meet they are a value.
            let interval = result.interval ?? result.conditional.map { [$0, $0] }
            #expect(interval == bounds, "p=\(p) n=\(n)")
          } else {
            #expect(result.prediction == .inapplicable(atLevelOnly: nil), "p=\(p) n=\(n)")
          }
        }
      }
    }
  }

  /// Inputs e_1 ... e_d: rank X = d, centred features span d - 1. The lower half of E.7 fails for
  /// the centred loss, and so would the bound: m = d gives a rank of d - 1.
  @Test func centredCounterexample() throws {
    for d in 2...4 {
      let vectors = (0..<d).map { i in (0..<d).map { Rational($0 == i ? 1 : 0) } }
      var random = SeededGenerator(seed: UInt64(280 + d))
      let family = try quadratic(d, d, 1)
      let weights = random.point(family)
      for (loss, verdict) in [(LossKind.plain, "holds"), (.centred, "fails")] {
        let setting = Setting(
          family: family, inputs: .finite(.vectors(vectors)), loss: loss, regime: .lazy,
          weights: weights)
        let result = try #require(Subject.result(setting, levels: []))
        #expect(result.verdict("rank X <= s") == verdict, "d=\(d)")
        #expect((result.interval == nil) == (verdict == "fails"), "d=\(d)")
        let exact = RandomFeatures.result(setting, levels: [])?.proved
        #expect(exact == Rational(loss == .centred ? d - 1 : d, 2), "d=\(d)")
      }
    }
  }

  @Test func otherSettings() throws {
    #expect(Subject.result(Setting(family: try biased(2, 2))) == nil)
    let full = try addition(2, width: 2, regime: .full)
    #expect(Subject.result(full, levels: [])?.prediction == .inapplicable(atLevelOnly: nil))
    // Two equal hidden units where two independent ones were promised.
    let equal = try addition(
      2, width: 2, regime: .lazy, weights: [1, 2, 3, 5, 1, 2, 3, 5, 1, 1, 1, 1])
    #expect(Subject.result(equal, levels: [])?.verdict("W is drawn") == "fails")
  }
}
