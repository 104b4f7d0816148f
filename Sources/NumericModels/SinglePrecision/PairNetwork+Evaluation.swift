import CNumericKernels
import NumericAlgebra

/// A loss with the share of right answers.
public struct PairEvaluation: Sendable, Hashable, Codable {
  public var loss: Double
  /// The share of pairs whose output at a + b mod p is above all others; a tie is no answer.
  public var accuracy: Double
  /// The same of the outputs less their means plus the targets' means over the pairs evaluated; nil
  /// for the plain loss. A centred loss leaves a constant of each output open, and this is the
  /// accuracy that it can teach.
  public var accuracyUpToMeans: Double?

  public init(loss: Double, accuracy: Double, accuracyUpToMeans: Double? = nil) {
    self.loss = loss
    self.accuracy = accuracy
    self.accuracyUpToMeans = accuracyUpToMeans
  }
}

extension PairNetwork {
  /// Loss and accuracy on all rows.
  public func evaluation(_ rows: PairRows) -> PairEvaluation {
    check(rows)
    take(rows)
    outputs()
    let accuracy = share(rows, lead: 0)
    let loss = score()
    // Now `scores` holds P (F - Y) / n; with the target's 1 / n added, what was to be compared.
    return PairEvaluation(
      loss: loss, accuracy: accuracy,
      accuracyUpToMeans: centring == .centred ? share(rows, lead: 1 / Float(rows.count)) : nil)
  }

  private func share(_ rows: PairRows, lead: Float) -> Double {
    let correct = rows.labels.withUnsafeBufferPointer {
      slt_single_correct(
        rows.count, slices.modulus, outputStride, scores.pointer, $0.baseAddress!, lead)
    }
    return Double(correct) / Double(rows.count)
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
