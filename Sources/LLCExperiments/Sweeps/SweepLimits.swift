/// What a run may be, so that a slip of the hand is refused before it allocates.
enum SweepLimits {
  /// Its p^2 x p outputs take a gigabyte.
  static let modulus = 512
  /// Weights and the two moments of Adam have to fit SQLite's largest value, 10^9 bytes.
  static let weights = 1 << 25
  static let epochs = 1_000_000_000
  static let checkpoints = 100_000

  /// What single values do not show.
  static func check(_ grid: SweepGrid, _ runs: SpecMapping) throws(SpecError) {
    let widest = grid.width.max() ?? 0
    let largest = grid.modulus.max() ?? 0
    guard 3 * largest * widest <= weights, let width = runs["width"] else {
      throw (runs["width"] ?? runs.place).error(
        "width \(widest) at modulus \(largest) has \(3 * largest * widest) weights; expected at "
          + "most \(weights)")
    }
    if let node = runs["momentum"], grid.momentum.contains(where: { $0 > 0 }),
      let other = grid.optimiser.first(where: { $0 != .sgd })
    {
      throw node.error("makes no sense here: it belongs to sgd, and the optimiser is \(other)")
    }
    if let node = runs["batchSize"], grid.batchSize.contains(1), grid.loss.contains(.centred) {
      throw node.error(
        "is 1, and the centred loss of a single pair is 0 at any weights; expected at least 2, or "
          + "loss: plain")
    }
    for modulus in grid.modulus {
      for fraction in grid.trainingFraction {
        let pairs = RunSpec(
          modulus: modulus, width: widest, trainingFraction: fraction, epochs: 1
        ).trainingPairCount
        guard pairs >= 1 else {
          throw (runs["trainingFraction"] ?? width).error(
            "\(fraction) of the \(modulus * modulus) pairs of modulus \(modulus) is none")
        }
        guard let batch = grid.batchSize.lazy.compactMap({ $0 }).max(), batch > pairs else {
          continue
        }
        throw (runs["batchSize"] ?? width).error(
          "is \(batch), and modulus \(modulus) has \(pairs) training pairs at trainingFraction "
            + "\(fraction); expected at most that, or full")
      }
    }
  }
}
