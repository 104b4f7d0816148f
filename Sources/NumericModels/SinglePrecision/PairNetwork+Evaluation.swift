import CNumericKernels
import NumericAlgebra

/// A loss with the share of right answers.
public struct PairEvaluation: Sendable, Hashable, Codable {
  public var loss: Double
  /// The share of pairs whose output at a + b mod p is above all others; a tie is no answer.
  public var accuracy: Double

  public init(loss: Double, accuracy: Double) {
    self.loss = loss
    self.accuracy = accuracy
  }
}

extension PairNetwork {
  /// Loss and accuracy on all rows; accuracy is of the outputs as they are, whatever the loss.
  public func evaluation(_ rows: PairRows) -> PairEvaluation {
    check(rows)
    take(rows)
    outputs()
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
