import NumericAlgebra
import NumericModels

/// Hamiltonian Monte Carlo at given settings (Duane et al. 1987; Neal 2011): one step of the chain is
/// one trajectory of leapfrog steps with the identity as mass matrix. Its stationary law is the target
/// exactly, for any leapfrog step; above `2 / sqrt(kappa_max)` the integrator is unstable and next to
/// nothing is accepted.
///
/// The number of leapfrog steps is random, between 0.7 and 1.3 times its mean: with a fixed one a
/// direction whose period it hits would come back to where it started at every step.
public struct HamiltonianTrajectories: Sampler {
  /// Of one leapfrog step: a time. SGLD's epsilon is the square of one.
  public let stepSize: Double
  /// Mean number of leapfrog steps, and gradients, of one trajectory.
  public let leapfrogSteps: Int

  /// How many unless told: enough to outrun a random walk, few enough to mix often.
  public static let defaultLeapfrogSteps = 16

  public init(stepSize: Double, leapfrogSteps: Int = Self.defaultLeapfrogSteps) {
    precondition(leapfrogSteps >= 1, "\(leapfrogSteps) leapfrog steps")
    self.stepSize = stepSize
    self.leapfrogSteps = leapfrogSteps
  }

  private final class Memory {
    let target: LocalisedPosterior
    let state: HamiltonianState
    let kernel: HamiltonianMonteCarlo

    init(_ target: LocalisedPosterior, _ state: HamiltonianState, _ kernel: HamiltonianMonteCarlo) {
      (self.target, self.state, self.kernel) = (target, state, kernel)
    }
  }

  public func step(
    _ state: ChainState, _ random: inout ChainRandom, target: LocalisedPosterior
  ) -> StepInfo {
    let memory = state.memory { makeMemory(state, target) }
    let before = state.loss
    let info = memory.kernel.step(memory.state, &random.noise, target: memory.target)
    // What was rejected leaves every bit where it was.
    if info.accepted { take(memory.state, target, into: state) }
    return StepInfo(accepted: info.accepted, isFinite: state.loss.isFinite, lossBefore: before)
  }

  /// The trajectories see one Gaussian factor, at its own mean: what localisation and weight decay
  /// are together.
  private func makeMemory(_ state: ChainState, _ target: LocalisedPosterior) -> Memory {
    let centred = target.withOneGaussian
    let start = zip(state.position, centred.centre).map { $0 - $1 }
    // Rounded up, a uniform length around L - 1/2 has the mean L.
    let length = (Double(leapfrogSteps) - 0.5) * stepSize
    return Memory(
      centred, HamiltonianState(centred, displacement: start),
      HamiltonianMonteCarlo(
        metric: MassMatrix(count: state.count, scale: 1), stepSize: stepSize, length: length,
        maximumSteps: 2 * leapfrogSteps))
  }

  private func take(
    _ trajectory: HamiltonianState, _ target: LocalisedPosterior, into state: ChainState
  ) {
    let (mean, u) = (target.priorMean.pointer, trajectory.displacement.pointer)
    let slope = trajectory.gradient.pointer
    for i in 0..<state.count {
      state.current.pointer[i] = mean[i] + u[i]
      state.currentGradient.pointer[i] = (slope[i] - target.priorPrecision * u[i]) / target.nBeta
    }
    state.loss = trajectory.loss
  }
}
