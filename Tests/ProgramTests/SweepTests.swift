import Foundation
import Testing

/// `slt sweep` and `slt store` refuse what they cannot use, in one line and without a trace.
@Suite struct SweepTests {
  private static let spec =
    "schema: 1\nname: tiny\nruns: {modulus: 3, width: 2, epochs: 3, seed: [1, 2]}\n"

  private func refused(
    _ line: String, status: Int32, _ words: String..., in scratch: Scratch
  ) throws {
    let before = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted()
    expectRefusal(
      try Program.run(line, in: scratch.url), status: status, naming: words, line)
    let after = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted()
    #expect(before == after, "\(line): left files behind")
  }

  @Test func arguments() throws {
    let scratch = try Scratch()
    try scratch.write(Self.spec, to: "s.yaml")
    try refused("sweep none.yaml", status: 65, "none.yaml: no such file", in: scratch)
    for shard in ["0/2", "3/2", "1", "a/b", "1/2/3", "-1/2", "1/0"] {
      try refused("sweep s.yaml --shard=\(shard)", status: 64, "--shard", "i/n", in: scratch)
    }
    try refused("sweep s.yaml --threads 0", status: 64, "--threads", in: scratch)
    try refused("store show none.sqlite", status: 65, "none.sqlite: no such store", in: scratch)
    try refused("store show s.yaml", status: 65, "s.yaml: not a run store", in: scratch)
    try refused("store merge out.sqlite s.yaml", status: 65, "s.yaml: not a run", in: scratch)
    try refused("store merge s.yaml part", status: 65, "s.yaml: exists", "--force", in: scratch)
    try refused("store merge part part", status: 64, "another name", in: scratch)
    try refused("store merge no/out part", status: 65, "no/out", in: scratch)
  }

  @Test func grids() throws {
    let scratch = try Scratch()
    let list = "[" + (1...400).map(String.init).joined(separator: ", ") + "]"
    let runs = "modulus: 23, width: 2, epochs: \(list), seed: \(list)"
    try scratch.write("schema: 1\nname: a\nruns: {\(runs)}", to: "large.yaml")
    try refused("sweep large.yaml", status: 64, "160,000 runs", "--yes", in: scratch)
    try scratch.write(
      "schema: 1\nname: a\nruns: {\(runs), weightDecay: \(list)}", to: "huge.yaml")
    try refused(
      "sweep huge.yaml --yes", status: 65, "64,000,000 runs", "at most 1,000,000", in: scratch)
    try scratch.write(Self.spec.replacing("width: 2", with: "width: two"), to: "bad.yaml")
    try refused(
      "sweep bad.yaml", status: 65, "bad.yaml:3: runs.width: found \"two\"", in: scratch)
  }
}
