import Foundation
import Testing

/// Every command that prints a table prints it in all five formats.
@Suite struct FormatTests {
  static let spec = """
    schema: 1
    seed: 3
    sampler: {nBeta: 1.0e+6, localisation: 100, relativeStepSize: 0.25, chains: 2, burnIn: 50, draws: 100}
    cases:
      - name: tiny
        model: {family: quadratic, input: 2, width: 2, output: 1}
        data: {inputs: gaussian, samples: 8}

    """

  static let commands = [
    "predict quadratic --input 3 --width 2 --output 2",
    "predict biased-quadratic --input 3 --width 2",
    "predict reduced-rank --input 3 --output 3 --hidden 2 --rank 1",
    "predict factor-analysis --variables 8 --factors 3 --rank 1",
    "rank quadratic --input 3 --width 2 --output 2", "rank biased-quadratic --input 2 --width 1",
    "rank --verify rank.json", "theorems", "compare spec.yaml", "doctor",
  ]

  @Test(arguments: commands)
  func formats(_ command: String) throws {
    let scratch = try Scratch()
    try scratch.write(Self.spec, to: "spec.yaml")
    _ = try Program.run(
      "rank quadratic --input 3 --width 2 --output 2 --certificate rank.json", in: scratch.url)
    var outputs: [String: String] = [:]
    for format in ["text", "markdown", "csv", "latex", "json"] {
      let run = try Program.run("\(command) --format \(format)", in: scratch.url)
      #expect(run.status == 0, "\(command) \(format): \(run.errors)")
      #expect(run.output.hasSuffix("\n") && !run.output.hasSuffix("\n\n"), "\(command) \(format)")
      outputs[format] = run.output
    }
    let text = try #require(outputs["text"])
    #expect(text.contains("---"))
    let markdown = try #require(outputs["markdown"]).split(separator: "\n")
    // The first table; `compare` prints others below it.
    let table = Array(
      markdown.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") })
    #expect(table.count >= 3)
    let pipes = Set(
      table.map { $0.replacingOccurrences(of: "\\|", with: "").filter { $0 == "|" }.count })
    #expect(pipes.count == 1, "\(command): \(pipes)")
    let latex = try #require(outputs["latex"])
    #expect(latex.contains("\\begin{tabular}") && latex.contains("\\end{tabular}"))
    let rows = try #require(latex.split(separator: "\\end{tabular}").first)
      .split(separator: "\n").filter {
        $0.hasSuffix("\\\\") && !$0.contains("\\multicolumn")
      }
    #expect(rows.count == table.count - 1, "\(command): \(latex)")
    // The header has no quotes, so its commas are the columns; a measurement fills two of them.
    let csv = try #require(outputs["csv"]).split(separator: "\n", maxSplits: 1)
    let columns = table[0].filter { $0 == "|" }.count - 1
    let measured = command.hasPrefix("compare") ? 1 : 0
    #expect(csv[0].filter { $0 == "," }.count == columns - 1 + measured, "\(csv[0])")
    #expect(try Object(try #require(outputs["json"])).integer("schema") == 1)
  }

  @Test(arguments: [
    [], ["predict"], ["predict", "quadratic"], ["predict", "biased-quadratic"],
    ["predict", "regular"], ["predict", "normal-crossing"], ["predict", "reduced-rank"],
    ["predict", "deep-linear"], ["predict", "low-rank"], ["predict", "polynomial-regressor"],
    ["predict", "nmf"], ["predict", "factor-analysis"], ["predict", "naive-bayes"],
    ["predict", "vandermonde"], ["predict", "determinantal"], ["rank"],
    ["rank", "quadratic"], ["rank", "biased-quadratic"], ["theorems"], ["compare"], ["doctor"],
  ])
  func help(_ command: [String]) throws {
    let run = try Program.run(command + ["--help"])
    #expect(run.status == 0 && run.errors.isEmpty)
    let line = (["slt"] + command).joined(separator: " ")
    let examples = run.output.components(separatedBy: "EXAMPLES").dropFirst().first ?? ""
    #expect(examples.contains(line), "\(line): \(run.output)")
    #expect(run.output.contains("USAGE: \(line)"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completions(_ shell: String) throws {
    let run = try Program.run("--generate-completion-script \(shell)")
    #expect(run.status == 0 && run.errors.isEmpty)
    for word in ["biased-quadratic", "certificate", "compare", "modular-addition"] {
      #expect(run.output.contains(word), "\(shell): \(word)")
    }
  }

  @Test func version() throws {
    let run = try Program.run("--version")
    #expect(run.status == 0)
    #expect(run.output.split(separator: ".").count == 3)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDisk() throws {
    let executable = try #require(Program.executable)
    let process = Process()
    process.executableURL = executable
    process.arguments = ["theorems"]
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 74)
  }
}
