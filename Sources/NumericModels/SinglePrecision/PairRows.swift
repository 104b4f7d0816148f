public import ModelFamilies

/// Pairs as the kernels look them up: (a, b) adds rows a and p + b of W^T, and its label is
/// a + b mod p.
public struct PairRows: Sendable, Hashable {
  public let modulus: Int
  let first: [Int32]
  let second: [Int32]
  let labels: [Int32]

  /// - Throws: `LossError.pairOutOfRange`.
  public init(_ task: ModularAddition, _ pairs: [ModularAddition.Pair]) throws(LossError) {
    modulus = task.modulus
    for (i, pair) in pairs.enumerated()
    where !(0..<modulus).contains(pair.a) || !(0..<modulus).contains(pair.b) {
      throw .pairOutOfRange(index: i, a: pair.a, b: pair.b, modulus: modulus)
    }
    let p = modulus
    first = pairs.map { Int32($0.a) }
    second = pairs.map { Int32(p + $0.b) }
    labels = pairs.map { Int32(task.target($0)) }
  }

  public var count: Int { labels.count }
}

/// The rows of one batch, in memory that the network keeps.
struct PairBatch {
  private(set) var first: [Int32] = []
  private(set) var second: [Int32] = []
  private(set) var labels: [Int32] = []

  var count: Int { labels.count }

  mutating func gather(_ rows: PairRows, _ indices: ArraySlice<Int32>) {
    first.removeAll(keepingCapacity: true)
    second.removeAll(keepingCapacity: true)
    labels.removeAll(keepingCapacity: true)
    for index in indices {
      let i = Int(index)
      first.append(rows.first[i])
      second.append(rows.second[i])
      labels.append(rows.labels[i])
    }
  }

  mutating func take(_ rows: PairRows) {
    (first, second, labels) = (rows.first, rows.second, rows.labels)
  }
}
