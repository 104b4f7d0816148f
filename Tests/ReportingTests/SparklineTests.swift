import Reporting
import Testing

@Suite struct SparklineTests {
  @Test func shapes() {
    #expect(Sparkline.text([1, 2, 3, 4, 5, 6, 7, 8], width: 20) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.text([1, 2, 3, 4, 5, 6, 7, 8], width: 20, unicode: false) == "_.-=+*%#")
    #expect(Sparkline.text([0, nil, .nan, 1, .infinity], width: 9) == "▁  █ ")
    #expect(Sparkline.text([3, 3], width: 9) == "▅▅" && Sparkline.text([], width: 9).isEmpty)
    #expect(Sparkline.text([nil], width: 9) == " " && Sparkline.text([1], width: 0).isEmpty)
    let huge = Double.greatestFiniteMagnitude
    #expect(Sparkline.text([-huge, 0, huge], width: 9) == "▁▅█")
  }

  /// The newest value is always the last bar.
  @Test(arguments: 1...40) func longer(width: Int) {
    let text = Sparkline.text((1...40).map { Double($0) }, width: width)
    #expect(text.count == width && (width == 1 || text.last == "█"))
  }

  @Test func liveLinesAreTakenBack() {
    var live = LiveLines(width: 10)
    #expect(live.redraw(["one", "a line too long"]) == "one\na line to\n")
    #expect(live.redraw(["two"]) == "\u{1B}[2A\r\u{1B}[Jtwo\n")
    #expect(live.erase() == "\u{1B}[1A\r\u{1B}[J" && live.erase().isEmpty)
  }
}
