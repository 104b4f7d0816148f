/// How outputs and units are dealt out to groups.
///
/// Outputs go in pairs: units that feed one output alone have parallel output weights and lose the
/// rotations among them, and larger groups cost more. The last output of an odd number is alone, or
/// one group has three. When every unit's weights are to be independent (`m` too small for the
/// coordinates), no group may get more units than fit into it; when the coordinates are to be full,
/// none fewer than fill it. What this rounds away leaves a gap between the bounds near the width at
/// which both meet.
struct SplitPlan {
  let groups: [OutputGroup]
  /// Whether counting dimensions says that the point attains the generic rank.
  let isExpectedToMeet: Bool

  init(
    _ block: any GroupBlock, outputs: Int, width: Int, saturated: Bool, limits: RankLimits
  ) {
    var lonely: [OutputGroup]?
    var triple: [OutputGroup]?
    if saturated {
      lonely = Self.full(block, outputs, width, last: outputs % 2)
      if outputs % 2 == 1 && outputs > 1 { triple = Self.full(block, outputs, width, last: 3) }
    } else {
      lonely = Self.independent(block, outputs, width, last: outputs % 2)
      if outputs % 2 == 1 && outputs > 1 {
        triple = Self.independent(block, outputs, width, last: 3)
      }
    }
    isExpectedToMeet = lonely != nil || triple != nil
    let uneven = Self.proportional(block, outputs, width, last: outputs % 2 == 1 ? 3 : 0)
    let choices = [lonely, triple, uneven].compactMap { $0 }
    groups =
      choices.first { $0.allSatisfy { block.work($0).fits(limits) } }
      ?? Self.proportional(block, outputs, width, last: outputs % 2)
  }

  /// `last` outputs in the last group, the others in pairs.
  private static func dealt(
    _ units: Int, inPairs outputs: Int, last: Int, _ lastUnits: Int
  ) -> [OutputGroup] {
    let pairs = (outputs - last) / 2
    let paired = (0..<pairs).map { i in
      OutputGroup(outputs: 2, units: units * (i + 1) / pairs - units * i / pairs)
    }
    return paired + (last > 0 ? [OutputGroup(outputs: last, units: lastUnits)] : [])
  }

  /// Every group independent, as even as can be.
  private static func independent(
    _ block: any GroupBlock, _ outputs: Int, _ width: Int, last: Int
  ) -> [OutputGroup]? {
    func most(_ h: Int) -> Int {
      let limit = min(width, block.mostUnits)
      return (0...limit).last { block.isIndependent(OutputGroup(outputs: h, units: $0)) } ?? -1
    }
    let pairs = (outputs - last) / 2
    let each = pairs > 0 ? most(2) : 0
    let room = last > 0 ? most(last) : 0
    // One output alone holds one unit at most, and need not hold any.
    let share = last == 1 ? 0 : (width * last + outputs - 1) / outputs
    let lastUnits = min(room, max(share, width - pairs * each))
    guard each >= 0, room >= 0, lastUnits >= 0, width - lastUnits <= pairs * each else {
      return nil
    }
    return dealt(width - lastUnits, inPairs: outputs, last: last, lastUnits)
  }

  /// Every group full with as few units as will do, one more where there are enough.
  private static func full(
    _ block: any GroupBlock, _ outputs: Int, _ width: Int, last: Int
  ) -> [OutputGroup]? {
    let limit = min(width, block.mostUnits)
    func least(_ h: Int) -> Int? {
      (0...limit).first { block.fills(OutputGroup(outputs: h, units: $0)) }
    }
    let pairs = (outputs - last) / 2
    guard let each = pairs > 0 ? least(2) : 0, let rest = last > 0 ? least(last) : 0,
      pairs * each + rest <= width
    else { return nil }
    let spare = each > 1 && pairs * (each + 1) + rest + 1 <= width ? 1 : 0
    return dealt(
      pairs * min(each + spare, limit), inPairs: outputs, last: last, min(rest + spare, limit))
  }

  /// Where counting leaves a gap: a share for each, never more than a group can hold.
  private static func proportional(
    _ block: any GroupBlock, _ outputs: Int, _ width: Int, last: Int
  ) -> [OutputGroup] {
    let most = block.mostUnits
    let last = min(last, outputs)
    let pairs = (outputs - last) / 2
    // Of units that feed one output alone, few suffice.
    let share = pairs == 0 ? width : last == 1 ? width / (2 * outputs) : width * last / outputs
    let lastUnits = last == 0 ? 0 : min(most, share)
    let rest = min(width - lastUnits, pairs * most)
    return dealt(rest, inPairs: outputs, last: last, lastUnits)
  }
}
