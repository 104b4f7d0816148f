import ExactAlgebra
import Foundation
import Identifiability
import Reporting

/// `slt rank --verify FILE`.
enum CertificateVerification {
  private struct Payload: Encodable {
    let schema = 1
    let valid = true
    let level: String
    let rows: Int
    let columns: Int
    let rank: Int
    let upperBound: String
    let seconds: Double
  }

  /// What a file says that it is.
  private struct Kind: Decodable {
    let kind: String?
  }

  /// - Throws: `DataError` for a file that is no certificate or one that does not prove its claim.
  static func run(_ path: String, _ output: OutputOptions) throws {
    let data = try OutputFile.read(path)
    let start = ContinuousClock.now
    let limits = try Machine.limits(memoryLimit: nil)
    do {
      let payload: Payload
      let family: String
      func seconds() -> Double { start.duration(to: .now) / .seconds(1) }
      let decoder = JSONDecoder()
      if try decoder.decode(Kind.self, from: data).kind == MapCertificateDocument.kindName {
        let document = try decoder.decode(MapCertificateDocument.self, from: data)
        let map = try document.verify(limits: limits)
        family = "map in the file"
        payload = Payload(
          level: map.level.rawValue, rows: map.coordinateCount, columns: map.parameterCount,
          rank: document.rank, upperBound: document.upperBound, seconds: seconds())
      } else {
        let document = try decoder.decode(RankCertificateDocument.self, from: data)
        try document.verify(limits: limits)
        let map = try document.networkMap(limits: limits)
        family = document.family
        payload = Payload(
          level: map.level.rawValue, rows: map.coordinateCount, columns: map.parameterCount,
          rank: document.rank, upperBound: document.upperBound, seconds: seconds())
      }
      let table = Table(
        columns: ["certificate", "family", "level", "shape", "rank", "upper bound by"],
        rows: [
          [
            "valid", .text(family), .text(payload.level),
            .text("\(payload.rows) x \(payload.columns)"), .integer(payload.rank),
            .text(payload.upperBound),
          ]
        ])
      try output.print([table], json: payload)
    } catch let error as DecodingError {
      throw DataError("\(path): \(error.oneLine)")
    } catch {
      throw DataError(file: path, error)
    }
  }
}

extension DecodingError {
  /// Field and reason in one line.
  var oneLine: String {
    switch self {
    case .keyNotFound(let key, _): "\(key.stringValue) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(context.path): \(context.debugDescription)"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty ? "not valid JSON" : "\(context.path): \(context.debugDescription)"
    @unknown default: "not a certificate"
    }
  }
}

extension DecodingError.Context {
  var path: String {
    codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
  }
}
