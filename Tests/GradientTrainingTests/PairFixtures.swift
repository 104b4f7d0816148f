import GradientTraining
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

/// Every optimiser, each with and without what is optional in it; rates at which 30 steps move the
/// weights visibly.
let pairOptimisers: [Optimiser] = [
  .sgd(learningRate: 0.1),
  .sgd(learningRate: 0.1, weightDecay: 0.03),
  .sgd(learningRate: 0.05, momentum: 0.9),
  .sgd(learningRate: 0.05, momentum: 0.8, weightDecay: 0.02),
  .adam(learningRate: 0.01),
  .adam(learningRate: 0.01, weightDecay: 0.05, beta1: 0.8, beta2: 0.95, epsilon: 1e-4),
  .adamW(learningRate: 0.01, weightDecay: 0.5),
  .adamW(learningRate: 0.01, weightDecay: 0, beta1: 0.7, beta2: 0.9, epsilon: 1e-3),
]

/// p = 7, half of the pairs, width 21.
func pairTraining(
  _ optimiser: Optimiser, centring: Centring = .centred, batchSize: Int? = 5, width: Int = 21,
  seed: UInt64 = 1
) throws -> PairTraining {
  let task = try ModularAddition(modulus: 7)
  let split = try task.split(trainingFraction: 0.5, seed: 1)
  return try PairTraining(
    task, width: width, training: split.training, validation: split.validation,
    centring: centring, optimiser: optimiser, batchSize: batchSize, seed: seed)
}

func normals(_ count: Int, _ seed: UInt64) -> [Double] {
  var stream = RandomStream(seed: seed, purpose: .testing)
  return stream.normals(count)
}

/// Equal, without the list of differences that takes minutes for long collections.
func expectSame<T: Equatable>(_ a: T, _ b: T, location: SourceLocation = #_sourceLocation) {
  let same = a == b
  #expect(same, sourceLocation: location)
}
