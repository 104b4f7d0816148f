import CNumericKernels
import NumericAlgebra

/// Features and targets, padded to whole vectors; immutable after `init`.
final class FrozenHiddenData: @unchecked Sendable {
  let samples: Int
  let width: Int
  let outputs: Int
  let widthStride: Int
  let outputStride: Int
  let features: RealBuffer  // S, n x widthStride
  let targets: RealBuffer  // Y, n x outputStride

  init(features: RealMatrix, targets: RealMatrix) {
    samples = features.rows
    width = features.columns
    outputs = targets.columns
    widthStride = (width + 7) / 8 * 8
    outputStride = (outputs + 7) / 8 * 8
    self.features = RealBuffer(count: samples * widthStride)
    self.targets = RealBuffer(count: samples * outputStride)
    for i in 0..<samples {
      for j in 0..<width { self.features.pointer[i * widthStride + j] = features[i, j] }
      for k in 0..<outputs { self.targets.pointer[i * outputStride + k] = targets[i, k] }
    }
  }
}

/// `F = S V^T`, `dV = G^T S` in fixed memory.
final class FrozenHiddenWorkspace: LossWorkspace {
  private let data: FrozenHiddenData
  private let centred: Bool
  private let transposed: RealBuffer  // V^T, m x outputStride
  private let scores: RealBuffer  // F, then G, n x outputStride
  private let slopes: RealBuffer  // dV, K x widthStride
  private let batchFeatures: RealBuffer
  private let batchTargets: RealBuffer

  init(data: FrozenHiddenData, centring: Centring) {
    self.data = data
    centred = centring == .centred
    transposed = RealBuffer(count: data.width * data.outputStride)
    scores = RealBuffer(count: data.samples * data.outputStride)
    slopes = RealBuffer(count: data.outputs * data.widthStride)
    batchFeatures = RealBuffer(count: data.samples * data.widthStride)
    batchTargets = RealBuffer(count: data.samples * data.outputStride)
  }

  func empiricalLoss(at weights: UnsafePointer<Double>) -> Double {
    forward(weights, data.samples, data.features.pointer)
    return score(data.samples, data.targets.pointer)
  }

  func empiricalLoss(
    at weights: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>
  ) -> Double {
    let loss = empiricalLoss(at: weights)
    backward(data.samples, data.features.pointer, gradient)
    return loss
  }

  func batchLoss(
    at weights: UnsafePointer<Double>, batch: UnsafeBufferPointer<Int>,
    gradient: UnsafeMutablePointer<Double>
  ) -> Double {
    precondition(
      batch.count >= 1 && batch.count <= data.samples,
      "a batch of \(batch.count) out of \(data.samples)")
    for (row, i) in batch.enumerated() {
      (batchFeatures.pointer + row * data.widthStride).update(
        from: data.features.pointer + i * data.widthStride, count: data.widthStride)
      (batchTargets.pointer + row * data.outputStride).update(
        from: data.targets.pointer + i * data.outputStride, count: data.outputStride)
    }
    forward(weights, batch.count, batchFeatures.pointer)
    let loss = score(batch.count, batchTargets.pointer)
    backward(batch.count, batchFeatures.pointer, gradient)
    return loss
  }

  func outputs(at weights: UnsafePointer<Double>) -> RealMatrix {
    forward(weights, data.samples, data.features.pointer)
    var result = RealMatrix(rows: data.samples, columns: data.outputs)
    for i in 0..<data.samples {
      for k in 0..<data.outputs { result[i, k] = scores.pointer[i * data.outputStride + k] }
    }
    return result
  }

  private func forward(
    _ weights: UnsafePointer<Double>, _ rows: Int, _ features: UnsafePointer<Double>
  ) {
    let (m, ms, ks) = (data.width, data.widthStride, data.outputStride)
    slt_transpose(data.outputs, m, weights, m, transposed.pointer, ks)
    product(rows, ks, m, features, ms, 1, transposed.pointer, ks, scores.pointer, ks)
  }

  private func score(_ rows: Int, _ targets: UnsafePointer<Double>) -> Double {
    slt_score(
      rows, data.outputs, data.outputStride, scores.pointer, targets, 0, centred ? 1 : 0,
      1 / Double(rows)) / (2 * Double(rows))
  }

  private func backward(
    _ rows: Int, _ features: UnsafePointer<Double>, _ gradient: UnsafeMutablePointer<Double>
  ) {
    let (m, ms, ks) = (data.width, data.widthStride, data.outputStride)
    product(data.outputs, ms, rows, scores.pointer, 1, ks, features, ms, slopes.pointer, ms)
    for k in 0..<data.outputs {
      (gradient + k * m).update(from: slopes.pointer + k * ms, count: m)
    }
  }
}
