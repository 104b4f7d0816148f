import CNumericKernels
import Foundation
import NumericAlgebra
import Testing

/// Known answers of the Random123 distribution, file tests/kat_vectors, lines "philox4x32 10".
@Test(
  "Philox4x32-10 gives the published known answers",
  arguments: [
    ([0, 0, 0, 0], [0, 0], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
    (
      [.max, .max, .max, .max], [.max, .max],
      [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
    ),
    (
      [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
      [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
    ),
  ] as [([UInt32], [UInt32], [UInt32])])
func knownAnswers(counter: [UInt32], key: [UInt32], expected: [UInt32]) {
  var output = [UInt32](repeating: 0, count: 4)
  slt_philox_block(counter, key, &output)
  #expect(output == expected)
}

@Test("a stream reads its words from the block (position, chain, purpose) under its seed")
func wordLayout() {
  let seed: UInt64 = 0x299f_31d0_a409_3822
  let purpose = RandomPurpose(rawValue: 0x0370_7344)
  // Block index 0x85a308d3_243f6a88 is position 2 * that, which overflows 64 bits; use a small one.
  var block = [UInt32](repeating: 0, count: 4)
  slt_philox_block([5, 0, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0], &block)
  var stream = RandomStream(seed: seed, purpose: purpose, chain: 0x1319_8a2e, position: 10)
  #expect(stream.nextWord() == UInt64(block[1]) << 32 | UInt64(block[0]))
  #expect(stream.nextWord() == UInt64(block[3]) << 32 | UInt64(block[2]))
  #expect(stream.position == 12)
}

/// Box-Muller from the words with libm, an independent path to the same numbers.
private func slowNormals(_ stream: RandomStream, _ count: Int) -> [Double] {
  var stream = stream
  var result: [Double] = []
  while result.count < count {
    let a = stream.nextWord()
    let b = stream.nextWord()
    let u = 1 - Double(a >> 12) * 0x1p-52
    let eighth = Double((b << 2) >> 12) * 0x1p-52 - 0.5
    let angle = Double.pi / 2 * (eighth + Double(b >> 62))
    result.append((-2 * log(u)).squareRoot() * cos(angle))
    result.append((-2 * log(u)).squareRoot() * sin(angle))
  }
  return Array(result.prefix(count))
}

@Test(
  "normals are Box-Muller of the words to rounding", arguments: [1, 2, 7, 36, 127, 128, 129, 1344])
func normalsAgainstLibm(count: Int) {
  let stream = RandomStream(seed: 42, purpose: .testing, chain: 3)
  var fast = stream
  for (i, pair) in zip(fast.normals(count), slowNormals(stream, count)).enumerated() {
    #expect(abs(pair.0 - pair.1) <= 4e-15 * max(1, abs(pair.1)), "normal \(i) of \(count)")
  }
}

@Test("normals have the same bits from every instruction set")
func instructionSets() {
  for count in [1, 5, 64, 128, 130, 10_001] {
    var fast = [Double](repeating: 0, count: count)
    var baseline = fast
    slt_normals(11, 12, 13, count, &fast)
    slt_normals_baseline(11, 12, 13, count, &baseline)
    #expect(fast.map(\.bitPattern) == baseline.map(\.bitPattern), "count \(count)")
    var fastFloat = [Float](repeating: 0, count: count)
    var baselineFloat = fastFloat
    slt_normals_float(11, 12, 13, count, &fastFloat)
    slt_normals_float_baseline(11, 12, 13, count, &baselineFloat)
    #expect(fastFloat.map(\.bitPattern) == baselineFloat.map(\.bitPattern), "count \(count)")
  }
}

/// E z^k for N(0, 1) is (k-1)!! for even k, 0 for odd; Var z^k = E z^2k - (E z^k)^2.
private func checkMoments(_ values: [Double], _ name: String) {
  func moment(_ k: Int) -> Double {
    k.isMultiple(of: 2) ? stride(from: 1, to: k, by: 2).reduce(1.0) { $0 * Double($1) } : 0
  }
  for k in 1...6 {
    let mean = values.reduce(0) { $0 + pow($1, Double(k)) } / Double(values.count)
    let error = ((moment(2 * k) - moment(k) * moment(k)) / Double(values.count)).squareRoot()
    #expect(abs(mean - moment(k)) < 5 * error, "\(name): moment \(k) is \(mean)")
  }
}

@Test("moments one to six of the normals, within 5 standard errors of the sample size")
func moments() {
  var stream = RandomStream(seed: 7, purpose: .testing)
  let values = stream.normals(1 << 20)
  checkMoments(values, "double")
  checkMoments(stream.singlePrecisionNormals(1 << 20).map(Double.init), "float")
  // Neighbours: the two values of a block, and values of consecutive blocks.
  for lag in [1, 2, 3, 128] {
    let products = zip(values, values.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(products / 1024) < 5, "lag \(lag)")
  }
}

@Test("a quarter of the normals lies in each quadrant, and the tails have their share")
func tails() {
  var stream = RandomStream(seed: 8, purpose: .testing)
  let count = 1 << 20
  let values = stream.normals(count)
  for (x, probability) in [
    (0.0, 0.5), (1.0, 0.15865525393), (2.0, 0.02275013195), (3.0, 1.349898e-3),
  ] {
    for sign in [1.0, -1.0] {
      let above = Double(values.count { sign * $0 > x })
      let spread = (Double(count) * probability * (1 - probability)).squareRoot()
      #expect(abs(above - Double(count) * probability) < 5 * spread, "beyond \(sign * x)")
    }
  }
}
