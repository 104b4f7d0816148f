import ModelFamilies
import NumericAlgebra

/// Where each block of weights starts in the flat vector; nil for a block that the family lacks.
struct QuadraticLayout: Sendable {
  let inputWeights: Int
  let outputWeights: Int
  let biases: Int?
  let constant: Int?

  init(_ family: ModelFamily) {
    switch family {
    case .quadratic(let network):
      inputWeights = network.inputWeights.offset
      outputWeights = network.outputWeights.offset
      (biases, constant) = (nil, nil)
    case .biasedQuadratic(let network):
      inputWeights = network.inputWeights.offset
      outputWeights = network.outputWeights.offset
      (biases, constant) = (network.biases.offset, network.constant.offset)
    }
  }
}

/// The samples in the padded form that the kernels want: rows of 8 k doubles, so that no kernel
/// has a remainder loop. Immutable after `init`.
///
/// A bias is an input that is always 1, so that the biased family is the plain one with d + 1
/// inputs, one output and a constant.
final class QuadraticData: @unchecked Sendable {
  let layout: QuadraticLayout
  let parameterCount: Int
  /// n, d (without the bias's 1), m, K.
  let samples: Int
  let inputDimension: Int
  let width: Int
  let outputs: Int
  /// Stored row lengths: inputs (d or d + 1), m and K rounded up to multiples of 8.
  let inputStride: Int
  let widthStride: Int
  let outputStride: Int
  /// n x inputStride, or nil for pairs.
  let dense: RealBuffer?
  /// Rows of W^T to add up for each sample: a and p + b; empty for dense inputs.
  let first: [Int32]
  let second: [Int32]
  /// Y, n x outputStride.
  let targets: RealBuffer

  init(family: ModelFamily, inputs: NetworkInputs, targets: RealMatrix) {
    layout = QuadraticLayout(family)
    parameterCount = family.parameterCount
    samples = inputs.sampleSize
    inputDimension = family.inputDimension
    width = family.width
    outputs = family.outputDimension
    let biased = layout.biases != nil
    inputStride = inputDimension + (biased ? 1 : 0)
    widthStride = (width + 7) / 8 * 8
    outputStride = (outputs + 7) / 8 * 8

    self.targets = RealBuffer(count: samples * outputStride)
    for i in 0..<samples {
      for k in 0..<outputs { self.targets.pointer[i * outputStride + k] = targets[i, k] }
    }
    if case .pairs(let pairs, let modulus) = inputs, !biased {
      first = pairs.map { Int32($0.a) }
      second = pairs.map { Int32(modulus + $0.b) }
      dense = nil
    } else {
      first = []
      second = []
      let matrix = inputs.matrix
      let buffer = RealBuffer(count: samples * inputStride)
      for i in 0..<samples {
        for c in 0..<inputDimension { buffer.pointer[i * inputStride + c] = matrix[i, c] }
        if biased { buffer.pointer[i * inputStride + inputDimension] = 1 }
      }
      dense = buffer
    }
  }
}
