public import Identifiability
import NumericAlgebra

/// The rank of the map's Jacobian at one level, up to noise.
public struct LevelRank: Sendable {
  public let level: Level
  /// No weight has more: the smallest of the numbers of coordinates, of values seen and of weights.
  public let largestPossible: Int
  /// In decreasing order.
  public let singularValues: [Double]
  /// How far a singular value may move by noise, rounding included: what does not exceed it may be zero.
  public let threshold: Double
  /// The number of singular values above the threshold: every weight that noise could make of these has
  /// at least this rank.
  public let rank: Int
  /// No perturbation of a smaller Frobenius norm takes the rank below `rank`.
  public let safeRadius: Double
  private let speed: Speed
  private let rounding: Double

  /// The smallest singular value above the threshold, and the largest at or below it.
  public var above: Double? { rank > 0 ? singularValues[rank - 1] : nil }
  public var below: Double? { rank < largestPossible ? singularValues[rank] : nil }

  /// `above / below`: near 1 where noise cuts through a continuum of singular values.
  public var gap: Double? {
    guard let above, let below else { return nil }
    return below > 0 ? above / below : .infinity
  }

  /// The rank that every weight within a Frobenius distance of these has at least.
  public func rank(within distance: Double) -> Int {
    let moved = speed.movement(distance) + rounding
    return singularValues.firstIndex { !($0 > moved) } ?? singularValues.count
  }

  /// - Parameters:
  ///   - coordinates: the number of values seen, or of coordinates if that is smaller; one less for each output at
  ///     level `centred`.
  ///   - tolerance: the Frobenius norm of perturbations that are noise.
  init(
    _ level: Level, coordinates: Int, _ system: SingularSystem, speed: Speed, tolerance: Double
  ) {
    self.level = level
    largestPossible = min(coordinates, system.values.count)
    let seen = Array(system.values.prefix(largestPossible))
    singularValues = seen
    let threshold = speed.movement(tolerance) + system.rounding
    self.threshold = threshold
    rank = seen.firstIndex { !($0 > threshold) } ?? seen.count
    self.speed = speed
    rounding = system.rounding
    safeRadius = rank > 0 ? speed.radius(max(seen[rank - 1] - system.rounding, 0)) : 0
  }
}
