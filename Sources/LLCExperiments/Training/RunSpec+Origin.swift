import GradientTraining
public import ModelFamilies

extension RunSpec {
  /// The spec whose `settings` these are; other keys are ignored.
  ///
  /// - Returns: nil when one is missing or is no value of its setting.
  public init?(settings: [String: String]) {
    func number<Number: LosslessStringConvertible>(_ key: String) -> Number? {
      settings[key].flatMap { Number($0) }
    }
    guard let modulus: Int = number("modulus"), let width: Int = number("width"),
      let fraction: Double = number("trainingFraction"),
      let optimiser = settings["optimiser"].flatMap(OptimiserKind.init),
      let learningRate: Double = number("learningRate"),
      let momentum: Double = number("momentum"), let weightDecay: Double = number("weightDecay"),
      let batchSize = settings["batchSize"], batchSize == "full" || Int(batchSize) != nil,
      let loss = settings["loss"].flatMap(LossKind.init),
      let initialScale: Double = number("initialScale"), let epochs: Int = number("epochs"),
      let seed: UInt64 = number("seed")
    else { return nil }
    self.init(
      modulus: modulus, width: width, trainingFraction: fraction, optimiser: optimiser,
      learningRate: learningRate, momentum: momentum, weightDecay: weightDecay,
      batchSize: Int(batchSize), loss: loss, initialScale: initialScale, epochs: epochs,
      seed: seed)
  }

  /// The task and the pairs that are trained on. O(p^2), at most 2^18.
  ///
  /// - Throws: `RunSettingError` for a modulus or fraction that a run cannot have.
  public func trainingPairs() throws -> (task: ModularAddition, pairs: [ModularAddition.Pair]) {
    guard (2...SweepLimits.modulus).contains(modulus) else {
      throw RunSettingError(
        key: "modulus", problem: "is \(modulus); expected 2 to \(SweepLimits.modulus)")
    }
    let task = try ModularAddition(modulus: modulus)
    return (task, try task.split(trainingFraction: trainingFraction, seed: seed).training)
  }
}
