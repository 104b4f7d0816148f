import CNumericKernels
package import NumericAlgebra
import NumericModels

/// Where a Hamiltonian chain is, and the memory it moves in: u = w - w* and the gradient of the
/// potential there. Belongs to one chain; not shared.
public final class HamiltonianState {
  let count: Int
  private let workspace: any LossWorkspace
  private let centre: RealBuffer
  private let weights: RealBuffer
  private(set) var displacement: RealBuffer
  /// grad U at the position.
  private(set) var gradient: RealBuffer
  package private(set) var proposal: RealBuffer
  private(set) var proposedGradient: RealBuffer
  package let velocity: RealBuffer
  let image: RealBuffer
  let scratch: RealBuffer
  /// L_n at the position.
  public private(set) var loss = 0.0
  /// U at the position.
  package private(set) var potential = 0.0
  private var proposedLoss = 0.0
  package private(set) var proposedPotential = 0.0

  /// A chain at w* + `displacement` (zero unless given).
  public init(_ target: LocalisedPosterior, displacement start: [Double]? = nil) {
    count = target.loss.parameterCount
    workspace = target.loss.makeWorkspace()
    centre = target.centreBuffer
    weights = RealBuffer(count: count)
    displacement = RealBuffer(start ?? [Double](repeating: 0, count: count))
    precondition(displacement.count == count, "\(displacement.count) weights, not \(count)")
    gradient = RealBuffer(count: count)
    proposal = RealBuffer(count: count)
    proposedGradient = RealBuffer(count: count)
    velocity = RealBuffer(count: count)
    image = RealBuffer(count: count)
    scratch = RealBuffer(count: count)
    moveTarget(target)
  }

  /// Evaluates the position anew, after the target has changed.
  public func moveTarget(_ target: LocalisedPosterior) {
    startProposal()
    evaluateProposal(target)
    acceptProposal()
  }

  /// w - w*.
  public var position: [Double] { displacement.values }

  package func startProposal() {
    proposal.pointer.update(from: displacement.pointer, count: count)
    proposedGradient.pointer.update(from: gradient.pointer, count: count)
  }

  func evaluateProposal(_ target: LocalisedPosterior) {
    let (u, w, c) = (proposal.pointer, weights.pointer, centre.pointer)
    for i in 0..<count { w[i] = c[i] + u[i] }
    let g = proposedGradient.pointer
    proposedLoss = workspace.empiricalLoss(at: w, gradient: g)
    let square = slt_potential_gradient(count, target.nBeta, target.localisation, u, g)
    proposedPotential = target.nBeta * proposedLoss + target.localisation * square / 2
  }

  package func acceptProposal() {
    swap(&displacement, &proposal)
    swap(&gradient, &proposedGradient)
    loss = proposedLoss
    potential = proposedPotential
  }
}
