extension SamplerSettings {
  /// The settings that say what the chain does: devinterp's `SGMCMC.sgnht` computes a thermostat and
  /// never uses it, so that it is SGLD with noise sqrt(2 A) (see `DevinterpSettings`).
  var asExecuted: SamplerSettings {
    guard conventions == .devinterp, method == .sgnht else { return self }
    var executed = self
    executed.method = .sgld
    executed.noiseLevel = (2 * (diffusionFactor ?? 0.01)).squareRoot()
    executed.diffusionFactor = nil
    return executed
  }

  /// How each stochastic gradient picks its samples; nil for all of them.
  var batches: Batches? {
    batchSize.map { Batches(size: $0, order: conventions == .standard ? .fresh : .epochs) }
  }

  var executedPreconditioner: Preconditioner {
    preconditioner ?? Preconditioner(adaptation: conventions == .standard ? .burnIn : .always)
  }

  var executedLeapfrogSteps: Int {
    leapfrogSteps ?? HamiltonianTrajectories.defaultLeapfrogSteps
  }

  /// The kernel that these settings ask for.
  public func makeSampler() -> any Sampler {
    let settings = asExecuted
    switch settings.method {
    case .sgld:
      return StochasticGradientLangevin(
        stepSize: stepSize, batches: batches, noiseLevel: settings.noiseLevel,
        boundingBox: boundingBox)
    case .mala:
      return MetropolisLangevin(stepSize: stepSize, boundingBox: boundingBox)
    case .rmspropSGLD:
      let preconditioner = executedPreconditioner
      return PreconditionedLangevin(
        stepSize: stepSize, batches: batches, decay: preconditioner.decay,
        floor: preconditioner.floor,
        adaptationSteps: preconditioner.adaptation == .burnIn ? burnIn : nil,
        noiseLevel: noiseLevel, boundingBox: boundingBox)
    case .sgnht:
      return NoseHooverThermostat(
        stepSize: stepSize, batches: batches, diffusionFactor: diffusionFactor,
        boundingBox: boundingBox)
    case .hmc:
      return HamiltonianTrajectories(stepSize: stepSize, leapfrogSteps: executedLeapfrogSteps)
    }
  }
}
