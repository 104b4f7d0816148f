import CNumericKernels
import Dispatch
public import ModelFamilies
import NumericAlgebra

/// A quadratic network for modular addition in single precision, with its loss, for training:
/// `f_k(a, b) = sum_j v_kj (w_j,a + w_j,p+b)^2`, `L = 1/(2b) sum_i || P (f_i - e_(a+b)) ||^2` over a
/// batch of b pairs, where P takes the mean over the batch away if the loss is centred.
///
/// `forward` costs `2 b m p` operations and `backward` `4 b m p`. Results have the same bits on any
/// number of threads: outputs are made in blocks of 64 pairs and gradients in slices of units, and
/// neither cut depends on the threads. A class, because it is memory in use: one training run, one
/// network.
public final class PairNetwork {
  public let task: ModularAddition
  public let network: QuadraticNetwork
  public let centring: Centring
  public let slices: PairSlices
  public let threads: Int
  let weightBuffer: SingleBuffer
  /// V^T, units x outputStride, kept beside the slices' V: both products run along whole rows.
  private let outputTransposed: SingleBuffer
  let outputStride: Int
  /// F, then G, pairs x outputStride; grows with the largest batch.
  private(set) var scores = SingleBuffer(count: 0)
  private(set) var batch = PairBatch()
  private let scratch: [Scratch]

  /// Pairs of a block of outputs, and of a stretch of a gradient: both small enough for the cache.
  private static let forwardRows = 64
  private static let backwardRows = 128

  private struct Scratch {
    let squares: SingleBuffer
    let upstream: SingleBuffer
    let gradient: SingleBuffer
  }

  /// - Parameter weights: D numbers in the order of `QuadraticNetwork.layout`.
  /// - Throws: `DimensionError` when the width is below 1 or too large.
  public init(
    _ task: ModularAddition, width: Int, centring: Centring, weights: [Float], threads: Int = 1
  ) throws(DimensionError) {
    precondition(threads >= 1, "\(threads) threads")
    self.task = task
    network = try task.network(width: width)
    self.centring = centring
    self.threads = threads
    let slices = PairSlices(task, width: width)
    self.slices = slices
    outputStride = (task.modulus + 15) / 16 * 16
    weightBuffer = SingleBuffer(count: slices.total)
    outputTransposed = SingleBuffer(count: slices.count * slices.width * outputStride)
    scratch = (0..<min(threads, slices.count)).map { _ in
      Scratch(
        squares: SingleBuffer(count: Self.backwardRows * slices.width),
        upstream: SingleBuffer(count: Self.backwardRows * slices.width),
        gradient: SingleBuffer(count: slices.size))
    }
    self.weights = weights
  }

  /// In the order of `QuadraticNetwork.layout`.
  public var weights: [Float] {
    get { slices.gather(weightBuffer.pointer) }
    set {
      slices.scatter(newValue, to: weightBuffer.pointer)
      for slice in 0..<slices.count { transposeOutputs(slice) }
    }
  }

  private func transposeOutputs(_ slice: Int) {
    let (p, width) = (slices.modulus, slices.width)
    slt_single_transpose(
      p, width, weightBuffer.pointer + slice * slices.size + 2 * p * width, width,
      outputTransposed.pointer + slice * width * outputStride, outputStride)
  }

  /// Calls `body(worker, item)` for every item, each worker on a thread of its own.
  private func share(_ items: Int, _ body: (Int, Int) -> Void) {
    let workers = min(scratch.count, items)
    if workers <= 1 {
      for item in 0..<items { body(0, item) }
      return
    }
    withoutActuallyEscaping(body) { body in
      // Workers write to memory of their own and to different rows or slices.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        for item in stride(from: worker, to: items, by: workers) { body(worker, item) }
      }
    }
  }

  // MARK: Forward

  /// L over the rows listed; `backward` then gives its gradient.
  public func forward(_ rows: PairRows, batch indices: ArraySlice<Int32>) -> Double {
    check(rows)
    batch.gather(rows, indices)
    outputs()
    return score()
  }

  /// L over all rows; `backward` then gives its gradient.
  public func forward(_ rows: PairRows) -> Double {
    check(rows)
    take(rows)
    outputs()
    return score()
  }

  func take(_ rows: PairRows) { batch.take(rows) }

  func check(_ rows: PairRows) {
    precondition(
      rows.modulus == slices.modulus, "pairs modulo \(rows.modulus), not \(slices.modulus)")
  }

  /// F of the batch into `scores`.
  func outputs() {
    let rows = batch.count
    precondition(rows >= 1, "a batch without pairs")
    if scores.count < rows * outputStride { scores = SingleBuffer(count: rows * outputStride) }
    let (width, stride) = (slices.width, outputStride)
    share((rows + Self.forwardRows - 1) / Self.forwardRows) { worker, block in
      let start = block * Self.forwardRows
      let count = min(Self.forwardRows, rows - start)
      let squares = scratch[worker].squares.pointer
      for slice in 0..<slices.count {
        pairSquares(slice, start, count, squares)
        slt_single_product(
          count, stride, width, squares, width, 1,
          outputTransposed.pointer + slice * width * stride,
          stride, scores.pointer + start * stride, stride, slice == 0 ? 0 : 1)
      }
    }
  }

  private func pairSquares(
    _ slice: Int, _ start: Int, _ count: Int, _ squares: UnsafeMutablePointer<Float>
  ) {
    batch.first.withUnsafeBufferPointer { first in
      batch.second.withUnsafeBufferPointer { second in
        slt_single_pair_squares(
          count, slices.width, first.baseAddress! + start, second.baseAddress! + start,
          weightBuffer.pointer + slice * slices.size, squares)
      }
    }
  }

  /// L of the outputs in `scores`; leaves G there.
  func score() -> Double {
    let rows = Double(batch.count)
    let sum = batch.labels.withUnsafeBufferPointer {
      slt_single_score(
        batch.count, outputStride, scores.pointer, $0.baseAddress!, centring == .centred ? 1 : 0,
        1 / rows)
    }
    return sum / (2 * rows)
  }

  // MARK: Backward

  /// The gradient of the last `forward`, slice by slice: `update(offset, weights, gradient)` gets
  /// the slice's weights, which it may change, and their gradient, `slices.size` numbers each, and
  /// where the slice starts among `slices.total`. Slices come in no fixed order and on several
  /// threads.
  public func backward(
    _ update: (Int, UnsafeMutablePointer<Float>, UnsafePointer<Float>) -> Void
  ) {
    let (p, width, size) = (slices.modulus, slices.width, slices.size)
    share(slices.count) { worker, slice in
      let weights = weightBuffer.pointer + slice * size
      let memory = scratch[worker]
      memory.gradient.pointer.update(repeating: 0, count: 2 * p * width)
      for start in stride(from: 0, to: batch.count, by: Self.backwardRows) {
        let count = min(Self.backwardRows, batch.count - start)
        let g = scores.pointer + start * outputStride
        pairSquares(slice, start, count, memory.squares.pointer)
        slt_single_product(  // dV = G^T S
          p, width, count, g, 1, outputStride, memory.squares.pointer, width,
          memory.gradient.pointer + 2 * p * width, width, start == 0 ? 0 : 1)
        slt_single_product(  // U = G V
          count, width, p, g, outputStride, 1, weights + 2 * p * width, width,
          memory.upstream.pointer, width, 0)
        batch.first.withUnsafeBufferPointer { first in
          batch.second.withUnsafeBufferPointer { second in
            slt_single_pair_scatter(
              count, width, first.baseAddress! + start, second.baseAddress! + start, weights,
              memory.upstream.pointer, memory.gradient.pointer)
          }
        }
      }
      update(slice * size, weights, memory.gradient.pointer)
      transposeOutputs(slice)
    }
  }
}
