import Foundation
import Testing

/// `slt train`, `slt store export`, and what `slt verify` makes of their files.
@Suite struct TrainTests {
  private static let run = "train --modulus 5 --width 7 --epochs 60 --learning-rate 0.01 --quiet"
  private static let spec =
    "schema: 1\nname: t\nruns: {modulus: 5, width: 7, epochs: 60, learningRate: 0.01}\n"
    + "measure: {theory: false}\n"

  private func refused(
    _ line: String, status: Int32, _ words: String..., in scratch: Scratch
  ) throws {
    let before = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted()
    expectRefusal(try Program.run(line, in: scratch.url), status: status, naming: words, line)
    let after = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).sorted()
    #expect(before == after, "\(line): left files behind")
  }

  @Test func arguments() throws {
    let scratch = try Scratch()
    try scratch.write("", to: "there.npz")
    let run = Self.run
    try refused(run, status: 64, "--save", in: scratch)
    try refused(run + " --save w.npy", status: 64, "w.npy", ".safetensors or .npz", in: scratch)
    try refused(run + " --save no/w.npz", status: 65, "no/w.npz", "folder", in: scratch)
    try refused(run + " --save there.npz", status: 64, "there.npz exists", "--force", in: scratch)
    let save = run + " --save w.npz "
    try refused(save + "--width 0", status: 64, "--width is 0", in: scratch)
    try refused(save + "--batch-size 99", status: 64, "--batch-size is 99", in: scratch)
    try refused(save + "--batch-size all", status: 64, "--batch-size", in: scratch)
    try refused(save + "--momentum 0.9", status: 64, "--momentum", "sgd", in: scratch)
    try refused(save + "--learning-rate -1", status: 64, "--learning-rate is -1", in: scratch)
    try refused(
      save + "--optimiser sgd --learning-rate 1e9", status: 65, "nothing is saved", "loss is",
      in: scratch)
  }

  @Test func savedExportedAndVerified() throws {
    let scratch = try Scratch()
    try scratch.write(Self.spec, to: "s.yaml")
    let trained = try Program.json(Self.run + " --save w.safetensors", in: scratch.url)
    #expect(trained.flag("isComplete") == true && trained.integer("epoch") == 60)
    #expect(
      try Program.run("sweep s.yaml --keep-weights --quiet", in: scratch.url).status == 0)
    let exported = try Program.json("store export t.sqlite --save e.safetensors", in: scratch.url)
    #expect(
      try exported.objects("tensors").map { $0.text("sha256") }
        == trained.objects("tensors").map { $0.text("sha256") })
    #expect(
      try Data(contentsOf: URL(filePath: scratch.path("e.safetensors")))
        == Data(contentsOf: URL(filePath: scratch.path("w.safetensors"))))
    // Weights, task, loss and pairs come with both: one answer.
    let (file, store) = (
      try Program.json("verify w.safetensors", in: scratch.url),
      try Program.json("verify t.sqlite --run 0", in: scratch.url)
    )
    for answer in [file, store] {
      #expect(
        try answer.object("realisation").number("loss") == file.object("realisation").number("loss")
      )
      #expect(try answer.object("prediction").text("compareWith") == "centred")
      #expect(answer.text("answer") == file.text("answer"))
    }
    // In double precision against training's single precision.
    let (loss, said) = (
      try #require(file.object("realisation").number("loss")),
      try #require(trained.number("trainingLoss"))
    )
    #expect(abs(loss - said) < 1e-5 * said)
    try refused("verify t.sqlite --run 3", status: 65, "no run 3", in: scratch)
    try refused("verify t.sqlite --epoch 7", status: 65, "epoch 60", "slt train", in: scratch)
    try refused("verify w.safetensors --run 0", status: 64, "--run", in: scratch)
    try refused(
      "verify t.sqlite --task modular-addition --modulus 7", status: 64, "modulo 5", in: scratch)
    try refused("verify s.yaml", status: 65, "s.yaml", in: scratch)
  }

  @Test func jsonFiles() throws {
    let scratch = try Scratch()
    func file(_ entry: String, _ name: String) throws -> Program.Run {
      try scratch.write(
        "{\"family\": \"quadratic\", \"input\": 2, \"width\": 1, \"output\": 1, "
          + "\"W\": [[1, \(entry)]], \"V\": [[0.5]]}", to: name)
      return try Program.run("verify \(name) --format json", in: scratch.url)
    }
    let simple = try file("\"1/3\"", "a.json")
    #expect(simple.status == 0 && simple.errors.contains("fractions kept exact: 1"))
    let long = try file("\"1/3\(String(repeating: "7", count: 60))\"", "b.json")
    #expect(long.status == 0 && long.errors.contains("replaced by the nearest doubles: 1"))
    let plain = try file("0.25", "c.json")
    #expect(plain.status == 0 && plain.errors.isEmpty)
    expectRefusal(
      try file("\"1\(String(repeating: "0", count: 400))\"", "d.json"), status: 65,
      naming: ["d.json", "double precision"], "a huge fraction")
  }

  /// (1, 1/3) and (3, 1) are parallel; with the double next to 1/3 they are not.
  @Test func fractionsAreExact() throws {
    let scratch = try Scratch()
    func independent(_ third: String) throws -> String? {
      try scratch.write(
        "{\"family\": \"quadratic\", \"input\": 2, \"width\": 2, \"output\": 1, "
          + "\"W\": [[1, \(third)], [3, 1]], \"V\": [[1, 1]]}", to: "w.json")
      let answer = try Program.json("verify w.json", in: scratch.url)
      let rows = try answer.object("prediction").objects("rows")
      let row = try #require(rows.first { $0.text("theorem") == "4.2" })
      return try row.objects("assumptions")
        .first { $0.text("statement")?.contains("linearly independent") == true }?.text("verdict")
    }
    #expect(try independent("\"1/3\"") == "fails")
    #expect(try independent("0.3333333333333333") == "holds")
  }

  /// The length of a header may begin like JSON; integers and huge numbers are refused in words.
  @Test func unusual() throws {
    let scratch = try Scratch()
    func tensors(_ dtype: String, _ data: [UInt8]) throws -> Program.Run {
      var header =
        "{\"fc1.w\":{\"dtype\":\"\(dtype)\",\"shape\":[1,2],\"data_offsets\":[0,\(data.count)]},"
        + "\"fc2.v\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[\(data.count),\(data.count + 4)]}}"
      if dtype == "I64" { header = header.replacing("F32", with: "I32") }
      // 379 = 256 + 123, and byte 123 is a brace.
      header += String(repeating: " ", count: 379 - header.utf8.count)
      try scratch.write(
        Data([123, 1, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + data + [0, 0, 128, 63]), to: "w.st")
      return try Program.run("verify w.st --format csv", in: scratch.url)
    }
    #expect(try tensors("F32", [0, 0, 128, 63, 0, 0, 0, 64]).status == 0)
    expectRefusal(
      try tensors("I64", [UInt8](repeating: 0, count: 16)), status: 65,
      naming: ["fc1.w (int64, 1 x 2)"], "integers")
    let large = withUnsafeBytes(of: (1e200, 1.0)) { Array($0) }
    let run = try tensors("F64", large)
    #expect(run.status == 65 && run.errors.contains("slt: w.st: "), "\(run.errors)")
  }

  @Test func interrupted() throws {
    let scratch = try Scratch()
    let process = Process()
    process.executableURL = Program.executable
    process.arguments = "train --modulus 23 --width 64 --epochs 100000000 --save w.npz"
      .split(separator: " ").map(String.init)
    process.currentDirectoryURL = scratch.url
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    // The first line says that training is under way.
    var text = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
    kill(process.processIdentifier, SIGINT)
    text += String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 130, "\(text)")
    #expect(text.contains("slt: interrupted; w.npz has the weights after epoch "), "\(text)")
    let read = try Program.run("verify w.npz --format csv --input-weights none", in: scratch.url)
    #expect(read.errors.contains("input.weight (64 x 46), output.weight (23 x 64)"), "\(read)")
  }

  @Test func matrices() throws {
    let scratch = try Scratch()
    // A header of 10^10 numbers, and no numbers.
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (100000, 100000), }"
    let padded = header + String(repeating: " ", count: 117 - header.utf8.count) + "\n"
    try scratch.write(
      Data([0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8)), to: "h.npy")
    try refused("verify --jacobian h.npy", status: 65, "found 0 bytes", in: scratch)
    try refused("verify --features h.npy", status: 64, "--outputs K", in: scratch)
    try refused("verify --outputs 2", status: 64, "--jacobian", in: scratch)
    try refused("verify", status: 64, "no file of weights", in: scratch)
    try refused("verify --jacobian h.npy --run 1", status: 64, "stand alone", in: scratch)
  }
}
