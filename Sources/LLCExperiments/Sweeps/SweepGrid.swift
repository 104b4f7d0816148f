/// A sweep as its file gives it: a list of values a setting, not yet multiplied out.
public struct SweepGrid: Sendable, Hashable {
  public static let currentSchema = 1
  /// Runs that a sweep has without being asked again.
  public static let moderateCount = 100_000
  /// Runs that a sweep may have at all: its specs take about a gigabyte.
  public static let largestCount = 1_000_000

  public var name: String
  public var modulus: [Int]
  public var width: [Int]
  public var trainingFraction: [Double] = [0.5]
  public var optimiser: [RunSpec.OptimiserKind] = [.adamw]
  public var learningRate: [Double] = [1e-3]
  public var momentum: [Double] = [0]
  public var weightDecay: [Double] = [0]
  public var batchSize: [Int?] = [nil]
  public var loss: [RunSpec.LossKind] = [.centred]
  public var initialScale: [Double] = [1]
  public var epochs: [Int]
  public var seed: [UInt64] = [1]
  /// Settings with a list of values, the one that varies slowest first.
  public var order: [String] = []
  public var checkpoints = CheckpointSchedule.logarithmic(count: 30)
  public var measurement = TrajectoryMeasurement()

  public init(name: String, modulus: [Int], width: [Int], epochs: [Int]) {
    self.name = name
    self.modulus = modulus
    self.width = width
    self.epochs = epochs
  }

  /// Runs in the grid; nil when they are more than an `Int` counts.
  public var count: Int? {
    var count = 1
    for size in sizes.values {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      count = product
    }
    return count
  }

  private var sizes: [String: Int] {
    [
      "modulus": modulus.count, "width": width.count, "trainingFraction": trainingFraction.count,
      "optimiser": optimiser.count, "learningRate": learningRate.count,
      "momentum": momentum.count, "weightDecay": weightDecay.count, "batchSize": batchSize.count,
      "loss": loss.count, "initialScale": initialScale.count, "epochs": epochs.count,
      "seed": seed.count,
    ]
  }

  /// All runs, the last list of the file varying fastest.
  ///
  /// - Precondition: `count` is at most `largestCount`.
  public func sweep() -> SweepSpec {
    guard let count, count <= Self.largestCount else {
      preconditionFailure("a grid of more than \(Self.largestCount) runs")
    }
    let sizes = sizes
    let slowestFirst = order + sizes.keys.filter { !order.contains($0) }.sorted()
    var strides: [String: Int] = [:]
    var stride = 1
    for key in slowestFirst.reversed() {
      strides[key] = stride
      stride *= sizes[key] ?? 1
    }
    let runs = (0..<count).map { index in
      func value<Value>(_ key: String, _ values: [Value]) -> Value {
        values[index / (strides[key] ?? 1) % values.count]
      }
      return RunSpec(
        modulus: value("modulus", modulus), width: value("width", width),
        trainingFraction: value("trainingFraction", trainingFraction),
        optimiser: value("optimiser", optimiser),
        learningRate: value("learningRate", learningRate),
        momentum: value("momentum", momentum), weightDecay: value("weightDecay", weightDecay),
        batchSize: value("batchSize", batchSize), loss: value("loss", loss),
        initialScale: value("initialScale", initialScale), epochs: value("epochs", epochs),
        seed: value("seed", seed))
    }
    return SweepSpec(name: name, runs: runs, checkpoints: checkpoints, measurement: measurement)
  }
}
