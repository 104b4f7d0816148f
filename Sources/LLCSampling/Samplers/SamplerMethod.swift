/// How a chain moves.
public enum SamplerMethod: String, Sendable, Hashable, Codable, CaseIterable {
  /// Stochastic gradient Langevin dynamics, unadjusted (Welling and Teh 2011).
  case sgld
  /// The same proposal, accepted or rejected so that the target is exact (Roberts and Tweedie 1996).
  case mala
  /// SGLD with a diagonal preconditioner learnt in the burn-in (Li et al. 2016).
  case rmspropSGLD = "rmsprop-sgld"
  /// The stochastic gradient Nose-Hoover thermostat (Ding et al. 2014).
  case sgnht
  /// Hamiltonian Monte Carlo with jittered leapfrog trajectories, exact like mala (Neal 2011).
  case hmc

  /// Whether proposals can be rejected.
  public var isAdjusted: Bool { self == .mala || self == .hmc }

  /// Whether the state has the full-batch gradient at the position of a draw.
  var keepsGradient: Bool { self == .sgld || self == .mala }
}

/// Whose definitions a measurement follows.
public enum Conventions: String, Sendable, Hashable, Codable, CaseIterable {
  /// This program's: a draw is the full-batch loss after the step, L(w*) is taken over all samples,
  /// batches are drawn afresh, RMSProp stops adapting after the burn-in, SGNHT has a thermostat.
  case standard
  /// devinterp 1.3.2's, so that published settings can be replayed: see `DevinterpSettings` for what
  /// differs and why not to use it otherwise.
  case devinterp
}

/// What is subtracted from the mean loss of the draws.
public enum InitialLoss: Sendable, Hashable, Codable {
  /// L_n(w*), over all samples.
  case fullBatch
  /// The mean loss at w* of the first batches of a pass through the data, as devinterp takes it: at
  /// most `count`, and no more than one pass has. With few batches its error goes into the estimate
  /// times n beta, is the same for all chains, and shows in no error bar.
  case firstBatches(count: Int)
  /// A number known from elsewhere, such as a population loss.
  case given(value: Double)
}

/// The diagonal preconditioner of RMSProp.
public struct Preconditioner: Sendable, Hashable, Codable {
  public enum Adaptation: String, Sendable, Hashable, Codable, CaseIterable {
    /// Learnt in the burn-in and kept: the draws have no bias but that of the step.
    case burnIn = "burn-in"
    /// Learnt for ever, without the term Gamma: biased however small the step is.
    case always
  }

  /// alpha, in [0, 1): the gradient's square is averaged over about 1/(1 - alpha) steps.
  public var decay: Double
  /// delta, in units of the gradient of L.
  public var floor: Double
  public var adaptation: Adaptation

  public init(decay: Double = 0.99, floor: Double = 0.1, adaptation: Adaptation = .burnIn) {
    self.decay = decay
    self.floor = floor
    self.adaptation = adaptation
  }
}
