import CNumericKernels
import NumericAlgebra

/// Forward and backward pass of the quadratic families in fixed memory.
///
/// Row-major, samples as rows: `H = X W^T`, `S = H^2`, `F = S V^T`, `G = P(F - Y)/n`;
/// `dV = G^T S`, `U = G V`, `dW = (2 H U)^T X`. W^T is kept (inputs x m) so that a one-hot input is
/// one of its rows, and V both ways round so that every product runs along whole vectors.
final class QuadraticWorkspace: LossWorkspace {
  private let data: QuadraticData
  private let centred: Bool
  private let inputWeights: RealBuffer  // W^T, inputStride x widthStride
  private let outputWeights: RealBuffer  // V, K x widthStride
  private let outputTransposed: RealBuffer  // V^T, m x outputStride
  private let hidden: RealBuffer  // H, n x widthStride
  private let squares: RealBuffer  // S, then U, n x widthStride
  private let scores: RealBuffer  // F, then G, n x outputStride
  private let inputGradient: RealBuffer  // dW^T, inputStride x widthStride
  private let outputGradient: RealBuffer  // dV, K x widthStride
  private lazy var batchInputs = RealBuffer(count: data.samples * data.inputStride)
  private lazy var batchTargets = RealBuffer(count: data.samples * data.outputStride)
  private let first: UnsafeMutablePointer<Int32>
  private let second: UnsafeMutablePointer<Int32>
  private let batchFirst: UnsafeMutablePointer<Int32>
  private let batchSecond: UnsafeMutablePointer<Int32>

  init(data: QuadraticData, centring: Centring) {
    self.data = data
    centred = centring == .centred
    inputWeights = RealBuffer(count: data.inputStride * data.widthStride)
    outputWeights = RealBuffer(count: data.outputs * data.widthStride)
    outputTransposed = RealBuffer(count: data.width * data.outputStride)
    hidden = RealBuffer(count: data.samples * data.widthStride)
    squares = RealBuffer(count: data.samples * data.widthStride)
    scores = RealBuffer(count: data.samples * data.outputStride)
    inputGradient = RealBuffer(count: data.inputStride * data.widthStride)
    outputGradient = RealBuffer(count: data.outputs * data.widthStride)
    first = .allocate(capacity: data.samples)
    second = .allocate(capacity: data.samples)
    batchFirst = .allocate(capacity: data.samples)
    batchSecond = .allocate(capacity: data.samples)
    for (i, index) in data.first.enumerated() { first[i] = index }
    for (i, index) in data.second.enumerated() { second[i] = index }
  }

  deinit {
    first.deallocate()
    second.deallocate()
    batchFirst.deallocate()
    batchSecond.deallocate()
  }

  func empiricalLoss(at weights: UnsafePointer<Double>) -> Double {
    forward(weights, fullBatch)
    return score(weights, fullBatch) / (2 * Double(data.samples))
  }

  func empiricalLoss(
    at weights: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>
  ) -> Double {
    forward(weights, fullBatch)
    let sum = score(weights, fullBatch)
    backward(fullBatch, gradient)
    return sum / (2 * Double(data.samples))
  }

  func batchLoss(
    at weights: UnsafePointer<Double>, batch: UnsafeBufferPointer<Int>,
    gradient: UnsafeMutablePointer<Double>
  ) -> Double {
    precondition(
      batch.count >= 1 && batch.count <= data.samples,
      "a batch of \(batch.count) out of \(data.samples)")
    let rows = gather(batch)
    forward(weights, rows)
    let sum = score(weights, rows)
    backward(rows, gradient)
    return sum / (2 * Double(batch.count))
  }

  func outputs(at weights: UnsafePointer<Double>) -> RealMatrix {
    forward(weights, fullBatch)
    let constant = data.layout.constant.map { weights[$0] } ?? 0
    var result = RealMatrix(rows: data.samples, columns: data.outputs)
    for i in 0..<data.samples {
      for k in 0..<data.outputs {
        result[i, k] = scores.pointer[i * data.outputStride + k] + constant
      }
    }
    return result
  }

  // MARK: Samples

  private struct Rows {
    let count: Int
    let dense: UnsafePointer<Double>?
    let first: UnsafePointer<Int32>
    let second: UnsafePointer<Int32>
    let targets: UnsafePointer<Double>
  }

  private var fullBatch: Rows {
    Rows(
      count: data.samples, dense: data.dense.map { UnsafePointer($0.pointer) },
      first: UnsafePointer(first), second: UnsafePointer(second),
      targets: UnsafePointer(data.targets.pointer))
  }

  private func gather(_ batch: UnsafeBufferPointer<Int>) -> Rows {
    let targets = batchTargets.pointer
    for (row, i) in batch.enumerated() {
      (targets + row * data.outputStride).update(
        from: data.targets.pointer + i * data.outputStride, count: data.outputStride)
    }
    if let source = data.dense {
      let inputs = batchInputs.pointer
      for (row, i) in batch.enumerated() {
        (inputs + row * data.inputStride).update(
          from: source.pointer + i * data.inputStride, count: data.inputStride)
      }
      return Rows(
        count: batch.count, dense: UnsafePointer(inputs), first: UnsafePointer(first),
        second: UnsafePointer(second), targets: UnsafePointer(targets))
    }
    for (row, i) in batch.enumerated() {
      batchFirst[row] = first[i]
      batchSecond[row] = second[i]
    }
    return Rows(
      count: batch.count, dense: nil, first: UnsafePointer(batchFirst),
      second: UnsafePointer(batchSecond), targets: UnsafePointer(targets))
  }

  // MARK: Passes

  private func forward(_ weights: UnsafePointer<Double>, _ rows: Rows) {
    let (d, m, k) = (data.inputDimension, data.width, data.outputs)
    let (ms, ks) = (data.widthStride, data.outputStride)
    slt_transpose(m, d, weights + data.layout.inputWeights, d, inputWeights.pointer, ms)
    if let biases = data.layout.biases {
      (inputWeights.pointer + d * ms).update(from: weights + biases, count: m)
    }
    let outer = weights + data.layout.outputWeights
    for row in 0..<k { (outputWeights.pointer + row * ms).update(from: outer + row * m, count: m) }
    slt_transpose(k, m, outer, m, outputTransposed.pointer, ks)

    if let dense = rows.dense {
      product(
        rows.count, ms, data.inputStride, dense, data.inputStride, 1, inputWeights.pointer, ms,
        hidden.pointer, ms)
      slt_square(rows.count * ms, hidden.pointer, squares.pointer)
    } else {
      slt_pair_hidden(
        rows.count, ms, rows.first, rows.second, inputWeights.pointer, hidden.pointer,
        squares.pointer)
    }
    product(
      rows.count, ks, m, squares.pointer, ms, 1, outputTransposed.pointer, ks, scores.pointer, ks)
  }

  /// The sum of squared residuals; leaves G in `scores`.
  private func score(_ weights: UnsafePointer<Double>, _ rows: Rows) -> Double {
    slt_score(
      rows.count, data.outputs, data.outputStride, scores.pointer, rows.targets,
      data.layout.constant.map { weights[$0] } ?? 0, centred ? 1 : 0, 1 / Double(rows.count))
  }

  private func backward(_ rows: Rows, _ gradient: UnsafeMutablePointer<Double>) {
    let (d, m, k) = (data.inputDimension, data.width, data.outputs)
    let (ms, ks) = (data.widthStride, data.outputStride)
    product(
      k, ms, rows.count, scores.pointer, 1, ks, squares.pointer, ms, outputGradient.pointer, ms)
    product(
      rows.count, ms, k, scores.pointer, ks, 1, outputWeights.pointer, ms, squares.pointer, ms)
    if let dense = rows.dense {
      slt_square_slope(rows.count * ms, hidden.pointer, squares.pointer)
      product(
        data.inputStride, ms, rows.count, dense, 1, data.inputStride, squares.pointer, ms,
        inputGradient.pointer, ms)
    } else {
      inputGradient.pointer.update(repeating: 0, count: data.inputStride * ms)
      slt_pair_scatter(
        rows.count, ms, rows.first, rows.second, hidden.pointer, squares.pointer,
        inputGradient.pointer)
    }
    slt_transpose(d, m, inputGradient.pointer, ms, gradient + data.layout.inputWeights, d)
    if let biases = data.layout.biases {
      (gradient + biases).update(from: inputGradient.pointer + d * ms, count: m)
    }
    let outer = gradient + data.layout.outputWeights
    for row in 0..<k { (outer + row * m).update(from: outputGradient.pointer + row * ms, count: m) }
    if let constant = data.layout.constant {
      var sum = 0.0
      for i in 0..<rows.count { sum += scores.pointer[i * ks] }
      gradient[constant] = sum
    }
  }
}
