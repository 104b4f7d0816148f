public import ModelFamilies

/// Units whose input weights are parallel up to noise: their squares are multiples of one another, so one unit
/// does the work of all, and theorem 4.2's condition (2) fails.
public enum ParallelUnits {
  /// Groups of at least two units, by index from 0, each parallel to the first of its group: with c the best
  /// multiple, `|w_i - c w_j| <= tolerance`. Zero input weights belong to no group. Cost m^2 d.
  ///
  /// - Parameter tolerance: the Frobenius norm of perturbations that are noise.
  public static func groups(
    _ family: ModelFamily, weights: [Double], tolerance: Double
  ) -> [[Int]] {
    let units = UnitWeights(family, weights)
    let floor = max(tolerance, 8 * .ulpOfOne * units.widestInput)
    var groups: [[Int]] = []
    for unit in 0..<units.width where units.inputNorms[unit] > floor {
      let w = units.inputs[unit]
      let place = groups.firstIndex { group in
        let first = units.inputs[group[0]]
        let norm = units.inputNorms[group[0]]
        let share = zip(w, first).reduce(0) { $0 + $1.0 * $1.1 } / (norm * norm)
        return UnitWeights.norm(zip(w, first).map { $0 - share * $1 }) <= floor
      }
      if let place { groups[place].append(unit) } else { groups.append([unit]) }
    }
    return groups.filter { $0.count > 1 }
  }
}
