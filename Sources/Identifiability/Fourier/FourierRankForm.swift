public import ModelFamilies

/// Closed forms of the rank at Fourier networks, and of the dimensions that bound their learning
/// coefficient. p odd, F frequencies, T' distinct phases. Proofs: `Proofs/FourierRanks.md`.
public struct FourierRankForm: Sendable {
  public let network: FourierNetwork

  public init(_ network: FourierNetwork) { self.network = network }

  private var modulus: Int { network.modulus }
  private var count: Int { network.frequencies.count }

  /// The rank of the Jacobian over the cyclotomic field. For `planted`:
  ///
  /// | T' | coordinates | data | centred |
  /// | --- | --- | --- | --- |
  /// | 1 | 6pF - 3F | 6pF - 5F - F^2 | data - F |
  /// | 2 | 12pF - 10F | p + 9pF - 12F - F^2 | data - p |
  /// | 3 | 18pF - 16F | p + 15pF - 20F - 4F^2 | data - p |
  /// | 4 and more | 22pF - 24F | p + 17pF - 26F - 4F^2 | data - p |
  ///
  /// and for `minimal` 6p^2 - 6p + 2, 6p^2 - 10p + 5 and 6p^2 - 11p + 5, the last two less 2 when 3
  /// divides p.
  public func rank(_ level: Level) -> Int {
    let (p, f) = (modulus, count)
    guard let phases = network.distinctPhases else {
      let three = p % 3 == 0 ? 2 : 0
      switch level {
      case .coordinates: return 6 * p * p - 6 * p + 2
      case .data: return 6 * p * p - 10 * p + 5 - three
      case .centred: return 6 * p * p - 11 * p + 5 - three
      }
    }
    let (coordinates, data, unseen) =
      switch phases {
      case 1: (6 * p * f - 3 * f, 6 * p * f - 5 * f - f * f, f)
      case 2: (12 * p * f - 10 * f, p + 9 * p * f - 12 * f - f * f, p)
      case 3: (18 * p * f - 16 * f, p + 15 * p * f - 20 * f - 4 * f * f, p)
      default: (22 * p * f - 24 * f, p + 17 * p * f - 26 * f - 4 * f * f, p)
      }
    switch level {
    case .coordinates: return coordinates
    case .data: return data
    case .centred: return data - unseen
    }
  }

  /// The dimension of the span of the squares `w_j^2` that the level sees; `planted` only.
  public func squareSpan(_ level: Level) -> Int {
    let f = count
    switch (network.distinctPhases ?? 0, level) {
    case (1, _): return 2 * f
    case (2, .coordinates): return 4 * f
    case (2, .data): return 3 * f + 1
    case (2, .centred): return 3 * f
    case (_, .coordinates): return 6 * f
    case (_, .data): return 5 * f + 1
    case (_, .centred): return 5 * f
    }
  }
}
