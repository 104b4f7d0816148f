import ExactAlgebra
import Identifiability
import ModelFamilies
import Testing

/// Generic ranks at points whose output matrix falls into blocks, reached at small sizes by a
/// threshold of zero and compared with dense elimination at random points.
@Suite("Generic ranks at split points")
struct SplitRankTests {
  static let split = RankLimits(denseOperations: 0)
  static let dense = RankLimits(denseOperations: .infinity)

  /// - Returns: what the split point shows, and whether it met the bound by itself.
  static func splitRank(of map: NetworkMap, _ seed: UInt64) throws -> GenericRank? {
    // A dense elimination is ruled out, so that a split point below the bound is reported as such.
    let work = RankWork(rows: map.coordinateCount, columns: map.parameterCount)
    var limits = split
    limits.operations = work.operations * 0.99
    return try? GenericRank(of: map, seed: seed, limits: limits)
  }

  /// Every width at small p, all three levels: never above the dense rank; equal to it but near the
  /// width at which both upper bounds meet, where what groups round away is missing.
  @Test(arguments: [2, 3, 4, 5, 6, 7])
  func modularAddition(_ p: Int) throws {
    let task = try ModularAddition(modulus: p)
    var (met, missed) = (0, 0)
    for m in 1...(p * p + 2) {
      for level in Level.allCases {
        let map = map(.quadratic(try task.network(width: m)), level, .allPairs(of: task))
        let comment: Comment = "p=\(p) m=\(m) \(level)"
        let true_ = try GenericRank(of: map, seed: 2, limits: Self.dense)
        guard let rank = try Self.splitRank(of: map, 3) else { continue }
        #expect(rank.method.contains("sum over groups"), comment)
        #expect(rank.lower <= true_.lower, comment)
        #expect(rank.confidence.isProved == (rank.lower == rank.upper), comment)
        if rank.lower == true_.lower {
          met += 1
          continue
        }
        missed += 1
        let (d, forms) = (2 * p, p * (2 * p + 1))
        let saturation =
          switch level {
          case .coordinates: Double(p * forms) / Double(d + p - 1)
          case .data: Double(p * p * p) / Double(3 * p - 2)
          case .centred: Double(p * (p * p - 1)) / Double(3 * p - 2)
          }
        print(comment, rank.lower, true_.lower, saturation)
      }
    }
    print("p=\(p): met", met, "missed", missed)
  }
}
