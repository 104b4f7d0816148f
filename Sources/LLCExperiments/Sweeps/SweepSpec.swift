public import LLCSampling

/// Runs that differ in some settings and share a schedule of checkpoints and a sampler.
public struct SweepSpec: Sendable, Hashable, Codable {
  public var name: String
  /// In the order of the grid: the last list of the file varies fastest.
  public var runs: [RunSpec]
  public var checkpoints: CheckpointSchedule
  public var measurement: TrajectoryMeasurement

  public init(
    name: String, runs: [RunSpec], checkpoints: CheckpointSchedule = .logarithmic(count: 30),
    measurement: TrajectoryMeasurement = TrajectoryMeasurement()
  ) {
    self.name = name
    self.runs = runs
    self.checkpoints = checkpoints
    self.measurement = measurement
  }
}

/// The epochs at which a run is measured and can be resumed. Epoch 0 and the last one always are.
public enum CheckpointSchedule: Sendable, Hashable, Codable {
  case linear(every: Int)
  /// `count` epochs from 1 to the last, equally spaced in their logarithm, without repetition.
  case logarithmic(count: Int)
}

/// What is measured at each checkpoint, with settings that stay fixed over all runs.
public struct TrajectoryMeasurement: Sendable, Hashable, Codable {
  /// nil for no estimates.
  public var sampler: TrajectorySampler?
  /// Whether stage, ranks and predictions are worked out.
  public var theory: Bool
  /// Sampler and theory at every so many checkpoints, and at the first and the last; losses and
  /// accuracies at all of them.
  public var every: Int

  public init(sampler: TrajectorySampler? = nil, theory: Bool = true, every: Int = 1) {
    self.sampler = sampler
    self.theory = theory
    self.every = every
  }
}

/// A sampler on the full training batch, with settings that do not follow the weights.
public struct TrajectorySampler: Sendable, Hashable, Codable {
  /// `sgld`, `mala` or `hmc`.
  public var method: SamplerMethod
  public var nBeta: Double
  /// gamma.
  public var localisation: Double
  /// epsilon of `x - epsilon/2 drift + sqrt(epsilon) noise`; of `hmc` the leapfrog step.
  public var stepSize: Double
  /// The mean number of a trajectory of `hmc`; its default if nil.
  public var leapfrogSteps: Int?
  public var chains: Int
  public var burnIn: Int
  public var draws: Int

  public init(
    method: SamplerMethod = .sgld, nBeta: Double, localisation: Double, stepSize: Double,
    leapfrogSteps: Int? = nil, chains: Int = 4, burnIn: Int = 200, draws: Int = 500
  ) {
    self.method = method
    self.nBeta = nBeta
    self.localisation = localisation
    self.stepSize = stepSize
    self.leapfrogSteps = leapfrogSteps
    self.chains = chains
    self.burnIn = burnIn
    self.draws = draws
  }
}
