import ExactAlgebra
import Foundation

/// A Gram form in a JSON file: an array of rows of numbers or of fractions as strings.
enum GramFile {
  /// - Parameter order: the number of coordinates.
  /// - Throws: `DataError` unless the file holds a symmetric matrix of that order.
  static func read(_ path: String, order: Int) throws -> Matrix<Rational> {
    let data = try OutputFile.read(path, limit: 64 << 20)
    guard let rows = try? JSONDecoder().decode([[Entry]].self, from: data) else {
      throw DataError("\(path): expected an array of rows of numbers or of fractions as strings")
    }
    guard rows.count == order else {
      throw DataError(
        "\(path): \(rows.count) rows; expected \(order), the coordinates (d+1)(d+2)/2")
    }
    for (i, row) in rows.enumerated() where row.count != order {
      throw DataError("\(path): row \(i) has \(row.count) entries; expected \(order)")
    }
    for i in 0..<order {
      for j in 0..<i where rows[i][j].value != rows[j][i].value {
        throw DataError(
          "\(path): entry (\(i), \(j)) is \(rows[i][j].value) and entry (\(j), \(i)) is "
            + "\(rows[j][i].value); expected a symmetric matrix")
      }
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
