extension DevinterpSettings {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case samplingMethod = "sampling_method"
    case numChains = "num_chains"
    case numDraws = "num_draws"
    case numBurninSteps = "num_burnin_steps"
    case numStepsBetweenDraws = "num_steps_bw_draws"
    case nBeta = "nbeta"
    case learningRate = "lr"
    case localization
    case noiseLevel = "noise_level"
    case weightDecay = "weight_decay"
    case boundingBoxSize = "bounding_box_size"
    case batchSize = "batch_size"
    case initialLoss = "init_loss"
    case alpha
    case epsilon = "eps"
    case diffusionFactor = "diffusion_factor"
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// What is missing has devinterp's default.
  ///
  /// - Throws: `DecodingError`, also for a name that is not one of devinterp's, or not one that is
  ///   reproduced.
  public init(from decoder: any Decoder) throws {
    let names = try decoder.container(keyedBy: Name.self).allKeys
    if let unknown = names.first(where: { CodingKeys(rawValue: $0.stringValue) == nil }) {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "\(unknown.stringValue) is not among "
            + CodingKeys.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys, _ target: inout Value) throws {
      target = try values.decodeIfPresent(Value.self, forKey: key) ?? target
    }
    try read(.samplingMethod, &samplingMethod)
    try read(.numChains, &numChains)
    try read(.numDraws, &numDraws)
    try read(.numBurninSteps, &numBurninSteps)
    try read(.numStepsBetweenDraws, &numStepsBetweenDraws)
    try read(.learningRate, &learningRate)
    try read(.localization, &localization)
    try read(.noiseLevel, &noiseLevel)
    try read(.weightDecay, &weightDecay)
    try read(.alpha, &alpha)
    try read(.epsilon, &epsilon)
    try read(.diffusionFactor, &diffusionFactor)
    nBeta = try values.decodeIfPresent(Double.self, forKey: .nBeta)
    boundingBoxSize = try values.decodeIfPresent(Double.self, forKey: .boundingBoxSize)
    batchSize = try values.decodeIfPresent(Int.self, forKey: .batchSize)
    initialLoss = try values.decodeIfPresent(Double.self, forKey: .initialLoss)
  }
}
