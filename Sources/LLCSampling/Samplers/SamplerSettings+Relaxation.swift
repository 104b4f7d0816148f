import Foundation

extension SamplerSettings {
  /// How much of its distance from the mean the slowest mode of the chain forgets in one step, in a
  /// direction of curvature kappa of the potential, with full-batch gradients; the inverse is the
  /// relaxation time in steps. Nil where it is not known: rmsprop-sgld scales each direction by what
  /// it has learnt.
  ///
  /// - sgld: `eps kappa / 2`. mala: the same for each accepted step.
  /// - hmc: a trajectory of time t turns the direction by the angle `sqrt(kappa) t`, of which the
  ///   jitter leaves nothing beyond a right angle: `min(1, kappa t^2 / 2)` for each accepted one.
  /// - sgnht: the slower root of `s^2 + A s + kappa`, A the diffusion factor, times `sqrt eps`.
  ///
  /// - Parameter acceptance: of the proposals, for methods that reject.
  public func relaxationRate(curvature kappa: Double, acceptance: Double?) -> Double? {
    let settings = asExecuted
    let step = stepSize
    switch settings.method {
    case .sgld: return min(1, step * kappa / 2)
    case .mala: return (acceptance ?? 1) * min(1, step * kappa / 2)
    case .hmc:
      let time = step * Double(executedLeapfrogSteps)
      return (acceptance ?? 1) * min(1, kappa * time * time / 2)
    case .sgnht:
      let time = step.squareRoot()
      let friction = settings.diffusionFactor ?? NoseHooverThermostat.diffusionFactor(step)
      let discriminant = friction * friction - 4 * kappa
      // The product of the roots is kappa: without the cancellation of the smaller one.
      let slower =
        discriminant > 0 ? 2 * kappa / (friction + discriminant.squareRoot()) : friction / 2
      return min(1, time * slower)
    case .rmspropSGLD: return nil
    }
  }

  /// The step above which the method has no stationary law, or accepts next to nothing:
  /// `4 / kappa_max` for sgld, sgnht and mala; its root for hmc, whose step is a time; delta times as
  /// much for rmsprop-sgld, which multiplies steps by at most 1/delta.
  ///
  /// - Parameter limit: `4 / kappa_max`.
  public func stepLimit(ofLangevin limit: Double) -> Double {
    switch method {
    case .sgld, .sgnht, .mala: limit
    case .hmc: limit.squareRoot()
    case .rmspropSGLD: limit * executedPreconditioner.floor
    }
  }

  /// Gradients in all: one for each step, or for each leapfrog step.
  public var gradients: Int {
    let steps = chains.multipliedReportingOverflow(by: stepCount)
    let each = method == .hmc ? executedLeapfrogSteps : 1
    let all = steps.partialValue.multipliedReportingOverflow(by: each)
    return steps.overflow || all.overflow ? .max : all.partialValue
  }
}
