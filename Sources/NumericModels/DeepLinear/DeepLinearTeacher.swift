import Foundation
public import ModelFamilies
import NumericAlgebra

/// Weights of a deep linear network whose factors and whose product have given ranks, exactly up to
/// rounding and far from any lower rank.
///
/// In each hidden space R^(H_l) a random orthonormal basis; factor l maps the first r basis vectors
/// of R^(H_(l-1)) to the first r of R^(H_l), and its further rank_l - r last ones to the next ones
/// after the first r, each times a singular value. What a factor adds to the common r directions is
/// thus annihilated by the next one, which needs `rank_l + rank_(l+1) - r <= H_l`. For two layers
/// every triple of ranks that occurs at all occurs here; for more layers it is one kind of point
/// among several with the same ranks.
public struct DeepLinearTeacher: Sendable {
  public let network: DeepLinearNetwork
  /// r, the rank of the product.
  public let rank: Int
  /// Of W_1, ..., W_L.
  public let factorRanks: [Int]
  public let weights: [Double]

  /// Singular values of each factor, log-uniform in between.
  public static let singularValues = 0.7...1.4

  /// - Parameter factorRanks: of W_1, ..., W_L; all r unless given.
  /// - Throws: `LossError.ranks` for ranks that these factors cannot have.
  public init(
    _ network: DeepLinearNetwork, rank: Int, factorRanks: [Int]? = nil, seed: UInt64
  ) throws(LossError) {
    let ranks = factorRanks ?? Array(repeating: rank, count: network.depth)
    try Self.check(network, rank, ranks)
    var stream = RandomStream(seed: seed, purpose: .teacherWeights)
    var bases: [RealMatrix] = []
    for width in network.widths { bases.append(Self.orthonormalBasis(width, &stream)) }
    var weights = [Double](repeating: 0, count: network.parameterCount)
    let range = Self.singularValues
    for (l, block) in network.layout.blocks.enumerated() {
      for index in 0..<ranks[l] {
        let from = index < rank ? index : block.columns - (ranks[l] - index)
        let ratio = range.upperBound / range.lowerBound
        let scale = range.lowerBound * pow(ratio, stream.nextUniform())
        for a in 0..<block.rows {
          let left = scale * bases[l + 1][index, a]
          for b in 0..<block.columns { weights[block.index(a, b)] += left * bases[l][from, b] }
        }
      }
    }
    self.network = network
    self.rank = rank
    self.factorRanks = ranks
    self.weights = weights
  }

  private static func check(
    _ network: DeepLinearNetwork, _ rank: Int, _ ranks: [Int]
  ) throws(LossError) {
    guard ranks.count == network.depth else {
      throw .ranks(
        found: "\(ranks.count) factor ranks",
        expected: "expected one for each of the "
          + "\(network.depth) factors")
    }
    for (l, block) in network.layout.blocks.enumerated() {
      let most = min(block.rows, block.columns)
      guard (max(rank, 0)...max(most, rank, 0)).contains(ranks[l]), ranks[l] <= most, rank >= 0
      else {
        throw .ranks(
          found: "factor \(l + 1), \(block.rows) x \(block.columns), has rank \(ranks[l])",
          expected: "expected \(rank), the product's, to \(most)")
      }
    }
    for l in 0..<ranks.count - 1 where ranks[l] + ranks[l + 1] - rank > network.widths[l + 1] {
      throw .ranks(
        found: "factors \(l + 1) and \(l + 2) have ranks \(ranks[l]) and \(ranks[l + 1])",
        expected: "their sum less the product's rank \(rank) must not exceed the width "
          + "\(network.widths[l + 1]) between them")
    }
  }

  /// Rows are orthonormal and uniformly distributed: Gaussian vectors, orthogonalised twice.
  private static func orthonormalBasis(_ size: Int, _ stream: inout RandomStream) -> RealMatrix {
    var basis = RealMatrix(rows: size, columns: size)
    for i in 0..<size {
      var vector = stream.normals(size)
      for _ in 0..<2 {
        for j in 0..<i {
          var along = 0.0
          for c in 0..<size { along += vector[c] * basis[j, c] }
          for c in 0..<size { vector[c] -= along * basis[j, c] }
        }
      }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for c in 0..<size { basis[i, c] = vector[c] / length }
    }
    return basis
  }
}
