import Foundation
import Testing

@Suite struct VerifyTests {
  /// Units 0 and 1 parallel, unit 2 without output: exactly so.
  private static let quadratic = """
    {"family": "quadratic", "input": 2, "width": 4, "output": 2,
     "W": [[1, 2], [2, 4], [1, -1], [0.5, 3]], "V": [[1, 2, 0, 1], [-1, 1, 0, 2]]}
    """
  private static let biased = """
    {"family": "biased-quadratic", "input": 2, "width": 3,
     "W": [[1, 2], [2, -1], [1, 1]], "b": [0.5, 1, -1], "a": [1, -2, 3], "c": 4}
    """

  /// Rows of doubles as .npy, version 1.0.
  private static func matrix(_ rows: [[Double]]) -> Data {
    var header =
      "{'descr': '<f8', 'fortran_order': False, 'shape': (\(rows.count), \(rows[0].count)), }"
    header += String(repeating: " ", count: (64 - (header.utf8.count + 11) % 64) % 64) + "\n"
    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0])
    withUnsafeBytes(of: UInt16(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header.utf8)
    for value in rows.joined() {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  private func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(Self.quadratic, to: "w.json")
    try scratch.write(Self.biased, to: "b.json")
    try scratch.write(Self.matrix([[1, 0], [0, 1], [1, 1], [1, -2]]), to: "X.npy")
    try scratch.write(Self.matrix([[1, 0], [1, 1]]), to: "two.npy")
    try scratch.write(Self.matrix([[1, 0, 1], [1, 1, 2]]), to: "wide.npy")
    return scratch
  }

  @Test("what is exactly so is found: parallel units, a silent one, ranks and certificate")
  func found() throws {
    let scratch = try scratch()
    let answer = try Program.json("verify w.json", in: scratch.url)
    let units = try answer.object("units")
    #expect(units.integers("zeroOutput") == [2] && units.integers("active") == [0, 1, 3])
    #expect(answer.number("tolerance").map { $0 > 0 && $0 < 1e-14 } == true)
    // Forms of a plane are three-dimensional and four units span them: 4.1 by three of them.
    #expect(try answer.object("certified").text("lower") == "3")
    #expect(try answer.object("beyondNoise").text("verdict") == "holds")
    let level = try #require(try answer.objects("levels").first)
    #expect(level.integer("rankLower") == 6 && level.integer("numericalRank") == 6)
    let silent = try answer.objects("checks").first {
      $0.text("statement") == "v_j != 0 for every j"
    }
    #expect(silent?.text("verdict") == "fails" && silent?.integers("units") == [2])
    for key in ["realisation", "zeroed", "structure", "snapped", "measurement"] {
      #expect(answer.isNull(key), "\(key)")
    }
  }

  @Test("biases, given inputs and targets, a measurement")
  func data() throws {
    let scratch = try scratch()
    let biased = try Program.json("verify b.json", in: scratch.url)
    #expect(biased.text("family") == "biased-quadratic")
    // (d+1)(d+2)/4 by theorem G.1.
    #expect(try biased.object("certified").text("lower") == "3")
    let seen = try Program.json("verify w.json --inputs X.npy --measure", in: scratch.url)
    #expect(try seen.object("certified").text("lower") == "3")
    let row = try #require(try seen.object("measurement").objects("rows").first)
    #expect(abs(row.number("deviation") ?? 9) < 4 && (row.number("standardError") ?? 9) < 0.1)
    let few = try Program.json("verify w.json --inputs two.npy --targets two.npy", in: scratch.url)
    // Two inputs: two values of each of two outputs.
    #expect(try few.object("certified").text("lower") == "2")
    let task = try few.object("realisation")
    #expect((task.number("loss") ?? 0) > 1 && (task.number("descentLoss") ?? 1) < 1e-20)
    let identified = try few.objects("checks").first {
      $0.text("statement")?.contains("identify") == true
    }
    #expect(identified?.text("because") == "n = 2 < d(d+1)/2 = 3")
  }

  @Test(
    "every format prints, and ends with the answer where there are footnotes",
    arguments: ["text", "markdown", "latex", "csv"])
  func formats(format: String) throws {
    let scratch = try scratch()
    let run = try Program.run("verify w.json --format \(format)", in: scratch.url)
    #expect(run.status == 0 && run.output.contains("rank up to noise"), "\(run.errors)")
    if format != "csv" {
      #expect(run.output.contains("For the network's own function"), "\(format)")
    }
  }

  @Test(
    "wrong questions are refused in one line",
    arguments: [
      ("w.json --targets X.npy", 64, ["--inputs"]),
      ("w.json --task modular-addition", 64, ["--modulus"]),
      ("w.json --task modular-addition --modulus 3 --inputs X.npy", 64, ["--inputs"]),
      ("w.json --active-threshold 2", 64, ["--active-threshold is 2.0"]),
      ("w.json --threads 0", 64, ["--threads is 0"]),
      ("w.json --tolerance 1", 64, ["--tolerance is 1.0"]),
      ("w.json --inputs X.npy --targets two.npy", 65, ["two.npy", "2 rows", "expected 4"]),
      ("w.json --inputs wide.npy", 65, ["wide.npy", "3 columns", "expected 2"]),
      ("w.json --inputs two.npy --targets wide.npy", 65, ["wide.npy", "3 columns", "expected 2"]),
      ("w.json --input-weights W", 64, ["--input-weights"]),
      ("w.json --inputs none.npy", 65, ["none.npy"]),
      ("none.json", 65, ["none.json"]),
      ("w.json --time-limit soon", 64, ["--time-limit is soon"]),
    ])
  func refused(_ options: String, _ status: Int32, _ words: [String]) throws {
    let scratch = try scratch()
    let run = try Program.run("verify \(options)", in: scratch.url)
    expectRefusal(run, status: status, naming: words, options)
  }
}
