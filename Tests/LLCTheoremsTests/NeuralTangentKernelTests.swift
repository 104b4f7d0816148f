import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

@Suite("5.1")
struct NeuralTangentKernelTests {
  typealias Subject = NeuralTangentKernel

  /// At any theta_0, degenerate or not, half the exact rank there: the linearised model does not
  /// care whether the rank is constant.
  @Test func halfTheRankAtThetaZero() throws {
    var random = SeededGenerator(seed: 241)
    for (d, m, outputs) in [(2, 2, 2), (3, 4, 1), (4, 3, 3)] {
      let network = try QuadraticNetwork(inputDimension: d, width: m, outputDimension: outputs)
      let full = random.point(network.parameterCount)
      var dead = full
      for k in 0..<outputs { dead[network.outputWeights.index(k, 0)] = 0 }
      var unseen = full
      for k in 0..<d { unseen[network.inputWeights.index(1, k)] = 0 }
      let zero = Array(repeating: Rational(0), count: network.parameterCount)
      for weights in [full, dead, unseen, zero] {
        for inputs in [InputKnowledge.gaussian, identifyingInputs(d, affine: false)] {
          let setting = Setting(
            family: .quadratic(network), inputs: inputs, regime: .ntk, weights: weights)
          let result = try #require(Subject.result(setting))
          #expect(result.proved == Rational(exactRank(setting), 2), "\(weights)")
        }
      }
    }
    let zero = try addition(
      3, width: 2, regime: .ntk, weights: Array(repeating: 0, count: 18))
    #expect(Subject.result(zero)?.proved == 0)
  }

  @Test func modularAdditionAndBiases() throws {
    var random = SeededGenerator(seed: 242)
    for m in [1, 3, 5] {
      for loss in LossKind.allCases {
        let weights = random.point(try addition(3, width: m).family)
        let setting = try addition(3, width: m, loss: loss, regime: .ntk, weights: weights)
        #expect(Subject.result(setting)?.proved == Rational(exactRank(setting), 2))
      }
    }
    let family = try biased(3, 2)
    let setting = Setting(family: family, regime: .ntk, weights: random.point(family))
    #expect(Subject.result(setting)?.proved == Rational(exactRank(setting), 2))
  }

  @Test func regimes() throws {
    let family = try quadratic(3, 2, 2)
    let weights = (1...10).map { Rational($0) }
    let open = try #require(Subject.result(Setting(family: family, weights: weights)))
    #expect(open.conditional == 4)
    let full = try #require(
      Subject.result(Setting(family: family, regime: .full, weights: weights)))
    #expect(full.prediction == .inapplicable(atLevelOnly: nil))
    let anywhere = try #require(Subject.result(Setting(family: family, regime: .ntk)))
    #expect(anywhere.conditional == 4)
  }
}
