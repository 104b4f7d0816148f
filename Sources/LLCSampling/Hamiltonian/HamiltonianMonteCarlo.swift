import CNumericKernels
import Foundation
public import NumericAlgebra
import NumericModels

/// Hamiltonian Monte Carlo (Duane et al. 1987; Neal 2011) on the localised posterior: velocities
/// from `N(0, S^2)`, leapfrog steps of `u' = v`, `v' = -S^2 grad U`, and acceptance with probability
/// `min(1, exp(-change of U + v^T S^-2 v / 2))`. Its stationary law is the target exactly.
///
/// The length of each trajectory is random, `length` times a uniform factor in [1 - jitter,
/// 1 + jitter], so that no direction returns to where it started at every step.
public struct HamiltonianMonteCarlo: Sendable {
  public var metric: MassMatrix
  /// Of one leapfrog step, in units of the metric.
  public var stepSize: Double
  /// Mean length of a trajectory; pi / 2 makes the next draw of a whitened Gaussian independent.
  public var length: Double
  public var jitter: Double
  /// Leapfrog steps in one trajectory at most.
  public var maximumSteps: Int

  public init(
    metric: MassMatrix, stepSize: Double, length: Double = .pi / 2, jitter: Double = 0.3,
    maximumSteps: Int = 256
  ) {
    precondition(
      stepSize > 0 && length > 0 && (0..<1).contains(jitter) && maximumSteps >= 1,
      "step \(stepSize), length \(length), jitter \(jitter), at most \(maximumSteps) steps")
    self.metric = metric
    self.stepSize = stepSize
    self.length = length
    self.jitter = jitter
    self.maximumSteps = maximumSteps
  }

  /// An energy error above this ends a trajectory: the integrator has left the level set.
  static let divergence = 1000.0

  public struct Info: Sendable {
    public let accepted: Bool
    /// `min(1, exp(-energy error))`.
    public let acceptance: Double
    public let diverged: Bool
    /// Gradients spent.
    public let gradients: Int
  }

  /// One trajectory.
  public func step(
    _ state: HamiltonianState, _ stream: inout RandomStream, target: LocalisedPosterior
  ) -> Info {
    let count = state.count
    let velocity = state.velocity.pointer
    let scratch = state.scratch.pointer
    stream.fill(normals: velocity, count: count)
    let factor = 1 + jitter * (2 * stream.nextUniform() - 1)
    let uniform = 1 - stream.nextUniform()  // in (0, 1]
    var energy = state.potential
    for i in 0..<count { energy += velocity[i] * velocity[i] / 2 }
    metric.applyRoot(velocity, scratch)

    // In doubles until it is small: a step may be tiny.
    let steps = Int(min(max(1, (length * factor / stepSize).rounded(.up)), Double(maximumSteps)))
    state.startProposal()
    let gradients = leapfrog(state, steps: steps, below: energy + Self.divergence, target: target)
    guard state.proposedPotential < energy + Self.divergence else {
      return Info(accepted: false, acceptance: 0, diverged: true, gradients: gradients)
    }
    let change = state.proposedPotential + metric.kineticEnergy(velocity, scratch) - energy
    guard change.isFinite else {
      return Info(accepted: false, acceptance: 0, diverged: true, gradients: gradients)
    }
    let accepted = log(uniform) < -change
    if accepted { state.acceptProposal() }
    return Info(
      accepted: accepted, acceptance: min(1, exp(-change)), diverged: change > Self.divergence,
      gradients: gradients)
  }

  /// Moves the proposal and the velocity `steps` steps on: half a kick, then drift and kick in turn,
  /// half a kick at the end. Stops where U is not below `limit`, or is not a number. Run again with the
  /// velocity reversed it leads back.
  ///
  /// - Returns: the gradients spent.
  @discardableResult
  package func leapfrog(
    _ state: HamiltonianState, steps: Int, below limit: Double = .infinity,
    target: LocalisedPosterior
  ) -> Int {
    kick(state, stepSize / 2)
    for index in 1...steps {
      slt_add_scaled(
        state.count, stepSize, state.velocity.pointer, state.proposal.pointer)
      state.evaluateProposal(target)
      guard state.proposedPotential < limit else { return index }
      kick(state, index < steps ? stepSize : stepSize / 2)
    }
    return steps
  }

  /// `v <- v - step S^2 grad U` at the proposal.
  private func kick(_ state: HamiltonianState, _ step: Double) {
    metric.applySquare(
      state.proposedGradient.pointer, state.image.pointer, state.scratch.pointer)
    slt_add_scaled(state.count, -step, state.image.pointer, state.velocity.pointer)
  }
}
