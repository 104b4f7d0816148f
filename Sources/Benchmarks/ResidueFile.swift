import ExactAlgebra
import Foundation

/// A matrix of residues in a file, as programs of different languages read it: rows, columns and
/// modulus, then the entries row by row, little-endian 32-bit numbers.
enum ResidueFile {
  static func write(_ matrix: Matrix<UInt64>, modulus: UInt64, to url: URL) throws {
    guard FileManager.default.createFile(atPath: url.path(), contents: nil) else {
      throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: url.path()])
    }
    let file = try FileHandle(forWritingTo: url)
    defer { try? file.close() }
    try file.write(contentsOf: data([UInt64(matrix.rows), UInt64(matrix.columns), modulus]))
    for i in 0..<matrix.rows { try file.write(contentsOf: data(matrix.row(i))) }
  }

  static func read(_ url: URL) throws -> (matrix: Matrix<UInt64>, modulus: UInt64) {
    let file = try FileHandle(forReadingFrom: url)
    defer { try? file.close() }
    let header = try numbers(file, count: 3)
    let (rows, columns) = (Int(header[0]), Int(header[1]))
    var elements: [UInt64] = []
    elements.reserveCapacity(rows * columns)
    for _ in 0..<rows { elements += try numbers(file, count: columns) }
    return (Matrix(rows: rows, columns: columns, elements: elements), header[2])
  }

  private static func data(_ numbers: some Sequence<UInt64>) -> Data {
    numbers.map { UInt32($0).littleEndian }.withUnsafeBytes { Data($0) }
  }

  private static func numbers(_ file: FileHandle, count: Int) throws -> [UInt64] {
    guard let data = try file.read(upToCount: 4 * count), data.count == 4 * count else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return data.withUnsafeBytes { bytes in
      (0..<count).map {
        UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
      }
    }
  }
}
