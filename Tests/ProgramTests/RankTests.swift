import ExactAlgebra
import Foundation
import Testing

/// `slt rank`: the documented JSON, and certificates written, verified and tampered with.
@Suite struct RankTests {
  static let keys: Set<String> = [
    "schema", "level", "rows", "columns", "rank", "genericRank", "basis", "failureProbability",
    "lower", "upper", "seconds",
  ]

  @Test(arguments: [
    ("rank quadratic --input 4 --width 5 --output 3", "coordinates", 30, 35, 29),
    // min(m (3p - 2), p^3) and min(m (3p - 2), p (p^2 - 1)).
    (
      "rank quadratic --task modular-addition --modulus 3 --width 10 --level data", "data", 27, 90,
      27
    ),
    ("rank quadratic --task modular-addition --modulus 3 --width 10", "centred", 24, 90, 24),
    ("rank quadratic --task modular-addition --modulus 3 --width 2", "centred", 24, 18, 14),
    ("rank biased-quadratic --input 5 --width 2", "coordinates", 21, 15, 12),
  ])
  func schema(_ line: String, level: String, rows: Int, columns: Int, rank: Int) throws {
    let answer = try Program.json(line)
    #expect(answer.keys.isSuperset(of: Self.keys))
    #expect(answer.integer("schema") == 1 && answer.text("level") == level)
    #expect(answer.integer("rows") == rows && answer.integer("columns") == columns)
    #expect(answer.integer("rank") == rank && answer.integer("genericRank") == rank)
    #expect(answer.text("basis") == "proved" && answer.number("failureProbability") == 0)
    #expect(answer.text("lower") == Rational(rank, 2).description)
    #expect(answer.text("upper") == Rational(rank, 2).description)
    #expect((answer.number("seconds") ?? -1) >= 0)
  }

  /// A rank below the generic one leaves an interval, and says so.
  @Test func degeneratePoint() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      #"{"family":"quadratic","input":2,"width":2,"output":2,"W":[[1,2],[1,2]],"V":[[1,3],[1,-1]]}"#,
      to: "w.json")
    let answer = try Program.json("rank quadratic --weights \(file)")
    let (rank, generic) = (answer.integer("rank") ?? 0, answer.integer("genericRank") ?? 0)
    #expect(rank < generic)
    #expect(answer.text("lower") == Rational(rank, 2).description)
    #expect(answer.text("upper") != answer.text("lower"))
  }

  @Test(arguments: [
    "quadratic --input 4 --width 5 --output 3",  // a left kernel
    "quadratic --input 4 --width 2 --output 2",  // scalings
    "quadratic --task modular-addition --modulus 3 --width 9",  // rows
    "biased-quadratic --input 3 --width 2",
  ])
  func certificatesVerify(_ instance: String) throws {
    let scratch = try Scratch()
    let file = scratch.path("rank.json")
    let made = try Program.run("rank \(instance) --certificate \(file)")
    #expect(made.status == 0, "\(made.errors)")
    let verified = try Program.json("rank --verify \(file)")
    #expect(verified.flag("valid") == true)
    #expect(verified.integer("rank") == (try Program.json("rank \(instance)")).integer("rank"))
  }

  @Test func nothingIsOverwritten() throws {
    let scratch = try Scratch()
    let file = try scratch.write("mine", to: "rank.json")
    let line = "rank quadratic --input 2 --width 1 --output 1 --certificate \(file)"
    expectRefusal(try Program.run(line), status: 64, naming: ["--force"], line)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    #expect(try Program.run(line + " --force").status == 0)
    #expect(try Program.run("rank --verify \(file)").status == 0)
    let folder = "rank quadratic --input 2 --width 1 --output 1 --certificate \(scratch.url.path)"
    expectRefusal(try Program.run(folder + " --force"), status: 65, folder)
  }

  /// Each field in turn, a digit (or letter) changed: nothing of it may pass.
  @Test func tamperedCertificates() throws {
    let scratch = try Scratch()
    let file = scratch.path("rank.json")
    _ = try Program.run("rank quadratic --input 3 --width 2 --output 2 --certificate \(file)")
    let object = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: file)))
    let original = try #require(object as? [String: Any])
    #expect(original["upperBound"] as? String == "kernel")
    var changes: [(String, Any)] = [
      ("schema", 1), ("schema", 3), ("lowerBound", "gram"), ("lowerBound", "none"),
      ("kind", "slt-rank-certificatf"), ("family", "biased-quadratic"),
      ("input", 4), ("width", 3), ("output", 1), ("level", "data"), ("level", "centered"),
      ("upperBound", "rows"), ("upperBound", "leftKernel"), ("prime", "4"), ("prime", "-7"),
      ("prime", "2147483648"), ("modulus", 3), ("vectors", [Any]()), ("rank", -1),
      ("rank", Int.max), ("weights", [Any]()),
    ]
    let rank = try #require(original["rank"] as? Int)
    changes += [("rank", rank + 1), ("rank", rank - 1)]
    for key in ["pivotRows", "pivotColumns"] {
      let pivots = try #require(original[key] as? [Int])
      for value in [pivots[1], -1, 10_000, Int.max] {
        changes.append((key, [value] + pivots.dropFirst()))
      }
      changes.append((key, Array(pivots.dropLast())))
    }
    let weights = try #require(original["weights"] as? [String])
    for index in weights.indices {
      var other = weights
      other[index] = weights[index] == "7" ? "8" : "7"
      changes.append(("weights", other))
    }
    let vectors = try #require(original["vectors"] as? [[String: Any]])
    for index in vectors.indices {
      var other = vectors
      var values = try #require(vectors[index]["values"] as? [String])
      values[0] += "1"
      other[index]["values"] = values
      changes.append(("vectors", other))
      other[index] = vectors[(index + 1) % vectors.count]
      changes.append(("vectors", other))
    }
    for (key, value) in changes {
      var tampered = original
      tampered[key] = value
      let path = try scratch.write(
        try JSONSerialization.data(withJSONObject: tampered), to: "tampered.json")
      expectRefusal(try Program.run("rank --verify \(path)"), status: 65, "\(key): \(value)")
    }
    for key in original.keys.sorted() {
      var tampered = original
      tampered[key] = nil
      let path = try scratch.write(
        try JSONSerialization.data(withJSONObject: tampered), to: "tampered.json")
      expectRefusal(try Program.run("rank --verify \(path)"), status: 65, "without \(key)")
    }
  }
}
