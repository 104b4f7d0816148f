import ModelFamilies
import NumericModels

/// The words at the beginning of a training state, after which its length is known.
///
/// Magic and format version; p, m; centring; optimiser (0 SGD, 1 Adam, 2 AdamW), learning rate, weight
/// decay, momentum or beta1, beta2, epsilon; batch size (0 for full batches); seed; epochs; steps;
/// loss of the last batch (NaN for none); numbers of training and validation pairs. Then, in 4 bytes
/// each, the pairs as a p + b, the weights in the order of `QuadraticNetwork.layout` and the
/// optimiser's moments in the same order; at the end a checksum of everything before it.
struct SnapshotHeader {
  static let magic: UInt64 = 0x7274_7269_6170_6c73  // "slpairtr"
  static let version: UInt64 = 1
  static let words = 18

  var modulus: UInt64
  var width: UInt64
  var centring: UInt64
  var optimiser: UInt64
  /// Learning rate, weight decay, momentum or beta1, beta2, epsilon.
  var rates: [Double]
  var batchSize: UInt64
  var seed: UInt64
  var epoch: UInt64
  var steps: UInt64
  var lastBatchLoss: Double
  var trainingCount: UInt64
  var validationCount: UInt64

  init(_ trainer: PairTrainer) {
    let training = trainer.training
    modulus = UInt64(training.task.modulus)
    width = UInt64(training.width)
    centring = training.centring == .centred ? 1 : 0
    switch training.optimiser {
    case .sgd(let learningRate, let momentum, let weightDecay):
      optimiser = 0
      rates = [learningRate, weightDecay, momentum, 0, 0]
    case .adam(let learningRate, let weightDecay, let beta1, let beta2, let epsilon):
      optimiser = 1
      rates = [learningRate, weightDecay, beta1, beta2, epsilon]
    case .adamW(let learningRate, let weightDecay, let beta1, let beta2, let epsilon):
      optimiser = 2
      rates = [learningRate, weightDecay, beta1, beta2, epsilon]
    }
    batchSize = UInt64(training.batchSize ?? 0)
    seed = training.seed
    epoch = UInt64(trainer.epoch)
    steps = UInt64(trainer.steps)
    lastBatchLoss = trainer.lastBatchLoss ?? .nan
    trainingCount = UInt64(training.training.count)
    validationCount = UInt64(training.validation.count)
  }

  /// - Precondition: there are `words` words to read.
  init(_ reader: inout SnapshotReader) throws(SnapshotError) {
    guard reader.word() == Self.magic else { throw .notASnapshot }
    let found = reader.word()
    guard found == Self.version else { throw .version(found: found, expected: Self.version) }
    modulus = reader.word()
    width = reader.word()
    centring = reader.word()
    optimiser = reader.word()
    rates = (0..<5).map { _ in reader.number() }
    batchSize = reader.word()
    seed = reader.word()
    epoch = reader.word()
    steps = reader.word()
    lastBatchLoss = reader.number()
    trainingCount = reader.word()
    validationCount = reader.word()
  }

  func write(to writer: inout SnapshotWriter) {
    for word in [Self.magic, Self.version, modulus, width, centring, optimiser] {
      writer.word(word)
    }
    for rate in rates { writer.number(rate) }
    for word in [batchSize, seed, epoch, steps] { writer.word(word) }
    writer.number(lastBatchLoss)
    for word in [trainingCount, validationCount] { writer.word(word) }
  }

  /// Numbers remembered for each weight; nil for an optimiser that does not exist.
  var moments: Int? {
    switch optimiser {
    case 0: rates[2] == 0 ? 0 : 1
    case 1, 2: 2
    default: nil
    }
  }

  /// Bytes of the whole state; nil when the number overflows.
  func length(moments: Int) -> Int? {
    var total: UInt64 = UInt64(8 * Self.words + 8)
    func multiply(_ factors: UInt64...) -> UInt64? {
      factors.reduce(1) { product, factor in
        product.flatMap {
          let (value, overflow) = $0.multipliedReportingOverflow(by: factor)
          return overflow ? nil : value
        }
      }
    }
    for part in [
      multiply(4, trainingCount), multiply(4, validationCount),
      multiply(4, 3, modulus, width, UInt64(1 + moments)),
    ] {
      guard let part else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !overflow else { return nil }
      total = sum
    }
    return Int(exactly: total)
  }
}
