import Foundation
import LLCExperiments
import NumericAlgebra
import WeightFiles

/// The matrices of a file, and how precise its numbers are.
struct LoadedTensors {
  let matrices: [NamedMatrix]
  /// Half the spacing of the coarsest element type over the number: 2^-11 for float16, 2^-8 for bfloat16,
  /// 2^-24 for float32, 2^-53 for float64.
  let precision: Double

  init(_ path: String) throws {
    try OutputFile.checkIsFile(path)
    let file: TensorFile
    do { file = try TensorFile(contentsOfFile: path) } catch {
      throw DataError("\(error)")
    }
    if let bad = file.firstNonFinite {
      throw DataError(
        "\(path): \(bad.tensor)\(bad.index) is \(bad.value); expected finite weights")
    }
    var coarsest = 0.0
    matrices = file.tensors.compactMap { tensor in
      // A vector of output weights is the V of one output, a number a constant.
      guard tensor.shape.count <= 2, tensor.element.isFloatingPoint else { return nil }
      coarsest = max(coarsest, tensor.element.precision)
      return NamedMatrix(
        name: tensor.name, rows: tensor.shape.count == 2 ? tensor.shape[0] : 1,
        columns: tensor.shape.last ?? 1, values: tensor.values, dimensions: tensor.shape.count)
    }
    precision = coarsest
  }

  /// The one matrix of a file of inputs or targets, a vector being one column.
  func only(_ path: String, _ what: String) throws -> RealMatrix {
    guard matrices.count == 1, let matrix = matrices.first, matrix.dimensions > 0 else {
      throw DataError(
        "\(path): holds \(matrices.count) matrices of floating-point numbers; expected one, \(what)"
      )
    }
    return matrix.dimensions == 2
      ? RealMatrix(rows: matrix.rows, columns: matrix.columns, values: matrix.values)
      : RealMatrix(rows: matrix.columns, columns: 1, values: matrix.values)
  }
}

extension TensorElement {
  fileprivate var precision: Double {
    switch self {
    case .float16: 0x1p-11
    case .bfloat16: 0x1p-8
    case .float32: 0x1p-24
    default: 0x1p-53
    }
  }
}
