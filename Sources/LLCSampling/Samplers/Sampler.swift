public import NumericAlgebra

/// A Markov kernel: (state, random stream, target) -> (state, info). Settings are its stored
/// properties; what it remembers from step to step is in the state.
public protocol Sampler: Sendable {
  /// Moves the state by one step.
  ///
  /// A state belongs to one kernel: what one has left in it, another does not read.
  func step(
    _ state: ChainState, _ random: inout ChainRandom, target: LocalisedPosterior
  ) -> StepInfo
}

/// The random numbers of one chain. Batches have a stream of their own, so that the noise does not
/// depend on the batch size.
public struct ChainRandom: Sendable {
  public var noise: RandomStream
  public var batches: RandomStream

  public init(noise: RandomStream, batches: RandomStream) {
    self.noise = noise
    self.batches = batches
  }

  /// The streams of (seed, purpose, chain): the batches' is the noise's with the top bit of the
  /// purpose set.
  public init(seed: UInt64, purpose: RandomPurpose = .sampling, chain: Int = 0) {
    noise = RandomStream(seed: seed, purpose: purpose, chain: chain)
    batches = RandomStream(
      seed: seed, purpose: RandomPurpose(rawValue: purpose.rawValue | 0x8000_0000), chain: chain)
  }
}

/// What one step did.
public struct StepInfo: Sendable {
  /// False when a proposal was rejected.
  public let accepted: Bool
  /// False when the loss is NaN or infinite: at the new position, or with minibatches over the
  /// step's batch at the old one.
  public let isFinite: Bool
  /// The loss at the position before the step, over all samples or over the step's batch: the loss
  /// whose gradient the step used, and what devinterp records as the draw.
  public let lossBefore: Double

  public init(accepted: Bool, isFinite: Bool, lossBefore: Double) {
    self.accepted = accepted
    self.isFinite = isFinite
    self.lossBefore = lossBefore
  }
}
