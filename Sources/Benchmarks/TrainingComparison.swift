import Foundation
import GradientTraining
import ModelFamilies
import NumericModels

/// Training steps per second of a network of the literature's size on two threads, beside torch in
/// `$SLT_PEER_PYTHON`. Both take the same steps on one batch first and have to agree on every loss.
enum TrainingComparison {
  static let name = "training against torch"
  private static let threads = 2
  private static let checked = 20
  private static let steps = 220
  private static let batch = 128

  private struct Answer: Decodable {
    let torch: String
    let losses: [String: [Double]]
    let stepsPerSecond: [String: Double]
  }

  static func report() throws {
    print(
      "| training steps/s, p = 53, m = 1024, batch 128, 2 threads | steps/s | slt / it | needed |")
    print("| --- | --- | --- | --- |")
    try report("AdamW", "adamw", .adamW(learningRate: 1e-3, weightDecay: 1))
    try report("SGD", "sgd", .sgd(learningRate: 0.1, momentum: 0.9, weightDecay: 1e-4))
  }

  private static func report(_ title: String, _ key: String, _ optimiser: Optimiser) throws {
    let task = try ModularAddition(modulus: 53)
    let split = try task.split(trainingFraction: 0.5, seed: 1)
    // In no order, so that the first pairs are a batch like any other.
    let pairs = split.training.map { ($0, ($0.a * 31 + $0.b * 17) % 53) }
      .sorted { ($0.1, $0.0.a) < ($1.1, $1.0.a) }.map(\.0)
    func training(
      _ pairs: [ModularAddition.Pair], batchSize: Int?
    ) throws(TrainingError) -> PairTraining {
      try PairTraining(
        task, width: 1024, training: pairs, validation: [], centring: .centred,
        optimiser: optimiser, batchSize: batchSize, seed: 1)
    }
    let fixed = try training(Array(pairs.prefix(batch)), batchSize: nil)
    let weights = try fixed.initialWeights(scale: 1)
    let trainer = try PairTrainer(fixed, weights: weights, threads: threads)
    let losses = try (0..<checked).map { _ in
      try trainer.train(epochs: 1)
      return trainer.lastBatchLoss ?? .nan
    }
    let shuffled = try PairTrainer(
      training(pairs, batchSize: batch), weights: weights, threads: threads)
    let before = try stepsPerSecond(shuffled)
    let answer = peer(key, pairs, weights)
    let own = max(before, try stepsPerSecond(shuffled))
    print("| slt, \(title) | \(Int(own)) | | |")

    switch answer {
    case .failure(let missing): print("| torch, \(title) | missing: \(missing.because) | | |")
    case .success(let answer):
      for (kind, found) in answer.losses {
        for (step, (a, b)) in zip(losses, found).enumerated() where abs(a - b) > 1e-4 * abs(b) {
          print("| torch, \(kind), \(title) | WRONG: loss \(b) at step \(step), here \(a) | | |")
          exit(1)
        }
      }
      for (kind, rate) in answer.stepsPerSecond.sorted(by: { $0.value < $1.value }) {
        let needed = kind == "one-hot products" ? 3.0 : 1.0
        let verdict = own >= needed * rate ? "reached" : "NOT REACHED"
        print(
          "| torch \(answer.torch), \(kind), \(title) | \(Int(rate)) "
            + "| \(String(format: "%.1f", own / rate)) | \(Int(needed)) \(verdict) |")
      }
    }
  }

  /// Of the best of six stretches, the first of which warms up.
  private static func stepsPerSecond(_ trainer: PairTrainer) throws -> Double {
    var best = 0.0
    for _ in 0..<6 {
      let (start, first) = (ContinuousClock.now, trainer.steps)
      while trainer.steps < first + steps { try trainer.train(epochs: 1) }
      let seconds = start.duration(to: .now) / .seconds(1)
      best = max(best, Double(trainer.steps - first) / seconds)
    }
    return best
  }

  private static func peer(
    _ optimiser: String, _ pairs: [ModularAddition.Pair], _ weights: [Float]
  ) -> Result<Answer, Contender.Missing> {
    guard let python = ProcessInfo.processInfo.environment["SLT_PEER_PYTHON"] else {
      return .failure(.init(because: "SLT_PEER_PYTHON is not set; see Tests/Peers/README.md"))
    }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "slt-torch-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("53 1024 \(batch)".utf8).write(to: folder.appending(path: "shape.txt"))
      try weights.withUnsafeBytes { Data($0) }.write(to: folder.appending(path: "weights"))
      try pairs.flatMap { [Int32($0.a), Int32($0.b)] }.withUnsafeBytes { Data($0) }
        .write(to: folder.appending(path: "pairs"))
    } catch { return .failure(.init(because: "\(error)")) }
    let (status, output) = Contender.run([
      python, Contender.drivers.appending(path: "training_speed.py").path(), folder.path(),
      optimiser, "\(checked)", "\(steps)", "\(threads)",
    ])
    let last = String(output.split(separator: "\n").last ?? "")
    guard status == 0, let answer = try? JSONDecoder().decode(Answer.self, from: Data(last.utf8))
    else {
      return .failure(.init(because: "\(python): \(last.prefix(200)); see Tests/Peers/README.md"))
    }
    return .success(answer)
  }
}
