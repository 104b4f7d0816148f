import Foundation
import Testing

@Suite struct VerifyStructureTests {
  /// W (2 x 6) and V (3 x 2) for p = 3 as .safetensors in double precision, written out by hand.
  private static let weights: Data = {
    let values: [Double] =
      [2, -1, -1, 2, -1, -1] + [2, -1, -1, -2, 1, 1] + [2, -2, -1, 1, -1, 1]
    let header = #"""
      {"W":{"dtype":"F64","shape":[2,6],"data_offsets":[0,96]},"V":{"dtype":"F64","shape":[3,2],"data_offsets":[96,144]}}
      """#
    var data = Data()
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header.utf8)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }()

  @Test("structure and snapped are in the JSON, with the figure's four files beside it")
  func answers() throws {
    let scratch = try Scratch()
    try scratch.write(Self.weights, to: "w.safetensors")
    let answer = try Program.json(
      "verify w.safetensors --task modular-addition --modulus 3 --snap auto --figure s.svg",
      in: scratch.url)
    for suffix in ["svg", "png", "dat", "gp"] {
      #expect(FileManager.default.fileExists(atPath: scratch.path("s.\(suffix)")), "\(suffix)")
    }
    let structure = try answer.object("structure")
    #expect(structure.integer("modulus") == 3)
    #expect(try structure.objects("units").count == 2)
    let snapped = try answer.objects("snapped")
    #expect(snapped.count == 2 && snapped.allSatisfy { $0.isNull("undecided") })
    let plain = try Program.json("verify w.safetensors", in: scratch.url)
    #expect(plain.isNull("structure") && plain.isNull("snapped"))
    for format in ["text", "markdown", "csv", "latex"] {
      let run = try Program.run(
        "verify w.safetensors --task modular-addition --modulus 3 --snap auto --format \(format)",
        in: scratch.url)
      #expect(
        run.status == 0 && run.output.contains("zeros, shared, rationals"),
        "\(format): \(run.errors)")
    }
  }

  @Test(
    "wrong options",
    arguments: [
      ("--snap integers", ["integers", "rationals"]), ("--snap zeros,", ["\"\""]),
      ("--snap zeros --snap-tolerance 0", ["--snap-tolerance is 0.0"]),
      ("--snap-tolerance 0.1", ["--snap"]), ("--figure a.svg", ["--task"]),
      ("--task modular-addition --modulus 3 --figure a.png", [".svg"]),
    ])
  func refused(_ options: String, _ words: [String]) throws {
    let scratch = try Scratch()
    try scratch.write(Self.weights, to: "w.safetensors")
    let run = try Program.run("verify w.safetensors \(options)", in: scratch.url)
    expectRefusal(run, status: 64, naming: words, options)
  }
}
