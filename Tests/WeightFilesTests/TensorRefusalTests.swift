import Foundation
import Testing
import WeightFiles

@Suite("Tensors refused, and why")
struct TensorRefusalTests {
  private func expect(
    _ bytes: [UInt8], _ kind: TensorFileError.Kind, _ text: String,
    location: SourceLocation = #_sourceLocation
  ) {
    let refusal = TensorBytes.refusal(of: bytes)
    #expect(refusal?.kind == kind, "\(refusal?.description ?? "read")", sourceLocation: location)
    #expect(
      refusal?.description.contains(text) == true, "\(refusal?.description ?? "read")",
      sourceLocation: location)
  }

  @Test func pickles() {
    let python =
      "import torch; from safetensors.torch import save_file; "
      + "save_file(torch.load('w', weights_only=True), 'w.safetensors')"
    expect([0x80, 2, 0x8A, 0x0A], .pickle, python)
    expect([0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0], .pickle, python)
    let zip = TensorBytes.zip([
      TensorBytes.Entry("archive/data.pkl", [0x80, 2, 0x2E]),
      TensorBytes.Entry("archive/data/0", [1]),
    ])
    expect(zip, .pickle, python)
    let refusal = TensorBytes.refusal(of: zip, file: "it's\n.pt")
    #expect(refusal?.remedy.count == 2)
    #expect(refusal?.remedy[1].contains("torch.load('it\\'s\\x0a.pt', weights_only=True)") == true)
  }

  @Test func otherFiles() {
    expect([], .unknownFormat, "no bytes")
    expect(Array("hello, world".utf8), .unknownFormat, "bytes 68 65 6c")
    expect([0x1F, 0x8B], .unknownFormat, "bytes 1f 8b")
  }

  @Test func typesOfNumPy() {
    let cases: [(String, String)] = [
      ("|O", "Python objects"), ("<U3", "text"), ("|S5", "text"), ("<c8", "complex"),
      (">c16", "array.real"), ("<M8[s]", "dates"), ("<V2", "bfloat16 as '<V2'"),
      ("|V7", "without a type"), ("<f16", "the type '<f16'"), ("f4", "the type 'f4'"),
      ("=f4", "the type '=f4'"), ("|f4", "the type '|f4'"), ("<b4", "the type"),
      ("", "the type ''"),
    ]
    for (descr, text) in cases {
      expect(TensorBytes.npy(descr, "(1,)", [0, 0]), .badElement, text)
    }
    let fields =
      "{'descr': [('a', '<f4'), ('b', '<f4')], 'fortran_order': False, 'shape': (1,), }\n"
    expect(TensorBytes.npy(fields, []), .badElement, "structured")
  }

  @Test func headersOfNumPy() {
    let good = "'descr': '<f4', 'fortran_order': False, 'shape': (1,), "
    for (header, text) in [
      ("", "the end of the header"), ("{}", "a key missing"), ("{\(good)", "the end of the header"),
      ("{\(good)} x", "nothing after"), ("{\(good)'more': 1}", "the key \"more\""),
      ("{\(good)'descr': '<f4'}", "the key \"descr\""),
      ("{'descr': '<f4', 'fortran_order': 0, 'shape': ()}", "True or False"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (1)}", "as in (3,)"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (1 1)}", "\",\" or \")\""),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (1L,)}", "\"L,)}\""),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "a dimension"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': [1]}", "\"(\""),
      ("{'descr': '<f\\x34', 'fortran_order': False, 'shape': ()}", "a short string"),
      ("{'descr': __import__('os'), 'fortran_order': False, 'shape': ()}", "a string in quotes"),
    ] { expect(TensorBytes.npy(header, [0, 0, 0, 0]), .badHeader, text) }
    let many = String(repeating: "1, ", count: 33)
    expect(TensorBytes.npy("<f4", "(\(many))", [0, 0, 0, 0]), .badHeader, "at most 32 dimensions")
    expect(TensorBytes.npy("<f4", "(1,)", [0, 0, 0]), .wrongLength, "3 bytes of data, expected 4")
    expect(TensorBytes.npy("<f4", "(1,)", [0, 0, 0, 0, 0]), .wrongLength, "5 bytes of data")
    for shape in [
      "(4294967296, 4294967296)", "(9223372036854775807,)", "(0, 4611686018427387904, 4)",
    ] { expect(TensorBytes.npy("<f4", shape, []), .badShape, "memory") }
    let version = TensorBytes.npy("{\(good)}", [0, 0, 0, 0], version: 4)
    expect(version, .badHeader, "version 4.0")
    expect(Array(version.prefix(7)), .badHeader, "a .npy file")
    expect(
      TensorBytes.npy("{\(good)}" + String(repeating: " ", count: 10_000), []), .badHeader,
      "at most 10000")
  }

  @Test func headersOfSafetensors() {
    let tensor = { (dtype: String, shape: String, offsets: String) in
      "\"w\":{\"dtype\":\"\(dtype)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
    }
    let data = [UInt8](repeating: 0, count: 8)
    let good = tensor("F32", "[2]", "[0,8]")
    for (header, kind, text) in [
      ("{\(good)}x", TensorFileError.Kind.badHeader, "spaces only"),
      ("{\(good),\(good)}", .badHeader, "a second value"),
      ("{\"w\":[1]}", .badHeader, "w: found an array"),
      ("{\"w\":{}}", .badHeader, "missing"),
      ("{\(tensor("F32", "[2]", "[0]"))}", .badHeader, "missing"),
      ("{\(tensor("F32", "[2]", "[0,8,9]"))}", .badHeader, "at most 2"),
      ("{\(tensor("F32", "[-2]", "[0,8]"))}", .badHeader, "w.shape[0]: found -2"),
      ("{\(tensor("F32", "[2.0]", "[0,8]"))}", .badHeader, "a whole number"),
      ("{\(tensor("F32", "[99999999999999999999]", "[0,8]"))}", .badHeader, "a whole number"),
      ("{\"__metadata__\":{\"a\":1}}", .badHeader, "a string"),
      ("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}", .badHeader, "a second value"),
      ("{\(tensor("F8_E4M3", "[8]", "[0,8]"))}", .badElement, "F8_E4M3 (floats of 8 bits"),
      ("{\(tensor("C64", "[1]", "[0,8]"))}", .badElement, "the dtype C64"),
      ("{\(tensor("F32", "[3]", "[0,8]"))}", .wrongLength, "as many as shape (3)"),
      ("{\(tensor("F32", "[4611686018427387904,4]", "[0,8]"))}", .wrongLength, "8 bytes of data"),
      ("{\(tensor("F32", "[2]", "[0,9]"))}", .badHeader, "end by 8"),
      ("{\(tensor("F32", "[2]", "[8,0]"))}", .badHeader, "begin at 0"),
      ("{\(tensor("F32", "[1]", "[4,8]"))}", .badHeader, "begin at 0"),
      ("{\(tensor("F32", "[1]", "[0,4]"))}", .wrongLength, "8 bytes after the header"),
      (
        "{\(good),\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", .badHeader,
        "v: found data_offsets [4, 8]"
      ),
      ("{" + String(repeating: "[", count: 100), .badHeader, "a key"),
    ] { expect(TensorBytes.safetensors(header, data), kind, text) }
    expect(TensorBytes.little(UInt64.max) + Array("{}".utf8), .badHeader, "18446744073709551615")
    expect(TensorBytes.little(UInt64(9)) + Array("{}".utf8), .badHeader, "at most 2")
    let long = "{}" + String(repeating: " ", count: 5 << 20)
    expect(TensorBytes.safetensors(long, []), .badHeader, "at most 4194304")
    // The format forbids white space before the brace, which tells it from others.
    expect(TensorBytes.safetensors(" {\(good)}", data), .unknownFormat, "expected the start")
  }

  @Test func archives() {
    let w = TensorBytes.npy("<f4", "(1,)", [0, 0, 0, 0])
    let entry = TensorBytes.Entry("W.npy", w)
    func changed(_ change: (inout TensorBytes.Entry) -> Void, deflated: Bool = false) -> [UInt8] {
      var copy = deflated ? entry.deflated() : entry
      change(&copy)
      return TensorBytes.zip([copy])
    }
    expect(TensorBytes.zip([entry, entry]), .duplicateName, "W.npy: found a second entry")
    expect(changed { $0.name = "W.txt" }, .badArchive, "another kind")
    expect(changed { $0.flags = 1 }, .badArchive, "encrypted")
    expect(changed { $0.method = 14 }, .badArchive, "method 14")
    expect(changed { $0.crc ^= 1 }, .badChecksum, "checksum")
    expect(changed({ $0.crc ^= 1 }, deflated: true), .badChecksum, "checksum")
    expect(changed { $0.size += 1 }, .badArchive, "bytes stored")
    expect(changed({ $0.size += 1 }, deflated: true), .badArchive, "after inflation")
    expect(changed({ $0.size -= 1 }, deflated: true), .badArchive, "more bytes after inflation")
    expect(changed({ $0.stored.removeLast() }, deflated: true), .badArchive, "cut short")
    expect(changed({ $0.stored.append(0) }, deflated: true), .badArchive, "left over")
    expect(changed({ $0.stored[0] = 7 }, deflated: true), .badArchive, "invalid block type")
    expect(changed({ $0.size = .max - 1 }, deflated: true), .tooCompressed, "numpy.savez")
    let whole = TensorBytes.zip([entry])
    expect(Array(whole.dropLast()), .badArchive, "cut short")
    expect(whole + [0], .badArchive, "cut short")
    expect([0x50, 0x4B, 5, 6], .badArchive, "cut short")
    var disks = whole
    disks[disks.count - 18] = 1
    expect(disks, .badArchive, "several disks")
    var more = whole
    more[more.count - 12] = 2
    more[more.count - 14] = 2
    expect(more, .badArchive, "cut short")
  }

  /// Entry A's bytes are the local header and content of entry B, to which the directory points
  /// too: such archives inflate the same bytes any number of times.
  @Test func overlap() throws {
    let w = TensorBytes.npy("<f4", "(1,)", [0, 0, 0, 0])
    let inner = TensorBytes.Entry("B.npy", w)
    let local = 30 + 5 + w.count
    let innerArchive = TensorBytes.zip([inner])
    var bytes = TensorBytes.zip([TensorBytes.Entry("A.npy", Array(innerArchive.prefix(local)))])
    var header = innerArchive[local..<(local + 46 + 5)]
    header.replaceSubrange(local + 42..<local + 46, with: TensorBytes.little(UInt32(30 + 5)))
    let end = bytes.count - 22
    for place in [end + 8, end + 10] { bytes[place] = 2 }
    bytes[end + 12] = 2 * (46 + 5)
    bytes.insert(contentsOf: header, at: end)
    expect(bytes, .badArchive, "B.npy: found an entry that overlaps another")
  }

  @Test func filesThatAreNone() throws {
    let folder = try TensorBytes.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in [
      (folder.appending(path: "none").path(), "No such file"), (folder.path(), "a folder"),
      ("/dev/zero", "device"),
    ] {
      let refusal = #expect(throws: TensorFileError.self) {
        try TensorFile(contentsOfFile: path)
      }
      #expect(refusal?.kind == .unreadable && refusal?.description.contains(text) == true)
    }
    let path = folder.appending(path: "w.npy").path()
    try Data(TensorBytes.npy("|u1", "(3,)", [1, 2, 3])).write(to: URL(filePath: path))
    #expect(try TensorFile(contentsOfFile: path)["w"]?.values == [1, 2, 3])
    let refusal = #expect(throws: TensorFileError.self) {
      try TensorFile(contentsOfFile: path, sizeLimit: 10)
    }
    #expect(refusal?.kind == .tooLarge)
  }
}
