/// How far weights are from failing an assumption, in the Frobenius norm of all weights.
public struct Margin: Sendable, Equatable {
  /// The rank that the assumption asks for, and the singular value that decides: the r-th of the
  /// assumption's matrix. Of a condition on norms, the smallest norm.
  public let rank: Int?
  public let decisive: Double
  /// The largest singular value, or norm.
  public let largest: Double
  /// No perturbation of the weights smaller than this makes the assumption fail: from `decisive`, less
  /// what rounding may have added to it, by Weyl's inequality and a bound on how fast the matrix moves.
  public let safeRadius: Double
  /// The least distance at which the decisive value, or one of the four before it, reaches zero along its own
  /// gradient: about the distance of the nearest weights that fail. Exact for norms; nil where the gradients
  /// vanish or were not computed.
  public let estimatedDistance: Double?

  public init(
    rank: Int?, decisive: Double, largest: Double, safeRadius: Double, estimatedDistance: Double?
  ) {
    self.rank = rank
    self.decisive = decisive
    self.largest = largest
    self.safeRadius = safeRadius
    self.estimatedDistance = estimatedDistance
  }
}
