import Foundation
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

/// A task with some of its pairs, not in order and one of them twice, and weights that are the same
/// numbers in both precisions.
struct PairCase: Sendable, CustomTestStringConvertible {
  let modulus: Int
  let width: Int
  let pairs: Int
  let centring: Centring

  var testDescription: String { "p=\(modulus) m=\(width) b=\(pairs) \(centring.rawValue)" }

  var task: ModularAddition { get throws { try ModularAddition(modulus: modulus) } }

  func chosen() throws -> [ModularAddition.Pair] {
    var stream = RandomStream(seed: 3, purpose: .testing)
    var all = try task.pairs
    stream.shuffle(&all)
    all = Array(all.prefix(pairs))
    if all.count > 2 { all[1] = all[0] }
    return all
  }

  func weights() throws -> [Float] {
    let count = try task.network(width: width).parameterCount
    return normals(count, 7).map { Float($0 / Double(width).squareRoot()) }
  }

  /// Widths on both sides of a vector and of a slice, batches on both sides of a block of 64 outputs
  /// and of 128 pairs of a gradient.
  static let all: [PairCase] = Centring.allCases.flatMap { centring in
    [
      (2, 1, 1), (2, 1, 3), (3, 5, 9), (5, 16, 7), (7, 128, 49), (7, 129, 40), (13, 300, 64),
      (17, 131, 128), (17, 70, 129), (23, 200, 529),
    ].map { PairCase(modulus: $0, width: $1, pairs: $2, centring: centring) }
  }
}

@Test(
  "single precision pairs have the loss and the gradient of double precision",
  arguments: PairCase.all)
func singlePrecisionGradient(_ item: PairCase) throws {
  let task = try item.task
  let pairs = try item.chosen()
  let weights = try item.weights()
  let network = try PairNetwork(
    task, width: item.width, centring: item.centring, weights: weights)
  let exact = try QuadraticLoss(
    task.network(width: item.width), inputs: .pairs(pairs, modulus: item.modulus),
    targets: task.oneHotTargets(pairs), centring: item.centring
  ).lossAndGradient(at: weights.map(Double.init))

  let found = network.lossAndGradient(try PairRows(task, pairs))
  #expect(abs(found.loss - exact.loss) <= 2e-6 * exact.loss)
  let scale = exact.gradient.map(abs).max() ?? 0
  #expect(found.gradient.count == exact.gradient.count)
  for (i, (a, b)) in zip(found.gradient, exact.gradient).enumerated() {
    #expect(abs(Double(a) - b) <= 1e-5 * scale, "weight \(i): \(a), \(b)")
  }
  if item.pairs == 1, item.centring == .centred {
    #expect(found.loss == 0 && found.gradient.allSatisfy { $0 == 0 })
  }
}

@Test("a batch is the rows that it lists", arguments: Centring.allCases)
func batchOfPairs(_ centring: Centring) throws {
  let task = try ModularAddition(modulus: 11)
  let item = PairCase(modulus: 11, width: 40, pairs: 121, centring: centring)
  let network = try PairNetwork(task, width: 40, centring: centring, weights: item.weights())
  let listed: [Int32] = [7, 3, 120, 0, 55, 54]
  let alone = try PairRows(task, listed.map { task.pairs[Int($0)] })
  let rows = try PairRows(task, task.pairs)
  #expect(network.forward(rows, batch: listed[...]) == network.forward(alone))
  #expect(network.forward(rows, batch: listed[1..<4]) != network.forward(alone))
}

@Test("weights go into slices and come back as they were", arguments: [1, 16, 127, 128, 129, 400])
func slicedWeights(_ width: Int) throws {
  let task = try ModularAddition(modulus: 5)
  let weights = normals(15 * width, 1).map(Float.init)
  let network = try PairNetwork(task, width: width, centring: .plain, weights: weights)
  #expect(network.weights == weights)
  #expect(network.slices.total >= weights.count)
}

@Test("the number of threads changes no bit", arguments: Centring.allCases)
func threadsOfPairs(_ centring: Centring) throws {
  let item = PairCase(modulus: 17, width: 500, pairs: 289, centring: centring)
  let rows = try PairRows(try item.task, try item.chosen())
  let results = try [1, 2, 3, 8].map { threads in
    try PairNetwork(
      item.task, width: item.width, centring: centring, weights: item.weights(), threads: threads
    ).lossAndGradient(rows)
  }
  for result in results.dropFirst() {
    #expect(result.loss == results[0].loss)
    #expect(result.gradient.map(\.bitPattern) == results[0].gradient.map(\.bitPattern))
  }
}

/// `FourierNetwork(minimal:)` in floating point; its outputs are the one-hot targets
/// (Proofs/FourierRanks.md, section 1).
private func solution(modulus p: Int) throws -> [Float] {
  let frequencies = try FourierNetwork(minimal: ModularAddition(modulus: p)).frequencies
  var units: [(a: [Double], b: [Double], c: [Double])] = []
  var constant = [Double](repeating: 1, count: p)
  for k in frequencies {
    let angles = (0..<p).map { 2 * Double.pi * Double(k * $0 % p) / Double(p) }
    let (cosine, sine) = (angles.map(cos), angles.map(sin))
    units += [
      (cosine, cosine, cosine), (sine, sine.map { -$0 }, cosine), (sine, cosine, sine),
      (cosine, sine, sine),
    ]
    for c in 0..<p { constant[c] -= 2 * (cosine[c] + sine[c]) }
  }
  let half = [Double](repeating: 0.5, count: p)
  units.append((half, half, constant))
  let inputs = units.flatMap { $0.a + $0.b }
  let outputs = (0..<p).flatMap { c in units.map { $0.c[c] / Double(p) } }
  return (inputs + outputs).map(Float.init)
}

@Test("a network that solves the task has accuracy 1, one that answers next to it 0")
func accuracyOfSolution() throws {
  let p = 13
  let task = try ModularAddition(modulus: p)
  let weights = try solution(modulus: p)
  let rows = try PairRows(task, task.pairs)
  let solved = try PairNetwork(task, width: 2 * p - 1, centring: .plain, weights: weights)
  let zeros = [Float](repeating: 0, count: p)
  let evaluation = solved.evaluation(rows, constants: solved.openConstants(rows))
  #expect(evaluation.accuracy == 1)
  #expect(evaluation.loss < 1e-10)

  // Outputs moved by one class.
  let m = 2 * p - 1
  let (inputs, outputs) = (weights[..<(2 * p * m)], weights[(2 * p * m)...])
  let moved = Array(inputs) + Array(outputs.suffix(m)) + Array(outputs.dropLast(m))
  let wrong = try PairNetwork(task, width: m, centring: .plain, weights: moved)
  #expect(wrong.evaluation(rows, constants: zeros).accuracy == 0)
  // (1 + 1) / 2 on every pair
  #expect(abs(wrong.evaluation(rows, constants: zeros).loss - 1) < 1e-5)
  let half = try PairRows(task, task.pairs.filter { $0.a < 6 })
  #expect(
    solved.evaluation(half, constants: zeros)
      == PairEvaluation(loss: solved.forward(half), accuracy: 1))

  // All outputs equal is no answer.
  let silent = try PairNetwork(
    task, width: m, centring: .plain, weights: [Float](repeating: 0, count: weights.count))
  #expect(silent.evaluation(rows, constants: zeros) == PairEvaluation(loss: 0.5, accuracy: 0))
}

/// The last unit of the solution answers the same to every pair: its output weights are constants of
/// the outputs.
@Test("constants that the centred loss leaves open are put right before answers are read")
func openConstants() throws {
  let p = 13
  let m = 2 * p - 1
  let task = try ModularAddition(modulus: p)
  var weights = try solution(modulus: p)
  for c in 0..<p { weights[2 * p * m + c * m + m - 1] += Float(c) / 5 }
  let rows = try PairRows(task, task.pairs)
  let plain = try PairNetwork(task, width: m, centring: .plain, weights: weights)
  #expect(plain.openConstants(rows) == [Float](repeating: 0, count: p))
  #expect(plain.evaluation(rows, constants: plain.openConstants(rows)).accuracy < 0.5)
  let centred = try PairNetwork(task, width: m, centring: .centred, weights: weights)
  let constants = centred.openConstants(rows)
  for c in 0..<p { #expect(abs(constants[c] + Float(c) / 5) < 1e-5) }
  let evaluation = centred.evaluation(rows, constants: constants)
  #expect(evaluation.accuracy == 1 && evaluation.loss < 1e-10)
}

@Test("pairs that are not of the modulus are refused with their index")
func pairRowsErrors() throws {
  let task = try ModularAddition(modulus: 5)
  #expect(throws: LossError.pairOutOfRange(index: 1, a: 0, b: 5, modulus: 5)) {
    try PairRows(task, [.init(a: 4, b: 4), .init(a: 0, b: 5)])
  }
  #expect(throws: DimensionError.self) {
    try PairNetwork(task, width: 0, centring: .plain, weights: [])
  }
}
