import Foundation
import ModelFamilies
import NumericAlgebra

/// How far training has left its start, by measured quantities.
///
/// The thresholds are conventions, not theorems: a run with a relative movement of its input weights
/// and a kernel drift both at most 0.1 is called lazy, one with either above 0.5 feature learning.
public enum TrainingStage: String, Sendable, CaseIterable {
  case lazy
  case between
  case featureLearning = "feature-learning"

  static let lazyLimit = 0.1
  static let learningLimit = 0.5

  public init(relativeMovement: Double, kernelDrift: Double) {
    let largest = max(relativeMovement, kernelDrift)
    self =
      largest <= Self.lazyLimit ? .lazy : largest > Self.learningLimit ? .featureLearning : .between
  }
}

/// Units counted by their norms.
///
/// An output norm |v_j| counts as seen above `tolerance` times the largest one of the network, an
/// input norm |w_j| likewise. Theorem 5.5's effective width is the number of seen output norms.
struct UnitNorms {
  static let tolerance = 0.01

  let active: Int
  let effectiveWidth: Int

  init(_ network: QuadraticNetwork, weights: [Double]) {
    func norms(_ count: Int, _ value: (Int, Int) -> Double) -> [Double] {
      (0..<network.width).map { unit in
        (0..<count).reduce(0) { $0 + value(unit, $1) * value(unit, $1) }.squareRoot()
      }
    }
    let input = norms(network.inputDimension) { weights[network.inputWeights.index($0, $1)] }
    let output = norms(network.outputDimension) { weights[network.outputWeights.index($1, $0)] }
    func seen(_ norms: [Double]) -> [Bool] {
      let limit = Self.tolerance * (norms.max() ?? 0)
      return norms.map { $0 > limit }
    }
    let (inputs, outputs) = (seen(input), seen(output))
    active = zip(inputs, outputs).count { $0 && $1 }
    effectiveWidth = outputs.count { $0 }
  }
}
