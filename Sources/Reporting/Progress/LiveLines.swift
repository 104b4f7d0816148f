/// Lines at the foot of a terminal that are drawn again in place.
public struct LiveLines: Sendable {
  private let width: Int
  private var drawn = 0

  public init(width: Int) { self.width = max(2, width) }

  /// What to write so that these lines stand where the last ones stood; longer ones are cut, since a
  /// line that wraps could not be taken back.
  public mutating func redraw(_ lines: [String]) -> String {
    var text = erase()
    for line in lines {
      var cut = line.singleLine
      while cut.displayWidth >= width { cut.removeLast() }
      text += cut + "\n"
    }
    drawn = lines.count
    return text
  }

  /// What to write so that nothing is left of them.
  public mutating func erase() -> String {
    defer { drawn = 0 }
    return drawn == 0 ? "" : "\u{1B}[\(drawn)A\r\u{1B}[J"
  }
}
