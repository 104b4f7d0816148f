import ExactAlgebra
import Identifiability
import ModelFamilies

/// A rational matrix in the language of maps.
func literal(_ rows: [[Rational]]) -> String {
  "["
    + rows.map { "[" + $0.map(\.description).joined(separator: ", ") + "]" }.joined(separator: ", ")
    + "]"
}

/// The built-in families as a user would write them, with the order of their weights and coordinates.
enum Written {
  static func quadratic(_ d: Int, _ m: Int, _ outputs: Int) -> String {
    "parameter W[\(m), \(d)], V[\(outputs), \(m)]\ninput x[\(d)]\noutput V * (W * x).^2"
  }

  static func quadratic(
    _ d: Int, _ m: Int, _ outputs: Int, on inputs: [[Rational]], centred: Bool
  ) -> String {
    let n = inputs.count
    let f = "let F = (V * (W * X').^2)'\n"
    return "parameter W[\(m), \(d)], V[\(outputs), \(m)]\ninput X = \(literal(inputs))\n" + f
      + (centred ? "output F[2:\(n), :] - ones(\(n - 1), 1) * F[1, :]" : "output F")
  }

  static func biased(_ d: Int, _ m: Int) -> String {
    """
    parameter W[\(m), \(d)], b[\(m)], a[\(m)], c
    input x[\(d)]
    output a' * (W * x + b).^2 + c
    """
  }

  static func biased(_ d: Int, _ m: Int, on inputs: [[Rational]]) -> String {
    """
    parameter W[\(m), \(d)], b[\(m)], a[\(m)], c
    input X = \(literal(inputs))
    output (a' * (W * X' + b * ones(1, \(inputs.count))).^2)' + c
    """
  }

  static func network(_ widths: [Int], _ degrees: [Int]) -> String {
    var text = ""
    for i in 1..<widths.count { text += "parameter W\(i)[\(widths[i]), \(widths[i - 1])]\n" }
    text += "input x[\(widths[0])]\nlet h0 = x\n"
    for i in 1..<widths.count {
      text +=
        "let h\(i) = (W\(i) * h\(i - 1))" + (i <= degrees.count ? ".^\(degrees[i - 1])\n" : "\n")
    }
    return text + "output h\(widths.count - 1)"
  }

  static func attention(_ layer: LightningAttention) -> String {
    let (d, a, e) = (layer.dimension, layer.headDimension, layer.outputDimension)
    var text = "input X[\(d), \(layer.tokenCount)]\n"
    var terms: [String] = []
    for h in 1...layer.headCount {
      text += "parameter Q\(h)[\(a), \(d)], K\(h)[\(a), \(d)], V\(h)[\(e), \(d)]\n"
      terms.append("V\(h) * X * ((K\(h) * X)' * (Q\(h) * X))")
    }
    return text + "output " + terms.joined(separator: " + ")
  }
}

extension InputSet {
  /// Its inputs, written out.
  var rows: [[Rational]] {
    switch self {
    case .vectors(let vectors): vectors
    case .oneHotPairs(let p, let pairs):
      pairs.map { pair in
        (0..<2 * p).map { $0 == pair.a || $0 == p + pair.b ? .one : .zero }
      }
    }
  }
}
