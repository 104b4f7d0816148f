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

  /// Multiplications of all epochs, up to a factor: what is started first so that cores end together.
  var cost: Double {
    Double(epochs) * Double(modulus * modulus) * Double(width) * Double(modulus)
  }
}

extension SweepSpec {
  /// The settings in which runs differ, by name, in the order of the file format.
  public var variedSettings: [String] {
    var first: [String: String] = [:]
    var varied: Set<String> = []
    for run in runs {
      for setting in run.settings {
        if first[setting.key, default: setting.value] != setting.value {
          varied.insert(setting.key)
        } else {
          first[setting.key] = setting.value
        }
      }
    }
    return runs.first?.settings.map(\.key).filter { varied.contains($0) } ?? []
  }
}
