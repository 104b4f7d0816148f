import Foundation
import TestSupport
import Testing
import WeightFiles

extension PseudoRandom {
  /// Any finite double, or a fraction of random integers.
  mutating func entry() -> WeightEntry {
    let value = Double(bitPattern: next())
    return next() % 3 == 0 || !value.isFinite
      ? .exact("\(Int64(bitPattern: next()))/\(next() | 1)") : .double(value)
  }
}

@Suite("Mutated weight files")
struct MutationTests {
  static let pieces: [[UInt8]] =
    [
      "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u", "\\ud83d", "-", ".", "e", "E+", "0", "9",
      "/",
      "null", "true", "NaN", "1e999", "\"W\"", "\"width\":", " ", "\n", "[[", "]]", "\"1/0\"",
    ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xEF, 0xBB, 0xBF], [0xED, 0xA0, 0x80]]

  func mutated(_ original: [UInt8], _ random: inout PseudoRandom) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 0...6, using: &random))
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes.removeSubrange(place..<end)
      case 1: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random)!, at: place)
      case 2: bytes.replaceSubrange(place..<end, with: Self.pieces.randomElement(using: &random)!)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
      default:
        if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
      }
    }
    return bytes
  }

  /// Never traps; what is accepted is JSON to Foundation too, and survives writing and reading;
  /// what is refused is refused in one line.
  @Test func neverTrapNorMislead() throws {
    var random = PseudoRandom(seed: 2026)
    var accepted = 0
    let originals = [quadratic, biased, try parse(quadratic).jsonText].map { Array($0.utf8) }
    for round in 0..<5000 {
      let bytes = mutated(originals[round % originals.count], &random)
      let text = "round \(round): \(String(decoding: bytes, as: UTF8.self))"
      do throws(WeightFileError) {
        let file = try WeightFile(parsing: bytes, file: "w.json")
        accepted += 1
        #expect((try? JSONSerialization.jsonObject(with: Data(bytes))) is [String: Any], "\(text)")
        #expect((try? parse(file.jsonText)) == file, "\(text)")
      } catch {
        #expect(error.description.hasPrefix("w.json"), "\(text)")
        #expect(!error.description.contains { $0.isNewline }, "\(text)")
        #expect(error.description.utf8.count < 500, "\(text)")
      }
    }
    #expect(accepted > 200, "only \(accepted) accepted: the mutations test too little")
  }

  @Test func manyWeightsAreReadInReasonableTime() throws {
    var random = PseudoRandom(seed: 4)
    let entries = (0..<200_000).map { _ in
      WeightEntry.double(Double(Int64(bitPattern: random.next())) * 0x1p-63)
    }
    let file = try WeightFile(
      family: .quadratic, inputDimension: 900, width: 200, outputDimension: 100, entries: entries)
    let bytes = Array(file.jsonText.utf8)
    let time = ProcessorTime()
    let back = try WeightFile(parsing: bytes, file: "w.json")
    #expect(time.seconds < 5)
    #expect(back == file)
  }
}
