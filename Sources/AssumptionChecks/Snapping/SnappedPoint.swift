public import ExactAlgebra
public import ModelFamilies

/// A structure that weights are rounded to.
public enum SnapKind: String, Sendable, CaseIterable {
  /// Entries near zero, and rows and columns of them, become zero.
  case zeros
  /// Entries whose magnitudes cluster take one value.
  case shared
  /// Every entry becomes the simplest rational near it.
  case rationals
  /// Every unit becomes a wave of one frequency, with rational amplitudes and phases that are rational
  /// parts of a turn.
  case fourier
}

/// Exact weights of a named structure near given floating-point ones.
public struct SnappedPoint: Sendable {
  public enum Weights: Sendable {
    /// In the order of the network's layout.
    case rational([Rational])
    case waves(WaveNetwork)
  }

  public let kinds: [SnapKind]
  public let weights: Weights
  /// The weights as doubles, to a few units in the last place.
  public let approximation: [Double]
  /// From the given weights in the Frobenius norm, up to rounding.
  public let distance: Double
  /// Over the norm of the given weights.
  public let relativeDistance: Double
  /// Entries that are another double than before, and the rest.
  public let changed: Int
  public let kept: Int
  /// What was done, and what was left as it was, in a sentence each.
  public let notes: [String]

  init(
    kinds: [SnapKind], weights: Weights, approximation: [Double], given: [Double], notes: [String]
  ) {
    self.kinds = kinds
    self.weights = weights
    self.approximation = approximation
    self.notes = notes
    distance = Length.distance(approximation, given)
    relativeDistance = Length.relativeDistance(approximation, from: given)
    changed = zip(approximation, given).count { $0 != $1 }
    kept = given.count - changed
  }
}

/// A structure that weights were not rounded to.
public struct Unsnapped: Error, CustomStringConvertible, Sendable {
  public let kinds: [SnapKind]
  public let because: String

  public init(kinds: [SnapKind], because: String) {
    self.kinds = kinds
    self.because = because
  }

  public var description: String {
    "\(kinds.map(\.rawValue).joined(separator: ", ")): undecided because \(because)"
  }
}
