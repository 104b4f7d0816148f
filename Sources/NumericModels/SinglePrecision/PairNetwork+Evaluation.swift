import CNumericKernels
import NumericAlgebra

/// A loss with the share of right answers.
public struct PairEvaluation: Sendable, Hashable, Codable {
  public var loss: Double
  /// The share of pairs whose output at a + b mod p, after the constants that the loss leaves open, is
  /// above all others; a tie is no answer.
  public var accuracy: Double

  public init(loss: Double, accuracy: Double) {
    self.loss = loss
    self.accuracy = accuracy
  }
}

extension PairNetwork {
  /// The constants c_k that the loss leaves open, p numbers: for the centred loss, which no c_k
  /// changes, the means of y_k - f_k over the rows, which make the squared error of f + c smallest
  /// there; zeros for the plain one.
  public func openConstants(_ rows: PairRows) -> [Float] {
    var constants = [Float](repeating: 0, count: slices.modulus)
    guard centring == .centred else { return constants }
    check(rows)
    take(rows)
    outputs()
    var sums = [Double](repeating: 0, count: slices.modulus)
    for i in 0..<rows.count {
      for k in sums.indices { sums[k] -= Double(scores.pointer[i * outputStride + k]) }
      sums[Int(rows.labels[i])] += 1
    }
    for k in sums.indices { constants[k] = Float(sums[k] / Double(rows.count)) }
    return constants
  }

  /// Loss and accuracy on all rows; accuracy is of the outputs plus the constants.
  public func evaluation(_ rows: PairRows, constants: [Float]) -> PairEvaluation {
    precondition(
      constants.count == slices.modulus, "\(constants.count) constants, not \(slices.modulus)")
    check(rows)
    take(rows)
    outputs()
    for i in 0..<rows.count {
      for k in constants.indices { scores.pointer[i * outputStride + k] += constants[k] }
    }
    let correct = rows.labels.withUnsafeBufferPointer {
      slt_single_correct(
        rows.count, slices.modulus, outputStride, scores.pointer, $0.baseAddress!)
    }
    return PairEvaluation(loss: score(), accuracy: Double(correct) / Double(rows.count))
  }

  /// L over all rows and its gradient, in the order of `QuadraticNetwork.layout`; for single
  /// evaluations.
  public func lossAndGradient(_ rows: PairRows) -> (loss: Double, gradient: [Float]) {
    let loss = forward(rows)
    let whole = SingleBuffer(count: slices.total)
    let size = slices.size
    backward { offset, _, gradient in
      (whole.pointer + offset).update(from: gradient, count: size)
    }
    return (loss, slices.gather(whole.pointer))
  }
}
