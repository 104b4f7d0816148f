import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

@Suite("4.2")
struct UnderparametrisedQuadraticTests {
  typealias Subject = UnderparametrisedQuadratic

  /// Proved exactly where the exact rank at the point is m(d+K-1), on all small dimensions.
  @Test func exactConditionOnAGrid() throws {
    var random = SeededGenerator(seed: 231)
    var proved = 0
    for d in 1...4 {
      for outputs in 1...4 {
        for m in 1...6 {
          let family = try quadratic(d, m, outputs)
          let setting = Setting(family: family, weights: random.point(family))
          let result = try #require(Subject.result(setting))
          let (rank, target) = (exactRank(setting), m * (d + outputs - 1))
          let comment = "d=\(d) m=\(m) K=\(outputs), rank \(rank) of \(target)"
          #expect(result.verdict("exact") == (rank == target ? "holds" : "fails"), "\(comment)")
          if let value = result.proved {
            #expect(value == Rational(rank, 2), "\(comment)")
            proved += 1
          } else {
            #expect(rank < target || result.verdict("(") == "fails", "\(comment)")
          }
        }
      }
    }
    #expect(proved > 30, "\(proved)")
  }

  /// The published conditions hold at random points and the rank falls short all the same:
  /// 29 < 30, 62 < 64 (modular addition modulo 3 with m = 8), 5 < 6.
  @Test(arguments: [(4, 5, 3, 29), (6, 8, 3, 62), (3, 2, 1, 5)])
  func publishedConditionsAreNotEnough(_ d: Int, _ m: Int, _ outputs: Int, _ rank: Int) throws {
    var random = SeededGenerator(seed: 232)
    let family = try quadratic(d, m, outputs)
    for _ in 0..<3 {
      let setting = Setting(family: family, weights: random.point(family))
      let result = try #require(Subject.result(setting))
      #expect(["(1)", "(2)", "(3)"].map(result.verdict) == ["holds", "holds", "holds"])
      #expect(exactRank(setting) == rank && rank < m * (d + outputs - 1))
      #expect(result.verdict("exact") == "fails")
      #expect(result.decisive?.verdict.because.contains("hold all the same") == true)
      #expect(result.prediction == .inapplicable(atLevelOnly: nil))
    }
    // And so without weights: no weight at all has the rank.
    let anywhere = try #require(Subject.result(Setting(family: family)))
    #expect(anywhere.verdict("exact") == "fails")
  }

  /// Each published condition broken by hand.
  @Test func conditionsBroken() throws {
    let family = try quadratic(3, 2, 2)
    func verdicts(_ w: [Int], _ v: [Int]) throws -> [String] {
      let setting = Setting(family: family, weights: (w + v).map { Rational($0) })
      let result = try #require(Subject.result(setting))
      let exact = exactRank(setting) == 8 ? "holds" : "fails"
      #expect(result.verdict("exact") == exact, "\(w) \(v)")
      return ["(1)", "(2)", "(3)"].map(result.verdict)
    }
    #expect(try verdicts([1, 2, 3, 0, 1, 1], [1, 2, 3, 5]) == ["holds", "holds", "holds"])
    #expect(try verdicts([1, 2, 3, 0, 1, 1], [1, 0, 3, 0])[0] == "fails")
    #expect(try verdicts([1, 2, 3, 0, 0, 0], [1, 2, 3, 5])[0] == "fails")
    #expect(try verdicts([1, 2, 3, -2, -4, -6], [1, 2, 3, 5])[1] == "fails")
    // Orthogonal w with equal v: u_1 = w_2, u_2 = -w_1 is a rotation that no output sees.
    #expect(try verdicts([1, 0, 0, 0, 1, 0], [1, 1, 2, 2]) == ["holds", "holds", "fails"])
  }

  @Test func settingsWithoutWeights() throws {
    let open = try #require(Subject.result(Setting(family: try quadratic(4, 3, 2))))
    #expect(open.conditional == Rational(15, 2) && open.verdict("exact") == "undecided")
    let wide = try #require(Subject.result(Setting(family: try quadratic(2, 4, 2))))
    #expect(wide.verdict("(2)") == "fails" && wide.verdict("exact") == "fails")
    #expect(Subject.result(Setting(family: try biased(2, 3))) == nil)
    let lazy = try #require(Subject.result(Setting(family: try quadratic(4, 3, 2), regime: .lazy)))
    #expect(lazy.prediction == .inapplicable(atLevelOnly: nil))
  }

  /// Modular addition modulo 3, m = 2: 4.2 is right at level coordinates, 2 * 8 / 2, and the loss
  /// has 2 * 7 / 2.
  @Test func modularAdditionIsNotIdentified() throws {
    var random = SeededGenerator(seed: 233)
    let family = try addition(3, width: 2).family
    let setting = try addition(3, width: 2, weights: random.point(family))
    let result = try #require(Subject.result(setting))
    #expect(result.verdict("exact") == "holds" && result.verdict("the inputs identify") == "fails")
    #expect(
      result.prediction == .inapplicable(atLevelOnly: LearningCoefficient(8, multiplicity: 1)))
    #expect(exactRank(setting, .coordinates) == 16)
    #expect(exactRank(setting, .data) == 14 && exactRank(setting, .centred) == 14)
  }
}
