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
      Swift.print(try JSONOutput.encode(payload), terminator: "")
      return
    }
    let width = format == .text ? Terminal.width(.standardOutput) : nil
    Swift.print(
      tables.map { $0.rendered(as: format, terminalWidth: width) }.joined(separator: "\n"),
      terminator: "")
  }
}

/// Files that the program writes.
enum OutputFile {
  /// Writes the text, whole or not at all; refuses to replace a file unless told to.
  static func write(_ text: String, to path: String, force: Bool) throws {
    if !force && FileManager.default.fileExists(atPath: path) {
      throw UsageError("\(path) exists; pass --force to replace it")
    }
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw DataError("\(path): cannot be written (\(error.localizedDescription))")
    }
  }

  /// Reads a file of moderate size.
  static func read(_ path: String, limit: Int = 512 << 20) throws -> Data {
    let url = URL(fileURLWithPath: path)
    guard let size = try? url.resourceValues(forKeys: [.fileSizeKey, .isDirectoryKey]) else {
      throw DataError("\(path): no such file")
    }
    if size.isDirectory == true { throw DataError("\(path): a directory; expected a file") }
    if let bytes = size.fileSize, bytes > limit {
      throw DataError("\(path): \(bytes) bytes; expected at most \(limit)")
    }
    do { return try Data(contentsOf: url) } catch {
      throw DataError("\(path): cannot be read (\(error.localizedDescription))")
    }
  }
}
