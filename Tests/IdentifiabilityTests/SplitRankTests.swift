import Identifiability
import ModelFamilies
import Testing

/// Networks too large for a dense elimination to be tried first: their generic rank comes from
/// points whose outputs are split into pairs, one output (13 is odd) left over.
@Suite("Generic ranks by split outputs")
struct SplitRankTests {
  /// Widths whose groups differ in size, on either side of saturation: m(d+K-1) and K d(d+1)/2 at
  /// level coordinates, m(3p-2) and p^3 or p(p^2-1) on the data.
  @Test(arguments: [50, 100, 140])
  func modularAddition(_ m: Int) throws {
    let p = 13
    let task = try ModularAddition(modulus: p)
    let network = try task.network(width: m)
    for (level, expected) in [
      (Level.coordinates, min(m * (3 * p - 1), p * p * (2 * p + 1))),
      (.data, min(m * (3 * p - 2), p * p * p)),
      (.centred, min(m * (3 * p - 2), p * (p * p - 1))),
    ] {
      let map = try #require(
        NetworkMap(.quadratic(network), level: level, inputs: .allPairs(of: task)))
      let rank = try GenericRank(of: map, seed: 3)
      #expect(rank.lower == expected, "m=\(m) \(level)")
      #expect(rank.confidence == .proved, "m=\(m) \(level)")
      #expect(rank.method.contains("feeds two outputs"), "m=\(m) \(level): \(rank.method)")
    }
  }
}
