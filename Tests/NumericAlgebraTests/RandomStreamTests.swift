import NumericAlgebra
import Testing

@Test("a stream resumes from its position")
func resumes() {
  var whole = RandomStream(seed: 1, purpose: .sampling, chain: 2)
  _ = whole.normals(7)
  _ = whole.nextWord()
  var resumed = RandomStream(seed: 1, purpose: .sampling, chain: 2, position: whole.position)
  #expect(whole == resumed)
  #expect(whole.normals(9) == resumed.normals(9))
  #expect(whole.nextInt(below: 1000) == resumed.nextInt(below: 1000))
}

@Test("normals filled in pieces of whole blocks are those filled at once, and none is used twice")
func pieces() {
  var whole = RandomStream(seed: 1, purpose: .sampling)
  var parts = whole
  #expect(whole.normals(300) == parts.normals(128) + parts.normals(2) + parts.normals(170))
  var odd = RandomStream(seed: 1, purpose: .sampling)
  let first = odd.normals(3)  // two blocks; the fourth value is dropped
  #expect(odd.position == 4)
  #expect(Set(first).isDisjoint(with: odd.normals(100)))
  _ = odd.nextWord()
  let position = odd.position
  _ = odd.normals(1)
  #expect(odd.position > position + 1)
}

@Test("streams that differ in seed, purpose or chain differ")
func independence() {
  let streams = [
    RandomStream(seed: 1, purpose: .sampling), RandomStream(seed: 2, purpose: .sampling),
    RandomStream(seed: 1 << 32 | 1, purpose: .sampling), RandomStream(seed: 1, purpose: .training),
    RandomStream(seed: 1, purpose: .sampling, chain: 1),
  ]
  let samples = streams.map { stream in
    var stream = stream
    return stream.normals(4096)
  }
  for i in samples.indices {
    for j in 0..<i {
      let correlation = zip(samples[i], samples[j]).reduce(0) { $0 + $1.0 * $1.1 } / 64
      #expect(abs(correlation) < 5, "streams \(j) and \(i)")
    }
  }
}

@Test("uniforms lie in [0, 1) with mean 1/2 and variance 1/12")
func uniforms() {
  var stream = RandomStream(seed: 3, purpose: .testing)
  let count = 100_000
  let values = (0..<count).map { _ in stream.nextUniform() }
  #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
  let mean = values.reduce(0, +) / Double(count)
  let square = values.reduce(0) { $0 + $1 * $1 } / Double(count)
  #expect(abs(mean - 0.5) < 5 * (1.0 / 12 / Double(count)).squareRoot())
  #expect(abs(square - 1.0 / 3) < 5 * (4.0 / 45 / Double(count)).squareRoot())
}

@Test("bounded integers are uniform, also where rejection is frequent")
func boundedIntegers() {
  var stream = RandomStream(seed: 4, purpose: .testing)
  var counts = [Int](repeating: 0, count: 7)
  for _ in 0..<70_000 { counts[stream.nextInt(below: 7)] += 1 }
  for count in counts { #expect(abs(Double(count) - 10_000) < 5 * (10_000 * 6.0 / 7).squareRoot()) }
  #expect((0..<100).allSatisfy { _ in stream.nextInt(below: 1) == 0 })
  // 2^64 mod 3 * 2^61 = 2^62 ...: without the rejection the low third would come up too often.
  let bound = 3 << 61
  let start = stream.position
  let low = (0..<30_000).count { _ in stream.nextInt(below: bound) < 1 << 61 }
  #expect(abs(Double(low) - 10_000) < 5 * (10_000 * 2.0 / 3).squareRoot())
  #expect(stream.position > start + 35_000, "a quarter of the words has to be rejected")
}

@Test("shuffles are permutations, and every permutation of three comes up equally often")
func shuffles() {
  var stream = RandomStream(seed: 5, purpose: .testing)
  #expect(stream.permutation(100).sorted() == Array(0..<100))
  var counts: [[Int]: Int] = [:]
  for _ in 0..<6000 { counts[stream.permutation(3), default: 0] += 1 }
  #expect(counts.count == 6)
  for (order, count) in counts {
    #expect(abs(Double(count) - 1000) < 5 * (1000 * 5.0 / 6).squareRoot(), "\(order)")
  }
}

@Test("a random subset holds each index equally often")
func subsets() {
  var stream = RandomStream(seed: 6, purpose: .testing)
  var indices = Array(0..<10)
  var counts = [Int](repeating: 0, count: 10)
  for _ in 0..<10_000 {
    indices.withUnsafeMutableBufferPointer { stream.chooseFront(3, of: $0) }
    for index in indices.prefix(3) { counts[index] += 1 }
  }
  #expect(indices.sorted() == Array(0..<10))
  for count in counts { #expect(abs(Double(count) - 3000) < 5 * (3000 * 0.7).squareRoot()) }
}
