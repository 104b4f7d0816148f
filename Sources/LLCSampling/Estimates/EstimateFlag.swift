/// A reason not to take an estimate at its word.
public enum EstimateFlag: String, Sendable, Hashable, Codable, CaseIterable {
  /// Effective sample size below 100: the standard error is itself unreliable.
  case lowEffectiveSampleSize = "low-ess"
  /// R-hat above 1.02: the chains have not met.
  case highRHat = "high-r-hat"
  /// One chain only: no R-hat.
  case singleChain = "single-chain"
  /// A chain met a value that is not finite and was left out.
  case droppedChains = "dropped-chains"
  /// eps kappa_max >= 4 for the Hessian given: there is no stationary law.
  case unstableStep = "unstable-step"
  /// Minibatch gradients add noise that the response prediction does not know of.
  case minibatchNoise = "minibatch-noise-not-predicted"
  /// A chain whose draws are all equal: it measured nothing, and no formula knows.
  case stuckChain = "stuck-chain"
  /// MALA or HMC accepted fewer than one step in five.
  case lowAcceptance = "low-acceptance"
  /// The estimate is below 0 by more than 3 standard errors: w* is not a minimum.
  case negative = "negative-estimate"
  /// The injected noise is not that of sampling: about nu^2 lambda was measured.
  case noiseLevel = "noise-level"
  /// Draws and L(w*) are devinterp's.
  case devinterpConventions = "devinterp-conventions"
}
