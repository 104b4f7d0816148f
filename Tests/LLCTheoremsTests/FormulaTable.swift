import ExactAlgebra
import Foundation

/// A formula over a grid, as Coq prints it from `Proofs/Coq/Tables.v`: arguments, then values.
///
/// Two columns `x_numerator,x_denominator` are one value.
struct FormulaTable {
  let name: String
  /// The names of the columns.
  let columns: [String]
  let rows: [[Int]]

  static let folder = Bundle.module.url(forResource: "Reference", withExtension: nil)!

  /// The names of all tables there.
  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "csv" }
      .map { $0.deletingPathExtension().lastPathComponent }.sorted()
  }

  init(_ name: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: "\(name).csv"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    self.name = name
    columns = lines[0].split(separator: ",").map(String.init)
    rows = lines.dropFirst().map { $0.split(separator: ",").map { Int($0)! } }
  }

  /// The values of a row that has so many arguments.
  func values(_ row: [Int], after arguments: Int) -> [Rational] {
    var values: [Rational] = []
    var place = arguments
    while place < columns.count {
      if columns[place].hasSuffix("numerator") {
        values.append(Rational(row[place], row[place + 1]))
        place += 2
      } else {
        values.append(Rational(row[place]))
        place += 1
      }
    }
    return values
  }
}
