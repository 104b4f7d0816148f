import ExactAlgebra
import Foundation
import Identifiability
import ModelFamilies
import TestSupport
import Testing

@Suite("Rank certificates as documents")
struct CertificateDocumentTests {
  typealias Document = RankCertificateDocument

  private func document(_ map: NetworkMap, _ weights: [Rational]) throws -> Document {
    let rank = try PointRank(of: map, at: weights, seed: 21)
    return Document(try #require(rank.certificate), of: map, at: weights)
  }

  /// Written, read and verified for every kind of map; the reader needs nothing but the text.
  @Test func roundTrips() throws {
    var random = SeededGenerator(seed: 141)
    var kinds: Set<String> = []
    for map in try assortedMaps(seed: 8) {
      // The document says "all pairs" with its modulus; parts of them it cannot say.
      if case .oneHotPairs(let p, let pairs)? = map.inputs, pairs.count != p * p { continue }
      for weights in [random.fractions(map.parameterCount), random.specialPoint(map.family)] {
        let original = try document(map, weights)
        let text = try JSONEncoder().encode(original)
        let read = try JSONDecoder().decode(Document.self, from: text)
        try read.verify()
        #expect(read.rank == rationalRank(map, weights), "\(label(map))")
        #expect(read.level == map.level && read.family == map.family.name)
        kinds.insert(read.upperBound)
      }
    }
    // Never "columns": a unit always has its scaling or is dead, so the kernel is never zero.
    #expect(kinds == ["rows", "kernel", "leftKernel"])
  }

  private func good() throws -> Document {
    let weights = [1, 2, 0, 3, 1, 1, 2, -1, 3, 5].map { Rational($0) }
    // d = 3, m = 2, K = 2: 12 x 10, rank 8.
    let good = try document(map(try quadratic(3, 2, 2)), weights)
    try good.verify()
    #expect(good.upperBound == "kernel" && good.rank == 8)
    return good
  }

  private func expectRefused(
    _ name: String, _ original: Document, _ change: (inout Document) -> Void
  ) {
    var bad = original
    change(&bad)
    do {
      try bad.verify()
      Issue.record("accepted with \(name) changed")
    } catch {
      #expect(!"\(error)".isEmpty && "\(error)".count < 400, "\(name)")
      #expect(!"\(error)".contains("\n"), "\(name)")
    }
  }

  @Test func everyFieldTamperedWith() throws {
    let original = try good()
    let changes: [(String, (inout Document) -> Void)] = [
      ("schema", { $0.schema = 1 }), ("schema", { $0.schema = 3 }),
      ("kind", { $0.kind = "slt-rank" }),
      ("family", { $0.family = "biased-quadratic" }), ("family", { $0.family = "cubic" }),
      ("input", { $0.input = 2 }), ("input", { $0.input = -3 }), ("width", { $0.width = 3 }),
      ("width", { $0.width = 0 }), ("output", { $0.output = 1 }), ("level", { $0.level = .data }),
      ("level", { $0.level = .centred }), ("modulus", { $0.modulus = 2 }),
      (
        "inputs",
        {
          $0.level = .data
          $0.inputs = [["1", "0", "0"], ["0", "1"]]
        }
      ),
      (
        "inputs",
        {
          $0.level = .data
          $0.inputs = []
        }
      ),
      (
        "inputs",
        {
          $0.level = .data
          $0.inputs = [["1", "0", "0"]]
        }
      ),
      ("weights", { $0.weights[0] = "7" }), ("weights", { $0.weights[9] = "0" }),
      ("weights", { $0.weights[9] = "1/0" }), ("weights", { $0.weights[9] = "0.5" }),
      ("weights", { $0.weights.removeLast() }), ("weights", { $0.weights.append("1") }),
      ("rank", { $0.rank = 7 }), ("rank", { $0.rank = 9 }), ("rank", { $0.rank = -1 }),
      ("prime", { $0.prime = "4" }), ("prime", { $0.prime = "-7" }), ("prime", { $0.prime = "2" }),
      ("prime", { $0.prime = String(repeating: "9", count: 5000) }),
      ("prime", { $0.prime = "18446744073709551557" }),
      ("pivotRows", { $0.pivotRows[0] = $0.pivotRows[1] }), ("pivotRows", { $0.pivotRows[0] = 12 }),
      ("pivotRows", { $0.pivotRows[0] = -1 }), ("pivotRows", { $0.pivotRows.removeLast() }),
      ("pivotRows", { $0.pivotRows[7] = .max }),
      ("pivotColumns", { $0.pivotColumns.removeLast() }),
      ("pivotColumns", { $0.pivotColumns[0] = 10 }),
      ("pivotColumns", { $0.pivotColumns[0] = $0.pivotColumns[7] }),
      ("upperBound", { $0.upperBound = "rows" }), ("upperBound", { $0.upperBound = "columns" }),
      ("upperBound", { $0.upperBound = "leftKernel" }), ("upperBound", { $0.upperBound = "" }),
      ("vectors", { $0.vectors = [] }), ("vectors", { $0.vectors.removeLast() }),
      ("vectors", { $0.vectors[1] = $0.vectors[0] }),
      ("vectors", { $0.vectors.append($0.vectors[0]) }),
      ("vectors", { $0.vectors[0].values[0] += "1" }),
      ("vectors", { $0.vectors[0].values[0] = "1/2" }),
      ("vectors", { $0.vectors[0].values.removeLast() }),
      ("vectors", { $0.vectors[0].indices[0] = 10 }),
      ("vectors", { $0.vectors[0].indices[0] = -1 }),
      (
        "vectors",
        {
          $0.vectors[0].indices = []
          $0.vectors[0].values = []
        }
      ),
    ]
    for (name, change) in changes { expectRefused(name, original, change) }
  }

  @Test func everyFieldOfDataDocuments() throws {
    let task = try ModularAddition(modulus: 2)
    let map = map(.quadratic(try task.network(width: 2)), .data, .allPairs(of: task))
    let original = try document(map, (1...12).map { Rational($0 * $0 % 11) })
    try original.verify()
    expectRefused("modulus", original) { $0.modulus = nil }
    expectRefused("modulus", original) { $0.modulus = 3 }
    expectRefused("modulus", original) { $0.modulus = .max }
    expectRefused("modulus", original) { $0.modulus = -2 }
    expectRefused("input", original) { $0.input = 5 }
    expectRefused("level", original) { $0.level = .coordinates }
    expectRefused("level", original) { $0.level = .centred }
  }

  /// Dimensions and counts beyond all bounds are refused before anything of their size exists.
  @Test func hostileDocuments() throws {
    let original = try good()
    for big in [Int.max, Int.max / 2, 1 << 40, 1 << 31, Int.min] {
      expectRefused("input \(big)", original) { $0.input = big }
      expectRefused("width \(big)", original) { $0.width = big }
      expectRefused("output \(big)", original) { $0.output = big }
      expectRefused("rank \(big)", original) { $0.rank = big }
      expectRefused("all \(big)", original) {
        $0.input = big
        $0.width = big
        $0.output = big
      }
    }
    // One unit with 100,000 inputs: the weights are there, the 5 * 10^9 coordinates must not be.
    expectRefused("coordinates", original) {
      $0.input = 100_000
      $0.width = 1
      $0.output = 1
      $0.weights = Array(repeating: "1", count: 100_001)
    }
    // All pairs modulo 50,000 would be 2.5 * 10^9 inputs.
    expectRefused("pairs", original) {
      $0.input = 100_000
      $0.width = 1
      $0.output = 1
      $0.level = .data
      $0.modulus = 50_000
      $0.weights = Array(repeating: "1", count: 100_001)
    }
    expectRefused("vectors", original) {
      $0.vectors = Array(repeating: $0.vectors[0], count: 100_000)
    }
    expectRefused("values", original) {
      $0.vectors[0].values[0] = String(repeating: "9", count: 100_000)
    }
    expectRefused("memory", original) { $0.weights[0] = String(repeating: "1", count: 5000) + "x" }
    let time = ProcessorTime()
    #expect(throws: CertificateDocumentError.self) {
      try original.verify(limits: RankLimits(memory: 1))
    }
    #expect(time.seconds < 1)
  }

  @Test func textThatIsNoDocument() throws {
    let text = String(decoding: try JSONEncoder().encode(try good()), as: UTF8.self)
    for (from, to) in [
      ("\"rank\":8", "\"rank\":8.5"), ("\"rank\":8", "\"rank\":1e400"), ("\"rank\":8", "\"r\":8"),
      ("\"level\":\"coordinates\"", "\"level\":\"all\""), ("\"width\":2", "\"width\":\"2\""),
      ("\"width\":2", "\"width\":99999999999999999999"), ("[", "{"), ("\"kind\"", "kind"),
    ] {
      let bad = text.replacingOccurrences(of: from, with: to)
      #expect(bad != text, "\(from)")
      #expect(throws: (any Error).self) {
        try JSONDecoder().decode(Document.self, from: Data(bad.utf8)).verify()
      }
    }
  }
}
