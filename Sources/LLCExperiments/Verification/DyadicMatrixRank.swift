public import ExactAlgebra
import Foundation

/// The rank over Q of a matrix of floating-point numbers, which are fractions with a power of 2 below.
public struct DyadicMatrixRank: Sendable {
  /// Proved: a minor of this size does not vanish modulo a prime.
  public let lower: Int
  /// Proved.
  public let upper: Int
  public let upperBecause: String
  /// What a third party checks, of the matrix itself (centred: of the differences of its rows from
  /// the last sample's); nil unless the bounds meet.
  public let certificate: RankCertificate?
  /// That the rank is above `lower` all the same: two random primes would have to divide a minor.
  public let failureProbability: Double

  public var isProved: Bool { lower == upper }

  /// The larger side and the bits of a kernel over Q that is worked out, which takes seconds.
  static let kernelSide = 200
  static let kernelBits = 40_000

  /// By elimination modulo one or two random primes, and a kernel over Q where the matrix is small.
  public init(_ given: GivenMatrix, seed: UInt64 = 1) {
    let matrix = DyadicMatrix(given)
    var random = SeededGenerator(seed: seed)
    let full = min(matrix.rows, matrix.columns)
    func profile() -> (RankProfile, UInt64) {
      let field = EliminationPrime.random(using: &random)
      let found = ModularElimination(field: field).rankProfile(of: matrix.residues(in: field))
      return (found, field.modulus)
    }
    var best = full > 0 ? profile() : (RankProfile(pivotRows: [], pivotColumns: []), 0)
    if best.0.rank < full {
      let second = profile()
      if second.0.rank > best.0.rank { best = second }
    }
    let rank = best.0.rank
    lower = rank
    let bound: (because: String, proof: RankCertificate.UpperBound)?
    if rank == matrix.columns {
      bound = ("the number of columns", .columns)
    } else if rank == matrix.rows {
      bound = (
        given.isCentred
          ? "the number of rows less one for each output" : "the number of rows", .rows
      )
    } else {
      bound = Self.kernel(matrix, rank, using: &random)
    }
    upper = bound == nil ? full : rank
    upperBecause = bound?.because ?? "the smaller side"
    certificate = bound.map {
      RankCertificate(
        rows: matrix.rows, columns: matrix.columns, prime: best.1, pivotRows: best.0.pivotRows,
        pivotColumns: best.0.pivotColumns, upperBound: $0.proof)
    }
    let size = Double(full)
    let bits = size * (Double(matrix.entryBits) + log2(max(size, 1)) / 2)
    let one = min(1, bits / 30 / Double(EliminationPrime.count))
    failureProbability = bound == nil ? one * one : 0
  }

  private static func kernel(
    _ matrix: DyadicMatrix, _ rank: Int, using random: inout some RandomNumberGenerator
  ) -> (because: String, proof: RankCertificate.UpperBound)? {
    let sides = max(matrix.rows, matrix.columns)
    guard sides <= kernelSide, rank * matrix.entryBits <= kernelBits else { return nil }
    let isLeft = matrix.rows < matrix.columns
    let integers = matrix.integers
    guard
      let vectors = try? RationalKernel.basis(
        of: isLeft ? integers.transposed() : integers, using: &random),
      vectors.count == min(matrix.rows, matrix.columns) - rank
    else { return nil }
    let name = "\(isLeft ? "left " : "")kernel vector\(vectors.count == 1 ? "" : "s")"
    return (
      "\(vectors.count) \(name) over Q",
      isLeft ? .leftKernel(vectors) : .kernel(vectors.map(matrix.unscaled))
    )
  }
}
