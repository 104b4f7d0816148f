import GradientTraining

/// A setting that a run cannot have.
public struct RunSettingError: Error, Equatable, CustomStringConvertible {
  /// As `RunSetting.key`.
  public let key: String
  public let problem: String

  public var description: String { "\(key) \(problem)" }
}

extension RunSpec {
  /// What the file of a sweep refuses, for settings that come from elsewhere. O(p^2).
  ///
  /// - Throws: `RunSettingError`.
  public func check() throws(RunSettingError) {
    func range(_ key: String, _ value: Int, _ range: ClosedRange<Int>) throws(RunSettingError) {
      guard range.contains(value) else {
        throw RunSettingError(
          key: key,
          problem: "is \(value); expected \(range.lowerBound) to \(range.upperBound)")
      }
    }
    try range("modulus", modulus, 2...SweepLimits.modulus)
    try range("width", width, 1...SweepLimits.weights / (3 * modulus))
    try range("epochs", epochs, 1...SweepLimits.epochs)
    if momentum != 0, optimiser != .sgd {
      throw RunSettingError(
        key: "momentum", problem: "belongs to sgd, and the optimiser is \(optimiser.rawValue)")
    }
    if batchSize == 1, loss == .centred {
      throw RunSettingError(
        key: "batchSize",
        problem: "is 1, and the centred loss of a single pair is 0 at any weights; expected at "
          + "least 2, or the loss plain")
    }
    do {
      _ = try PairTraining(self).initialWeights(scale: initialScale)
    } catch TrainingError.setting(let key, let value, let fix) {
      throw RunSettingError(key: key, problem: "is \(value); \(fix)")
    } catch { throw RunSettingError(key: "modulus", problem: "is \(modulus); \(error)") }
  }
}
