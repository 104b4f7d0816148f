import Foundation
import Identifiability
import MapLanguage
import WeightFiles

/// A file in the language of maps.
enum UserMapFile {
  private static let limit = 4 << 20

  /// - Throws: `DataError` with file, line and column.
  static func read(_ path: String) throws -> UserMap {
    let data = try OutputFile.read(path, limit: limit)
    guard let text = String(data: data, encoding: .utf8) else {
      throw DataError("\(path): no UTF-8 text; expected a map such as Examples/own-model holds")
    }
    do { return try UserMap(text) } catch let error as MapTextError {
      throw DataError("\(path):\(error)\(hint(error))")
    } catch { throw DataError(file: path, error) }
  }

  /// What a name that is not declared may have meant.
  private static func hint(_ error: MapTextError) -> String {
    guard let unknown = error.unknown else { return "" }
    if let similar = nearest(unknown.name, to: unknown.declared) {
      return "; did you mean \(similar)?"
    }
    if unknown.declared.isEmpty { return "; nothing is declared before it" }
    let names = unknown.declared.prefix(8).joined(separator: ", ")
    return "; declared before it: \(names)\(unknown.declared.count > 8 ? ", ..." : "")"
  }
}
