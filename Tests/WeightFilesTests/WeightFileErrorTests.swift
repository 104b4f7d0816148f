import Testing
import WeightFiles

@Suite("Weight files that are refused")
struct WeightFileErrorTests {
  struct Fault: CustomTestStringConvertible, Sendable {
    let text: String
    let kind: WeightFileError.Kind
    let message: String
    var testDescription: String { message }

    init(_ old: String, _ new: String, _ kind: WeightFileError.Kind, _ message: String) {
      text = quadratic.replacing(old, with: new)
      self.kind = kind
      self.message = message
    }

    init(text: String, _ kind: WeightFileError.Kind, _ message: String) {
      self.text = text
      self.kind = kind
      self.message = message
    }
  }

  static let entry = "expected a number, or an integer or fraction in quotes such as \"-3/7\""

  static let contents: [Fault] = [
    Fault("-2.5", "true", .wrongType, "w.json:2:12: W[0][1]: found true, \(entry)"),
    Fault("-2.5", "null", .wrongType, "w.json:2:12: W[0][1]: found null, \(entry)"),
    Fault("-2.5", "[1]", .wrongType, "w.json:2:12: W[0][1]: found an array, \(entry)"),
    Fault("-2.5", "{\"a\":1}", .wrongType, "w.json:2:12: W[0][1]: found an object, \(entry)"),
    Fault(
      "-2.5", "\"1.25\"", .badFraction,
      "w.json:2:12: W[0][1]: found \"1.25\", expected an integer or a fraction; write decimals "
        + "without quotes or as a fraction"),
    Fault(
      "-2.5", "\"1e999999999\"", .badFraction,
      "w.json:2:12: W[0][1]: found \"1e999999999\", expected an integer or a fraction; write "
        + "decimals without quotes or as a fraction"),
    Fault("-2.5", "\"\"", .badFraction, "w.json:2:12: W[0][1]: found \"\", \(entry)"),
    Fault("-2.5", "\"1/\"", .badFraction, "w.json:2:12: W[0][1]: found \"1/\", \(entry)"),
    Fault("-2.5", "\"1/-2\"", .badFraction, "w.json:2:12: W[0][1]: found \"1/-2\", \(entry)"),
    Fault("-2.5", "\" 1\"", .badFraction, "w.json:2:12: W[0][1]: found \" 1\", \(entry)"),
    Fault("-2.5", "\"a\\nb\"", .badFraction, "w.json:2:12: W[0][1]: found \"a b\", \(entry)"),
    Fault(
      "-2.5", "\"3/00\"", .badFraction,
      "w.json:2:12: W[0][1]: found \"3/00\", expected a denominator other than zero"),
    Fault(
      "-2.5", "\"" + String(repeating: "7", count: 10_001) + "\"", .badFraction,
      "w.json:2:12: W[0][1]: found \"7777777777777777777777777777777777777777\"..., "
        + "expected at most 10000 characters"),
    Fault(
      "-2.5", "1e999", .notFinite,
      "w.json:2:12: W[0][1]: found 1e999, expected a number of magnitude below 1.8e308"),
    Fault(
      "-2.5", "-1e400", .notFinite,
      "w.json:2:12: W[0][1]: found -1e400, expected a number of magnitude below 1.8e308"),
    Fault(
      "-2.5", "1e-400", .underflow,
      "w.json:2:12: W[0][1]: found 1e-400, expected zero or a number of magnitude at least 5e-324"),
    Fault("-2.5", "NaN", .notFinite, "w.json:2:12: W[0][1]: found NaN, expected a finite number"),
    Fault(
      "-2.5", "-Infinity", .notFinite,
      "w.json:2:12: W[0][1]: found -Infinity, expected a finite number"),
    Fault(
      "-2.5", "1" + String(repeating: "0", count: 5000), .wrongType,
      "w.json:2:12: W[0][1]: found a number of 5001 characters, expected at most 4096"),
    Fault(
      "[1, -2.5]", "[1]", .wrongLength,
      "w.json:2:8: W[0]: found 1 entries, expected an array of 2 (\"input\")"),
    Fault(
      "[1, -2.5]", "[]", .wrongLength,
      "w.json:2:8: W[0]: found 0 entries, expected an array of 2 (\"input\")"),
    Fault(
      "[1, -2.5]", "[1, 2, 3]", .wrongLength,
      "w.json:2:8: W[0]: found more entries, expected an array of 2 (\"input\")"),
    Fault(
      "[1, -2.5]", "1", .wrongType,
      "w.json:2:8: W[0]: found 1, expected an array of 2 (\"input\")"),
    Fault(
      "[[0.1, \"0\", 4]]", "[0.1, 0, 4]", .wrongType,
      "w.json:3:8: V[0]: found 0.1, expected an array of 3 (\"width\")"),
    Fault(
      "[1, -2.5],", "", .wrongLength,
      "w.json:2:7: W: found 2 entries, expected an array of 3 (\"width\")"),
    Fault(
      "\"width\": 3", "\"width\": 9223372036854775807", .wrongLength,
      "w.json:2:7: W: found 3 entries, expected an array of 9223372036854775807 (\"width\")"),
  ]

  static let dimensions: [Fault] =
    ["0", "-1", "3.0", "1e2", "9223372036854775808"].map {
      Fault(
        "\"width\": 3", "\"width\": \($0)", .badDimension,
        "w.json:1:46: width: found \($0), expected a whole number of at least 1")
    } + [
      Fault(
        "\"width\": 3", "\"width\": [3]", .wrongType,
        "w.json:1:46: width: found an array, expected a whole number of at least 1"),
      Fault(
        "\"width\": 3", "\"width\": \"3\"", .wrongType,
        "w.json:1:46: width: found a string, expected a whole number of at least 1"),
    ]

  static let keys: [Fault] = [
    Fault(
      "\"width\"", "\"widht\"", .unknownKey,
      "w.json:1:37: found key \"widht\", expected \"width\"?"),
    Fault(
      "\"width\"", "\"something\"", .unknownKey,
      "w.json:1:37: found key \"something\", "
        + "expected one of V, W, a, b, c, family, input, output, width"),
    Fault(
      "\"width\": 3, ", "", .missingKey,
      "w.json: width: found no such key, expected the keys family, input, width, output, W, V"),
    Fault(
      "\"width\": 3", "\"width\": 3, \"width\": 3", .duplicateKey,
      "w.json:1:49: width: found a second value, expected each key once"),
    Fault(
      "\"output\": 1,", "\"output\": 1, \"b\": [1],", .unknownKey,
      "w.json:1:62: found key \"b\", expected the keys of the family quadratic: "
        + "family, input, width, output, W, V"),
    Fault(
      "\"family\": \"quadratic\", ", "", .missingKey,
      "w.json: family: found no such key, expected \"quadratic\" or \"biased-quadratic\""),
    Fault(
      "\"quadratic\"", "\"quadratik\"", .unknownFamily,
      "w.json:1:12: family: found \"quadratik\", expected \"quadratic\"?"),
    Fault(
      "\"quadratic\"", "\"linear\"", .unknownFamily,
      "w.json:1:12: family: found \"linear\", expected \"quadratic\" or \"biased-quadratic\""),
    Fault(
      "\"quadratic\"", "7", .wrongType,
      "w.json:1:12: family: found 7, expected \"quadratic\" or \"biased-quadratic\""),
  ]

  static let syntax: [Fault] = [
    Fault(
      text: "", .syntax,
      "w.json:1:1: found the end of the file, expected an object, {\"family\": ...}"),
    Fault(
      text: "[1]", .syntax, "w.json:1:1: found an array, expected an object, {\"family\": ...}"),
    Fault(
      text: "{\"W\": [1, 2", .syntax,
      "w.json:1:12: W: found the end of the file, expected \"]\" or \",\""),
    Fault(
      text: "{\"W\": [1, 2]", .syntax,
      "w.json:1:13: found the end of the file, expected \"}\" or \",\""),
    Fault(text: "{W: 1}", .syntax, "w.json:1:2: found W, expected a key in double quotes"),
    Fault(text: "{\"W\" 1}", .syntax, "w.json:1:6: found 1, expected \":\""),
    Fault(text: "{\"W\": [1,]}", .syntax, "w.json:1:10: W[1]: found \"]\", expected a value"),
    Fault(
      text: "{\"W\": 01}", .syntax,
      "w.json:1:7: W: found 01, expected a number without leading zeros"),
    Fault(text: "{\"W\": 1.}", .syntax, "w.json:1:9: W: found \"}\", expected a digit"),
    Fault(text: "{\"W\": +1}", .syntax, "w.json:1:7: W: found +1, expected a value"),
    Fault(text: "{\"W\": 1e}", .syntax, "w.json:1:9: W: found \"}\", expected a digit"),
    Fault(
      text: "{\"W\": \"a", .syntax,
      "w.json:1:9: W: found the end of the file, expected the closing quote of a string"),
    Fault(
      text: "{\"W\": \"\n\"}", .syntax,
      "w.json:1:8: W: found byte 10 inside a string, expected an escape such as \\n"),
    Fault(
      text: "{\"W\": \"\\ud800\"}", .syntax,
      "w.json:1:10: W: found half of a surrogate pair, expected a Unicode scalar"),
    Fault(
      text: "{\"W\": \"\\x\"}", .syntax,
      "w.json:1:9: W: found x, expected one of the escapes of JSON"),
    Fault(
      text: quadratic + "x", .syntax,
      "w.json:3:23: found x, expected nothing after the closing brace"),
    Fault(
      text: "{\"W\": " + String(repeating: "[", count: 100_000), .tooDeep,
      "w.json:1:23: W" + String(repeating: "[0]", count: 16)
        + ": found more than 16 nested levels, expected at most 3, as a matrix in an object has"),
    Fault(
      text: "{\"W\": " + String(repeating: "{\"a\":", count: 100_000), .tooDeep,
      "w.json:1:87: W" + String(repeating: ".a", count: 16)
        + ": found more than 16 nested levels, expected at most 3, as a matrix in an object has"),
  ]

  @Test(arguments: contents + dimensions + keys + syntax)
  func eachFaultIsNamedInOneLine(_ fault: Fault) {
    let error = #expect(throws: WeightFileError.self) { try parse(fault.text) }
    #expect(error?.kind == fault.kind)
    #expect(error?.description == fault.message)
  }

  @Test func bytesThatAreNotUTF8() {
    let bytes = Array("{\"W\": \"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8)
    let error = #expect(throws: WeightFileError.self) {
      try WeightFile(parsing: bytes, file: "a\nb\u{1B}[31m")
    }
    #expect(
      error?.description
        == "a b [31m:1:8: W: found bytes that are not UTF-8, expected a string in UTF-8")
  }
}
