import ExactAlgebra
import Foundation
import ModelFamilies

extension RankCertificateDocument.Gram {
  init(_ certificate: GramCertificate) {
    let statement = certificate.statement
    side = statement.side
    projectedOutputs = statement.projectedOutputs
    outputUnits = statement.outputUnits
    droppedInputWeights = statement.droppedInputWeights
    solutions = certificate.solutions.map { solution in
      var bytes = Data(capacity: 3 * solution.count)
      for residue in solution {
        for byte in 0..<3 { bytes.append(UInt8(truncatingIfNeeded: residue >> (8 * byte))) }
      }
      return bytes.base64EncodedString()
    }
  }
}

extension RankCertificateDocument {
  private typealias Problem = CertificateDocumentError

  /// The lower bound by challenges, the upper bound by the shape or by the units.
  func verifyGram(_ map: NetworkMap, at point: [Rational], limits: RankLimits) throws {
    guard case .quadratic(let network) = map.family else {
      throw Problem.field("family", found: family, expected: "quadratic for a Gram certificate")
    }
    guard let gram else { throw Problem.field("gram", found: "null", expected: "an object") }
    let statement = try gramStatement(gram, network, map.inputs, point)
    guard rank == statement.rank else {
      throw Problem.field(
        "rank", found: "\(rank)", expected: "\(statement.rank), what the Gram matrix proves")
    }
    let solutions = try gram.solutions.enumerated().map { t, text in
      try Self.residues(text, count: statement.dimension, name: "gram.solutions[\(t)]")
    }
    try GramCertificateChecker.check(
      GramCertificate(statement: statement, solutions: solutions))
    switch upperBound {
    case "rows":
      guard rank == map.coordinateCount else {
        throw Problem.field(
          "upperBound", found: "rows", expected: "rank \(rank) to be all \(map.coordinateCount)")
      }
    case "units":
      let relations = try dense(length: network.width, limits)
      let bound = try UnitBound.check(relations, map, network, point)
      guard rank == bound else {
        throw Problem.field(
          "upperBound", found: "units, which gives \(bound)", expected: "the rank, \(rank)")
      }
    default:
      throw Problem.field(
        "upperBound", found: "\"\(upperBound.prefix(40))\"", expected: "rows or units")
    }
  }

  private func gramStatement(
    _ gram: Gram, _ network: QuadraticNetwork, _ inputs: InputSet?, _ point: [Rational]
  ) throws -> GramStatement {
    let (m, d, outputs) = (network.width, network.inputDimension, network.outputDimension)
    guard let modulus = UInt64(prime), modulus < BalancedField.modulusLimit else {
      throw Problem.field(
        "prime", found: "\"\(prime.prefix(40))\"", expected: "an odd prime below 2^24")
    }
    let field = try PrimeField(modulus: modulus)
    let residues = point.compactMap { field.element($0) }
    guard residues.count == point.count else {
      throw Problem.field("prime", found: prime, expected: "one that divides no denominator")
    }
    try Self.check(gram.outputUnits, below: m, name: "gram.outputUnits")
    try Self.check(gram.droppedInputWeights, below: m * d, name: "gram.droppedInputWeights")
    guard (1...outputs).contains(gram.projectedOutputs) else {
      throw Problem.field(
        "gram.projectedOutputs", found: "\(gram.projectedOutputs)", expected: "1 to \(outputs)")
    }
    return GramStatement(
      side: gram.side, level: level, field: field,
      inputWeights: Matrix(rows: m, columns: d, elements: Array(residues.prefix(m * d))),
      outputWeights: Matrix(rows: outputs, columns: m, elements: Array(residues.dropFirst(m * d))),
      inputs: inputs, projectedOutputs: gram.projectedOutputs, outputUnits: gram.outputUnits,
      droppedInputWeights: gram.droppedInputWeights)
  }

  private static func check(_ indices: [Int], below bound: Int, name: String) throws {
    guard zip(indices, indices.dropFirst()).allSatisfy(<),
      (indices.first ?? 0) >= 0, (indices.last ?? -1) < bound
    else {
      throw Problem.field(
        name, found: "\(indices.count) numbers",
        expected: "increasing numbers from 0 to \(bound - 1)")
    }
  }

  private static func residues(_ text: String, count: Int, name: String) throws -> [UInt64] {
    // Four characters of base64 hold three bytes: a residue.
    guard text.utf8.count == 4 * count, let bytes = Data(base64Encoded: text),
      bytes.count == 3 * count
    else {
      throw Problem.field(
        name, found: "\(text.utf8.count) characters",
        expected: "base64 of \(count) residues of three bytes")
    }
    return (0..<count).map { i in
      (0..<3).reduce(UInt64(0)) { $0 | UInt64(bytes[bytes.startIndex + 3 * i + $1]) << (8 * $1) }
    }
  }
}
