import Testing
import WeightFiles

let quadratic = """
  {"family": "quadratic", "input": 2, "width": 3, "output": 1,
   "W": [[1, -2.5], ["-3/7", 0], [1e-3, "15"]],
   "V": [[0.1, "0", 4]]}
  """
let biased = """
  {"c": "1/2", "a": [1, 2], "b": [0.5, -0.5], "W": [[1], [3]],
   "width": 2, "input": 1, "family": "biased-quadratic"}
  """

func parse(_ text: String) throws(WeightFileError) -> WeightFile {
  try WeightFile(parsing: Array(text.utf8), file: "w.json")
}

@Suite("Reading weights")
struct WeightFileReadingTests {
  @Test func quadraticNetwork() throws {
    let file = try parse(quadratic)
    #expect(file.family == .quadratic)
    #expect(file.inputDimension == 2)
    #expect(file.width == 3)
    #expect(file.outputDimension == 1)
    #expect(file.blocks.map(\.name) == ["W", "V"])
    let inputWeights = try #require(file.block(named: "W"))
    #expect(inputWeights.rows == 3 && inputWeights.columns == 2)
    #expect(inputWeights[1, 0] == .exact("-3/7"))
    #expect(
      file.entries == [
        .double(1), .double(-2.5), .exact("-3/7"), .double(0), .double(0.001), .exact("15"),
        .double(0.1), .exact("0"), .double(4),
      ])
  }

  @Test func biasedNetworkInAnyOrder() throws {
    let file = try parse(biased)
    #expect(file.family == .biasedQuadratic)
    #expect(file.outputDimension == 1)
    #expect(file.blocks.map(\.name) == ["W", "b", "a", "c"])
    #expect(file.blocks.map(\.rows) == [2, 1, 1, 1])
    #expect(file.blocks.map(\.columns) == [1, 2, 2, 1])
    #expect(
      file.entries == [
        .double(1), .double(3), .double(0.5), .double(-0.5), .double(1), .double(2), .exact("1/2"),
      ])
  }

  /// Nearest doubles, ties to even, from known hard decimals.
  static let decimals: [(String, Double)] = [
    ("0.1", 0x1.999999999999ap-4), ("9007199254740993", 9_007_199_254_740_992),
    ("9007199254740993.00000000000000000000000001", 9_007_199_254_740_994),
    ("1.7976931348623157e308", .greatestFiniteMagnitude), ("5e-324", .leastNonzeroMagnitude),
    ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown),
    ("3E+0", 3), ("-0", 0), ("0.0e999", 0), ("12345678901234567890", 12_345_678_901_234_567_168),
    ("0." + String(repeating: "3", count: 1500), 1.0 / 3),
  ]

  @Test(arguments: decimals)
  func decimalsBecomeTheNearestDouble(text: String, value: Double) throws {
    let file = try parse(biased.replacing("[0.5, -0.5]", with: "[\(text), 0]"))
    #expect(file.block(named: "b")?.entries.first == .double(value))
  }

  @Test func escapesAndSpaceOfJSON() throws {
    let text = "\r\n\t" + quadratic.replacing("\"family\"", with: "\"f\\u0061mily\"") + " \n"
    #expect(try parse(text) == parse(quadratic))
    #expect(
      try parse(quadratic.replacing("\"-3/7\"", with: "\"-3\\/\\u0037\"")) == parse(quadratic))
  }

  @Test func suggestions() {
    let words = ["family", "input", "width", "output"]
    #expect(nearest("widht", to: words) == "width")
    #expect(nearest("Inputs", to: words) == "input")
    #expect(nearest("depth", to: words) == nil)
    #expect(nearest("w", to: ["W", "V"]) == "W")
    #expect(nearest("", to: words) == nil)
    #expect(nearest("x", to: []) == nil)
    #expect(nearest(String(repeating: "width", count: 1000), to: words) == nil)
  }
}
