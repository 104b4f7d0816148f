import CNumericKernels
import ModelFamilies
import NumericAlgebra

/// Forward and backward pass through the coordinates, in fixed memory.
///
/// `Z^T` (N x m) holds the products `w_ja w_jb`; `Theta = V Z`; with `E = dL/dTheta`,
/// `dV = E Z^T`, `U^T = E^T V` (N x m), and dW from the products' derivative. Units run along whole
/// vectors wherever they can; a bias is the weight of an input that is always 1.
final class CoordinateQuadraticWorkspace: LossWorkspace {
  private let form: CoordinateForm
  private let layout: QuadraticLayout
  private let inputDimension: Int
  /// d or d + 1.
  private let inputs: Int
  private let width: Int
  private let widthStride: Int
  private let inputWeights: RealBuffer  // W^T, inputs x widthStride
  private let outputWeights: RealBuffer  // V, K x widthStride
  private let productsByFeature: RealBuffer  // Z^T, then U^T, N x widthStride
  private let productsByUnit: RealBuffer  // Z, m x stride
  private let coordinates: RealBuffer  // Theta, then Theta - Theta*, K x stride
  private let slopes: RealBuffer  // E, K x stride
  private let inputGradient: RealBuffer  // dW^T, inputs x widthStride
  private let outputGradient: RealBuffer  // dV, K x widthStride

  init(_ loss: CoordinateQuadraticLoss) {
    form = loss.form
    layout = loss.layout
    inputDimension = loss.family.inputDimension
    inputs = inputDimension + (layout.biases == nil ? 0 : 1)
    width = loss.family.width
    widthStride = padded(width)
    inputWeights = RealBuffer(count: inputs * widthStride)
    outputWeights = RealBuffer(count: form.rows * widthStride)
    productsByFeature = RealBuffer(count: form.dimension * widthStride)
    productsByUnit = RealBuffer(count: width * form.stride)
    coordinates = RealBuffer(count: form.rows * form.stride)
    slopes = RealBuffer(count: form.rows * form.stride)
    inputGradient = RealBuffer(count: inputs * widthStride)
    outputGradient = RealBuffer(count: form.rows * widthStride)
  }

  func empiricalLoss(at weights: UnsafePointer<Double>) -> Double {
    forward(weights)
    return form.loss(coordinates.pointer, slopes: slopes.pointer)
  }

  func empiricalLoss(
    at weights: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>
  ) -> Double {
    let loss = empiricalLoss(at: weights)
    let (ms, ns, outputs) = (widthStride, form.stride, form.rows)
    product(
      outputs, ms, form.dimension, slopes.pointer, ns, 1, productsByFeature.pointer, ms,
      outputGradient.pointer, ms)
    product(
      form.dimension, ms, outputs, slopes.pointer, 1, ns, outputWeights.pointer, ms,
      productsByFeature.pointer, ms)
    slt_packed_scatter(
      inputs, ms, inputWeights.pointer, productsByFeature.pointer, inputGradient.pointer)
    slt_transpose(
      inputDimension, width, inputGradient.pointer, ms, gradient + layout.inputWeights,
      inputDimension)
    if let biases = layout.biases {
      copyRows(1, width, inputGradient.pointer + inputDimension * ms, ms, gradient + biases, width)
    }
    copyRows(
      outputs, width, outputGradient.pointer, ms, gradient + layout.outputWeights, width)
    if let constant = layout.constant { gradient[constant] = slopes.pointer[form.dimension - 1] }
    return loss
  }

  /// Theta, K x N.
  func coordinates(at weights: UnsafePointer<Double>) -> RealMatrix {
    forward(weights)
    var result = RealMatrix(rows: form.rows, columns: form.dimension)
    for k in 0..<form.rows {
      for p in 0..<form.dimension { result[k, p] = coordinates.pointer[k * form.stride + p] }
    }
    return result
  }

  private func forward(_ weights: UnsafePointer<Double>) {
    let (ms, ns, outputs) = (widthStride, form.stride, form.rows)
    slt_transpose(
      width, inputDimension, weights + layout.inputWeights, inputDimension, inputWeights.pointer,
      ms)
    if let biases = layout.biases {
      copyRows(1, width, weights + biases, width, inputWeights.pointer + inputDimension * ms, ms)
    }
    copyRows(outputs, width, weights + layout.outputWeights, width, outputWeights.pointer, ms)
    slt_packed_products(inputs, ms, inputWeights.pointer, productsByFeature.pointer)
    slt_transpose(
      form.dimension, width, productsByFeature.pointer, ms, productsByUnit.pointer, ns)
    product(
      outputs, ns, width, outputWeights.pointer, ms, 1, productsByUnit.pointer, ns,
      coordinates.pointer, ns)
    if let constant = layout.constant {
      coordinates.pointer[form.dimension - 1] += weights[constant]
    }
  }
}
