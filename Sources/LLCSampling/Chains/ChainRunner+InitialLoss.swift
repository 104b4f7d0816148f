import NumericAlgebra
import NumericModels

extension ChainRunner {
  /// What is subtracted from the mean of the draws, by `settings.initialLoss`.
  var initialLoss: Double {
    switch settings.initialLoss ?? conventionalInitialLoss {
    case .fullBatch: posterior.loss.empiricalLoss(at: posterior.centre)
    case .given(let value): value
    case .firstBatches(let count): meanBatchLoss(count)
    }
  }

  private var conventionalInitialLoss: InitialLoss {
    settings.conventions == .standard ? .fullBatch : .firstBatches(count: settings.chains)
  }

  /// The mean of the batch losses at w*, each batch with the same weight, as devinterp's
  /// `get_init_loss_multi_batch` has it: batches of one random pass through the data, from a stream
  /// of their own.
  private func meanBatchLoss(_ most: Int) -> Double {
    guard let batches = settings.batches else {
      return posterior.loss.empiricalLoss(at: posterior.centre)
    }
    let state = ChainState(posterior)
    // The chains' streams have this bit of the purpose clear.
    var stream = RandomStream(
      seed: seed, purpose: RandomPurpose(rawValue: purpose.rawValue | 0x4000_0000))
    let perPass = (posterior.loss.sampleSize + batches.size - 1) / batches.size
    let count = min(most, perPass)
    var sum = 0.0
    for _ in 0..<count {
      state.evaluateBatch(batches, &stream, posterior.loss.sampleSize)
      sum += state.loss
    }
    return sum / Double(count)
  }
}
