import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

@Suite("4.1")
struct OverparametrisedQuadraticTests {
  typealias Subject = OverparametrisedQuadratic

  @Test func halfTheExactRank() throws {
    var random = SeededGenerator(seed: 221)
    for d in 1...3 {
      for outputs in 1...3 {
        for m in d * (d + 1) / 2...d * (d + 1) / 2 + 1 {
          let family = try quadratic(d, m, outputs)
          for inputs in [InputKnowledge.gaussian, identifyingInputs(d, affine: false)] {
            let setting = Setting(family: family, inputs: inputs, weights: random.point(family))
            let result = try #require(Subject.result(setting))
            #expect(result.proved == Rational(exactRank(setting), 2), "d=\(d) m=\(m) K=\(outputs)")
          }
          let open = try #require(Subject.result(Setting(family: family)))
          #expect(open.conditional == Rational(outputs * d * (d + 1), 4))
        }
      }
    }
  }

  /// m >= d(d+1)/2 and yet no span: all w in a plane of R^3, or all parallel.
  @Test func enoughUnitsThatDoNotSpan() throws {
    var random = SeededGenerator(seed: 222)
    let network = try QuadraticNetwork(inputDimension: 3, width: 8, outputDimension: 2)
    var plane = random.point(network.parameterCount)
    for j in 0..<8 { plane[network.inputWeights.index(j, 2)] = 0 }
    var parallel = random.point(network.parameterCount)
    for j in 0..<8 {
      for k in 0..<3 { parallel[network.inputWeights.index(j, k)] = Rational((j + 1) * (k + 1)) }
    }
    for weights in [plane, parallel] {
      let setting = Setting(family: .quadratic(network), weights: weights)
      let result = try #require(Subject.result(setting))
      #expect(result.verdict("{w_i w_i^T} spans") == "fails")
      #expect(result.prediction == .inapplicable(atLevelOnly: nil))
      #expect(exactRank(setting) < 12)
    }
  }

  /// The span is sufficient, not necessary: w = e_1, e_1, e_2 with independent v_1, v_2 is onto. The
  /// theorem does not apply; the certificate has the value.
  @Test func theSpanIsNotNecessary() throws {
    let family = try quadratic(2, 3, 2)
    let weights = [1, 0, 1, 0, 0, 1, 1, 2, 1, 3, 4, 5].map { Rational($0) }
    let setting = Setting(family: family, weights: weights)
    let evidence = Evidence(for: setting)
    let result = try #require(Subject.evaluate(setting, evidence))
    #expect(exactRank(setting) == 6 && result.verdict("{w_i w_i^T} spans") == "fails")
    #expect(result.prediction == .inapplicable(atLevelOnly: nil))
    #expect(ExactRankCertificate.evaluate(setting, evidence)?.proved == 3)
  }

  /// On its own data set modular addition does not identify the forms: the value belongs to level
  /// coordinates alone, and the loss has p(p^2-1)/2 instead.
  @Test func modularAdditionIsNotIdentified() throws {
    var random = SeededGenerator(seed: 223)
    let family = try addition(2, width: 11).family
    let setting = try addition(2, width: 11, weights: random.point(family))
    let result = try #require(Subject.result(setting))
    #expect(result.verdict("{w_i w_i^T} spans") == "holds")
    #expect(
      result.prediction
        == .inapplicable(atLevelOnly: Subject.value(inputDimension: 4, outputDimension: 2)))
    #expect(exactRank(setting, .coordinates) == 20 && exactRank(setting) == 2 * 3)
  }

  /// One input in R^1 identifies the form; the centred loss on it is zero.
  @Test func centredLossOnOneInput() throws {
    let family = try quadratic(1, 1, 1)
    for (loss, rank) in [(LossKind.plain, 1), (.centred, 0)] {
      let setting = Setting(
        family: family, inputs: .finite(.vectors([[1], [1]])), loss: loss, weights: [2, 3])
      let result = try #require(Subject.result(setting))
      #expect(exactRank(setting) == rank)
      #expect((result.proved == Rational(1, 2)) == (rank == 1), "\(loss)")
    }
  }

  @Test func otherFamiliesAndRegimes() throws {
    #expect(Subject.result(Setting(family: try biased(2, 3))) == nil)
    for regime in [Regime.lazy, .ntk] {
      let result = try #require(
        Subject.result(Setting(family: try quadratic(2, 3, 1), regime: regime)))
      #expect(result.prediction == .inapplicable(atLevelOnly: nil))
    }
  }
}
