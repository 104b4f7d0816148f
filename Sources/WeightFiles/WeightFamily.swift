/// The families that a weight file can name.
public enum WeightFamily: String, CaseIterable, Hashable, Sendable {
  /// `f_k(x) = sum_j v_kj (w_j . x)^2`: `W` is width x input, `V` is output x width.
  case quadratic
  /// `f(x) = sum_j a_j (w_j . x + b_j)^2 + c`: `W` is width x input, `b` and `a` have one entry a
  /// unit, `c` is a number.
  case biasedQuadratic = "biased-quadratic"

  /// A block of weights: how it is written, and the name of each dimension that gives its shape.
  struct Shape: Equatable {
    let name: String
    /// Two dimension keys for a matrix (rows, columns), one for a vector, none for a number.
    let dimensions: [String]
  }

  var dimensionKeys: [String] {
    switch self {
    case .quadratic: ["input", "width", "output"]
    case .biasedQuadratic: ["input", "width"]
    }
  }

  var shapes: [Shape] {
    switch self {
    case .quadratic:
      [
        Shape(name: "W", dimensions: ["width", "input"]),
        Shape(name: "V", dimensions: ["output", "width"]),
      ]
    case .biasedQuadratic:
      [
        Shape(name: "W", dimensions: ["width", "input"]),
        Shape(name: "b", dimensions: ["width"]),
        Shape(name: "a", dimensions: ["width"]),
        Shape(name: "c", dimensions: []),
      ]
    }
  }

  var keys: [String] { ["family"] + dimensionKeys + shapes.map(\.name) }

  static let allKeys = Set(allCases.flatMap(\.keys))
}
