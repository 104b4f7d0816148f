import Foundation
import GradientTraining
import ModelFamilies
import NumericModels
import Testing

@Test("a resumed run has the bits of one that was not stopped", arguments: pairOptimisers)
func resumeIsExact(_ optimiser: Optimiser) throws {
  for (batchSize, centring) in [(nil, Centring.plain), (7, .centred)] {
    let training = try pairTraining(
      optimiser, centring: centring, batchSize: batchSize, width: 140)
    let whole = try PairTrainer(training, initialScale: 1)
    try whole.train(epochs: 9)
    let first = try PairTrainer(training, initialScale: 1)
    try first.train(epochs: 4)
    let second = try PairTrainer(training, resuming: first.state, threads: 2)
    #expect(second.epoch == 4 && second.steps == first.steps)
    #expect(second.lastBatchLoss == first.lastBatchLoss)
    expectSame(second.state, first.state)
    try second.train(epochs: 5)
    expectSame(second.weights.map(\.bitPattern), whole.weights.map(\.bitPattern))
    expectSame(second.state, whole.state)
    #expect(try second.evaluate() == whole.evaluate())
  }
}

@Test("a run that has not begun can be saved, and its settings are in the state")
func freshState() throws {
  let training = try pairTraining(.adam(learningRate: 0.01), batchSize: nil)
  let trainer = try PairTrainer(training, initialScale: 1)
  let resumed = try PairTrainer(resuming: trainer.state)
  #expect(resumed.training == training)
  #expect(resumed.epoch == 0 && resumed.steps == 0 && resumed.lastBatchLoss == nil)
  expectSame(resumed.weights, trainer.weights)
}

private func smallState(_ optimiser: Optimiser) throws -> Data {
  let task = try ModularAddition(modulus: 2)
  let training = try PairTraining(
    task, width: 2, training: Array(task.pairs.dropLast()), validation: [task.pairs[3]],
    centring: .centred, optimiser: optimiser, batchSize: 2, seed: 3)
  let trainer = try PairTrainer(training, initialScale: 1)
  try trainer.train(epochs: 2)
  return trainer.state
}

@Test("a state cut short anywhere, or with something behind it, is refused")
func truncatedState() throws {
  let state = try smallState(.adamW(learningRate: 0.01, weightDecay: 1))
  _ = try PairTrainer(resuming: state)
  for count in 0..<state.count {
    let error = #expect(throws: SnapshotError.self) {
      try PairTrainer(resuming: state.prefix(count))
    }
    guard case .length? = error else {
      Issue.record("\(count) bytes: \(String(describing: error))")
      return
    }
  }
  #expect(throws: SnapshotError.self) { try PairTrainer(resuming: state + Data([0])) }
  // A slice whose indices do not begin at zero.
  _ = try PairTrainer(resuming: (Data([1, 2, 3]) + state).dropFirst(3))
}

@Test("a state with one bit changed anywhere is refused in one line")
func flippedBits() throws {
  for optimiser in [Optimiser.sgd(learningRate: 0.01), .adam(learningRate: 0.01)] {
    let state = try smallState(optimiser)
    for bit in 0..<8 * state.count {
      var damaged = state
      damaged[bit / 8] ^= 1 << (bit % 8)
      let error = #expect(throws: SnapshotError.self) { try PairTrainer(resuming: damaged) }
      #expect(error.map { !"\($0)".contains("\n") } == true)
    }
  }
}

/// The checksum of the format, worked out again: FNV-1a with 64 bits, little-endian at the end.
private func sealed(_ state: Data) -> Data {
  let body = state.dropLast(8)
  var hash: UInt64 = 14_695_981_039_346_656_037
  for byte in body { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
  return body + withUnsafeBytes(of: hash.littleEndian) { Data($0) }
}

@Test("a header with absurd numbers and a right checksum is refused, whatever the numbers")
func absurdHeaders() throws {
  let state = try smallState(.sgd(learningRate: 0.01, momentum: 0.5))
  expectSame(sealed(state), state)
  for word in 0..<18 {
    for value: UInt64 in [
      0, 1, 3, 1 << 31, 1 << 32, 1 << 62, 1 << 63, .max, .max - 7, 0x7ff0_0000_0000_0000,
      0x7ff8_0000_0000_0000, 0xbff0_0000_0000_0000,
    ] {
      var changed = state
      withUnsafeBytes(of: value.littleEndian) {
        changed.replaceSubrange(8 * word..<8 * word + 8, with: $0)
      }
      // It may be a run after all, another seed for one; then it is one that can go on.
      do {
        let trainer = try PairTrainer(resuming: sealed(changed))
        if trainer.epoch < 1 << 31, trainer.steps < 1 << 40 { try trainer.train(epochs: 1) }
      } catch let error as SnapshotError {
        #expect(!"\(error)".contains("\n"))
      } catch is TrainingError {}
    }
  }
}

@Test("numbers of pairs whose bytes add up past 2^64 to the right length are refused")
func wrappedCounts() throws {
  var state = try smallState(.sgd(learningRate: 0.01))
  for (word, count) in [(16, 3), (17, 1)] as [(Int, UInt64)] {
    withUnsafeBytes(of: (count + (1 << 61)).littleEndian) {
      state.replaceSubrange(8 * word..<8 * word + 8, with: $0)
    }
  }
  let error = #expect(throws: SnapshotError.self) { try PairTrainer(resuming: sealed(state)) }
  guard case .length? = error else {
    Issue.record("\(String(describing: error))")
    return
  }
}

@Test("pairs and weights that cannot be are refused under a right checksum")
func impossibleContents() throws {
  let state = try smallState(.adam(learningRate: 0.01))
  let header = 8 * 18
  let numbers = header + 4 * 4
  for (offset, value): (Int, UInt32) in [
    (header, 4), (header + 12, .max), (numbers, 0x7f80_0000), (state.count - 12, 0x7fc0_0000),
  ] {
    var changed = state
    withUnsafeBytes(of: value.littleEndian) {
      changed.replaceSubrange(offset..<offset + 4, with: $0)
    }
    let error = #expect(throws: SnapshotError.self) { try PairTrainer(resuming: sealed(changed)) }
    guard case .field? = error else {
      Issue.record("offset \(offset): \(String(describing: error))")
      continue
    }
  }
}

@Test("a state of another run is refused with what differs")
func otherRun() throws {
  let sgd = Optimiser.sgd(learningRate: 0.01)
  let state = try PairTrainer(pairTraining(sgd), initialScale: 1).state
  for (field, training) in [
    ("width", try pairTraining(sgd, width: 22)),
    ("the optimiser", try pairTraining(.sgd(learningRate: 0.02))),
    ("the kind of loss", try pairTraining(sgd, centring: .plain)),
    ("batchSize", try pairTraining(sgd, batchSize: nil)),
    ("seed", try pairTraining(sgd, seed: 9)),
  ] {
    #expect(throws: SnapshotError.otherRun(field: field)) {
      try PairTrainer(training, resuming: state)
    }
  }
}
