import Foundation
import WeightFiles

/// Numbers from a file: .npy, or text with numbers separated by white space, commas or semicolons.
enum PointFile {
  private static let limit = 64 << 20

  /// - Throws: `DataError` for what is no list of finite numbers.
  static func read(_ path: String) throws -> [Double] {
    let data = try OutputFile.read(path, limit: limit)
    return data.starts(with: [0x93, 0x4E, 0x55, 0x4D])
      ? try array(data, path) : try text(data, path)
  }

  private static func array(_ data: Data, _ path: String) throws -> [Double] {
    let file: TensorFile
    do { file = try TensorFile(parsing: Array(data), file: path) } catch {
      throw DataError("\(error)")
    }
    guard file.tensors.count == 1, let tensor = file.tensors.first, tensor.count > 0,
      tensor.shape.count == 1 || (tensor.shape.count == 2 && tensor.shape.contains(1))
    else {
      throw DataError("\(path): expected one array of n points, or n x 1")
    }
    if let bad = tensor.firstNonFinite {
      throw DataError("\(path): entry \(bad.index) is \(bad.value); expected finite numbers")
    }
    return tensor.values
  }

  private static func text(_ data: Data, _ path: String) throws -> [Double] {
    guard let text = String(data: data, encoding: .utf8) else {
      throw DataError("\(path): neither .npy nor text; expected numbers")
    }
    var points: [Double] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var isFirst = true
    for (index, line) in lines.enumerated() {
      let content = line.prefix { $0 != "#" }
      let words = content.split { $0 == "," || $0 == ";" || $0.isWhitespace }
      if words.isEmpty { continue }
      defer { isFirst = false }
      let numbers = words.map { Double($0) }
      // A heading, as tables have one.
      if isFirst && numbers.allSatisfy({ $0 == nil }) { continue }
      for (word, number) in zip(words, numbers) {
        guard let number, number.isFinite else {
          throw DataError(
            "\(path): line \(index + 1) holds \"\(word.prefix(40))\"; expected finite numbers")
        }
        points.append(number)
      }
    }
    if points.isEmpty { throw DataError("\(path): no numbers; expected at least one point") }
    return points
  }
}
