/// The shape of a value: everything is a matrix, a vector is a column and a scalar is 1 x 1.
public struct Shape: Hashable, Sendable, CustomStringConvertible {
  public let rows: Int
  public let columns: Int

  public init(_ rows: Int, _ columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  public static let scalar = Shape(1, 1)

  public var count: Int { rows * columns }
  public var isScalar: Bool { self == .scalar }
  public var isSquare: Bool { rows == columns }
  public var description: String { "\(rows) x \(columns)" }
}
