import Foundation
import Testing

/// The built program, run as a user runs it.
enum Program {
  struct Run: Sendable {
    let status: Int32
    let output: String
    let errors: String
    /// Ended by a signal: a trap or a crash.
    let crashed: Bool

    var errorLines: [Substring] { errors.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  /// Beside the test bundle, where SwiftPM puts both.
  static let executable: URL? = {
    let beside = [Bundle.main.executableURL, URL(fileURLWithPath: CommandLine.arguments[0])]
      .compactMap { $0?.resolvingSymlinksInPath().deletingLastPathComponent() }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let built = ["release", "debug"].map { root.appendingPathComponent(".build/\($0)") }
    return (beside + built).map { $0.appendingPathComponent("slt") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  /// - Parameter seconds: a run that uses more processor time is killed, and counts as crashed; so
  ///   is one that has not ended after twenty times as long.
  static func run(
    _ arguments: [String], in folder: URL? = nil, seconds: Int = 60
  ) throws -> Run {
    guard let executable else { throw Missing(description: "no slt beside the tests") }
    let scratch = try Scratch()
    let (outPath, errPath) = (scratch.path("out"), scratch.path("err"))
    for path in [outPath, errPath] {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    let process = Process()
    // The shell sets the limit and becomes the program.
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments =
      ["-c", "ulimit -t \(seconds) && exec \"$0\" \"$@\"", executable.path] + arguments
    if let folder { process.currentDirectoryURL = folder }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: outPath)
    process.standardError = FileHandle(forWritingAtPath: errPath)
    try process.run()
    let end = Date().addingTimeInterval(20 * Double(seconds))
    while process.isRunning && Date() < end { usleep(2000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus,
      output: try String(contentsOfFile: outPath, encoding: .utf8),
      errors: try String(contentsOfFile: errPath, encoding: .utf8),
      crashed: process.terminationReason == .uncaughtSignal)
  }

  static func run(
    _ line: String, in folder: URL? = nil, seconds: Int = 60
  ) throws -> Run {
    try run(line.split(separator: " ").map(String.init), in: folder, seconds: seconds)
  }

  /// The JSON object that a command prints.
  static func json(_ line: String, in folder: URL? = nil) throws -> Object {
    let run = try run(line + " --format json", in: folder)
    #expect(run.status == 0, "\(line): \(run.errors)")
    return try Object(run.output)
  }
}

/// A folder that goes away with the value.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("slt-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  @discardableResult func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  @discardableResult func write(_ data: Data, to name: String) throws -> String {
    try data.write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }
}

/// A JSON object, read with Foundation and not with the program's own types.
struct Object {
  let values: [String: Any]

  init(_ text: String) throws {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    values = try #require(value as? [String: Any])
  }

  init(values: [String: Any]) { self.values = values }

  var keys: Set<String> { Set(values.keys) }
  func isNull(_ key: String) -> Bool { values[key] is NSNull }
  func text(_ key: String) -> String? { values[key] as? String }
  func integer(_ key: String) -> Int? { values[key] as? Int }
  func integers(_ key: String) -> [Int]? { values[key] as? [Int] }
  func number(_ key: String) -> Double? { values[key] as? Double }
  func flag(_ key: String) -> Bool? { values[key] as? Bool }
  func object(_ key: String) throws -> Object {
    Object(values: try #require(values[key] as? [String: Any], "\(key)"))
  }
  func objects(_ key: String) throws -> [Object] {
    try #require(values[key] as? [[String: Any]], "\(key)").map(Object.init(values:))
  }
}

/// What every refusal must look like: one line on standard error, nothing on standard output.
func expectRefusal(
  _ run: Program.Run, status: Int32, naming words: [String] = [], _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(!run.crashed, "\(what): crashed or hung", sourceLocation: sourceLocation)
  #expect(run.status == status, "\(what): \(run.errors)", sourceLocation: sourceLocation)
  #expect(run.output.isEmpty, "\(what): printed \(run.output)", sourceLocation: sourceLocation)
  let lines = run.errorLines
  #expect(
    lines.count == 2 && lines[1].isEmpty && lines[0].hasPrefix("slt: ") && lines[0].count > 8,
    "\(what): not one line: \(run.errors)", sourceLocation: sourceLocation)
  for word in words {
    #expect(
      run.errors.contains(word), "\(what): no \"\(word)\" in \(run.errors)",
      sourceLocation: sourceLocation)
  }
}
