import Foundation
import Testing

/// `slt predict` of closed forms: values, and JSON of the same shape as that of `slt predict quadratic`.
@Suite struct ClosedFormCommandTests {
  /// Command, lower, upper, multiplicity, weights.
  static let cases: [(String, String, String, Int?, Int)] = [
    ("regular --parameters 15", "15/2", "15/2", 1, 15),
    ("normal-crossing --exponents 2,4", "1/4", "1/4", 1, 2),
    ("normal-crossing --exponents 2,4,6 --prior 0,1,7", "1/2", "1/2", 2, 3),
    ("reduced-rank --input 6 --output 5 --hidden 4 --rank 2", "12", "12", 2, 44),
    ("reduced-rank --input 10 --output 10 --hidden 10 --rank 5", "47", "47", 2, 200),
    (
      "reduced-rank --input 10 --output 10 --hidden 10 --rank 5 --factor-ranks 5,9", "48", "48", 1,
      200
    ),
    ("deep-linear --widths 8,8,8,8 --rank 3", "28", "28", 3, 192),
    ("deep-linear --widths 1,1,1 --rank 0", "1/2", "1/2", 2, 2),
    ("deep-linear --widths 8,8,8,8 --rank 3 --factor-ranks 3,5,3", "28", "29", nil, 192),
    ("low-rank --dimension 100 --rank 7", "1351/2", "1351/2", 1, 1400),
    ("polynomial-regressor --degree 20 --uniform -1,1,500", "21/2", "21/2", 1, 21),
    ("polynomial-regressor --degree 20 --uniform -1,1,5", "5/2", "5/2", 1, 21),
    ("nmf --rows 5 --columns 4 --hidden 3 --rank 0", "6", "6", 1, 27),
    ("nmf --rows 5 --columns 4 --hidden 3 --rank 1", "7", "8", nil, 27),
    ("factor-analysis --variables 2 --factors 1 --rank 0", "3/2", "3/2", 2, 4),
    ("factor-analysis --variables 8 --factors 3 --rank 1", "4", "23/2", nil, 32),
    ("naive-bayes --features 6 --dependent 0", "7/2", "7/2", 1, 13),
    ("vandermonde --units 4", "1", "1", 2, 8),
    ("vandermonde --units 2 --q 1", "3/4", "3/4", 1, 4),
    ("determinantal --rows 3 --columns 3 --minors 2", "2", "2", 1, 9),
  ]

  @Test(arguments: cases)
  func values(
    _ command: String, _ lower: String, _ upper: String, _ multiplicity: Int?, _ weights: Int
  ) throws {
    let answer = try Program.json("predict \(command)")
    let model = try Program.json("predict quadratic --input 3 --width 2 --output 2")
    let extra: Set<String> = command.hasPrefix("determinantal") ? ["complexThreshold"] : []
    #expect(answer.keys == model.keys.union(extra))
    #expect(answer.integer("schema") == 1 && answer.integer("weights") == weights)
    #expect(answer.text("family") == command.split(separator: " ").first.map(String.init))
    let certified = try answer.object("certified")
    #expect(certified.keys == (try model.object("certified")).keys)
    #expect(certified.text("lower") == lower && certified.text("upper") == upper)
    #expect(certified.flag("exact") == (lower == upper))
    #expect(certified.integer("multiplicity") == multiplicity)
    #expect(certified.text("level") == answer.text("compareWith"))
    let keys = try #require(try model.objects("rows").first).keys
    for row in try answer.objects("rows") {
      #expect(row.keys == keys)
      let exact = row.text("verdict") == "proved"
      #expect(exact ? row.text("lambda") == lower : row.isNull("lambda"))
      #expect(try row.objects("assumptions").allSatisfy { $0.text("verdict") == "holds" })
    }
  }

  @Test func dimensions() throws {
    let two = try Program.json("predict deep-linear --widths 3,4,5 --rank 1")
    #expect(
      two.integer("input") == 3 && two.integer("width") == 4 && two.integer("output") == 5)
    let three = try Program.json("predict deep-linear --widths 3,4,4,5 --rank 1")
    #expect(three.isNull("width"))
    let regular = try Program.json("predict regular --parameters 3")
    #expect(regular.isNull("input") && regular.isNull("width") && regular.isNull("output"))
  }

  /// Points from a file: comments, a heading, commas; repeated points count once.
  @Test func pointFiles() throws {
    let scratch = try Scratch()
    try scratch.write("x\n# points\n-1, 0.5\n0.5\n2e0 2.0\n", to: "points.csv")
    let answer = try Program.json(
      "predict polynomial-regressor --degree 9 --inputs points.csv", in: scratch.url)
    #expect(try answer.object("certified").text("lower") == "3/2")
    try scratch.write("1 2\n3 nan\n", to: "bad.txt")
    try scratch.write("1 2\n3 four\n", to: "word.txt")
    try scratch.write("# nothing\n", to: "none.txt")
    for (name, word) in [("bad", "line 2"), ("word", "four"), ("none", "no numbers")] {
      let run = try Program.run(
        "predict polynomial-regressor --degree 9 --inputs \(name).txt", in: scratch.url)
      expectRefusal(run, status: 65, naming: ["\(name).txt", word], name)
    }
  }

  /// At degree 0 the one curvature is 1: n beta/(n beta + gamma)/2.
  @Test func response() throws {
    let line =
      "predict polynomial-regressor --degree 0 --uniform -1,1,7 --n-beta 300 --localisation 100"
    let response = try Program.json(line).object("response")
    #expect(abs(try #require(response.number("expected")) - 0.375) < 1e-12)
    let american = try Program.json(
      "predict polynomial-regressor --degree 0 --uniform -1,1,7 --nbeta 300 --localization 100")
    #expect(try american.object("response").number("expected") == response.number("expected"))
  }

  static let refused: [(String, [String])] = [
    ("regular --parameters 0", ["--parameters", "0"]),
    ("regular --parameters 99999999999999999999", ["--parameters"]),
    ("normal-crossing --exponents 0,0", ["--exponents", "0,0", "leave out"]),
    ("normal-crossing --exponents 2,0", ["--exponents", "2,0", "leave out"]),
    ("normal-crossing --exponents 3,2", ["3", "even"]),
    ("normal-crossing --exponents -2", ["-2", "even"]),
    ("normal-crossing --exponents 2,x", ["x", "--exponents"]),
    ("normal-crossing --exponents 2,4 --prior 1", ["--prior", "1"]),
    ("normal-crossing --exponents 2 --prior -1", ["--prior", "-1"]),
    ("reduced-rank --input 4 --output 5 --hidden 3 --rank 4", ["--rank", "3"]),
    ("reduced-rank --input 4 --output 5 --hidden 0 --rank 0", ["--hidden", "0"]),
    ("reduced-rank --input -4 --output 5 --hidden 2 --rank 0", ["--input", "-4"]),
    ("reduced-rank --input 9223372036854775807 --output 5 --hidden 2 --rank 0", ["--input"]),
    (
      "reduced-rank --input 4 --output 5 --hidden 3 --rank 1 --factor-ranks 3,2",
      ["--factor-ranks", "at least 2"]
    ),
    ("reduced-rank --input 4 --output 5 --hidden 3 --rank 1 --factor-ranks 0,2", ["0", "1"]),
    ("reduced-rank --input 4 --output 5 --hidden 3 --rank 1 --factor-ranks 2", ["2, one for each"]),
    ("deep-linear --widths 4 --rank 0", ["--widths"]),
    ("deep-linear --widths 4,0,4 --rank 0", ["--widths", "0"]),
    ("deep-linear --widths 4,3,4 --rank 4", ["--rank", "3"]),
    ("low-rank --dimension 4 --rank 5", ["--rank", "4"]),
    ("polynomial-regressor --degree 3", ["--inputs", "--uniform"]),
    ("polynomial-regressor --degree -1 --uniform 0,1,2", ["--degree"]),
    ("polynomial-regressor --degree 1 --uniform 1,0,2", ["--uniform"]),
    ("polynomial-regressor --degree 1 --uniform 0,1,2 --n-beta 1", ["--localisation"]),
    ("nmf --rows 2 --columns 2 --hidden 1 --rank 2", ["--rank", "1"]),
    ("factor-analysis --variables 3 --factors 3 --rank 0", ["--factors", "3"]),
    ("naive-bayes --features 3 --dependent 4", ["--dependent", "3"]),
    ("vandermonde --units 0", ["--units"]), ("vandermonde --units 1 --q -2", ["--q", "-2"]),
    ("determinantal --rows 2 --columns 3 --minors 3", ["--minors", "2"]),
  ]

  @Test(arguments: refused)
  func refusals(_ command: String, _ words: [String]) throws {
    expectRefusal(
      try Program.run("predict \(command)", seconds: 20), status: 64, naming: words, command)
  }

  @Test func listed() throws {
    let rows = try Program.json("theorems").objects("rows")
    for name in ["reduced-rank", "deep-linear", "determinantal", "nmf", "vandermonde"] {
      let row = try #require(rows.first { $0.text("theorem") == name })
      #expect(row.text("source")?.isEmpty == false && row.text("proof")?.hasSuffix(".md") == true)
    }
  }
}
