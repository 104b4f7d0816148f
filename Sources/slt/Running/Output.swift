public import ArgumentParser
import Foundation
import Reporting

extension OutputFormat: ExpressibleByArgument {}

/// How results are printed; shared by every command that prints a table.
struct OutputOptions: ParsableArguments {
  @Option(help: "How to print: text, markdown, csv, latex or json.")
  var format: OutputFormat = .text

  /// Prints the tables, or the payload as JSON, to standard output.
  func print(_ tables: [Table], json payload: some Encodable) throws {
    if format == .json {
      try write(try JSONOutput.encode(payload))
      return
    }
    let width = format == .text ? Terminal.width(.standardOutput) : nil
    try write(tables.map { $0.rendered(as: format, terminalWidth: width) }.joined(separator: "\n"))
  }

  /// A full disk is an error: `print` would lose the result without a word.
  private func write(_ text: String) throws {
    do { try FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) } catch {
      throw OutputError()
    }
  }
}

/// Files that the program writes.
enum OutputFile {
  /// Writes the text, whole or not at all; refuses to replace a file unless told to.
  static func write(_ text: String, to path: String, force: Bool) throws {
    if !force && FileManager.default.fileExists(atPath: path) {
      throw UsageError("\(path) exists; pass --force to replace it")
    }
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      isDirectory.boolValue
    {
      throw DataError("\(path): a directory; expected a file to write")
    }
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw DataError("\(path): cannot be written (\(error.localizedDescription))")
    }
  }

  /// Reads a file of moderate size.
  static func read(_ path: String, limit: Int = 512 << 20) throws -> Data {
    try checkIsFile(path)
    let data: Data
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      // By what is read and not by the size that is claimed: a device has none.
      data = try handle.read(upToCount: limit + 1) ?? Data()
    } catch {
      throw DataError("\(path): cannot be read")
    }
    if data.count > limit {
      throw DataError("\(path): more than \(limit) bytes; expected at most that")
    }
    if data.isEmpty { throw DataError("\(path): the file is empty") }
    return data
  }

  /// - Throws: `DataError` when there is nothing, or a directory.
  static func checkIsFile(_ path: String) throws {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw DataError("\(path): no such file")
    }
    if isDirectory.boolValue { throw DataError("\(path): a directory; expected a file") }
  }
}
