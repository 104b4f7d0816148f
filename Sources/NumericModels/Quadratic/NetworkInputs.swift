public import ModelFamilies
public import NumericAlgebra

/// The inputs x_1 ... x_n of a network.
public enum NetworkInputs: Sendable {
  /// Row i is x_i, n x d.
  case dense(RealMatrix)
  /// x_i = (e_a, e_b), d = 2p: looked up, never multiplied out.
  case pairs([ModularAddition.Pair], modulus: Int)

  public var sampleSize: Int {
    switch self {
    case .dense(let matrix): matrix.rows
    case .pairs(let pairs, _): pairs.count
    }
  }

  /// d.
  public var inputDimension: Int {
    switch self {
    case .dense(let matrix): matrix.columns
    case .pairs(_, let modulus): 2 * modulus
    }
  }

  /// The inputs written out, n x d.
  public var matrix: RealMatrix {
    switch self {
    case .dense(let matrix): return matrix
    case .pairs(let pairs, let modulus):
      var result = RealMatrix(rows: pairs.count, columns: 2 * modulus)
      for (i, pair) in pairs.enumerated() {
        result[i, pair.a] = 1
        result[i, modulus + pair.b] = 1
      }
      return result
    }
  }

  func check(inputDimension: Int) throws(LossError) {
    guard sampleSize > 0 else { throw .noSamples }
    guard self.inputDimension == inputDimension else {
      throw .shape(
        what: "inputs", found: "dimension \(self.inputDimension)",
        expected: "the network's d = \(inputDimension)")
    }
    switch self {
    case .dense(let matrix):
      try checkFinite(matrix, "inputs")
    case .pairs(let pairs, let modulus):
      for (i, pair) in pairs.enumerated()
      where !(0..<modulus).contains(pair.a) || !(0..<modulus).contains(pair.b) {
        throw .pairOutOfRange(index: i, a: pair.a, b: pair.b, modulus: modulus)
      }
    }
  }
}

func checkFinite(_ matrix: RealMatrix, _ name: String) throws(LossError) {
  if let (row, column) = matrix.firstNonFinite {
    throw .nonFinite(what: name, row: row, column: column, value: "\(matrix[row, column])")
  }
}

func checkTargets(_ targets: RealMatrix, rows: Int, columns: Int) throws(LossError) {
  guard targets.rows == rows, targets.columns == columns else {
    throw .shape(
      what: "targets", found: "\(targets.rows) x \(targets.columns)",
      expected: "n x K = \(rows) x \(columns)")
  }
  try checkFinite(targets, "targets")
}
