import LLCSampling

/// What flags say.
enum FlagMeanings {
  /// What each flag says, in the order in which they are explained.
  static let all: [(flag: String, meaning: String)] = [
    ("theory-not-exact", "exact ranks leave an interval, or rest on random points"),
    (
      "loss-at-centre",
      "the loss at w* is not zero, so the Hessian behind the prediction is not exact"
    ),
    (
      "numerical-rank-below-exact",
      "some of the Hessian's eigenvalues drown in rounding; the prediction leaves them out"
    ),
    (
      "not-quadratic",
      "theory does not say that the quadratic part decides at this point, and the prediction is "
        + "made from that part alone"
    ),
    (
      "not-localised",
      "localisation is 0 and the loss has flat directions, so the posterior is not normalisable"
    ),
    (
      "negative-curvature",
      "the Hessian at w* has a negative eigenvalue, so w* is no minimum"
    ),
    ("not-predicted", "there is no response prediction at these settings; the reason is below"),
    ("deviates", "measurement and prediction differ by more than 4 standard errors"),
    (
      "slow-direction",
      "the chains last fewer than \(Int(Comparison.minimumRelaxations)) relaxation times of the "
        + "slowest direction, so that the standard error may be too small"
    ),
    (
      EstimateFlag.lowEffectiveSampleSize.rawValue,
      "effective sample size below 100: the standard error is itself uncertain"
    ),
    (EstimateFlag.highRHat.rawValue, "R-hat above 1.02: the chains disagree"),
    (EstimateFlag.singleChain.rawValue, "one chain was left, so there is no R-hat"),
    (
      EstimateFlag.droppedChains.rawValue, "a chain met a value that is not finite and was left out"
    ),
    (EstimateFlag.unstableStep.rawValue, "the step is beyond the stability limit of the sampler"),
    (EstimateFlag.minibatchNoise.rawValue, "the prediction does not know the noise of minibatches"),
    (
      EstimateFlag.stuckChain.rawValue,
      "all draws of a chain are equal: it never moved, or the loss is constant"
    ),
    (EstimateFlag.lowAcceptance.rawValue, "mala or hmc accepted fewer than one step in five"),
    (
      EstimateFlag.noiseLevel.rawValue,
      "the injected noise is not that of sampling, so that about its square times lambda was measured"
    ),
    (
      EstimateFlag.devinterpConventions.rawValue,
      "draws and L(w*) are devinterp's: minibatch losses, before the step"
    ),
    (EstimateFlag.negative.rawValue, "below 0 by over 3 standard errors: w* is no minimum"),
    (
      AutomaticFlag.budget.rawValue,
      "the target of the standard error was not reached within maximumGradients"
    ),
    (
      AutomaticFlag.equipartition.rawValue,
      "the mean of (w - w*) . grad U differs from the number of weights: the chains are not at "
        + "equilibrium"
    ),
    (
      AutomaticFlag.temperature.rawValue,
      "the values at several temperatures do not lie on a line in 1/(n beta)"
    ),
    (
      AutomaticFlag.imprecise.rawValue,
      "three standard errors, with the spread between the models of the ladder, exceed 5 %"
    ),
    (AutomaticFlag.noModel.rawValue, "no model of the ladder describes the rungs"),
    (
      AutomaticFlag.unclearRank.rawValue,
      "the Hessian's smallest eigenvalue is not clear of rounding, so its rank is uncertain"
    ),
    (
      AutomaticFlag.leaked.rawValue,
      "the weights went further from w* than the localisation alone would let them"
    ),
  ]
}
