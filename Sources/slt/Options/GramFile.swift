import ExactAlgebra
import Foundation

/// A Gram form in a JSON file: an array of rows of numbers or of fractions as strings.
enum GramFile {
  static func read(_ path: String) throws -> Matrix<Rational> {
    let data = try OutputFile.read(path, limit: 64 << 20)
    guard let rows = try? JSONDecoder().decode([[Entry]].self, from: data) else {
      throw DataError("\(path): expected an array of rows of numbers or of fractions as strings")
    }
    for (i, row) in rows.enumerated() where row.count != rows.count {
      throw DataError("\(path): row \(i) has \(row.count) entries; expected \(rows.count)")
    }
    return Matrix(rows: rows.map { $0.map(\.value) })
  }

  private struct Entry: Decodable {
    let value: Rational

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self), let exact = Rational(exactly: number) {
        value = exact
      } else if let exact = Rational(try container.decode(String.self)) {
        value = exact
      } else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "neither a number nor a fraction")
      }
    }
  }
}
