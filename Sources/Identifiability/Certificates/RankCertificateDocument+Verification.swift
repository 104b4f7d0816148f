import ExactAlgebra
import ModelFamilies

extension RankCertificateDocument {
  /// Checks the document from scratch: the instance is rebuilt, its Jacobian formed by dual
  /// numbers, and the certificate checked against it.
  ///
  /// - Throws: `CertificateDocumentError` for a document that does not describe an instance,
  ///   `RankCertificateChecker.Refusal` for a certificate that does not prove its claim.
  public func verify(limits: RankLimits = RankLimits()) throws {
    let map = try networkMap(limits: limits)
    let point = try rationals(weights, "weights")
    guard point.count == map.parameterCount else {
      throw CertificateDocumentError.field(
        "weights", found: "\(point.count) numbers", expected: "\(map.parameterCount)")
    }
    switch lowerBound {
    case "minor":
      let work = RankWork(rows: map.coordinateCount, columns: map.parameterCount)
      guard work.bytes <= Double(limits.memory) else {
        throw CertificateDocumentError.tooLarge(work)
      }
      let certificate = try certificate(
        rows: map.coordinateCount, columns: map.parameterCount, limits: limits)
      try RankCertificateChecker.check(certificate, against: JacobianLinearMap(map, at: point))
    case "gram": try verifyGram(map, at: point, limits: limits)
    default:
      throw CertificateDocumentError.field(
        "lowerBound", found: "\"\(lowerBound.prefix(40))\"", expected: "minor or gram")
    }
  }

  /// The map that the document is about.
  public func networkMap(limits: RankLimits = RankLimits()) throws -> NetworkMap {
    guard schema == Self.currentSchema else {
      throw CertificateDocumentError.field(
        "schema", found: "\(schema)", expected: "\(Self.currentSchema)")
    }
    guard kind == Self.kindName else {
      throw CertificateDocumentError.field("kind", found: "\"\(kind)\"", expected: Self.kindName)
    }
    let network: ModelFamily
    switch family {
    case "quadratic":
      network = .quadratic(
        try QuadraticNetwork(inputDimension: input, width: width, outputDimension: output))
    case "biased-quadratic":
      guard output == 1 else {
        throw CertificateDocumentError.field("output", found: "\(output)", expected: "1")
      }
      network = .biasedQuadratic(try BiasedQuadraticNetwork(inputDimension: input, width: width))
    default:
      throw CertificateDocumentError.field(
        "family", found: "\"\(family)\"", expected: "quadratic or biased-quadratic")
    }
    // Nothing is allocated for dimensions that the file's own weights do not bear out.
    guard weights.count == network.parameterCount else {
      throw CertificateDocumentError.field(
        "weights", found: "\(weights.count) numbers", expected: "\(network.parameterCount)")
    }
    let inputSet = try inputSet(network, limits: limits)
    guard let map = NetworkMap(network, level: level, inputs: inputSet) else {
      throw CertificateDocumentError.field(
        "inputs", found: "none", expected: "a modulus or vectors at level \(level.rawValue)")
    }
    return map
  }

  private func inputSet(_ network: ModelFamily, limits: RankLimits) throws -> InputSet? {
    let dimension = network.inputDimension
    if let modulus {
      guard modulus >= 2, modulus == dimension / 2, dimension % 2 == 0 else {
        throw CertificateDocumentError.field(
          "modulus", found: "\(modulus)", expected: "half of input, \(dimension)")
      }
      let task = try ModularAddition(modulus: modulus)
      let work = RankWork(
        rows: task.sampleSize * network.outputDimension, columns: network.parameterCount)
      guard work.bytes <= Double(limits.memory) else {
        throw CertificateDocumentError.tooLarge(work)
      }
      return .allPairs(of: task)
    }
    guard let inputs else { return nil }
    let vectors = try inputs.enumerated().map { try rationals($1, "inputs[\($0)]") }
    guard !vectors.isEmpty, vectors.allSatisfy({ $0.count == dimension }) else {
      throw CertificateDocumentError.field(
        "inputs", found: "\(vectors.count) vectors", expected: "vectors of length \(dimension)")
    }
    return .vectors(vectors)
  }

  func rationals(_ texts: [String], _ name: String) throws -> [Rational] {
    try RankCertificateParts.rationals(texts, name)
  }

  private func certificate(rows: Int, columns: Int, limits: RankLimits) throws -> RankCertificate {
    try RankCertificateParts(
      rank: rank, prime: prime, pivotRows: pivotRows, pivotColumns: pivotColumns,
      upperBound: upperBound, vectors: vectors
    ).certificate(rows: rows, columns: columns, limits: limits)
  }

  func dense(length: Int, _ limits: RankLimits) throws -> [[Integer]] {
    try RankCertificateParts.dense(vectors, length: length, limits)
  }
}
