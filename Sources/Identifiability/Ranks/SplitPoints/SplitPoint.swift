import ExactAlgebra
import ModelFamilies

/// Points of a quadratic network at which the Jacobian falls apart by groups of outputs.
///
/// Divide the outputs into groups, deal the units out to them, and let every unit feed the outputs of
/// its own group only. A direction `(dV, dW)` moves output k by
/// `sum_j dv_kj (w_j . x)^2 + sum_{j feeds k} 2 v_kj (w_j . x)(dw_j . x)`, and different groups are
/// moved by different weights: the rank is the sum of the groups' (`GroupBlock`).
///
/// Up to the names of units and outputs a group is determined by its sizes, so groups of equal size
/// have the same generic rank, and one point in general position attains it for all of them: each
/// size is computed once, at a point of its own choosing. The rank at any point, and at the limit of
/// any points, bounds the generic rank from below, so no choice costs rigour.
struct SplitPoint: CustomStringConvertible {
  private let block: any GroupBlock
  private let plan: SplitPlan

  /// - Parameter bound: the upper bound to be met.
  /// - Returns: nil unless the map is one of a quadratic network with more than one output, and no
  ///   more than could be dealt out.
  init?(_ map: NetworkMap, bound: Int, limits: RankLimits) {
    guard case .quadratic(let network) = map.family, network.outputDimension > 1,
      network.outputDimension <= 1 << 16, network.inputDimension <= 1 << 16
    else { return nil }
    switch map.inputs {
    case nil:
      block = CoordinateGroup(
        inputDimension: network.inputDimension, width: network.width)
    case .oneHotPairs(let modulus, let pairs)?
    where PairGraph.isWholeGrid(modulus: modulus, pairs: pairs):
      block = GridGroup(
        modulus: modulus, width: network.width, centred: map.level == .centred)
    case let inputs?:
      guard let kernel = try? inputs.linearKernel(affine: false).count else { return nil }
      block = InputGroup(
        features: SecondOrderFeatures(map), width: network.width,
        seenPerUnit: network.inputDimension - 1 - kernel)
    }
    plan = SplitPlan(
      block, outputs: network.outputDimension, width: network.width,
      saturated: bound == map.coordinateCount, limits: limits)
  }

  var description: String {
    let sizes = Set(plan.groups.map(\.outputs)).sorted().map(String.init)
    return "sum over groups of \(sizes.joined(separator: " or ")) outputs, fed by units of their "
      + "own, modulo a 31-bit prime; \(block.point)"
  }

  /// Whether counting dimensions says that the bound is met.
  var isExpectedToMeet: Bool { plan.isExpectedToMeet }

  /// The largest of the eliminations.
  var work: RankWork {
    Set(plan.groups).map(block.work).max { $0.operations < $1.operations }
      ?? RankWork(rows: 0, columns: 0)
  }

  /// A lower bound of the generic rank. Zero when the random prime divides a denominator of the
  /// inputs, which is improbable.
  func rankLowerBound(using random: inout SeededGenerator, progress: RankProgress?) -> Int {
    let field = EliminationPrime.random(using: &random)
    var ranks: [OutputGroup: Int] = [:]
    // Independent with many units implies independent with fewer, so the largest come first.
    let sizes = Set(plan.groups).sorted { ($0.outputs, $0.units) > ($1.outputs, $1.units) }
    for size in sizes {
      let larger = ranks.first { $0.key.outputs == size.outputs && isIndependent($0.key, $0.value) }
      if let larger {
        let fewer = larger.key.units - size.units
        ranks[size] = larger.value - fewer * directions(larger.key)
        continue
      }
      guard let rank = block.rank(of: size, in: field, using: &random, progress) else { return 0 }
      ranks[size] = rank
    }
    return plan.groups.reduce(0) { $0 + (ranks[$1] ?? 0) }
  }

  /// What a unit adds to a group in which nothing overlaps.
  private func directions(_ group: OutputGroup) -> Int {
    let fewer = OutputGroup(outputs: group.outputs, units: group.units - 1)
    return block.leftOver(fewer) - block.leftOver(group) - group.outputs
  }

  private func isIndependent(_ group: OutputGroup, _ rank: Int) -> Bool {
    guard group.units > 0, block.isIndependent(group) else { return false }
    return rank == independentRank(group)
  }

  /// `h m + g (seen - 1)`: all squares, and each own unit's directions modulo its square.
  private func independentRank(_ group: OutputGroup) -> Int {
    group.outputs * block.width + group.units * directions(group)
  }
}
