import ExactAlgebra

/// Some outputs and the units that feed these and no others.
struct OutputGroup: Hashable {
  let outputs: Int
  let units: Int
}

/// The part of the Jacobian that belongs to one group of outputs, at a point chosen for it.
///
/// With S the span of the squares `(w_j . x)^2` of all m units, in the F-dimensional space of
/// second-order features, a group of h outputs and g units spans
///
///     R^h (x) S  +  { v_j (x) (w_j . x)(u . x) : j in the group, u in R^d }  in  R^h (x) R^F.
///
/// Up to the names of units and outputs this depends on (h, g) alone.
protocol GroupBlock {
  /// m, all units.
  var width: Int { get }
  /// Units that can be given directions of their own.
  var mostUnits: Int { get }
  /// What the point is, for the method's description.
  var point: String { get }

  /// Dimensions of the block that the group's own units, squares and directions, leave over, when
  /// they overlap no more than they must; the m - g other squares, h dimensions each, come on top.
  func leftOver(_ group: OutputGroup) -> Int
  /// The number of squares of other units, the constant of a centred loss among them.
  func otherSquares(_ group: OutputGroup) -> Int
  /// Whether the group's own squares and directions are independent up to scaling and translations.
  func ownAreIndependent(_ group: OutputGroup) -> Bool

  /// The largest elimination.
  func work(_ group: OutputGroup) -> RankWork
  /// A lower bound of the block's generic rank; nil when the prime divides a denominator.
  func rank(
    of group: OutputGroup, in field: PrimeField, using random: inout SeededGenerator,
    _ progress: RankProgress?
  ) -> Int?
}

extension GroupBlock {
  /// Whether counting says that the block is full. With one own unit all that is left over is
  /// `R^h / v`, where the h copies of a square are h - 1, so one unit is no better than none.
  func fills(_ group: OutputGroup) -> Bool {
    if group.units == 1 && group.outputs > 1 {
      return fills(OutputGroup(outputs: group.outputs, units: 0))
    }
    return group.outputs * otherSquares(group) >= leftOver(group)
  }

  /// Whether counting says that nothing overlaps.
  func isIndependent(_ group: OutputGroup) -> Bool {
    ownAreIndependent(group) && group.outputs * otherSquares(group) <= leftOver(group)
  }
}

extension PrimeField {
  /// Uniform residues.
  func randomVector(_ count: Int, using random: inout SeededGenerator) -> [UInt64] {
    (0..<count).map { _ in UInt64.random(in: 0..<modulus, using: &random) }
  }
}
