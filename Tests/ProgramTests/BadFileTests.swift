import Foundation
import Testing

/// Weights, certificates and Gram forms that cannot be used: one line, exit status 65.
@Suite struct BadFileTests {
  static let weights: [(String, [String])] = [
    ("", []), ("{}", ["family"]), ("[]", []), ("null", []), ("\u{0}\u{1}\u{2}", []),
    ("{\"family\":", []),
    (#"{"family":"cubic","input":1,"width":1,"output":1,"W":[[1]],"V":[[1]]}"#, ["cubic"]),
    (#"{"family":"quadratic","input":1,"width":1,"output":1,"W":[[NaN]],"V":[[1]]}"#, ["W[0][0]"]),
    (
      #"{"family":"quadratic","input":1,"width":1,"output":1,"W":[[Infinity]],"V":[[1]]}"#,
      ["W[0][0]"]
    ),
    (#"{"family":"quadratic","input":1,"width":1,"output":1,"W":[[1e999]],"V":[[1]]}"#, ["1e999"]),
    (#"{"family":"quadratic","input":1,"width":1,"output":1,"W":[["nan"]],"V":[[1]]}"#, ["nan"]),
    (#"{"family":"quadratic","input":1,"width":1,"output":1,"W":[["1/0"]],"V":[[1]]}"#, ["1/0"]),
    (#"{"family":"quadratic","input":1,"width":1,"output":1,"W":[[null]],"V":[[1]]}"#, ["W[0][0]"]),
    (
      #"{"family":"quadratic","input":2,"width":2,"output":1,"W":[[1,2],[3]],"V":[[1,1]]}"#,
      ["W[1]"]
    ),
    (#"{"family":"quadratic","input":2,"width":2,"output":1,"W":[[1,2]],"V":[[1,1]]}"#, ["W"]),
    (#"{"family":"quadratic","input":2,"width":1,"output":1,"W":[[1,2]],"V":[[1],[1]]}"#, ["V"]),
    (#"{"family":"quadratic","input":0,"width":1,"output":1,"W":[[]],"V":[[1]]}"#, ["input"]),
    (#"{"family":"quadratic","input":-1,"width":1,"output":1,"W":[[]],"V":[[1]]}"#, ["input"]),
    (
      #"{"family":"quadratic","input":9223372036854775807,"width":1,"output":1,"W":[[1]],"V":[[1]]}"#,
      ["W[0]"]
    ),
    (#"{"family":"quadratic","input":1,"width":1,"output":1,"W":[[1]],"V":[[1]],"b":[1]}"#, ["b"]),
    (#"{"family":"quadratic","input":1,"width":1,"output":1,"W":[[1]]}"#, ["V"]),
    (
      #"{"family":"quadratic","input":1,"input":2,"width":1,"output":1,"W":[[1]],"V":[[1]]}"#,
      ["input"]
    ),
    (
      #"{"family":"biased-quadratic","input":1,"width":1,"W":[[1]],"b":[0],"a":[1],"c":1}"#,
      ["biased-quadratic"]
    ),
  ]

  @Test(arguments: weights)
  func refusedWeights(_ text: String, naming words: [String]) throws {
    let scratch = try Scratch()
    try scratch.write(text, to: "w.json")
    for command in ["predict", "rank"] {
      let run = try Program.run("\(command) quadratic --weights w.json", in: scratch.url)
      expectRefusal(run, status: 65, naming: ["w.json"] + words, text)
    }
  }

  @Test func deepWeights() throws {
    let scratch = try Scratch()
    try scratch.write(#"{"W":"# + String(repeating: "[", count: 200_000), to: "w.json")
    expectRefusal(
      try Program.run("predict quadratic --weights w.json", in: scratch.url), status: 65, "deep")
  }

  @Test func weightsOfAnotherQuestion() throws {
    let scratch = try Scratch()
    try scratch.write(
      #"{"family":"quadratic","input":2,"width":1,"output":1,"W":[[1,2]],"V":[[1]]}"#, to: "w.json")
    for options in ["--input 3", "--width 2", "--output 2", "--task modular-addition --modulus 3"] {
      let run = try Program.run("predict quadratic --weights w.json \(options)", in: scratch.url)
      expectRefusal(run, status: 65, naming: ["w.json"], options)
    }
  }

  @Test(arguments: [
    "predict quadratic --weights", "rank quadratic --weights", "rank --verify",
    "predict biased-quadratic --input 2 --width 1 --at random --gram",
  ])
  func unusableFiles(_ command: String) throws {
    let scratch = try Scratch()
    for path in ["nope.json", ".", "/dev/null"] {
      let run = try Program.run("\(command) \(path)", in: scratch.url)
      expectRefusal(run, status: 65, naming: [path], "\(command) \(path)")
    }
  }

  @Test(arguments: [
    "", "{}", "[]", "null", "7", "{\"schema\":1}", "{\"schema\":\"1\"}", "\u{0}", "{\"schema\":2}",
    #"{"schema":1,"kind":"slt-rank-certificate","family":"quadratic","input":9223372036854775807,"width":1,"output":1,"level":"coordinates","weights":[],"rank":0,"prime":"2","pivotRows":[],"pivotColumns":[],"upperBound":"rows","vectors":[]}"#,
    #"{"schema":1,"kind":"slt-rank-certificate","family":"quadratic","input":3037000499,"width":1,"output":1,"level":"coordinates","weights":[],"rank":0,"prime":"2","pivotRows":[],"pivotColumns":[],"upperBound":"rows","vectors":[]}"#,
  ])
  func certificates(_ text: String) throws {
    let scratch = try Scratch()
    try scratch.write(text, to: "c.json")
    expectRefusal(
      try Program.run("rank --verify c.json", in: scratch.url), status: 65, naming: ["c.json"], text
    )
  }

  /// d = 1: three coordinates.
  @Test(arguments: [
    ("[[1,0],[0,1]]", ["2 rows", "3"]), ("[[1,0,0],[0,1],[0,0,1]]", ["row 1"]),
    ("[[1,2,0],[0,1,0],[0,0,1]]", ["symmetric"]), ("[[1,0,0],[0,1,0],[0,0,\"x\"]]", ["fractions"]),
    ("[[1,0,0],[0,1,0],[0,0,NaN]]", []), ("[]", ["0 rows"]), ("{}", []), ("[1,2,3]", []),
  ])
  func gramForms(_ text: String, naming words: [String]) throws {
    let scratch = try Scratch()
    try scratch.write(text, to: "g.json")
    let run = try Program.run(
      "predict biased-quadratic --input 1 --width 1 --at random --gram g.json", in: scratch.url)
    expectRefusal(run, status: 65, naming: ["g.json"] + words, text)
  }

  /// G.3/G.4: a form that is positive on the tangent, and one that is not.
  @Test(arguments: [(1, "proved"), (-1, "inapplicable")])
  func gramSign(_ last: Int, verdict: String) throws {
    let scratch = try Scratch()
    let rows = (0..<6).map { i in
      "[" + (0..<6).map { $0 != i ? "0" : (i == 5 ? "\"\(last)\"" : "1") }.joined(separator: ",")
        + "]"
    }
    try scratch.write("[\(rows.joined(separator: ","))]", to: "g.json")
    let answer = try Program.json(
      "predict biased-quadratic --input 2 --width 1 --at random --gram g.json", in: scratch.url)
    let row = try #require(try answer.objects("rows").first { $0.text("theorem") == "G.2" })
    #expect(row.text("verdict") == verdict)
  }
}
