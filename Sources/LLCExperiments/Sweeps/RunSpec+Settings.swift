/// A setting of a run by the name that it has in files, with its value as a file would give it.
public struct RunSetting: Sendable, Hashable {
  public let key: String
  public let value: String
}

extension RunSpec {
  /// All settings, in the order of the file format.
  public var settings: [RunSetting] {
    [
      RunSetting(key: "modulus", value: "\(modulus)"),
      RunSetting(key: "width", value: "\(width)"),
      RunSetting(key: "trainingFraction", value: "\(trainingFraction)"),
      RunSetting(key: "optimiser", value: optimiser.rawValue),
      RunSetting(key: "learningRate", value: "\(learningRate)"),
      RunSetting(key: "momentum", value: "\(momentum)"),
      RunSetting(key: "weightDecay", value: "\(weightDecay)"),
      RunSetting(key: "batchSize", value: batchSize.map { "\($0)" } ?? "full"),
      RunSetting(key: "loss", value: loss.rawValue),
      RunSetting(key: "initialScale", value: "\(initialScale)"),
      RunSetting(key: "epochs", value: "\(epochs)"),
      RunSetting(key: "seed", value: "\(seed)"),
    ]
  }

  /// Training pairs: `trainingFraction * p^2`, rounded to the nearest integer.
  public var trainingPairCount: Int {
    Int((trainingFraction * Double(modulus * modulus)).rounded())
  }

  /// Whether pairs, weights and epochs are as many as there can be of each, whatever else is asked of a
  /// run. What is not so in a store was not written there by this program.
  var isCountable: Bool {
    (2...SweepLimits.weights).contains(modulus) && (1...SweepLimits.weights).contains(width)
      && 3 * modulus * width <= SweepLimits.weights && (1...1 << 40).contains(epochs)
      && trainingFraction > 0 && trainingFraction <= 1
  }

  /// Multiplications of all epochs, up to a factor: what is started first so that cores end together.
  var cost: Double {
    Double(epochs) * Double(modulus * modulus) * Double(width) * Double(modulus)
  }
}

extension RunSetting {
  /// The settings in which runs differ, by name, in the order of the file format.
  static func varied(in runs: some Sequence<RunSpec>) -> [String] {
    var first: [RunSetting] = []
    var varied: Set<Int> = []
    for run in runs {
      let settings = run.settings
      if first.isEmpty { first = settings }
      for (place, setting) in settings.enumerated() where setting != first[place] {
        varied.insert(place)
      }
    }
    return varied.sorted().map { first[$0].key }
  }
}
