import Foundation
import LLCSampling
import ModelFamilies
import NumericAlgebra
import NumericModels
import Synchronization

/// SGLD steps per second, two chains on two threads, beside devinterp in `$SLT_PEER_PYTHON` on the same
/// network and data. Both evaluate one loss first and have to agree on it.
enum SamplerComparison {
  static let name = "sgld against devinterp"

  private struct Case {
    let modulus: Int
    let width: Int
    let batch: Int
    let steps: Int
    let peerSteps: Int
    /// How many times faster this program has to be.
    let target: Double
  }

  private static let cases = [
    Case(modulus: 7, width: 64, batch: 49, steps: 100_000, peerSteps: 2000, target: 10),
    Case(modulus: 7, width: 64, batch: 32, steps: 100_000, peerSteps: 2000, target: 10),
    Case(modulus: 53, width: 1024, batch: 128, steps: 3000, peerSteps: 600, target: 2),
  ]

  private struct Answer: Decodable {
    let loss: Double
    let version: String
    let torch: String
    let stepsPerSecond: [String: Double]
  }

  static func report() throws {
    print("| SGLD steps/s, 2 chains, 2 threads | weights | batch | steps/s | slt / it | needed |")
    print("| --- | --- | --- | --- | --- | --- |")
    for item in cases { try report(item) }
  }

  private static func report(_ item: Case) throws {
    let task = try ModularAddition(modulus: item.modulus)
    let network = try task.network(width: item.width)
    var stream = RandomStream(seed: 1, purpose: .teacherWeights)
    let weights = stream.normals(network.parameterCount)
    let inputs = NetworkInputs.pairs(task.pairs, modulus: item.modulus)
    let targets = try QuadraticLoss.teacherTargets(
      family: .quadratic(network), weights: weights, inputs: inputs)
    let loss = try QuadraticLoss(network, inputs: inputs, targets: targets, centring: .centred)
    let model = "p = \(item.modulus), m = \(item.width) | \(network.parameterCount) | \(item.batch)"

    let own = try stepsPerSecond(loss, weights, item)
    print("| slt, double precision, \(model) | \(Int(own)) | | |")
    switch peer(loss, weights, item) {
    case .failure(let missing): print("| devinterp, \(model) | missing: \(missing.because) | | |")
    case .success(let answer):
      let expected = loss.empiricalLoss(at: weights.map { 1.01 * $0 })
      guard abs(answer.loss / expected - 1) < 1e-9 else {
        print("| devinterp, \(model) | WRONG: loss \(answer.loss), here \(expected) | | |")
        exit(1)
      }
      let best = answer.stepsPerSecond.values.max() ?? 0
      for (kind, rate) in answer.stepsPerSecond.sorted(by: { $0.value < $1.value }) {
        let ratio = String(format: "%.1f", own / rate)
        let verdict = rate < best ? "" : own >= item.target * rate ? "reached" : "NOT REACHED"
        print(
          "| devinterp \(answer.version), torch \(answer.torch), \(kind), \(model) | \(Int(rate)) "
            + "| \(ratio) | \(Int(item.target)) \(verdict) |")
      }
    }
  }

  /// The cost of starting is left out: the difference between a long run and a tenth of it, each the
  /// better of two.
  private static func stepsPerSecond(
    _ loss: QuadraticLoss, _ weights: [Double], _ item: Case
  ) throws -> Double {
    func seconds(_ steps: Int) -> Double {
      let settings = SamplerSettings(
        nBeta: 100, localisation: 1, stepSize: 1e-9, chains: 2, burnIn: steps - 4, draws: 4,
        batchSize: item.batch == loss.sampleSize ? nil : item.batch)
      let failure = Mutex<(any Error)?>(nil)
      let done = DispatchSemaphore(value: 0)
      let start = ContinuousClock.now
      Task {
        do {
          _ = try await LLCEstimate.measured(
            loss, at: weights, settings: settings, seed: 1, maxThreads: 2)
        } catch { failure.withLock { $0 = error } }
        done.signal()
      }
      done.wait()
      if let failure = failure.withLock({ $0 }) { fatalError("\(failure)") }
      return start.duration(to: .now) / .seconds(1)
    }
    let short = (0..<2).map { _ in seconds(item.steps / 10) }
    let long = (0..<2).map { _ in seconds(item.steps) }
    return Double(2 * (item.steps - item.steps / 10)) / (long.min()! - short.min()!)
  }

  private static func peer(
    _ loss: QuadraticLoss, _ weights: [Double], _ item: Case
  ) -> Result<Answer, Contender.Missing> {
    let python = ProcessInfo.processInfo.environment["SLT_PEER_PYTHON"] ?? "python3"
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "slt-devinterp-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let family = loss.family
      let shape = [
        family.inputDimension, family.width, family.outputDimension, loss.sampleSize, 1,
      ]
      try Data(shape.map(String.init).joined(separator: " ").utf8)
        .write(to: folder.appending(path: "shape.txt"))
      for (name, values) in [
        ("weights", weights), ("inputs", loss.inputs.matrix.values),
        ("targets", loss.targets.values),
      ] {
        try values.withUnsafeBytes { Data($0) }.write(to: folder.appending(path: name))
      }
    } catch { return .failure(.init(because: "\(error)")) }
    let (status, output) = Contender.run([
      python, Contender.drivers.appending(path: "devinterp_speed.py").path(), folder.path(),
      "\(item.batch)", "\(item.peerSteps)", "2", "2",
    ])
    // Its workers warn when they end, after the answer.
    let lines = output.split(separator: "\n")
    let last = String(lines.last { $0.hasPrefix("{") } ?? lines.last ?? "")
    guard status == 0, let answer = try? JSONDecoder().decode(Answer.self, from: Data(last.utf8))
    else {
      return .failure(.init(because: "\(python): \(last.prefix(200)); see Tests/Peers/README.md"))
    }
    return .success(answer)
  }
}
