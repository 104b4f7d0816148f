import GradientTraining
import ModelFamilies
import Testing

@Test(
  "a split is a partition of the pairs of the size asked for",
  arguments: [(2, 0.3), (5, 0.5), (13, 0.4), (23, 1.0), (53, 0.3)])
func splitIsPartition(_ modulus: Int, _ fraction: Double) throws {
  let task = try ModularAddition(modulus: modulus)
  let (training, validation) = try task.split(trainingFraction: fraction, seed: 4)
  #expect(training.count == Int((fraction * Double(modulus * modulus)).rounded()))
  #expect(training.count + validation.count == modulus * modulus)
  #expect(Set(training).union(validation) == Set(task.pairs))
}

@Test("a split is a function of the seed, and every pair is as likely as another")
func splitIsRandom() throws {
  let task = try ModularAddition(modulus: 5)
  func chosen(_ seed: UInt64) throws -> [ModularAddition.Pair] {
    try task.split(trainingFraction: 0.4, seed: seed).training
  }
  #expect(try chosen(1) == chosen(1))
  #expect(try chosen(1) != chosen(2))
  var counts: [ModularAddition.Pair: Int] = [:]
  for seed in 0..<1000 { for pair in try chosen(UInt64(seed)) { counts[pair, default: 0] += 1 } }
  // 1000 draws with probability 0.4: mean 400, standard deviation 15.5.
  for pair in task.pairs { #expect(abs(counts[pair, default: 0] - 400) < 78) }
}

@Test("a fraction that cannot be used is refused", arguments: [0, -0.5, 1.1, Double.nan, 0.01])
func splitErrors(_ fraction: Double) throws {
  let error = #expect(throws: TrainingError.self) {
    try ModularAddition(modulus: 3).split(trainingFraction: fraction, seed: 1)
  }
  guard case .setting("trainingFraction", _, _)? = error else {
    Issue.record("\(String(describing: error))")
    return
  }
}
