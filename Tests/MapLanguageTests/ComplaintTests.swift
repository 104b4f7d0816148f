import MapLanguage
import TestSupport
import Testing

@Suite("Complaints about maps, with their places") struct ComplaintTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    let line: Int
    let column: Int
    let words: [String]
    var testDescription: String { text }

    init(_ text: String, _ line: Int, _ column: Int, _ words: String...) {
      (self.text, self.line, self.column, self.words) = (text, line, column, words)
    }
  }

  static let header = "parameter W[4, 3], V[2, 4], c\ninput X = [[1, 2, 3], [4, 5, 6]], x[3]\n"

  @Test(arguments: [
    // Shapes: both operands with their shapes, at the operator.
    Case("output W * X", 3, 10, "W is 4 x 3", "X is 2 x 3", "transposed"),
    Case("output W * V", 3, 10, "as many rows on the right"),
    Case("output (W * X') + W", 3, 17, "(W * X') is 4 x 2", "W is 4 x 3", "+ needs equal shapes"),
    Case("output W - x", 3, 10, "- needs equal shapes"),
    Case("output W .* V", 3, 10, ".* needs equal shapes"),
    Case("output W^2", 3, 9, "square", ".^"), Case("output trace(W)", 3, 8, "square"),
    Case("output diag(W)", 3, 8, "square matrix or a vector"),
    Case("output [[W, V]]", 3, 8, "4 and of 2 rows"),
    Case("output [[1, 2], [3]]", 3, 8, "row 2", "1 column", "the first 2"),
    Case("output W[5, 1]", 3, 10, "index 5 of W", "4 rows"),
    Case("output W[0, 1]", 3, 10, "expected 1 to 4"), Case("output W[1]", 3, 11, "two indices"),
    Case("output W[3:2, 1]", 3, 10, "index 3:2"), Case("output x[4]", 3, 10, "3 entries"),
    Case("output W[1, c]", 3, 13, "c is not constant"),
    Case("output W[1/2, 1]", 3, 10, "no integer"),
    // What is not polynomial.
    Case("output W / c", 3, 10, "not polynomial", "division by c"),
    Case("output 1 / (c + 1)", 3, 10, "not polynomial", "(c + 1)"),
    Case("output c^-1", 3, 10, "not polynomial", "power -1"),
    Case("output c^0.5", 3, 10, "not polynomial", "1/2"),
    Case("output c^(1/2)", 3, 10, "not polynomial", "1/2"),
    Case("output c^c", 3, 10, "not polynomial", "exponent c"),
    Case("output exp(c)", 3, 8, "not polynomial: exp"),
    Case("output tanh(W * x)", 3, 8, "not polynomial: tanh"),
    Case("output c / 0", 3, 10, "division by zero"), Case("output c / W", 3, 10, "division by W"),
    Case("output c / X", 3, 10, "2 x 3"), Case("output c^1001", 3, 10, "1000"),
    Case("output (c^1000)^2", 3, 16, "degree 2000"),
    // Names.
    Case("output w * x", 3, 8, "w is not declared"),
    Case("output W * y", 3, 12, "y is not declared"),
    Case("output H\nlet H = c", 3, 8, "H is not declared"),
    Case("let W = 2", 3, 5, "W is declared in line 1"),
    Case("let sum = 2", 3, 5, "word of the language"),
    Case("parameter point[2]", 3, 11, "word of the language"),
    Case("output W(2)", 3, 9, "no function"),
    // Statements.
    Case("outptu c", 3, 1, "found outptu", "a line begins with"), Case("= 3", 3, 1, "found \"=\""),
    Case("let 3 = c", 3, 5, "found 3", "name"), Case("let a c", 3, 7, "expected ="),
    Case("output", 3, 7, "the end of the line"), Case("output c c", 3, 10, "found c"),
    Case("output c +", 3, 11, "the end of the line"), Case("output (c", 4, 1, "expected )"),
    Case("output [c", 4, 1, "expected ]"), Case("output c)", 3, 9, "found \")\""),
    Case("output 2c", 3, 9, "found \"c\" after a number"),
    Case("output c ** 2", 3, 10, "written ^"),
    Case("output W @ x", 3, 10, "found \"@\"", "*"),
    Case("output c^2^3", 3, 11, "power of a power"),
    Case("output [[1, 2]*c, [3, 4]]", 3, 15, "after a row"), Case("output é", 3, 8, "found \"é\""),
    Case("output \u{1}", 3, 8, "U+1"), Case("output c ./ W", 3, 10, "./"),
    Case("parameter a[0]", 3, 13, "0", "expected 1 to"), Case("parameter a[-1]", 3, 13, "-1"),
    Case("parameter a[1.5]", 3, 13, "no integer"), Case("parameter a[2", 4, 1, "expected ]"),
    Case("parameter a[99999999999]", 3, 13, "expected 1 to"),
    Case("parameter a[c]", 3, 13, "not constant"),
    Case("parameter a[1000000, 1000000]", 3, 12, "1000000 x 1000000"),
    Case("output ones(1000000, 1000000)", 3, 8, "1000000 x 1000000"),
    Case("output identity(100000)", 3, 8, "100000 x 100000"),
    Case("output 9^999^0", 3, 13, "power of a power"),
    Case("output (9^999)^999", 3, 15, "too long"),
    Case("output 1e999", 3, 8, "power of ten"), Case("input Y = c", 3, 11, "c is not constant"),
    // Points.
    Case("point W = 1\noutput c", 5, 1, "no point for V"),
    Case("point X = 1", 3, 7, "no parameter"),
    Case("point Z = 1", 3, 7, "Z is not declared"),
    Case("point c = [1, 2]", 3, 11, "2 x 1", "expected 1 x 1"),
    Case("point c = x", 3, 11, "x is not constant"),
    Case("point c = 1\npoint c = 2", 4, 7, "already"),
    Case("let a = 1", 4, 1, "no output"),
  ])
  func complaint(_ wanted: Case) {
    do {
      _ = try MapProgram(parsing: Self.header + wanted.text + "\n")
      Issue.record("accepted: \(wanted.text)")
    } catch {
      #expect(error.line == wanted.line && error.column == wanted.column, "\(error)")
      for word in wanted.words { #expect("\(error)".contains(word), "no \"\(word)\" in \(error)") }
      #expect(!error.problem.contains("\n") && error.problem.count < 300)
    }
  }

  @Test func nearNames() {
    do {
      _ = try MapProgram(parsing: Self.header + "output Wx")
    } catch {
      #expect(error.unknown?.name == "Wx" && error.unknown?.declared == ["W", "V", "c", "X", "x"])
    }
  }

  @Test func nothing() {
    for text in ["", "\n\n", "# only a comment", "let a = 3"] {
      #expect(throws: MapTextError.self) { try MapProgram(parsing: text) }
    }
  }

  /// Deep nesting, long files, towers and doublings end at once.
  @Test func hostile() {
    let long = 100_000
    let texts = [
      "parameter c\noutput " + String(repeating: "(", count: long),
      "parameter c\noutput " + String(repeating: "[", count: long),
      "parameter c\noutput " + String(repeating: "-", count: long) + "c",
      "parameter c\noutput c" + String(repeating: "^(c", count: long),
      "parameter c\noutput c" + String(repeating: "'", count: long),
      "parameter c\noutput c" + String(repeating: "[1", count: long),
      "parameter c\noutput " + String(repeating: "sum(", count: long),
      "parameter c\noutput " + String(repeating: "9", count: long) + "*c",
      "parameter c\noutput 1e" + String(repeating: "9", count: long) + "*c",
      "parameter " + String(repeating: "a", count: long),
      "parameter c\nlet a0 = 2\n"
        + (1...200).map { "let a\($0) = a\($0 - 1) * a\($0 - 1)\n" }.joined() + "output c",
      "parameter c\nlet a0 = c\n"
        + (1...200).map { "let a\($0) = a\($0 - 1) * a\($0 - 1)\n" }.joined() + "output c",
      "parameter c\nlet a0 = ones(1000, 1000)\n"
        + (1...20).map { "let a\($0) = a\($0 - 1) * a0\n" }.joined() + "output c",
      "parameter c\nlet a0 = [c, c]\n"
        + (1...40).map { "let a\($0) = [a\($0 - 1), a\($0 - 1)]\n" }.joined() + "output c",
      "parameter c\n" + String(repeating: "output ones(1000, 1000) * c\n", count: 40),
      String(repeating: "x", count: 5 << 20),
    ]
    for text in texts {
      let time = ProcessorTime()
      #expect(throws: MapTextError.self, "\(text.prefix(40))") { try MapProgram(parsing: text) }
      #expect(time.seconds < 3, "\(text.prefix(40))")
    }
  }
}
