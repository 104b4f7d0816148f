public import ModelFamilies

/// How the weights of a `PairNetwork` lie in memory: in slices of at most 128 hidden units, each a
/// small network of its own whose outputs are added up.
///
/// A slice is a matrix of 3p rows of `width` numbers: the 2p rows of W^T, then the p rows of V, for
/// its units; a stretch of weights, of their gradient and of an optimiser's moments stays in the
/// second-level cache from the forward pass to the update. The cut depends on m alone, so that
/// results do not depend on the number of threads. Rows are padded with units of zero weights, which
/// every optimiser leaves at zero.
public struct PairSlices: Sendable, Hashable {
  /// p and m.
  public let modulus: Int
  public let units: Int
  public let count: Int
  /// Units in a slice, a multiple of 16.
  public let width: Int

  public init(_ task: ModularAddition, width units: Int) {
    modulus = task.modulus
    self.units = units
    count = (units + 127) / 128
    width = ((units + count - 1) / count + 15) / 16 * 16
  }

  /// Numbers in a slice.
  public var size: Int { 3 * modulus * width }
  /// Numbers in all slices.
  public var total: Int { count * size }
  /// D = 3 p m.
  public var parameterCount: Int { 3 * modulus * units }

  /// Where unit j's number of a row lies.
  private func place(_ unit: Int) -> Int { unit / width * size + unit % width }

  /// From `QuadraticNetwork.layout`: W (m x 2p), then V (p x m).
  public func scatter(_ weights: [Float], to target: UnsafeMutablePointer<Float>) {
    precondition(weights.count == parameterCount, "\(weights.count) weights, not \(parameterCount)")
    let (p, m) = (modulus, units)
    for unit in 0..<m {
      let base = target + place(unit)
      for row in 0..<2 * p { base[row * width] = weights[unit * 2 * p + row] }
      for k in 0..<p { base[(2 * p + k) * width] = weights[(2 * p + k) * m + unit] }
    }
  }

  /// To `QuadraticNetwork.layout`.
  public func gather(_ source: UnsafePointer<Float>) -> [Float] {
    let (p, m) = (modulus, units)
    var weights = [Float](repeating: 0, count: parameterCount)
    for unit in 0..<m {
      let base = source + place(unit)
      for row in 0..<2 * p { weights[unit * 2 * p + row] = base[row * width] }
      for k in 0..<p { weights[(2 * p + k) * m + unit] = base[(2 * p + k) * width] }
    }
    return weights
  }
}
