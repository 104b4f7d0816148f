public import NumericAlgebra
public import WeightFiles

/// Why a file does not hold the matrix of a theorem, in one line.
public struct GivenMatrixError: Error, Equatable, CustomStringConvertible {
  public let description: String
}

/// A Jacobian or a matrix of features, given instead of weights.
///
/// Rows are samples, with all outputs of a sample one after the other; columns are parameters, or
/// features. With a centred loss the theorem's matrix is P J or P F, P taking from each output its
/// mean over the samples.
public struct GivenMatrix: Sendable {
  public enum Role: Sendable, Equatable {
    /// Theorem 5.1.
    case jacobian
    /// Theorem 5.2, with K outputs.
    case features(outputs: Int)
  }

  public enum Axis: String, Sendable, CaseIterable {
    case samples
    /// Parameters of a Jacobian, features otherwise.
    case parameters
  }

  public let role: Role
  public let samples: Int
  public let rowsPerSample: Int
  public let isCentred: Bool
  /// As in the file, samples first.
  public let matrix: RealMatrix
  /// Half the spacing of the numbers' type over the number.
  public let precision: Double

  /// What is decomposed takes a minute at most.
  public static let entryLimit = 1 << 25
  public static let sideLimit = 2500
  /// Bytes of a file, by which larger ones are refused unread.
  public static let fileLimit = 8 * entryLimit + 1 << 20

  /// - Parameters:
  ///   - file: with one tensor of two dimensions, or of three: samples x outputs x parameters.
  ///   - rowsAre: of a matrix; `parameters` has it transposed.
  ///   - rowsPerSample: outputs K of a Jacobian whose rows are samples and outputs, outputs fastest.
  ///   - name: of the file, in errors.
  /// - Throws: `GivenMatrixError`, before anything of the size of the matrix is allocated.
  public init(
    _ file: TensorFile, role: Role, rowsAre: Axis = .samples, rowsPerSample: Int = 1,
    isCentred: Bool, name: String
  ) throws(GivenMatrixError) {
    func refused(_ problem: String) -> GivenMatrixError {
      GivenMatrixError(description: "\(name): \(problem)")
    }
    guard let tensor = file.tensors.first, file.tensors.count == 1 else {
      throw refused(
        "holds \(file.tensors.count) tensors; expected one, such as numpy.save writes")
    }
    let shape = tensor.shape
    let text = shape.prefix(8).map(String.init).joined(separator: " x ")
    guard shape.count == 2 || (shape.count == 3 && role == .jacobian), !shape.contains(0) else {
      throw refused(
        "the shape is (\(text)); expected samples x columns"
          + (role == .jacobian ? " or samples x outputs x parameters" : "")
          + ", none of them 0")
    }
    guard tensor.count <= Self.entryLimit else {
      throw refused(
        "\(tensor.count) entries; expected at most \(Self.entryLimit); take fewer samples")
    }
    let transposed = rowsAre == .parameters
    if transposed, shape.count == 3 {
      throw refused("three dimensions are samples x outputs x parameters; leave --rows-are out")
    }
    var (rows, columns) = (shape.dropLast().reduce(1, *), shape[shape.count - 1])
    if transposed { swap(&rows, &columns) }
    guard min(rows, columns) <= Self.sideLimit else {
      throw refused(
        "\(rows) x \(columns), both above \(Self.sideLimit); a matrix of this size is not "
          + "decomposed; take at most \(Self.sideLimit) samples")
    }
    let outputs = shape.count == 3 ? shape[1] : rowsPerSample
    guard outputs >= 1, rows.isMultiple(of: outputs) else {
      throw refused("\(rows) rows; expected a multiple of the \(outputs) outputs of a sample")
    }
    if let bad = tensor.firstNonFinite {
      throw refused("entry \(bad.index) is \(bad.value); expected finite numbers")
    }
    let values = RealMatrix(
      rows: transposed ? columns : rows, columns: transposed ? rows : columns,
      values: tensor.values)
    self.role = role
    self.rowsPerSample = outputs
    samples = rows / outputs
    self.isCentred = isCentred
    matrix = transposed ? values.transposed : values
    precision = tensor.element.precision
  }

  /// P J or P F with the bound of what rounding has added: n u times the Frobenius norm, by the
  /// error of a sum of n numbers.
  func centred() -> (matrix: RealMatrix, error: Double) {
    var result = matrix
    for output in 0..<rowsPerSample {
      var means = [Double](repeating: 0, count: matrix.columns)
      for sample in 0..<samples {
        let row = (sample * rowsPerSample + output) * matrix.columns
        for column in 0..<matrix.columns { means[column] += matrix.values[row + column] }
      }
      for column in 0..<matrix.columns { means[column] /= Double(samples) }
      for sample in 0..<samples {
        let row = (sample * rowsPerSample + output) * matrix.columns
        for column in 0..<matrix.columns { result.values[row + column] -= means[column] }
      }
    }
    return (result, Double(samples + 2) * .ulpOfOne / 2 * frobeniusNorm)
  }

  /// Of the matrix as given; scaled, so that large entries do not overflow.
  var frobeniusNorm: Double {
    let largest = matrix.values.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return 0 }
    return largest
      * matrix.values.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }
}
