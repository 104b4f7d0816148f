import Foundation
import Testing

/// Certificates of every kind through the checker in Python, which shares no code with the program.
@Suite("The checker in another language")
struct CertificateCheckerTests {
  private static let checker = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Certificates/check_certificate.py").path()

  private func check(_ files: [String]) throws -> (status: Int32, lines: [Substring]) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", Self.checker] + files
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self).split(separator: "\n"))
  }

  /// Instance, flags, lower bound, side and upper bound.
  static let kinds: [(String, String, String, String)] = [
    ("quadratic --input 4 --width 5 --output 3", "minor", "-", "leftKernel"),
    ("quadratic --input 4 --width 2 --output 2", "minor", "-", "kernel"),
    ("quadratic --task modular-addition --modulus 3 --width 9", "minor", "-", "rows"),
    (
      "quadratic --task modular-addition --modulus 3 --width 2 --level data", "minor", "-", "kernel"
    ),
    ("biased-quadratic --input 3 --width 2", "minor", "-", "kernel"),
    ("quadratic --input 5 --width 6 --output 7 --method products", "gram", "weights", "units"),
    ("quadratic --input 3 --width 8 --output 4 --method products", "gram", "weights", "rows"),
    ("quadratic --input 6 --width 18 --output 5 --method products", "gram", "coordinates", "rows"),
    (
      "quadratic --task modular-addition --modulus 5 --width 7 --level data --method products",
      "gram", "weights", "units"
    ),
    (
      "quadratic --task modular-addition --modulus 5 --width 7 --method products", "gram",
      "weights", "units"
    ),
    (
      "quadratic --task modular-addition --modulus 5 --width 14 --level data --method products",
      "gram", "coordinates", "rows"
    ),
    (
      "quadratic --task modular-addition --modulus 5 --width 14 --method products", "gram",
      "coordinates", "rows"
    ),
  ]

  /// Valid as written, and refused after any one of many changes; the program agrees on both.
  @Test func everyKind() throws {
    let scratch = try Scratch()
    var (good, bad): ([String], [String]) = ([], [])
    for (i, (instance, lower, side, upper)) in Self.kinds.enumerated() {
      let file = scratch.path("\(i).json")
      let made = try Program.run("rank \(instance) --certificate \(file)")
      #expect(made.status == 0, "\(instance): \(made.errors)")
      let document = try #require(
        try JSONSerialization.jsonObject(with: try Data(contentsOf: URL(filePath: file)))
          as? [String: Any])
      let gram = document["gram"] as? [String: Any]
      #expect(document["lowerBound"] as? String == lower, "\(instance)")
      #expect(gram?["side"] as? String ?? "-" == side, "\(instance)")
      #expect(document["upperBound"] as? String == upper, "\(instance)")
      good.append(file)
      for (j, tampered) in tampered(document).enumerated() {
        let path = scratch.path("\(i)-\(j).json")
        try JSONSerialization.data(withJSONObject: tampered).write(to: URL(filePath: path))
        bad.append(path)
      }
    }
    let valid = try check(good)
    #expect(valid.status == 0 && valid.lines.count == good.count, "\(valid.lines)")
    #expect(valid.lines.allSatisfy { $0.contains(": valid, rank ") })
    #expect(bad.count > 60)
    let refused = try check(bad)
    #expect(refused.status == 1 && refused.lines.count == bad.count)
    #expect(
      refused.lines.allSatisfy { $0.contains(": refused: ") },
      "\(refused.lines.filter { !$0.contains(": refused: ") })")
    for file in good {
      #expect(try Program.run("rank --verify \(file)").status == 0, "\(file)")
    }
    for file in bad {
      let run = try Program.run("rank --verify \(file)")
      #expect(run.status == 65 && run.output.isEmpty, "\(file): \(run.output)\(run.errors)")
    }
  }

  private func tampered(_ document: [String: Any]) -> [[String: Any]] {
    var changes: [[String: Any]] = []
    func change(_ edit: (inout [String: Any]) -> Void) {
      var copy = document
      edit(&copy)
      changes.append(copy)
    }
    let rank = document["rank"] as? Int ?? 0
    change { $0["schema"] = 1 }
    change { $0["rank"] = rank - 1 }
    change { $0["rank"] = rank + 1 }
    change { $0["prime"] = "4194303" }
    change { $0["upperBound"] = "columns" }
    if var weights = document["weights"] as? [String] {
      // A unit without weights: the rank drops.
      for i in 0..<(document["input"] as? Int ?? 0) { weights[i] = "0" }
      change { $0["weights"] = weights }
    }
    if let rows = document["pivotRows"] as? [Int], !rows.isEmpty {
      change { $0["pivotRows"] = Array(rows.dropLast()) }
      change { $0["pivotRows"] = [rows[0]] + rows.dropLast() }
    }
    if let gram = document["gram"] as? [String: Any], let texts = gram["solutions"] as? [String] {
      func with(_ key: String, _ value: Any) {
        var copy = gram
        copy[key] = value
        change { $0["gram"] = copy }
      }
      var solutions = texts
      solutions[1] = (texts[1].hasPrefix("A") ? "B" : "A") + texts[1].dropFirst()
      with("solutions", solutions)
      with("solutions", [texts[0], texts[0], texts[2]])
      with("solutions", Array(texts.prefix(2)))
      with("side", gram["side"] as? String == "weights" ? "coordinates" : "weights")
      with("projectedOutputs", (gram["projectedOutputs"] as? Int ?? 0) + 1)
      with("outputUnits", Array((gram["outputUnits"] as? [Int] ?? []).dropFirst()))
      change { $0["gram"] = NSNull() }
    }
    return changes
  }

  @Test func nothingToCheck() throws {
    let scratch = try Scratch()
    #expect(try check([]).status == 2)
    #expect(try check([scratch.path("absent.json")]).status == 1)
    for text in ["", "[]", "{", "null", "{\"kind\": 3}", String(repeating: "[", count: 100_000)] {
      let run = try check([try scratch.write(text, to: "bad.json")])
      #expect(run.status == 1 && run.lines.count == 1, "\(text.prefix(20)): \(run.lines)")
    }
  }
}
