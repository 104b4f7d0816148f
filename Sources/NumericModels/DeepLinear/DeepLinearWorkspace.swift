import CNumericKernels
import ModelFamilies
import NumericAlgebra

/// Forward and backward pass of a deep linear network in fixed memory.
///
/// Partial products `M_l = W_l ... W_1` (H_l x H_0); then, from `E_L = dL/dTheta` down,
/// `dW_l = E_l M_(l-1)^T` and `E_(l-1) = W_l^T E_l`. Rows of H_0 entries are padded to whole vectors.
final class DeepLinearWorkspace: LossWorkspace {
  private let form: CoordinateForm
  private let blocks: [ParameterLayout.Block]
  private let stride: Int  // H_0 padded
  /// M_1 ... M_L, H_l x stride; the last becomes Theta - Theta*.
  private let partial: [RealBuffer]
  /// E_l of the layer at work and of the one below, at most max H_l x stride.
  private var slopes: RealBuffer
  private var slopesBelow: RealBuffer
  private let transposed: RealBuffer  // M_(l-1)^T, H_0 x padded H_(l-1)
  private let layerGradient: RealBuffer  // dW_l, H_l x padded H_(l-1)

  init(_ loss: DeepLinearLoss) {
    form = loss.form
    blocks = loss.network.layout.blocks
    let inputs = loss.network.inputDimension
    stride = padded(inputs)
    let stride = stride
    partial = blocks.map { RealBuffer(count: $0.rows * stride) }
    let tallest = loss.network.widths.max() ?? 1
    slopes = RealBuffer(count: tallest * stride)
    slopesBelow = RealBuffer(count: tallest * stride)
    let widest = blocks.dropFirst().map { padded($0.columns) }.max() ?? 0
    transposed = RealBuffer(count: inputs * widest)
    layerGradient = RealBuffer(
      count: blocks.dropFirst().map { $0.rows * padded($0.columns) }.max() ?? 0)
  }

  func empiricalLoss(at weights: UnsafePointer<Double>) -> Double {
    forward(weights)
    return form.loss(partial[partial.count - 1].pointer, slopes: slopes.pointer)
  }

  func empiricalLoss(
    at weights: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>
  ) -> Double {
    let loss = empiricalLoss(at: weights)
    let inputs = form.dimension
    var layer = blocks.count - 1
    while layer > 0 {
      let block = blocks[layer]
      let (rows, columns, width) = (block.rows, block.columns, padded(block.columns))
      slt_transpose(
        columns, inputs, partial[layer - 1].pointer, stride, transposed.pointer, width)
      product(
        rows, width, inputs, slopes.pointer, stride, 1, transposed.pointer, width,
        layerGradient.pointer, width)
      copyRows(
        rows, columns, layerGradient.pointer, width, gradient + block.offset, columns)
      product(
        columns, stride, rows, weights + block.offset, 1, columns, slopes.pointer, stride,
        slopesBelow.pointer, stride)
      swap(&slopes, &slopesBelow)
      layer -= 1
    }
    copyRows(blocks[0].rows, inputs, slopes.pointer, stride, gradient, inputs)
    return loss
  }

  /// Theta, H_L x H_0.
  func coordinates(at weights: UnsafePointer<Double>) -> RealMatrix {
    forward(weights)
    var result = RealMatrix(rows: form.rows, columns: form.dimension)
    for k in 0..<form.rows {
      for p in 0..<form.dimension {
        result[k, p] = partial[partial.count - 1].pointer[k * stride + p]
      }
    }
    return result
  }

  private func forward(_ weights: UnsafePointer<Double>) {
    copyRows(
      blocks[0].rows, form.dimension, weights, form.dimension, partial[0].pointer, stride)
    for layer in 1..<max(blocks.count, 1) {
      let block = blocks[layer]
      product(
        block.rows, stride, block.columns, weights + block.offset, block.columns, 1,
        partial[layer - 1].pointer, stride, partial[layer].pointer, stride)
    }
  }
}

/// Row by row from one stored row length to another.
///
/// A loop and not `update(from:)`: rows of ten doubles are shorter than the call of memmove.
@inline(__always)
func copyRows(
  _ rows: Int, _ columns: Int, _ source: UnsafePointer<Double>, _ sourceStride: Int,
  _ target: UnsafeMutablePointer<Double>, _ targetStride: Int
) {
  for i in 0..<rows {
    let (from, to) = (source + i * sourceStride, target + i * targetStride)
    for j in 0..<columns { to[j] = from[j] }
  }
}
