import WeightFiles

/// A matrix of a file of tensors. Its numbers stay as they are in the file until they are asked for,
/// so that the other tensors of a large model cost nothing.
public struct NamedMatrix: Sendable, Equatable {
  public let name: String
  public let rows: Int
  public let columns: Int
  /// 2, or 1 for a vector and 0 for a number, which stand here as one row.
  public let dimensions: Int
  private let numbers: Numbers

  private enum Numbers: Sendable, Equatable {
    case doubles([Double])
    case tensor(Tensor)
  }

  public init(name: String, rows: Int, columns: Int, values: [Double], dimensions: Int = 2) {
    precondition(values.count == rows * columns, "\(values.count) values of \(rows) x \(columns)")
    self.name = name
    self.rows = rows
    self.columns = columns
    self.dimensions = dimensions
    numbers = .doubles(values)
  }

  /// - Parameter tensor: of no dimension or one, which is one row, or two.
  init(_ tensor: Tensor) {
    precondition(tensor.shape.count <= 2, "\(tensor.shape) is no matrix")
    name = tensor.name
    rows = tensor.shape.count == 2 ? tensor.shape[0] : 1
    columns = tensor.shape.last ?? 1
    dimensions = tensor.shape.count
    numbers = .tensor(tensor)
  }

  /// Row-major. O(rows columns) and 8 bytes an entry at every call.
  public var values: [Double] {
    switch numbers {
    case .doubles(let values): values
    case .tensor(let tensor): tensor.values
    }
  }

  public var count: Int { rows * columns }

  /// The name as it is printed.
  var label: String { name.label }

  var shape: String { dimensions == 2 ? "\(rows) x \(columns)" : "\(columns)" }

  /// Whether the name says that this is a bias or a constant: torch's `fc1.bias`, or `b`, `c`, `b1`.
  var isNamedAsBias: Bool {
    guard dimensions < 2, let last = name.lowercased().split(separator: ".").last else {
      return false
    }
    return last.contains("bias") || ["b", "c", "b1", "b2", "b_in", "b_out"].contains(String(last))
  }

  var transposed: NamedMatrix {
    let values = values
    return NamedMatrix(
      name: name, rows: columns, columns: rows,
      values: (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } },
      dimensions: dimensions)
  }
}

extension String {
  /// A name from a file that anyone may have made: on one line, and at most 60 scalars of it.
  var label: String {
    let shown = unicodeScalars.prefix(60).map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: " "
      default: scalar
      }
    }
    return String(String.UnicodeScalarView(shown)) + (unicodeScalars.count > 60 ? "..." : "")
  }
}
