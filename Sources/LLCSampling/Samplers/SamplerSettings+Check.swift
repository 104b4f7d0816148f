extension SamplerSettings {
  /// - Parameter sampleSize: n, that a batch may not exceed.
  /// - Throws: `SettingsError` naming the first setting that cannot be used, its value and the fix.
  public func check(sampleSize: Int) throws(SettingsError) {
    try SettingsError.positive(nBeta, "nBeta")
    try SettingsError.notNegative(localisation, "localisation")
    try SettingsError.positive(stepSize, "stepSize")
    try SettingsError.atLeast(1, chains, "chains")
    try SettingsError.atLeast(0, burnIn, "burnIn")
    try SettingsError.atLeast(4, draws, "draws")
    try SettingsError.atLeast(1, thinning, "thinning")
    let (recorded, overflow) = draws.multipliedReportingOverflow(by: thinning)
    guard !overflow, !burnIn.addingReportingOverflow(recorded).overflow else {
      throw SettingsError(
        key: "draws", value: "\(draws)", fix: "burnIn + draws thinning must fit in 64 bits")
    }
    try checkBatchSize(sampleSize)
    try checkOptions()
    try checkConventions()
  }

  private func checkBatchSize(_ sampleSize: Int) throws(SettingsError) {
    guard let batchSize else { return }
    try SettingsError.atLeast(1, batchSize, "batchSize")
    guard sampleSize > 0 else {
      throw SettingsError(
        key: "batchSize", value: "\(batchSize)",
        fix: "leave it out: this loss has no samples to draw a batch from")
    }
    guard batchSize <= sampleSize else {
      throw SettingsError(
        key: "batchSize", value: "\(batchSize)",
        fix: "set it to at most the number of samples, \(sampleSize), or leave it out")
    }
    guard !method.isAdjusted else {
      throw SettingsError(
        key: "batchSize", value: "\(batchSize)",
        fix: "leave it out: \(method.rawValue) accepts by the full-batch loss; or use sgld")
    }
  }

  private func checkOptions() throws(SettingsError) {
    try SettingsError.notNegative(weightDecay, "weightDecay")
    if let boundingBox {
      try SettingsError.positive(boundingBox, "boundingBox")
      guard method != .hmc else {
        throw SettingsError(
          key: "boundingBox", value: "\(boundingBox)",
          fix: "leave it out: trajectories of hmc know no box; or use mala")
      }
    }
    try SettingsError.notNegative(noiseLevel, "noiseLevel")
    if noiseLevel != 1 && method != .sgld && method != .rmspropSGLD {
      throw SettingsError(
        key: "noiseLevel", value: "\(noiseLevel)",
        fix: "leave it at 1: only sgld and rmsprop-sgld have a free noise level")
    }
    if let diffusionFactor {
      try SettingsError.positive(diffusionFactor, "diffusionFactor")
      try only(.sgnht, "diffusionFactor", "\(diffusionFactor)")
    }
    if let leapfrogSteps {
      try SettingsError.atLeast(1, leapfrogSteps, "leapfrogSteps")
      try only(.hmc, "leapfrogSteps", "\(leapfrogSteps)")
      guard leapfrogSteps <= 1 << 20 else {
        throw SettingsError(
          key: "leapfrogSteps", value: "\(leapfrogSteps)", fix: "set it to at most \(1 << 20)")
      }
    }
    if let preconditioner {
      try only(.rmspropSGLD, "preconditioner", "\(preconditioner)")
      guard preconditioner.decay >= 0, preconditioner.decay < 1 else {
        throw SettingsError(
          key: "preconditioner.decay", value: "\(preconditioner.decay)",
          fix: "set it to at least 0 and less than 1")
      }
      try SettingsError.positive(preconditioner.floor, "preconditioner.floor")
    }
    if method == .rmspropSGLD, executedPreconditioner.adaptation == .burnIn, burnIn == 0 {
      throw SettingsError(
        key: "burnIn", value: "0",
        fix: "set it to a few hundred: the preconditioner of rmsprop-sgld is learnt in it")
    }
  }

  private func checkConventions() throws(SettingsError) {
    if case .given(let value) = initialLoss, !value.isFinite {
      throw SettingsError(key: "initialLoss", value: "\(value)", fix: "it must be finite")
    }
    if case .firstBatches(let count) = initialLoss {
      try SettingsError.atLeast(1, count, "initialLoss")
      guard conventions == .devinterp else {
        throw SettingsError(
          key: "initialLoss", value: "the first \(count) batches",
          fix: "leave it out: L(w*) is taken over all samples, except under devinterp's conventions"
        )
      }
    }
    guard conventions == .devinterp else { return }
    guard !method.isAdjusted else {
      throw SettingsError(
        key: "method", value: method.rawValue,
        fix: "devinterp has no such sampler; leave out its conventions")
    }
    guard method != .sgnht || (localisation == 0 && weightDecay == 0) else {
      throw SettingsError(
        key: "localisation, weightDecay", value: "\(localisation), \(weightDecay)",
        fix: "set them to 0: devinterp's sgnht has neither; or leave out its conventions")
    }
  }

  private func only(
    _ required: SamplerMethod, _ key: String, _ value: String
  ) throws(SettingsError) {
    guard method == required else {
      throw SettingsError(
        key: key, value: value, fix: "leave it out: it belongs to \(required.rawValue)")
    }
  }
}
