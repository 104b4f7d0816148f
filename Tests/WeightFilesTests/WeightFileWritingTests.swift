import Foundation
import TestSupport
import Testing
import WeightFiles

@Suite("Writing weights")
struct WeightFileWritingTests {
  @Test func text() throws {
    #expect(
      try parse(quadratic).jsonText == """
        {
          "family": "quadratic",
          "input": 2,
          "width": 3,
          "output": 1,
          "W": [
            [1.0, -2.5],
            ["-3/7", 0.0],
            [0.001, "15"]
          ],
          "V": [
            [0.1, "0", 4.0]
          ]
        }

        """)
  }

  @Test func roundTripThroughAFile() throws {
    var random = PseudoRandom(seed: 17)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("weights.json").path
    for family in WeightFamily.allCases {
      for _ in 0..<20 {
        let (d, m) = (Int.random(in: 1...5, using: &random), Int.random(in: 1...4, using: &random))
        let outputs = family == .quadratic ? Int.random(in: 1...3, using: &random) : 1
        let count = family == .quadratic ? m * (d + outputs) : m * (d + 2) + 1
        let entries = (0..<count).map { _ in random.entry() }
        let file = try WeightFile(
          family: family, inputDimension: d, width: m, outputDimension: outputs, entries: entries)
        try file.write(toFile: path)
        let back = try WeightFile(contentsOfFile: path)
        #expect(back == file)
        #expect(back.entries == entries)
      }
    }
  }

  @Test func filesOutsideTheLimits() throws {
    let folder = FileManager.default.temporaryDirectory.path
    let missing = #expect(throws: WeightFileError.self) {
      try WeightFile(contentsOfFile: folder + "/no such file.json")
    }
    #expect(missing?.kind == .unreadable)
    #expect(missing?.description.contains("no such file.json: found an error") == true)
    let directory = #expect(throws: WeightFileError.self) {
      try WeightFile(contentsOfFile: folder)
    }
    #expect(directory?.kind == .unreadable)
    let endless = #expect(throws: WeightFileError.self) {
      try WeightFile(contentsOfFile: "/dev/zero", sizeLimit: 5_000_000)
    }
    #expect(endless?.kind == .tooLarge)
    #expect(
      endless?.description
        == "/dev/zero: found more than 5000000 bytes, expected at most 5000000")
    let nowhere = #expect(throws: WeightFileError.self) {
      try parse(biased).write(toFile: folder + "/no such folder/w.json")
    }
    #expect(nowhere?.kind == .unreadable)
  }

  @Test func sizeLimitIsExact() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try parse(biased)
    try file.write(toFile: path)
    let size = file.jsonText.utf8.count
    #expect(try WeightFile(contentsOfFile: path, sizeLimit: size) == file)
    #expect(throws: WeightFileError.self) {
      try WeightFile(contentsOfFile: path, sizeLimit: size - 1)
    }
  }

  static let refused: [(Int, Int, Int, [WeightEntry], WeightFileError.Kind)] = [
    (0, 1, 1, [], .badDimension), (1, -1, 1, [], .badDimension), (1, 1, 0, [], .badDimension),
    (1, 1, 1, [.double(1)], .wrongLength), (Int.max, 2, 1, [.double(1)], .wrongLength),
    (1, 1, 1, Array(repeating: .double(1), count: 3), .wrongLength),
    (1, 1, 1, [.double(.nan), .double(1)], .notFinite),
    (1, 1, 1, [.double(1), .exact("1.5")], .badFraction),
  ]

  @Test(arguments: refused)
  func unwritable(
    _ d: Int, _ m: Int, _ outputs: Int, _ entries: [WeightEntry], _ kind: WeightFileError.Kind
  ) {
    let error = #expect(throws: WeightFileError.self) {
      try WeightFile(
        family: .quadratic, inputDimension: d, width: m, outputDimension: outputs,
        entries: entries)
    }
    #expect(error?.kind == kind)
  }

  @Test func singleOutputFamiliesHaveOneOutput() {
    let error = #expect(throws: WeightFileError.self) {
      try WeightFile(
        family: .biasedQuadratic, inputDimension: 1, width: 1, outputDimension: 2, entries: [])
    }
    #expect(error?.kind == .badDimension)
  }
}
