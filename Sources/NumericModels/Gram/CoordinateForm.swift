import CNumericKernels
import NumericAlgebra

/// `L = 1/2 tr D G D^T`, `D = Theta - Theta*` (K x N), on rows padded to whole vectors; immutable
/// after `init` and shared by workspaces.
final class CoordinateForm: @unchecked Sendable {
  /// K, N, and N rounded up to a multiple of 8.
  let rows: Int
  let dimension: Int
  let stride: Int
  let gram: FeatureGram
  private let target: RealBuffer  // Theta*, K x stride
  private let dense: RealBuffer?  // G, N x stride
  private let diagonal: RealBuffer?
  private let vector: RealBuffer?

  /// - Parameter target: Theta*, K x N.
  init(target: RealMatrix, gram: FeatureGram) {
    rows = target.rows
    dimension = target.columns
    stride = padded(dimension)
    self.gram = gram
    self.target = Self.rows(target, stride)
    switch gram.form {
    case .identity: (dense, diagonal, vector) = (nil, nil, nil)
    case .dense(let matrix): (dense, diagonal, vector) = (Self.rows(matrix, stride), nil, nil)
    case .diagonalPlusRankOne(let entries, let direction):
      let count = dimension
      func buffer(_ values: [Double]) -> RealBuffer {
        Self.rows(RealMatrix(rows: 1, columns: count, values: values), padded(count))
      }
      (dense, diagonal, vector) = (nil, buffer(entries), buffer(direction))
    }
  }

  private static func rows(_ matrix: RealMatrix, _ stride: Int) -> RealBuffer {
    let buffer = RealBuffer(count: matrix.rows * stride)
    for i in 0..<matrix.rows {
      for j in 0..<matrix.columns { buffer.pointer[i * stride + j] = matrix[i, j] }
    }
    return buffer
  }

  /// The loss; replaces Theta by D and writes `dL/dTheta = D G` to `slopes`. Both are K x stride,
  /// with zeros beyond N.
  func loss(
    _ coordinates: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>
  ) -> Double {
    let squares = slt_score(rows, dimension, stride, coordinates, target.pointer, 0, 0, 1)
    let count = rows * stride
    if let dense {
      product(
        rows, stride, dimension, coordinates, stride, 1, dense.pointer, stride, slopes, stride)
    } else if let diagonal, let vector {
      slt_diagonal_rank_one(rows, stride, coordinates, diagonal.pointer, vector.pointer, slopes)
    } else {
      slopes.update(from: coordinates, count: count)
      return squares / 2
    }
    return slt_dot(count, coordinates, slopes) / 2
  }

  /// Columns of C, `G = C C^T`.
  var factorColumns: Int { gram.factor?.columns ?? dimension }

  /// `r = D C`, K x (columns of C), row by row.
  func residual(_ coordinates: RealMatrix) -> [Double] {
    var difference = coordinates
    for k in 0..<rows {
      for p in 0..<dimension { difference[k, p] -= target.pointer[k * stride + p] }
    }
    return timesFactor(difference).values
  }

  /// M C for an M of N columns.
  func timesFactor(_ matrix: RealMatrix) -> RealMatrix {
    guard let factor = gram.factor else { return matrix }
    guard let result = try? matrix.times(factor) else {
      preconditionFailure("\(matrix.columns) columns, not \(dimension)")
    }
    return result
  }

  /// Of the product with G and of the dot product.
  var operations: Double {
    let (k, n) = (Double(rows), Double(dimension))
    return dense == nil ? 6 * k * n : 2 * k * n * (n + 1)
  }
}

/// The next multiple of 8.
@inline(__always)
func padded(_ count: Int) -> Int { (count + 7) / 8 * 8 }
