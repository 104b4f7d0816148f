public import ExactAlgebra
import Foundation
import ModelFamilies

/// A rank certificate with its instance, as it is written to a file. Schema 2:
///
///     { "schema": 2, "kind": "slt-rank-certificate",
///       "family": "quadratic", "input": d, "width": m, "output": K,
///       "level": "coordinates" | "data" | "centred",
///       "modulus": p or null            inputs: all pairs modulo p, in the order (0, 0), (0, 1) ...
///       "inputs": [["1/2", ...], ...] or null    or these vectors
///       "weights": ["3", "-1/2", ...],  D rationals in the order W, V (or W, b, a, c), row-major
///       "rank": r, "prime": "2147483629",
///       "lowerBound": "minor":  "pivotRows" and "pivotColumns" name a minor of the Jacobian that
///                               does not vanish modulo the prime
///                   | "gram":   "gram" solves the challenges of a Gram matrix (`GramStatement`)
///       "pivotRows": [...], "pivotColumns": [...],
///       "gram": null or { "side": "weights" | "coordinates", "projectedOutputs": K',
///                         "outputUnits": [...], "droppedInputWeights": [...],
///                         "solutions": ["...", ...] }   base64 of three bytes a residue, least
///                                                       significant first
///       "upperBound": "rows" | "columns" | "kernel" | "leftKernel" | "units",
///       "vectors": [{ "indices": [...], "values": ["2", ...] }, ...] }
///
/// Row, column and unit numbers start at 0. Coordinates are ordered as `QuadraticCoordinateMap`,
/// `QuadraticDataMap` and their biased counterparts say.
///
/// Upper bounds: the number of rows or of columns; that number less the `vectors`, independent and
/// in the kernel or the left kernel over Q; or, by "units", `K s + sum (d - t - 1)`: the sum is over
/// the units with input and output weights that some input sees, t is the dimension of the linear
/// kernel of the inputs (0 at level coordinates), and s is the number of units whose input weights
/// some input sees less the number of `vectors`, which are independent relations
/// `sum_j c_j (w_j . x)^2 = 0` among these units (Proofs/StructuredRanks.md).
public struct RankCertificateDocument: Codable, Sendable {
  public struct SparseVector: Codable, Sendable {
    public var indices: [Int]
    public var values: [String]

    init(_ vector: [Integer]) {
      indices = vector.indices.filter { vector[$0].signum != 0 }
      values = indices.map { vector[$0].description }
    }
  }

  public struct Gram: Codable, Sendable {
    public var side: GramStatement.Side
    public var projectedOutputs: Int
    public var outputUnits: [Int]
    public var droppedInputWeights: [Int]
    public var solutions: [String]
  }

  public static let currentSchema = 2
  public static let kindName = "slt-rank-certificate"

  public var schema = currentSchema
  public var kind = kindName
  public var family: String
  public var input: Int
  public var width: Int
  public var output: Int
  public var level: Level
  public var modulus: Int?
  public var inputs: [[String]]?
  public var weights: [String]
  public var rank: Int
  public var prime: String
  public var lowerBound: String
  public var pivotRows: [Int] = []
  public var pivotColumns: [Int] = []
  public var gram: Gram?
  public var upperBound: String
  public var vectors: [SparseVector] = []

  public init(
    _ certificate: PointRank.Certificate, of map: NetworkMap, at weights: [Rational]
  ) {
    family = map.family.name
    input = map.family.inputDimension
    width = map.family.width
    output = map.family.outputDimension
    level = map.level
    switch map.inputs {
    case nil: (modulus, inputs) = (nil, nil)
    case .oneHotPairs(let p, _): (modulus, inputs) = (p, nil)
    case .vectors(let vectors):
      (modulus, inputs) = (nil, vectors.map { $0.map(\.description) })
    }
    self.weights = weights.map(\.description)
    switch certificate {
    case .minor(let proof):
      lowerBound = "minor"
      rank = proof.rank
      prime = String(proof.prime)
      (pivotRows, pivotColumns) = (proof.pivotRows, proof.pivotColumns)
      (upperBound, vectors) = proof.upperBound.written
    case .gram(let proof):
      lowerBound = "gram"
      rank = proof.statement.rank
      prime = String(proof.statement.field.modulus)
      gram = Gram(proof)
      upperBound = proof.statement.rank == map.coordinateCount ? "rows" : "units"
      vectors = proof.relations.map { SparseVector($0) }
    }
  }
}

/// Why a certificate file is not read.
public enum CertificateDocumentError: Error, CustomStringConvertible {
  case field(String, found: String, expected: String)
  case tooLarge(RankWork)

  public var description: String {
    switch self {
    case .field(let name, let found, let expected): "\(name) is \(found); expected \(expected)"
    case .tooLarge(let work): "checking it needs \(work), more than the memory limit"
    }
  }
}
