import Foundation
import Testing

/// Every command of the README is run and its output compared with what the README shows.
@Suite struct ReadmeTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let readme = root.appendingPathComponent("README.md")

  static func commands() throws -> [ConsoleBlocks.Command] {
    ConsoleBlocks.commands(in: try String(contentsOf: readme, encoding: .utf8))
  }

  @Test("every console block runs slt and shows output")
  func blocks() throws {
    let commands = try Self.commands()
    #expect(commands.count >= 6)
    for command in commands {
      #expect(command.words.first == "slt", "README.md:\(command.line)")
      #expect(!command.output.isEmpty, "README.md:\(command.line)")
    }
  }

  @Test("the output in the README is the output of the program")
  func outputs() throws {
    let update = ProcessInfo.processInfo.environment["UPDATE_README"] != nil
    var text = try String(contentsOf: Self.readme, encoding: .utf8)
    for command in try Self.commands() {
      let (status, output) = try Self.run(Array(command.words.dropFirst()))
      #expect(status == 0, "README.md:\(command.line)")
      let shown = "$ \(command.words.joined(separator: " "))\n\(command.output)"
      if update {
        text = text.replacingOccurrences(
          of: shown, with: "$ \(command.words.joined(separator: " "))\n\(output)")
      } else {
        let difference = Self.difference(shown: command.output, printed: output)
        #expect(difference == nil, "README.md:\(command.line): \(difference ?? "")")
      }
    }
    if update { try text.write(to: Self.readme, atomically: true, encoding: .utf8) }
  }

  /// The first difference: words have to be equal; numbers with a decimal point may differ in the
  /// last of four digits, and in CSV by a millionth, since BLAS kernels round differently on other processors;
  /// a measurement may differ by four standard errors.
  static func difference(shown: String, printed: String) -> String? {
    let left = shown.split(separator: "\n", omittingEmptySubsequences: true)
    let right = printed.split(separator: "\n", omittingEmptySubsequences: true)
    guard left.count == right.count else {
      return "\(left.count) lines shown, \(right.count) printed"
    }
    for (a, b) in zip(left, right) where a != b {
      if numbersAgree(String(a), String(b)) || verdictsAgree(String(a), String(b)) { continue }
      let isMeasured = a.contains("±") && b.contains("±")
      guard isMeasured, measuredRowsAgree(String(a), String(b)) else {
        return "shown \"\(a)\", printed \"\(b)\""
      }
    }
    return nil
  }

  /// The same text around numbers that are the same up to rounding.
  static func numbersAgree(_ a: String, _ b: String) -> Bool {
    let number = /-?\d+\.\d+(?:e[+-]?\d+)?/
    let (left, right) = (a.matches(of: number), b.matches(of: number))
    guard left.count == right.count, a.replacing(number, with: "") == b.replacing(number, with: "")
    else { return false }
    return zip(left, right).allSatisfy { own, other in
      guard let value = Double(own.0), let again = Double(other.0) else { return false }
      let digits = own.0.prefix { $0 != "e" }.drop { !("1"..."9").contains($0) }
        .count { $0.isNumber }
      // Fewer are names, such as a theorem's, or exact.
      if digits < 4 { return own.0 == other.0 }
      return abs(value - again) <= pow(10, max(-6, Double(1 - digits))) * abs(value)
    }
  }

  /// Verdicts of `slt compare`: the same words up to the deviation, "(-1.8 SE)", which is measured, and
  /// so is which term of the difference is the largest.
  static func verdictsAgree(_ a: String, _ b: String) -> Bool {
    let deviation = /\ \([+-][0-9.]+ SE\)/
    guard let left = a.firstMatch(of: deviation), let right = b.firstMatch(of: deviation) else {
      return false
    }
    return a[..<left.range.lowerBound] == b[..<right.range.lowerBound]
  }

  /// Rows of `slt compare`: columns are two blanks apart.
  static func measuredRowsAgree(_ a: String, _ b: String) -> Bool {
    func cells(_ line: String) -> [String] {
      line.replacingOccurrences(of: "  ", with: "\t").split(separator: "\t")
        .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
    let (left, right) = (cells(a), cells(b))
    guard left.count >= 6, right.count >= 6, left[0..<4] == right[0..<4],
      let predicted = Double(left[4]), let again = Double(right[4]),
      abs(predicted - again) <= 1e-3 * abs(predicted)
    else { return false }
    func measurement(_ cell: String) -> (Double, Double)? {
      let parts = cell.split(separator: "±").map { $0.trimmingCharacters(in: .whitespaces) }
      guard parts.count == 2, let value = Double(parts[0]), let error = Double(parts[1]) else {
        return nil
      }
      return (value, error)
    }
    guard let (value, error) = measurement(left[5]), let (other, _) = measurement(right[5]) else {
      return false
    }
    return abs(value - other) <= 4 * error
  }

  /// Runs the program that was built beside these tests, in the repository's root.
  static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = Bundle.main.executableURL?.deletingLastPathComponent()
      .appendingPathComponent("slt")
    process.arguments = arguments
    process.currentDirectoryURL = root
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus,
      String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    )
  }

  @Test("the comparison notices a changed word, a changed prediction, a changed measurement")
  func comparisonCanFail() {
    let row = "case  data  5.2  9  9.2482  9.231 ± 0.037  -0.5  7030  1.000"
    #expect(Self.difference(shown: row, printed: row) == nil)
    let full = "500,1,3.3753292891795628,21/2,7,1.297915688617667,4.3199887968674314e-15"
    let rounded = "500,1,3.375329289179563,21/2,7,1.2979156886176682,4.319988797164156e-15"
    #expect(Self.difference(shown: full, printed: rounded) == nil)
    for (old, new) in [
      ("21/2", "19/2"), ("500,", "501,"), ("3.3753", "3.3754"), ("e-15", "e-14"), (",7,", ",8,"),
      ("1.2979156886", "1.297925688"), ("3.3753292891795628", "3"),
    ] {
      let changed = full.replacingOccurrences(of: old, with: new)
      #expect(Self.difference(shown: full, printed: changed) != nil, "\(changed)")
    }
    for changed in [
      row.replacingOccurrences(of: "5.2", with: "5.1"),
      row.replacingOccurrences(of: "9.2482", with: "9.3482"),
      row.replacingOccurrences(of: "9.231", with: "9.431"),
    ] {
      #expect(Self.difference(shown: row, printed: changed) != nil)
    }
    let verdict = "case: consistent with λ = 9 (-0.5 SE); the raw value differs"
    let other = "case: consistent with λ = 9 (+1.5 SE); another term"
    #expect(Self.difference(shown: verdict, printed: other) == nil)
    let not = verdict.replacingOccurrences(of: "consistent", with: "not consistent")
    #expect(Self.difference(shown: verdict, printed: not) != nil)
  }
}
