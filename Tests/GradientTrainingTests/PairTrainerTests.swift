import GradientTraining
import ModelFamilies
import NumericModels
import Testing

/// Full batches, where both trainers see the same gradients in the same order.
@Test(
  "single precision training follows the trainer in double precision",
  arguments: pairOptimisers, Centring.allCases)
func followsDouble(_ optimiser: Optimiser, _ centring: Centring) throws {
  let training = try pairTraining(optimiser, centring: centring, batchSize: nil)
  let start = try training.initialWeights(scale: 2)
  let trainer = try PairTrainer(training, weights: start)
  let exact = try QuadraticLoss(
    training.task.network(width: training.width),
    inputs: .pairs(training.training, modulus: training.task.modulus),
    targets: training.task.oneHotTargets(training.training), centring: centring)
  let settings = TrainingSettings(optimiser: optimiser, epochs: 30)
  let result = try Trainer(loss: exact, settings: settings, seed: 0)
    .train(from: start.map(Double.init))

  try trainer.train(epochs: 30)
  #expect(trainer.epoch == 30 && trainer.steps == 30)
  var moved = 0.0
  for (i, (a, b)) in zip(trainer.weights, result.weights).enumerated() {
    moved = max(moved, abs(b - Double(start[i])))
    #expect(abs(a - b) < 2e-5, "weight \(i): \(a), \(b)")
  }
  #expect(moved > 0.05, "the test would not see an update that does nothing")
  let evaluation = try trainer.evaluate().training
  #expect(abs(evaluation.loss - result.finalLoss) < 1e-5 * result.finalLoss)
}

/// A batch of one pair at the plain loss, by hand: p = 2, m = 1, W = (1, 2, 3, 4), V = (5, 6), the pair
/// (1, 0): h = 2 + 3 = 5, f = (125, 150), the target is class 1, so r = (125, 149); dV = 25 r,
/// dW_1 = dW_2 = 2 h (5 * 125 + 6 * 149) = 15190.
@Test("a step on one pair by hand")
func onePair() throws {
  let task = try ModularAddition(modulus: 2)
  let rate = 1.0 / 1024
  let training = try PairTraining(
    task, width: 1, training: [.init(a: 1, b: 0)], validation: [], centring: .plain,
    optimiser: .sgd(learningRate: rate), batchSize: 1, seed: 1)
  let trainer = try PairTrainer(training, weights: [1, 2, 3, 4, 5, 6])
  try trainer.train(epochs: 1)
  #expect(trainer.lastBatchLoss == 18913)  // (125^2 + 149^2) / 2
  #expect(
    trainer.weights == [
      1, 2 - 15190 * rate, 3 - 15190 * rate, 4, 5 - 25 * 125 * rate, 6 - 25 * 149 * rate,
    ])
}

/// At a small rate eta, n/b steps on batches of b are one full step of rate n eta / b up to O(eta^2);
/// with a pair left out and another taken twice they would not be.
@Test("an epoch uses every pair once", arguments: [1, 5])
func epochCoversPairs(_ batchSize: Int) throws {
  let rate = 1e-5
  let training = try pairTraining(.sgd(learningRate: rate), centring: .plain, batchSize: batchSize)
  let n = training.training.count
  #expect(n == 25)  // 49 / 2, rounded to nearest, ties away from zero
  let start = try training.initialWeights(scale: 3)
  let trainer = try PairTrainer(training, weights: start)
  try trainer.train(epochs: 1)
  #expect(trainer.steps == n / batchSize)
  let full = try PairNetwork(
    training.task, width: training.width, centring: .plain, weights: start
  ).lossAndGradient(PairRows(training.task, training.training)).gradient
    .map { Double($0) * rate * Double(n / batchSize) }
  let scale = full.map(abs).max() ?? 0
  for (i, (end, step)) in zip(trainer.weights, full).enumerated() {
    #expect(abs((Double(start[i]) - end) - step) < 0.02 * scale, "weight \(i)")
  }
}

@Test("a last batch that is smaller is used as it is")
func smallerLastBatch() throws {
  let training = try pairTraining(.sgd(learningRate: 1e-30), centring: .plain, batchSize: 24)
  let start = normals(training.parameterCount, 2).map(Float.init)
  let trainer = try PairTrainer(training, weights: start)
  try trainer.train(epochs: 1)
  #expect(trainer.steps == 2)
  let network = try PairNetwork(
    training.task, width: training.width, centring: .plain, weights: start)
  let single = try training.training.map { network.forward(try PairRows(training.task, [$0])) }
  #expect(single.contains(try #require(trainer.lastBatchLoss)))
}

@Test("the order of the pairs is a function of the seed and the epoch")
func orderOfPairs() throws {
  // Single pairs at a rate that changes no weight: the last loss of an epoch tells its last pair.
  func lastLosses(_ seed: UInt64) throws -> [Double] {
    let training = try pairTraining(
      .sgd(learningRate: 1e-30), centring: .plain, batchSize: 1, seed: seed)
    let start = normals(training.parameterCount, 2).map(Float.init)
    let trainer = try PairTrainer(training, weights: start)
    return try (0..<12).map { _ in
      try trainer.train(epochs: 1)
      return try #require(trainer.lastBatchLoss)
    }
  }
  let losses = try lastLosses(1)
  #expect(Set(losses).count > 3)
  #expect(try lastLosses(1) == losses)
  #expect(try lastLosses(2) != losses)
}

@Test("a run is a function of its settings, to the bit and on any number of threads")
func pairDeterminism() throws {
  func weights(_ seed: UInt64, threads: Int, epochs: [Int]) throws -> [UInt64] {
    let training = try pairTraining(
      .adamW(learningRate: 0.01, weightDecay: 0.1), batchSize: 7, width: 300, seed: seed)
    let trainer = try PairTrainer(training, initialScale: 1, threads: threads)
    for count in epochs { try trainer.train(epochs: count) }
    return trainer.weights.map(\.bitPattern)
  }
  let once = try weights(1, threads: 1, epochs: [6])
  expectSame(try weights(1, threads: 2, epochs: [6]), once)
  expectSame(try weights(1, threads: 3, epochs: [1, 0, 3, 2]), once)
  #expect(try weights(2, threads: 1, epochs: [6]) != once)
}

@Test("starting weights have the variances s^2 / d and s^2 / m")
func initialVariances() throws {
  let task = try ModularAddition(modulus: 31)
  let training = try PairTraining(
    task, width: 400, training: task.pairs, validation: [], centring: .plain,
    optimiser: .sgd(learningRate: 1), seed: 5)
  let weights = try training.initialWeights(scale: 3).map(Double.init)
  let inputs = weights[..<(62 * 400)]
  let outputs = weights[(62 * 400)...]
  for (part, variance) in [(inputs, 9 / 62.0), (outputs, 9 / 400.0)] {
    // The standard error of a variance from k normals is variance * sqrt(2 / k).
    let found = part.reduce(0) { $0 + $1 * $1 } / Double(part.count)
    #expect(abs(found / variance - 1) < 5 * (2 / Double(part.count)).squareRoot())
  }
}

@Test("a loss that is no number is so without a sign, and the start has its own remedy")
func nonFiniteLosses() {
  #expect(
    "\(TrainingError.nonFinite(step: 1, loss: -Double.nan))"
      == "the loss is nan at step 1; a smaller learningRate is the usual remedy")
  #expect("\(TrainingError.nonFinite(step: 0, loss: .infinity))".contains("smaller initialScale"))
}

@Test("a run that diverges is stopped with the step, and one that is cancelled between epochs")
func pairTrainingEnds() async throws {
  let wild = try PairTrainer(pairTraining(.sgd(learningRate: 100)), initialScale: 1)
  let error = #expect(throws: TrainingError.self) { try wild.train(epochs: 100) }
  guard case .nonFinite(let step, let loss)? = error else {
    Issue.record("expected a non-finite loss, found \(String(describing: error))")
    return
  }
  #expect(step == wild.steps && step > 0 && step < 30 && !loss.isFinite)

  let training = try pairTraining(.sgd(learningRate: 1e-9))
  let task = Task {
    let trainer = try PairTrainer(training, initialScale: 1)
    try trainer.train(epochs: 1 << 31)
  }
  task.cancel()
  let cancelled = await #expect(throws: TrainingError.self) { try await task.value }
  guard case .cancelled? = cancelled else {
    Issue.record("expected a cancellation, found \(String(describing: cancelled))")
    return
  }
}

@Test("settings of pair training that cannot be used are refused by name")
func pairSettings() throws {
  let task = try ModularAddition(modulus: 3)
  func error(
    width: Int = 4, training: [ModularAddition.Pair]? = nil,
    validation: [ModularAddition.Pair] = [], optimiser: Optimiser = .sgd(learningRate: 1),
    batchSize: Int? = nil
  ) throws -> String {
    let error = #expect(throws: TrainingError.self) {
      try PairTraining(
        task, width: width, training: training ?? task.pairs, validation: validation,
        centring: .plain, optimiser: optimiser, batchSize: batchSize, seed: 1)
    }
    guard case .setting(let key, _, _)? = error else { return "nothing" }
    return key
  }
  #expect(try error(width: 0) == "width")
  #expect(try error(training: []) == "training pairs")
  #expect(try error(validation: [.init(a: 0, b: 3)]) == "validation pairs")
  #expect(try error(optimiser: .sgd(learningRate: 1, weightDecay: -1)) == "weightDecay")
  #expect(try error(optimiser: .adam(learningRate: 1, weightDecay: .nan)) == "weightDecay")
  #expect(try error(batchSize: 0) == "batchSize")
  #expect(try error(batchSize: 10) == "batchSize")

  let training = try pairTraining(.sgd(learningRate: 1))
  #expect(throws: TrainingError.self) { try PairTrainer(training, weights: [1, 2]) }
  #expect(throws: TrainingError.self) { try PairTrainer(training, initialScale: -1) }
  #expect(throws: TrainingError.self) { try PairTrainer(training, initialScale: 1, threads: 0) }
  var weights = try training.initialWeights(scale: 1)
  weights[3] = .nan
  #expect(throws: TrainingError.self) { try PairTrainer(training, weights: weights) }
  let trainer = try PairTrainer(training, initialScale: 1)
  #expect(throws: TrainingError.self) { try trainer.train(epochs: 1 << 40) }
}
