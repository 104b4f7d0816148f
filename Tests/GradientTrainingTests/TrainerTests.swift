import GradientTraining
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

/// A quadratic network, d = 3, m = 4, K = 2, taught by another on 60 inputs.
private func student() throws -> (loss: QuadraticLoss, start: [Double]) {
  let network = try QuadraticNetwork(inputDimension: 3, width: 4, outputDimension: 2)
  var stream = RandomStream(seed: 2, purpose: .testing)
  let inputs = NetworkInputs.dense(
    RealMatrix(rows: 60, columns: 3, values: stream.normals(180)))
  let teacher = stream.normals(network.parameterCount).map { 0.5 * $0 }
  let targets = try QuadraticLoss.teacherTargets(
    family: .quadratic(network), weights: teacher, inputs: inputs)
  let loss = try QuadraticLoss(network, inputs: inputs, targets: targets, centring: .plain)
  return (loss, stream.normals(network.parameterCount).map { 0.5 * $0 })
}

@Test(
  "a student reaches its teacher's loss of zero, and training says so",
  arguments: [
    TrainingSettings(
      optimiser: .adam(learningRate: 0.02), epochs: 20_000, targetLoss: 1e-10, recordEvery: 10),
    TrainingSettings(
      optimiser: .sgd(learningRate: 0.005, momentum: 0.9), epochs: 20_000, targetLoss: 1e-3,
      recordEvery: 10),
    TrainingSettings(
      optimiser: .adam(learningRate: 0.005), epochs: 5000, batchSize: 16, targetLoss: 1e-10),
  ])
func reachesTarget(_ settings: TrainingSettings) throws {
  let (loss, start) = try student()
  let target = try #require(settings.targetLoss)
  var seen: [LossRecord] = []
  let result = try Trainer(loss: loss, settings: settings, seed: 1).train(from: start) {
    seen.append($0)
  }
  #expect(result.reason == .targetLoss)
  #expect(result.finalLoss <= target)
  #expect(result.finalLoss == loss.empiricalLoss(at: result.weights))
  #expect(seen == result.history)
  #expect(result.history[0] == LossRecord(epoch: 0, empiricalLoss: loss.empiricalLoss(at: start)))
  // Nothing before the end was at the target.
  #expect(result.history.dropLast().allSatisfy { $0.empiricalLoss > target })
}

@Test("epochs run out: the last epoch is recorded, and steps are counted")
func epochsRunOut() throws {
  let (loss, start) = try student()
  let settings = TrainingSettings(
    optimiser: .sgd(learningRate: 1e-3), epochs: 7, batchSize: 16, recordEvery: 3)
  let result = try Trainer(loss: loss, settings: settings, seed: 1).train(from: start)
  #expect(result.reason == .epochs)
  #expect(result.steps == 7 * 4, "60 samples in batches of 16, 16, 16, 12")
  #expect(result.history.map(\.epoch) == [0, 3, 6, 7])
}

@Test("the seed decides minibatch training to the bit, and nothing else does")
func deterministic() throws {
  let (loss, start) = try student()
  let settings = TrainingSettings(
    optimiser: .adam(learningRate: 0.01), epochs: 20, batchSize: 7)
  func weights(_ seed: UInt64) throws -> [Double] {
    try Trainer(loss: loss, settings: settings, seed: seed).train(from: start).weights
  }
  #expect(try weights(1) == weights(1))
  #expect(try weights(1) != weights(2))
}

/// One epoch of batches of one: whatever the order, each sample is used once. For a loss that is a
/// sum of one-dimensional bowls, one per sample, the result does not depend on the order.
@Test("an epoch uses every sample once")
func epochCoversData() throws {
  var inputs = RealMatrix(rows: 9, columns: 9)
  for i in 0..<9 { inputs[i, i] = 1 }
  let loss = try LinearLoss(
    regressors: inputs, targets: RealMatrix(rows: 9, columns: 1), centring: .plain)
  let settings = TrainingSettings(optimiser: .sgd(learningRate: 0.25), epochs: 3, batchSize: 1)
  let result = try Trainer(loss: loss, settings: settings, seed: 1).train(
    from: [Double](repeating: 1, count: 9))
  for weight in result.weights { #expect(weight == 0.421875) }  // (3/4)^3
}

@Test("a diverging run is stopped with the step")
func divergence() throws {
  let (loss, start) = try student()
  let settings = TrainingSettings(optimiser: .sgd(learningRate: 100), epochs: 1000)
  let error = #expect(throws: TrainingError.self) {
    try Trainer(loss: loss, settings: settings, seed: 1).train(from: start)
  }
  guard case .nonFinite(let step, let value)? = error else {
    Issue.record("expected a non-finite loss, found \(String(describing: error))")
    return
  }
  #expect(step > 0 && step < 20)
  #expect(!value.isFinite)
}

@Test("a cancelled task stops training with the step")
func cancellation() async throws {
  let (loss, start) = try student()
  let trainer = try Trainer(
    loss: loss,
    settings: TrainingSettings(optimiser: .sgd(learningRate: 1e-9), epochs: 1 << 40), seed: 1)
  let task = Task { try trainer.train(from: start) }
  task.cancel()
  let error = await #expect(throws: TrainingError.self) { try await task.value }
  guard case .cancelled? = error else {
    Issue.record("expected a cancellation, found \(String(describing: error))")
    return
  }
}

@Test("settings that cannot be used are refused by name")
func settingsErrors() throws {
  let (loss, start) = try student()
  let faults: [(String, TrainingSettings)] = [
    ("learningRate", TrainingSettings(optimiser: .sgd(learningRate: 0), epochs: 1)),
    ("momentum", TrainingSettings(optimiser: .sgd(learningRate: 1, momentum: 1), epochs: 1)),
    ("beta2", TrainingSettings(optimiser: .adam(learningRate: 1, beta2: 1.5), epochs: 1)),
    (
      "weightDecay",
      TrainingSettings(optimiser: .adamW(learningRate: 1, weightDecay: -1), epochs: 1)
    ),
    ("epochs", TrainingSettings(optimiser: .sgd(learningRate: 1), epochs: 0)),
    ("batchSize", TrainingSettings(optimiser: .sgd(learningRate: 1), epochs: 1, batchSize: 61)),
    ("targetLoss", TrainingSettings(optimiser: .sgd(learningRate: 1), epochs: 1, targetLoss: -1)),
    ("recordEvery", TrainingSettings(optimiser: .sgd(learningRate: 1), epochs: 1, recordEvery: 0)),
  ]
  for (key, settings) in faults {
    let error = #expect(throws: TrainingError.self) {
      try Trainer(loss: loss, settings: settings, seed: 1)
    }
    guard case .setting(let found, _, _)? = error else {
      Issue.record("no error for \(key)")
      continue
    }
    #expect(found == key)
  }
  let trainer = try Trainer(
    loss: loss, settings: TrainingSettings(optimiser: .sgd(learningRate: 1), epochs: 1), seed: 1)
  #expect(throws: TrainingError.self) { try trainer.train(from: Array(start.dropLast())) }
}
