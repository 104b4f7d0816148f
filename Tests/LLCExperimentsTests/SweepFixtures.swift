import Foundation
import LLCExperiments
import Synchronization
import Testing

/// Training that is none: a state that every epoch mixes, with points that show each of its bits.
struct CountingDriver: RunDriver {
  private struct Memory: Codable {
    var epoch: Int
    var mixed: UInt64
  }

  /// The environment's variable with the number of points after which this process stands still,
  /// to be killed.
  static let limitVariable = "SLT_TEST_VICTIM_POINTS"
  private static let left = Mutex(
    ProcessInfo.processInfo.environment[limitVariable].flatMap(Int.init) ?? .max)

  private let spec: RunSpec
  private let every: Int
  private var memory: Memory

  init(_ spec: RunSpec, _ sweep: SweepSpec, resuming state: Data?) throws {
    self.spec = spec
    guard case .linear(let every) = sweep.checkpoints else {
      throw Broken(description: "the fixture counts linearly")
    }
    self.every = every
    memory =
      try state.map { try JSONDecoder().decode(Memory.self, from: $0) }
      ?? Memory(epoch: -1, mixed: spec.seed &+ UInt64(spec.width) << 32)
  }

  var state: Data { get throws { try JSONEncoder().encode(memory) } }

  mutating func advance(
    progress: @escaping @Sendable (RunProgress) -> Void
  ) async throws -> TrajectoryPoint? {
    if memory.epoch >= spec.epochs { return nil }
    let left = Self.left.withLock { left in
      left -= 1
      return left
    }
    if left < 0 { try await Task.sleep(for: .seconds(3600)) }
    let next = memory.epoch < 0 ? 0 : min(spec.epochs, memory.epoch + every)
    while memory.epoch < next {
      try Task.checkCancellation()
      memory.epoch += 1
      // Knuth's multiplier; the momentum says how long an epoch lasts, in microseconds.
      memory.mixed = memory.mixed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      if spec.momentum > 0 { busy(spec.momentum * 1e-6) }
      progress(RunProgress(epoch: memory.epoch, batchLoss: 1))
    }
    if spec.initialScale == 13, memory.epoch > spec.epochs / 2 {
      throw Broken(description: "unlucky\nnumber")
    }
    return point
  }

  private var point: TrajectoryPoint {
    let fraction = Double(memory.mixed >> 11) * 0x1p-53
    var point = TrajectoryPoint(
      epoch: memory.epoch, steps: 3 * memory.epoch, trainingLoss: fraction,
      validationLoss: memory.epoch % 3 == 0 ? nil : -fraction / 3, trainingAccuracy: 1 - fraction,
      validationAccuracy: memory.epoch % 2 == 0 ? .infinity : -0.0,
      flags: memory.epoch % 2 == 0 ? [] : ["one", "two"])
    point.coefficient = Double(bitPattern: memory.mixed)
    point.coefficientError = memory.epoch % 4 == 1 ? .nan : 1
    point.featureRank = Int(truncatingIfNeeded: memory.mixed)
    point.stage = memory.epoch == 0 ? "lazy" : nil
    return point
  }

  private func busy(_ seconds: Double) {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {}
  }
}

struct Broken: Error, CustomStringConvertible { let description: String }

enum Sweeps {
  /// Two widths and some seeds; of the last epoch, one that fails when `unlucky`.
  static func spec(
    seeds: Int = 4, epochs: Int = 20, every: Int = 3, unlucky: Bool = false,
    microseconds: Double = 0
  ) -> SweepSpec {
    let runs = [8, 16].flatMap { width in
      (1...UInt64(seeds)).map { seed in
        RunSpec(
          modulus: 5, width: width, momentum: microseconds,
          initialScale: unlucky && seed == 2 ? 13 : 1, epochs: epochs, seed: seed)
      }
    }
    return SweepSpec(name: "fixture", runs: runs, checkpoints: .linear(every: every))
  }

  static func run(
    _ sweep: SweepSpec, _ store: RunStore, threads: Int = 2, shard: Shard = .whole,
    _ observe: @escaping @Sendable (SweepEvent) -> Void = { _ in }
  ) async throws {
    try await SweepRunner(
      sweep, store: store, driver: CountingDriver.self, threads: threads, shard: shard,
      codeVersion: "1"
    ).run(observe)
  }

  /// What an uninterrupted sweep gives, computed beside any store.
  static func truth(_ sweep: SweepSpec) async throws -> [[TrajectoryPoint]] {
    var trajectories: [[TrajectoryPoint]] = []
    for run in sweep.runs {
      var points: [TrajectoryPoint] = []
      var driver = try CountingDriver(run, sweep, resuming: nil)
      while let point = try await driver.advance(progress: { _ in }) { points.append(point) }
      trajectories.append(points)
    }
    return trajectories
  }

  /// Every run done, with these points to the last bit.
  static func expectDone(
    _ store: RunStore, _ truth: [[TrajectoryPoint]],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let runs = try store.runs()
    #expect(runs.map(\.index) == Array(truth.indices), sourceLocation: sourceLocation)
    for run in runs {
      #expect(run.status == .done, "\(run)", sourceLocation: sourceLocation)
      let points = try store.points(of: run.index)
      #expect(
        points.map(bits) == truth[run.index].map(bits), "run \(run.index)",
        sourceLocation: sourceLocation)
    }
  }

  /// A point as text that tells every bit pattern of its numbers, NaN as one.
  static func bits(_ point: TrajectoryPoint) -> String {
    Mirror(reflecting: point).children.map { child in
      let value: String =
        switch child.value {
        case let number as Double:
          number.isNaN ? "nan" : String(number.bitPattern, radix: 16)
        default: "\(child.value)"
        }
      return "\(child.label ?? ""): \(value)"
    }.joined(separator: "\n")
  }
}

/// A folder that goes away with the value.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/slt-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

/// A value that closures of several tasks share.
final class Shared<Value: Sendable>: Sendable {
  private let mutex: Mutex<Value>

  init(_ value: Value) { mutex = Mutex(value) }

  var value: Value { mutex.withLock { $0 } }

  func update(_ change: (inout Value) -> Void) { mutex.withLock { change(&$0) } }
}
