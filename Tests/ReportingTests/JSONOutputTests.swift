import Reporting
import Testing

@Suite("JSON")
struct JSONOutputTests {
  struct Result: Encodable {
    var value: Double
    var path = "a/b λ"
    var absent: Int? = nil
    var list = [0.1, 3]
  }

  @Test func sortedPrettyUnescaped() throws {
    #expect(
      try JSONOutput.encode(Result(value: 7.25)) == """
        {
          "list" : [
            0.1,
            3
          ],
          "path" : "a/b λ",
          "value" : 7.25
        }

        """)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func nonFiniteNumbersNeverAppear(value: Double) throws {
    #expect(throws: EncodingError.self) { try JSONOutput.encode(Result(value: value)) }
    let text = try JSONOutput.encode(Result(value: value), nonFinite: .null)
    #expect(text.contains("\"value\" : null\n"))
  }
}
