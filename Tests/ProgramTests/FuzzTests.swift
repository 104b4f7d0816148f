import ExactAlgebra
import Foundation
import Identifiability
import LLCExperiments
import ModelFamilies
import TestSupport
import Testing

/// Mutated files through the library: refused with an error or accepted, never a trap or a hang.
@Suite struct FuzzTests {
  static let pieces = [
    "9223372036854775807", "-1", "0", "1e999", ".nan", "~", "\"", "'", "[", "]", "{", "}", ":",
    ": ", ",",
    "\n", "\n  ", "- ", "&a ", "*a ", "? ", "| ", "#", "\t", "\u{0}", "\u{feff}", "é", "!!int ",
    "<<: ", "null",
    "true", "1/0", "3037000500", "%", "---\n",
  ]

  static func mutated(_ text: String, using random: inout PseudoRandom) -> String {
    var characters = Array(text)
    for _ in 0..<Int.random(in: 1...4, using: &random) where !characters.isEmpty {
      let place = Int.random(in: 0..<characters.count, using: &random)
      let end = min(characters.count, place + Int.random(in: 1...12, using: &random))
      let piece = Array(pieces.randomElement(using: &random) ?? "")
      switch Int.random(in: 0..<6, using: &random) {
      case 0: characters.removeSubrange(place..<end)
      case 1: characters.insert(contentsOf: piece, at: place)
      case 2: characters.replaceSubrange(place..<end, with: piece)
      case 3: characters.insert(contentsOf: characters[place..<end], at: place)
      case 4: characters.removeSubrange(place...)
      default: characters[place] = Array("0123456789abz")[Int.random(in: 0..<13, using: &random)]
      }
    }
    return String(characters)
  }

  static let spec = """
    schema: 1
    seed: 3
    sampler: {nBeta: 1.0e+6, localisation: 100, relativeStepSize: 0.25, chains: 2, burnIn: 5, draws: 10}
    cases:
      - name: one
        model: {family: quadratic, width: 4}
        data: {task: modular-addition, modulus: 3}
        loss: centred
        point: {kind: trained, scale: 0.5, optimiser: adamw, epochs: 100, weightDecay: 0.1}
      - name: two
        model: {family: biased-quadratic, input: 2, width: 2}
        data: {inputs: gaussian, samples: 8}
        regime: ntk
        point: {kind: file, path: w.json}
        sampler: {stepSize: 1.0e-9, thinning: 3, method: mala}

    """

  @Test func specs() throws {
    _ = try ExperimentSpec(yaml: Self.spec, file: "f")
    var refused = 0
    for seed in 0..<300 as Range<UInt64> {
      var random = PseudoRandom(seed: seed)
      let text = Self.mutated(Self.spec, using: &random)
      let time = ProcessorTime()
      do {
        let spec = try ExperimentSpec(yaml: text, file: "f")
        #expect(!spec.cases.isEmpty, "seed \(seed)")
      } catch {
        refused += 1
        #expect(error.file == "f" && !error.problem.isEmpty, "seed \(seed)")
      }
      #expect(time.seconds < 2, "seed \(seed): \(text)")
    }
    // A fuzz that never meets an error, or nothing else, tests little.
    #expect((100..<300).contains(refused), "\(refused) of 300 refused")
  }

  @Test func certificates() throws {
    let network = try QuadraticNetwork(inputDimension: 3, width: 2, outputDimension: 2)
    let task = try ModularAddition(modulus: 2)
    let maps = [
      try #require(NetworkMap(.quadratic(network), level: .coordinates, inputs: nil)),
      try #require(
        NetworkMap(
          .quadratic(try task.network(width: 2)), level: .centred, inputs: .allPairs(of: task))),
    ]
    let originals = try maps.map { map in
      let weights = (0..<map.parameterCount).map { Rational($0 * $0 % 7 - 2, 1 + $0 % 3) }
      let rank = try PointRank(of: map, at: weights, seed: 1)
      let document = RankCertificateDocument(
        try #require(rank.certificate), of: map, at: weights)
      try document.verify()
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      return String(decoding: try encoder.encode(document), as: UTF8.self)
    }
    let truth = try originals.map { try Self.document($0).rank }
    var (refused, decoded) = (0, 0)
    for seed in 0..<300 as Range<UInt64> {
      var random = PseudoRandom(seed: seed)
      let which = Int(seed % 2)
      // Text that may no longer be JSON, or JSON with one value replaced.
      let text =
        seed % 4 < 2
        ? Self.mutated(originals[which], using: &random)
        : try Self.withOneValueReplaced(originals[which], using: &random)
      let time = ProcessorTime()
      do {
        let document = try Self.document(text)
        decoded += 1
        try document.verify(limits: RankLimits(memory: 64 << 20))
        // What still verifies is a true statement of the same instance, or of another one.
        if document.weights == (try Self.document(originals[which])).weights,
          document.level == maps[which].level
        {
          #expect(document.rank == truth[which], "seed \(seed): \(text)")
        }
      } catch { refused += 1 }
      #expect(time.seconds < 5, "seed \(seed): \(text)")
    }
    #expect((200..<300).contains(refused) && decoded > 40, "\(refused) refused, \(decoded) decoded")
  }

  static var values: [Any] {
    [
      -1, 0, 1, 2, 7, Int.max, Int.min, 1.5, "", "0", "1", "-1", "7", "2147483629", "1/2", "1/0",
      "9223372036854775808", "99999999999999999999999999", "x", "rows", "columns", "kernel",
      "leftKernel", "data", "coordinates", NSNull(), true, [Any](), ["1"], [0], [String: Any](),
      [["indices": [0], "values": ["1"]]],
    ]
  }

  /// Follows random members down to a value and puts another in its place.
  static func withOneValueReplaced(
    _ text: String, using random: inout PseudoRandom
  ) throws -> String {
    func replaced(_ value: Any) -> Any {
      if Int.random(in: 0..<8, using: &random) > 0 {
        if var object = value as? [String: Any],
          let key = object.keys.sorted().randomElement(using: &random), let old = object[key]
        {
          object[key] = replaced(old)
          return object
        }
        if var array = value as? [Any], !array.isEmpty {
          let index = Int.random(in: 0..<array.count, using: &random)
          array[index] = replaced(array[index])
          return array
        }
      }
      return values.randomElement(using: &random) ?? 0
    }
    let old = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let data = try JSONSerialization.data(
      withJSONObject: replaced(old), options: [.sortedKeys, .fragmentsAllowed])
    return String(decoding: data, as: UTF8.self)
  }

  private static func document(_ text: String) throws -> RankCertificateDocument {
    try JSONDecoder().decode(RankCertificateDocument.self, from: Data(text.utf8))
  }
}
