import Foundation
import LLCExperiments
import ModelFamilies
import Synchronization
import Testing
import WeightFiles

@Suite struct TrainingSessionTests {
  static let spec = RunSpec(
    modulus: 5, width: 7, trainingFraction: 0.6, learningRate: 0.01, weightDecay: 0.5,
    batchSize: 6, epochs: 40, seed: 3)

  private func trained(_ spec: RunSpec) async throws -> TrainedWeights {
    let session = try await TrainingSession(spec, isStopped: { false }, observe: { _ in })
    #expect(session.isComplete && session.weights.point.epoch == spec.epochs)
    return session.weights
  }

  private func sweep(_ store: RunStore, keepsWeights: Bool, seeds: [UInt64] = [3]) async throws {
    let runs = seeds.map { seed in
      var spec = Self.spec
      spec.seed = seed
      return spec
    }
    try await SweepRunner(
      SweepSpec(
        name: "one", runs: runs, checkpoints: .linear(every: 9),
        measurement: TrajectoryMeasurement(theory: false)),
      store: store, driver: TrajectoryRun.self, threads: 1, codeVersion: "1",
      keepsWeights: keepsWeights
    ).run()
  }

  @Test("a session has the weights that a sweep keeps, to the last bit")
  func sameAsSweep() async throws {
    let folder = try Folder()
    let store = try RunStore(folder.file("a.sqlite"))
    try await sweep(store, keepsWeights: true)
    let (mine, kept) = (try await trained(Self.spec), try store.weights(of: nil, epoch: 40))
    #expect(mine.values == kept.values && mine.point == kept.point)
    #expect(mine.values.count == 3 * 5 * 7 && mine.trainingPairs.count == 15)
    #expect(try store.points(of: 0).last?.trainingLoss == mine.point.trainingLoss)
    var other = Self.spec
    other.seed = 4
    #expect(try await trained(other).values != mine.values)
  }

  @Test("stopped, it has the weights of the epoch it says")
  func stopped() async throws {
    let seen = Mutex(0)
    let session = try await TrainingSession(
      Self.spec, isStopped: { seen.withLock { $0 >= 11 } },
      observe: { event in
        if case .reached(let point) = event { seen.withLock { $0 = point.epoch } }
      })
    let epoch = session.weights.point.epoch
    #expect(!session.isComplete && epoch >= 11 && epoch < 40)
    var shorter = Self.spec
    shorter.epochs = epoch
    #expect(try await trained(shorter).values == session.weights.values)
  }

  @Test("files hold every bit, and their metadata the run")
  func files() async throws {
    let folder = try Folder()
    let weights = try await trained(Self.spec)
    for name in ["w.safetensors", "w.npz"] {
      let path = folder.file(name)
      try weights.write(to: path, version: "9.9")
      let file = try TensorFile(contentsOfFile: path)
      #expect(file.tensors.map(\.name) == ["input.weight", "output.weight"])
      #expect(file.tensors.map(\.shape) == [[7, 10], [5, 7]])
      #expect(file.tensors.allSatisfy { $0.element == .float32 })
      #expect(file.tensors.flatMap(\.values) == weights.values, "\(name)")
      #expect(file.tensors.map(\.digest) == weights.tensors.map(\.digest))
      let read = try NetworkTensors(
        TensorMatrices(file, name: name).matrices, task: weights.task)
      #expect(read.weights == weights.values && read.family == .quadratic(weights.network))
      if name == "w.safetensors" {
        #expect(file.metadata["program"] == "slt 9.9" && file.metadata["format"] == "pt")
        #expect(RunSpec(settings: file.metadata) == Self.spec)
      }
    }
    // By NIST's example of FIPS 180-4: SHA-256 of "abc".
    let abc = try Tensor(name: "abc", shape: [3], values: [97, 98, 99], element: .uint8)
    #expect(
      abc.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("a store says which weights it has, and how to get the others")
  func refusals() async throws {
    let folder = try Folder()
    let store = try RunStore(folder.file("a.sqlite"))
    func refusal(_ run: Int?, _ epoch: Int?) -> String {
      do {
        _ = try store.weights(of: run, epoch: epoch)
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(refusal(nil, nil).hasSuffix("a.sqlite: it holds no run"))
    try await sweep(store, keepsWeights: false, seeds: [3, 5])
    #expect(refusal(nil, nil).contains("holds 2 runs; say which by --run: 0 (done, no weights), 1"))
    #expect(refusal(2, nil).contains("has no run 2"))
    #expect(
      refusal(1, nil).hasSuffix(
        "slt train --modulus 5 --width 7 --training-fraction 0.6 --learning-rate 0.01 "
          + "--weight-decay 0.5 --batch-size 6 --epochs 40 --seed 5 --save FILE.safetensors"),
      "\(refusal(1, nil))")
    let kept = try RunStore(folder.file("b.sqlite"))
    try await sweep(kept, keepsWeights: true)
    #expect(throws: StoredWeightsError.self) { try kept.weights(of: 0, epoch: 9) }
    _ = try kept.weights(of: 0, epoch: 40)
  }

  @Test("a state that is damaged or of another run is refused, not used")
  func damaged() throws {
    let folder = try Folder()
    let path = folder.file("a.sqlite")
    var other = Self.spec
    other.seed = 9
    let sweep = SweepSpec(
      name: "one", runs: [Self.spec], measurement: TrajectoryMeasurement(theory: false))
    for (index, state) in [
      Data(), Data(repeating: 7, count: 5000),
      try TrajectoryRun(other, sweep, resuming: nil).state,
    ].enumerated() {
      let store = try RunStore(path + "\(index)")
      try store.register(sweep)
      let owner = try store.begin()
      _ = try store.claim(for: owner, codeVersion: "1")
      try store.checkpoint(
        TrajectoryPoint(epoch: 0, steps: 0, trainingLoss: 1, trainingAccuracy: 0), state: state,
        run: 0, owner: owner, seconds: 1)
      try store.end(owner)
      let error = #expect(throws: (any Error).self, "\(index)") {
        try store.weights(of: nil, epoch: nil)
      }
      let text = error.map { "\($0)" } ?? ""
      #expect(text.contains("saved training state"), "\(index): \(text)")
    }
  }

  @Test("settings that no run can have name their key")
  func settings() {
    func problem(_ change: (inout RunSpec) -> Void) -> String {
      var spec = Self.spec
      change(&spec)
      do { try spec.check() } catch { return "\(error)" }
      return ""
    }
    #expect(problem { _ in } == "")
    #expect(problem { $0.modulus = 1 } == "modulus is 1; expected 2 to 512")
    #expect(problem { $0.width = .max }.hasPrefix("width is"))
    #expect(problem { $0.epochs = 0 }.hasPrefix("epochs is 0"))
    #expect(problem { $0.momentum = 0.5 } == "momentum belongs to sgd, and the optimiser is adamw")
    #expect(problem { $0.batchSize = 1 }.hasPrefix("batchSize is 1"))
    #expect(problem { $0.batchSize = 16 }.hasPrefix("batchSize is 16"))
    #expect(problem { $0.trainingFraction = 0 }.hasPrefix("trainingFraction is 0"))
    #expect(problem { $0.learningRate = -1 }.hasPrefix("learningRate is -1"))
    #expect(problem { $0.initialScale = .nan }.hasPrefix("initialScale is nan"))
    #expect(RunSetting.option("trainingFraction") == "--training-fraction")
  }
}
