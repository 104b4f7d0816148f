import Foundation
import Testing

/// `slt rank --map FILE`.
@Suite struct UserMapTests {
  static let keys: Set<String> = [
    "schema", "map", "level", "rows", "columns", "degree", "rank", "rankAtMost", "genericRank",
    "atMost", "basis", "failureProbability", "orbitDimension", "lower", "upper", "exact",
    "multiplicity", "because", "certified", "charts", "seconds",
  ]
  static let model =
    "parameter W[4, 3], V[2, 4]\ninput x[3]\noutput V * (W * x).^2\npoint W = 1\npoint V = 0\n"

  @Test func schema() throws {
    let scratch = try Scratch()
    try scratch.write(Self.model, to: "model.slt")
    for (arguments, rank) in [
      ("", 2), (" --at point", 2), (" --at random", 12), (" --at generic", 12),
    ] {
      let answer = try Program.json("rank --map model.slt\(arguments)", in: scratch.url)
      #expect(answer.keys == Self.keys)
      #expect(answer.integer("rank") == rank && answer.integer("rankAtMost") == rank)
      #expect(answer.integer("genericRank") == 12 && answer.integer("atMost") == 12)
      #expect(answer.integer("rows") == 12 && answer.integer("columns") == 20)
      #expect(answer.integer("degree") == 3 && answer.text("level") == "coordinates")
      #expect(answer.text("lower") == (rank == 2 ? "1" : "6"))
      #expect(answer.flag("exact") == (rank == 12) && answer.flag("certified") == true)
      #expect(answer.isNull("multiplicity") == (rank == 2))
      #expect(answer.isNull("charts") == (rank == 12))
      #expect(answer.text("map") == "model.slt" && (answer.number("seconds") ?? -1) >= 0)
    }
    // The same seed gives the same table.
    let lines = [
      "rank --map model.slt --at random --seed 9", "rank --seed 9 --at random --map model.slt",
    ]
    let runs = try lines.map { try Program.run($0, in: scratch.url) }
    #expect(runs[0].output == runs[1].output && runs[0].status == 0)
  }

  @Test func certificates() throws {
    let scratch = try Scratch()
    try scratch.write(Self.model, to: "model.slt")
    let line = "rank --map model.slt --at random --certificate c.json"
    #expect(try Program.run(line, in: scratch.url).status == 0)
    expectRefusal(
      try Program.run(line, in: scratch.url), status: 64, naming: ["c.json", "--force"], "existing")
    #expect(try Program.run(line + " --force", in: scratch.url).status == 0)
    // The certificate needs nothing but itself.
    try FileManager.default.removeItem(atPath: scratch.path("model.slt"))
    let answer = try Program.json("rank --verify c.json", in: scratch.url)
    #expect(answer.flag("valid") == true && answer.integer("rank") == 12)
    let text = try String(contentsOfFile: scratch.path("c.json"), encoding: .utf8)
    for (old, new) in [(".^2", ".^3"), ("\"rank\":12", "\"rank\":11"), ("V * (W", "0 * V * (W")] {
      #expect(text.contains(old))
      try scratch.write(text.replacingOccurrences(of: old, with: new), to: "bad.json")
      expectRefusal(
        try Program.run("rank --verify bad.json", in: scratch.url), status: 65,
        naming: ["bad.json"], old)
    }
  }

  @Test func refusals() throws {
    let scratch = try Scratch()
    func refusal(_ text: String, _ words: String..., arguments: String = "", status: Int32 = 65)
      throws
    {
      try scratch.write(text, to: "m.slt")
      expectRefusal(
        try Program.run("rank --map m.slt\(arguments)", in: scratch.url), status: status,
        naming: words, text)
    }
    try refusal("parameter W[2]\noutput exp(W)", "m.slt:2:8: not polynomial: exp")
    try refusal("parameter W[2]\noutput 1 / W", "m.slt:2:10: not polynomial", "by W")
    try refusal("parameter W[2]\noutput W.^-1", "m.slt:2:11: not polynomial")
    try refusal("parameter Weights[2]\noutput weigths", "m.slt:2:8", "did you mean Weights?")
    try refusal("parameter W[2]\noutput question * W", "m.slt:2:8", "declared before it: W")
    try refusal("output q", "nothing is declared")
    try refusal("", "empty")
    try refusal("parameter W[2]\noutput W\n", "no point", arguments: " --at point", status: 64)
    try refusal(
      "parameter W[2]\noutput W\n", "--at generic has none",
      arguments: " --at generic --certificate c.json", status: 64)
    try refusal(
      "parameter W[200, 200], V[200, 200]\noutput V * W", "more than the limit", status: 64)
    try refusal("parameter c\ninput x[40]\noutput c * sum(x)^3", "symbolic inputs")
    try refusal("parameter c[6]\ninput x[6]\noutput (c' * x)^200", "products")
    try refusal("parameter c[3]\ninput x[3]\noutput (c' * x)^300", "products")
    try scratch.write(Data([0xFF, 0xFE, 0x00, 0x70]), to: "b.slt")
    for (line, word, status) in [
      ("rank --map b.slt", "UTF-8", Int32(65)), ("rank --map absent.slt", "no such file", 65),
      ("rank --map .", "directory", 65), ("rank --map m.slt --verify m.slt", "two questions", 64),
      ("rank quadratic --map m.slt", "leave the family out", 64),
      ("rank --at generic", "nothing to do", 64),
      ("rank --verify m.slt --seed 3", "--seed", 64),
      ("rank --map m.slt --at nowhere", "nowhere", 64),
      ("rank --map m.slt --seed x", "x", 64), ("rank", "--map FILE", 64),
    ] {
      expectRefusal(
        try Program.run(line, in: scratch.url), status: status, naming: [word], line)
    }
  }

  /// Every example file runs, and the points of the built-in commands are still theirs.
  @Test func examples() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples/own-model")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
      .filter { $0.hasSuffix(".slt") }
    #expect(files.count >= 3)
    for file in files {
      let answer = try Program.json("rank --map \(file)", in: folder)
      #expect(answer.integer("rank") == answer.integer("rankAtMost"), "\(file)")
    }
    let built = try Program.json("rank quadratic --input 3 --width 2 --output 2 --at generic")
    #expect(built.integer("genericRank") == 8)
  }

  /// The example runs; its certificates convince another interpreter of the language, in Python, and
  /// tampered ones do not.
  @Test func otherInterpreter() throws {
    let scratch = try Scratch()
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = arguments
      process.environment = ProcessInfo.processInfo.environment.merging([
        "SLT": try #require(Program.executable).path(), "PYTHONDONTWRITEBYTECODE": "1",
      ]) { $1 }
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return (process.terminationStatus, text)
    }
    let example = try run([
      "bash", root.appending(path: "Examples/own-model/run.sh").path(), scratch.url.path(),
    ])
    #expect(example.status == 0, "\(example.text)")
    let checker = root.appending(path: "Tests/Certificates/check_map_certificate.py").path()
    // Every construct, at a point where nothing else bounds the rank.
    try scratch.write(
      """
      let n = 2
      parameter A[n, 2], B[2, 3], v[n], c
      input x[3], X = [[1, 0, 1/2], [-1, 2, 0], [0, 0, 3e-1]]
      let H = (A * B * X + v * ones(1, 3) - c / 3).^2
      output H .* B, A^3 - A', diag(v) * A, diag(B[1, :]), trace(A) * c^2, [[A, v], [v', c]], -H[1, :] * x
      output sum(c * B) - rowsums(H)[2] + columnsums(H)[3], B * x .* v, (x' * x) * c, zeros(2)
      output [c, -1, (x[1] + c * x[2])^3], (identity(2) * A)[1:2, 2], transpose(v)^.2
      """, to: "all.slt")
    for point in ["random", "random --seed 5"] {
      let line = "rank --map all.slt --at \(point) --certificate all.json --force"
      #expect(try Program.run(line, in: scratch.url).status == 0)
      let checked = try run(["python3", checker, scratch.path("all.json")])
      #expect(checked.status == 0, "\(checked.text)")
    }
    for name in ["all", "attention", "data", "two-layer"] {
      let text = try String(contentsOfFile: scratch.path("\(name).json"), encoding: .utf8)
      let good = try run(["python3", checker, scratch.path("\(name).json")])
      #expect(good.status == 0, "\(good.text)")
      for (old, new) in [
        ("output ", "output 0*"), ("\"schema\":1", "\"schema\":2"), ("parameter", "parametre"),
        ("\"weights\":[\"", "\"weights\":[\"1\",\""), ("\"prime\":\"", "\"prime\":\"2"),
      ] {
        #expect(text.contains(old), "\(old) in \(name)")
        try scratch.write(text.replacingOccurrences(of: old, with: new), to: "bad.json")
        let bad = try run(["python3", checker, scratch.path("bad.json")])
        #expect(bad.status == 1 && bad.text.contains("refused"), "\(name), \(old): \(bad.text)")
      }
    }
  }
}
