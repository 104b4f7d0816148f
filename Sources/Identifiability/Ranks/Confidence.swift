/// What a statement rests on.
public enum Confidence: Equatable, Sendable {
  /// Exact arithmetic and, for the source named in the reason, a theorem.
  case proved
  /// Random points and primes; wrong with at most this probability.
  case monteCarlo(failureProbability: Double)

  public var isProved: Bool { self == .proved }

  /// Nil for what is proved.
  public var failureProbability: Double? {
    if case .monteCarlo(let probability) = self { probability } else { nil }
  }
}
