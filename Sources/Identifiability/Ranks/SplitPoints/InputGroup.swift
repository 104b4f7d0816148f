import ExactAlgebra

/// A group on any inputs, at a random point: the span S of all squares is eliminated, then the
/// directions of the group's units modulo `R^h (x) S`.
struct InputGroup: GroupBlock {
  let features: SecondOrderFeatures
  let width: Int
  /// d less the dimensions of a unit's own symmetries, scaling and translations.
  let seenPerUnit: Int

  var mostUnits: Int { width }
  var point: String { "weights are random" }

  func otherSquares(_ group: OutputGroup) -> Int { width - group.units }

  func leftOver(_ group: OutputGroup) -> Int {
    group.outputs * features.count - group.units * (seenPerUnit + group.outputs)
  }

  func ownAreIndependent(_ group: OutputGroup) -> Bool { group.outputs > 1 || group.units <= 1 }

  /// The larger of the two eliminations.
  func work(_ group: OutputGroup) -> RankWork {
    let directions = group.units * features.inputDimension
    let first = RankWork(rows: width + directions, columns: features.count)
    let second = RankWork(
      rows: directions, columns: group.outputs * max(features.count - width, 1))
    return first.operations > second.operations ? first : second
  }

  func rank(
    of group: OutputGroup, in field: PrimeField, using random: inout SeededGenerator,
    _ progress: RankProgress?
  ) -> Int? {
    let units = (0..<width).map { _ in
      field.randomVector(features.inputDimension, using: &random)
    }
    let own = (0..<group.units).map { j in
      ChainPoint.Unit(
        input: units[j], output: field.randomVector(group.outputs, using: &random))
    }
    return GroupElimination(features, squaresOf: units, own: own, border: [], field, progress)?
      .rank(outputs: group.outputs)
  }
}
