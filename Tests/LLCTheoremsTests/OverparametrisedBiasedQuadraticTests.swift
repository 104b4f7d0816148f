import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

@Suite("G.1")
struct OverparametrisedBiasedQuadraticTests {
  typealias Subject = OverparametrisedBiasedQuadratic

  @Test func halfTheExactRank() throws {
    var random = SeededGenerator(seed: 201)
    for d in 1...4 {
      for m in d...d + 2 {
        let family = try biased(d, m)
        for inputs in [InputKnowledge.gaussian, identifyingInputs(d, affine: true)] {
          let setting = Setting(family: family, inputs: inputs, weights: random.point(family))
          let result = try #require(Subject.result(setting))
          #expect(result.proved == Rational(exactRank(setting), 2), "d=\(d) m=\(m)")
          #expect(result.proved == Rational((d + 1) * (d + 2), 4))
        }
        let open = try #require(Subject.result(Setting(family: family)))
        #expect(open.conditional == Rational((d + 1) * (d + 2), 4))
      }
    }
  }

  /// Parallel w_j, or too few units with a_j != 0: the assumption fails and so does the value.
  @Test func degenerateWeights() throws {
    var random = SeededGenerator(seed: 202)
    for d in 2...4 {
      let network = try BiasedQuadraticNetwork(inputDimension: d, width: d)
      var dependent = random.point(network.parameterCount)
      for k in 0..<d {
        dependent[network.inputWeights.index(d - 1, k)] =
          Rational(-2) * dependent[network.inputWeights.index(0, k)]
      }
      var silent = random.point(network.parameterCount)
      silent[network.outputWeights.index(0, 1)] = 0
      for weights in [dependent, silent] {
        let setting = Setting(family: .biasedQuadratic(network), weights: weights)
        let result = try #require(Subject.result(setting))
        #expect(result.verdict("some d units") == "fails")
        #expect(result.prediction == .inapplicable(atLevelOnly: nil))
        #expect(exactRank(setting) < (d + 1) * (d + 2) / 2, "d=\(d)")
      }
    }
  }

  @Test func otherSettings() throws {
    #expect(Subject.result(Setting(family: try quadratic(2, 3, 1))) == nil)
    let narrow = try #require(Subject.result(Setting(family: try biased(3, 2))))
    #expect(narrow.prediction == .inapplicable(atLevelOnly: nil))
    let lazy = try #require(Subject.result(Setting(family: try biased(2, 2), regime: .lazy)))
    #expect(lazy.prediction == .inapplicable(atLevelOnly: nil))
  }

  /// A centred loss does not see the constant: half a unit less, whatever the inputs.
  @Test func centredLoss() throws {
    var random = SeededGenerator(seed: 203)
    for d in 1...3 {
      let family = try biased(d, d)
      let weights = random.point(family)
      for inputs in [InputKnowledge.gaussian, identifyingInputs(d, affine: true)] {
        let setting = Setting(family: family, inputs: inputs, loss: .centred, weights: weights)
        let result = try #require(Subject.result(setting))
        #expect(
          result.prediction
            == .inapplicable(atLevelOnly: Subject.value(inputDimension: d)), "d=\(d)")
        if setting.inputSet != nil {
          #expect(exactRank(setting) == (d + 1) * (d + 2) / 2 - 1)
        }
      }
    }
  }
}
