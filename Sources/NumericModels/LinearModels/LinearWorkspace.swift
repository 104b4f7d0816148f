import BLASInterface
import CNumericKernels
import NumericAlgebra

/// The samples of a linear model, shared by its workspaces; immutable after `init`.
final class LinearData: @unchecked Sendable {
  let samples: Int
  let outputs: Int
  let parameterCount: Int
  /// K rounded up to a multiple of 8.
  let stride: Int
  let jacobian: RealBuffer  // (n K) x D
  let origin: RealBuffer  // w_0
  let base: RealBuffer  // F_0, n x stride
  let targets: RealBuffer  // Y, n x stride

  init(jacobian: RealMatrix, origin: [Double], outputsAtOrigin: RealMatrix, targets: RealMatrix) {
    samples = targets.rows
    outputs = targets.columns
    parameterCount = origin.count
    stride = (outputs + 7) / 8 * 8
    self.jacobian = RealBuffer(jacobian.values)
    self.origin = RealBuffer(origin)
    base = RealBuffer(count: samples * stride)
    self.targets = RealBuffer(count: samples * stride)
    for i in 0..<samples {
      for k in 0..<outputs {
        base.pointer[i * stride + k] = outputsAtOrigin[i, k]
        self.targets.pointer[i * stride + k] = targets[i, k]
      }
    }
  }
}

/// Two matrix-vector products per evaluation, `4 n K D` operations, in fixed memory.
final class LinearWorkspace: LossWorkspace {
  private let data: LinearData
  private let centred: Bool
  private let shift: RealBuffer  // w - w_0
  private let packed: RealBuffer  // F - F_0, then G, n x K
  private let scores: RealBuffer  // F - Y, then G, n x stride
  private let batchTargets: RealBuffer  // n x stride

  init(data: LinearData, centring: Centring) {
    self.data = data
    centred = centring == .centred
    shift = RealBuffer(count: data.parameterCount)
    packed = RealBuffer(count: data.samples * data.outputs)
    scores = RealBuffer(count: data.samples * data.stride)
    batchTargets = RealBuffer(count: data.samples * data.stride)
  }

  func empiricalLoss(at weights: UnsafePointer<Double>) -> Double {
    forward(weights, nil)
    return score(data.samples, data.targets.pointer) / (2 * Double(data.samples))
  }

  func empiricalLoss(
    at weights: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>
  ) -> Double {
    let loss = empiricalLoss(at: weights)
    pack(data.samples)
    BLAS.multiplyVector(
      rows: data.samples * data.outputs, columns: data.parameterCount, data.jacobian.pointer,
      data.parameterCount, transposed: true, packed.pointer, into: gradient)
    return loss
  }

  func batchLoss(
    at weights: UnsafePointer<Double>, batch: UnsafeBufferPointer<Int>,
    gradient: UnsafeMutablePointer<Double>
  ) -> Double {
    precondition(
      batch.count >= 1 && batch.count <= data.samples,
      "a batch of \(batch.count) out of \(data.samples)")
    forward(weights, batch)
    for (row, i) in batch.enumerated() {
      (batchTargets.pointer + row * data.stride).update(
        from: data.targets.pointer + i * data.stride, count: data.stride)
    }
    let sum = score(batch.count, batchTargets.pointer)
    pack(batch.count)
    let (k, d) = (data.outputs, data.parameterCount)
    for (row, i) in batch.enumerated() {
      BLAS.multiplyVector(
        rows: k, columns: d, data.jacobian.pointer + i * k * d, d, transposed: true,
        packed.pointer + row * k, beta: row == 0 ? 0 : 1, into: gradient)
    }
    return sum / (2 * Double(batch.count))
  }

  func outputs(at weights: UnsafePointer<Double>) -> RealMatrix {
    forward(weights, nil)
    var result = RealMatrix(rows: data.samples, columns: data.outputs)
    for i in 0..<data.samples {
      for k in 0..<data.outputs { result[i, k] = scores.pointer[i * data.stride + k] }
    }
    return result
  }

  /// F into `scores`: of every sample, or of those in the batch.
  private func forward(_ weights: UnsafePointer<Double>, _ batch: UnsafeBufferPointer<Int>?) {
    let (k, d) = (data.outputs, data.parameterCount)
    for i in 0..<d { shift.pointer[i] = weights[i] - data.origin.pointer[i] }
    if let batch {
      for (row, i) in batch.enumerated() {
        BLAS.multiplyVector(
          rows: k, columns: d, data.jacobian.pointer + i * k * d, d, shift.pointer,
          into: packed.pointer + row * k)
      }
    } else {
      BLAS.multiplyVector(
        rows: data.samples * k, columns: d, data.jacobian.pointer, d, shift.pointer,
        into: packed.pointer)
    }
    for row in 0..<(batch?.count ?? data.samples) {
      let base = data.base.pointer + (batch?[row] ?? row) * data.stride
      for j in 0..<k {
        scores.pointer[row * data.stride + j] = base[j] + packed.pointer[row * k + j]
      }
    }
  }

  private func score(_ rows: Int, _ targets: UnsafePointer<Double>) -> Double {
    slt_score(
      rows, data.outputs, data.stride, scores.pointer, targets, 0, centred ? 1 : 0,
      1 / Double(rows))
  }

  private func pack(_ rows: Int) {
    for row in 0..<rows {
      (packed.pointer + row * data.outputs).update(
        from: scores.pointer + row * data.stride, count: data.outputs)
    }
  }
}
