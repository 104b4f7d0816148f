/// What theory says of the generic rank of the quadratic network, from closed formulas alone.
///
/// Nothing here is shared with `RankBounds` or computed by elimination: the phase diagram compares the
/// two. Proofs and sources: `Proofs/PhaseDiagram.md`.
public struct ExpectedRank: Equatable, Sendable {
  /// Where in the diagram: what the generic rank is a count of.
  public enum Regime: String, Sendable, CaseIterable {
    /// Not full: every unit adds its weights less its symmetries, or nearly.
    case units
    /// All coordinates are reached, although the squares of the units do not span.
    case full
    /// The squares of the units span, so the output weights alone reach all coordinates.
    case spanning
  }

  /// A proved reason why the count of the regime is not attained.
  public enum Deviation: String, Sendable, CaseIterable {
    /// K = 1: the rotations of pairs of units are symmetries; m d - m(m-1)/2.
    case rotations
    /// D_d - d + 1 < m < K, D_d: output weights times features has rank m; m (K + D_d - m).
    case unbalanced
    /// K = 3, d = 2k + 2, m = 3k + 2: a Pfaffian vanishes; one less.
    case pfaffian
    /// (K, d, m) = (5, 4, 6): a curve of degree 10 through the six units; 47.
    case curve
  }

  /// min(units' count, coordinates), before any deviation.
  public let formula: Int
  /// The generic rank.
  public let value: Int
  public let regime: Regime
  public let deviation: Deviation?

  private init(units: Int, coordinates: Int, spans: Bool, _ deviation: (Deviation, Int)? = nil) {
    formula = min(units, coordinates)
    value = deviation?.1 ?? formula
    regime = spans ? .spanning : value < coordinates ? .units : .full
    self.deviation = deviation?.0
  }

  /// Level coordinates: the affine dimension of the m-th secant variety of `P^(K-1) x P^(d-1)` in
  /// O(1,2): min(m (d+K-1), K D_d), D_d = d(d+1)/2, with the exceptions of Alexander and Hirschowitz
  /// 1995 (K = 1) and Abo and Brambilla 2009, 2013.
  public init(inputDimension d: Int, outputDimension outputs: Int, width m: Int) {
    let forms = d * (d + 1) / 2
    var deviation: (Deviation, Int)?
    if outputs == 1 && m >= 2 && m <= d {
      deviation = (.rotations, m * d - m * (m - 1) / 2)
    } else if forms - d + 1 < m && m < min(outputs, forms) {
      deviation = (.unbalanced, m * (outputs + forms - m))
    } else if outputs == 3 && d >= 4 && d.isMultiple(of: 2) && 2 * m == 3 * d - 2 {
      deviation = (.pfaffian, 3 * forms - 1)
    } else if (outputs, d, m) == (5, 4, 6) {
      deviation = (.curve, 47)
    }
    self.init(
      units: m * (d + outputs - 1), coordinates: outputs * forms, spans: m >= forms, deviation)
  }

  /// Modular addition on all pairs: min(m (3p - 2), p^3) at level data, min(m (3p - 2), p (p^2 - 1))
  /// at level centred; the formula at d = 2p, K = p at level coordinates.
  public init(modulus p: Int, width m: Int, level: Level) {
    switch level {
    case .coordinates: self.init(inputDimension: 2 * p, outputDimension: p, width: m)
    case .data: self.init(units: m * (3 * p - 2), coordinates: p * p * p, spans: m >= p * p)
    case .centred:
      self.init(
        units: m * (3 * p - 2), coordinates: p * (p * p - 1), spans: m >= p * p - 1)
    }
  }
}
