public import ModelFamilies
import NumericAlgebra

extension ModularAddition {
  /// A uniformly random choice of `fraction * p^2` pairs, rounded to the nearest integer, to train
  /// on, and the others to validate on; both with a slowest. A function of p, fraction and seed.
  ///
  /// - Throws: `TrainingError.setting` when the fraction is not above 0 and at most 1 or leaves no
  ///   training pair.
  public func split(
    trainingFraction: Double, seed: UInt64
  ) throws(TrainingError) -> (training: [Pair], validation: [Pair]) {
    guard trainingFraction > 0, trainingFraction <= 1 else {
      throw .setting(
        key: "trainingFraction", value: "\(trainingFraction)", fix: "set it above 0 and at most 1")
    }
    let count = Int((trainingFraction * Double(sampleSize)).rounded())
    guard count >= 1 else {
      throw .setting(
        key: "trainingFraction", value: "\(trainingFraction)",
        fix: "it leaves none of the \(sampleSize) pairs to train on")
    }
    var stream = RandomStream(seed: seed, purpose: .dataSplit)
    let order = stream.permutation(sampleSize)
    let all = pairs
    return (order[..<count].sorted().map { all[$0] }, order[count...].sorted().map { all[$0] })
  }
}
