/// A fixed part of a grid: of n parts the i-th, which has the runs whose index leaves i - 1 when
/// divided by n. Neighbours in the grid cost about the same, so the parts do.
public struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// From 1.
  public let index: Int
  public let count: Int

  public static let whole = Shard(unchecked: 1, 1)

  private init(unchecked index: Int, _ count: Int) {
    self.index = index
    self.count = count
  }

  /// Nil unless 1 <= index <= count.
  public init?(_ index: Int, of count: Int) {
    guard count >= 1, (1...count).contains(index) else { return nil }
    self.init(unchecked: index, count)
  }

  /// "2/8".
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else { return nil }
    self.init(index, of: count)
  }

  public func contains(_ run: Int) -> Bool { run % count == index - 1 }

  public var description: String { "\(index)/\(count)" }
}
