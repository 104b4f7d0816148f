import Foundation
import TestSupport
import Testing
import WeightFiles

@Suite("Writing tensors")
struct TensorWritingTests {
  /// Random bit patterns of a type, NaN and infinities among them; 64-bit integers within 2^53.
  static func tensor(
    _ name: String, _ element: TensorElement, _ shape: [Int], _ random: inout PseudoRandom
  ) throws -> Tensor {
    let count = shape.reduce(1, *)
    var data: [UInt8] = []
    for _ in 0..<count {
      let word = random.next()
      switch element {
      case .int64: data += TensorBytes.little(Int64(bitPattern: word) >> 10)
      case .uint64: data += TensorBytes.little(word >> 11)
      case .bool: data.append(UInt8(word & 1))
      default: data += TensorBytes.little(word).prefix(element.size)
      }
    }
    let names: [TensorElement: String] = [
      .float16: "F16", .bfloat16: "BF16", .float32: "F32", .float64: "F64", .int8: "I8",
      .int16: "I16", .int32: "I32", .int64: "I64", .uint8: "U8", .uint16: "U16", .uint32: "U32",
      .uint64: "U64", .bool: "BOOL",
    ]
    let dtype = try #require(names[element])
    let header =
      "{\"\(name)\":{\"dtype\":\"\(dtype)\",\"shape\":\(shape),\"data_offsets\":[0,\(data.count)]}}"
    let file = try TensorFile(parsing: TensorBytes.safetensors(header, data), file: "made")
    return file.tensors[0]
  }

  static func all(_ random: inout PseudoRandom, bfloat16: Bool) throws -> [Tensor] {
    var tensors: [Tensor] = []
    for element in TensorElement.allCases where bfloat16 || element != .bfloat16 {
      for shape in [[], [5], [3, 4], [2, 0], [2, 3, 2]] {
        tensors.append(
          try tensor(
            "\(element.rawValue)/\(shape.count)-\(shape.last ?? 1)", element, shape, &random))
      }
    }
    return tensors
  }

  @Test func everyTypeSurvivesToTheLastBit() throws {
    var random = PseudoRandom(seed: 7)
    for format in TensorFile.Format.allCases {
      let tensors = try Self.all(&random, bfloat16: format == .safetensors)
      let files =
        format == .npy
        ? try tensors.map { try TensorFile(tensors: [$0]) } : [try TensorFile(tensors: tensors)]
      for file in files {
        let bytes = try file.bytes(as: format)
        let back = try TensorFile(parsing: bytes, file: "w")
        #expect(back.tensors.map(\.bytes) == file.tensors.map(\.bytes))
        #expect(back.tensors.map(\.shape) == file.tensors.map(\.shape))
        #expect(back.tensors.map(\.element) == file.tensors.map(\.element))
        if format != .npy { #expect(back == file) }
        #expect(try back.bytes(as: format) == bytes, "the same tensors, other bytes")
      }
    }
  }

  /// Values to a type and back: what a type holds comes back, other numbers go to the nearest.
  @Test func valuesTakeTheNearest() throws {
    let x = 1 + 0x1p-11 + 0x1p-30
    let nearest: [(TensorElement, Double, Double)] = [
      (.float64, x, x), (.float32, x, 1 + 0x1p-11), (.float16, x, 1 + 0x1p-10),
      (.bfloat16, x, 1), (.float32, 0.1, Double(Float(0.1))),
      // Halfway between two of the type goes to the even one; a trace above goes up, also where
      // rounding to float first would lose the trace.
      (.bfloat16, 1 + 0x1p-8, 1), (.bfloat16, 1 + 3 * 0x1p-8, 1 + 0x1p-6),
      (.bfloat16, 1 + 0x1p-8 + 0x1p-40, 1 + 0x1p-7),
      (.bfloat16, -(1 + 0x1p-8 + 0x1p-40), -1 - 0x1p-7),
      (.bfloat16, 1 + 3 * 0x1p-8 - 0x1p-40, 1 + 0x1p-7), (.float16, 0x1p-25, 0),
      (.float16, 0x1p-25 + 0x1p-60, 0x1p-24), (.bfloat16, 0x1p-134 + 0x1p-180, 0x1p-133),
      (.float16, 65519, 65504), (.int8, -128, -128), (.bool, 1, 1), (.uint64, 0x1p63, 0x1p63),
      (.float32, -.infinity, -.infinity), (.bfloat16, .infinity, .infinity),
    ]
    for (element, value, expected) in nearest {
      let tensor = try Tensor(name: "w", shape: [1], values: [value], element: element)
      #expect(tensor.values == [expected], "\(element) of \(value)")
    }
    for element in TensorElement.allCases where element.isFloatingPoint {
      let zeros = try Tensor(name: "w", shape: [3], values: [-0.0, .nan, 0], element: element)
      #expect(zeros.values[0].sign == .minus && zeros.values[1].isNaN)
      #expect(zeros.firstNonFinite?.index == [1])
    }
    for (element, value) in [
      (.float16, 65520), (.float32, 1e39), (.bfloat16, 3.4e38), (.bfloat16, -1e300), (.int8, 128),
      (.int32, 0.5), (.uint8, -1), (.bool, 2), (.int64, .nan), (.uint16, .infinity),
    ] as [(TensorElement, Double)] {
      let refusal = #expect(throws: TensorFileError.self) {
        try Tensor(name: "w", shape: [], values: [value], element: element)
      }
      #expect(refusal?.kind == .notExact, "\(element) of \(value)")
    }
  }

  @Test func shapesAndNames() throws {
    for shape in [[2], [], [-1], [3, .max], [0]] {
      let refusal = #expect(throws: TensorFileError.self) {
        try Tensor(name: "w", shape: shape, values: [1, 2, 3])
      }
      #expect(refusal?.kind == .badShape, "\(shape)")
    }
    let tensor = try Tensor(name: "w", shape: [3], values: [1, 2, 3])
    let twice = #expect(throws: TensorFileError.self) {
      try TensorFile(tensors: [tensor, tensor])
    }
    #expect(twice?.kind == .duplicateName)
  }

  @Test func safetensorsBytes() throws {
    let a = try Tensor(name: "a\"\u{1}é", shape: [1], values: [1], element: .uint8)
    let b = try Tensor(name: "b", shape: [], values: [2], element: .float64)
    let file = try TensorFile(tensors: [a, b], metadata: ["z": "1", "y": "\n"])
    let bytes = try file.bytes(as: .safetensors)
    let header =
      #"{"__metadata__":{"y":"\u000a","z":"1"},"a\"\u0001é":{"dtype":"U8","shape":[1],"#
      + #""data_offsets":[8,9]},"b":{"dtype":"F64","shape":[],"data_offsets":[0,8]}}"#
    let padding = String(repeating: " ", count: -header.utf8.count & 7)
    #expect(
      bytes
        == TensorBytes.safetensors(header + padding, [0, 0, 0, 0, 0, 0, 0, 0x40, 1]))
    #expect(try TensorFile(parsing: bytes, file: "b") == file)
  }

  @Test func whatAFormatCannotHold() throws {
    let half = try Tensor(name: "h", shape: [1], values: [1], element: .bfloat16)
    let whole = try Tensor(name: "w", shape: [1], values: [1])
    let deep = try Tensor(name: "d", shape: Array(repeating: 1, count: 33), values: [1])
    let reserved = try Tensor(name: "__metadata__", shape: [1], values: [1])
    let cases: [(TensorFile, TensorFile.Format, TensorFileError.Kind)] = [
      (try TensorFile(tensors: [half]), .npy, .badElement),
      (try TensorFile(tensors: [half]), .npz, .badElement),
      (try TensorFile(tensors: [half, whole]), .npy, .badShape),
      (try TensorFile(tensors: []), .npy, .badShape),
      (try TensorFile(tensors: [whole], metadata: ["a": "b"]), .npz, .badHeader),
      (try TensorFile(tensors: [deep]), .npy, .badShape),
      (try TensorFile(tensors: [reserved]), .safetensors, .duplicateName),
    ]
    for (file, format, kind) in cases {
      let refusal = #expect(throws: TensorFileError.self) { try file.bytes(as: format) }
      #expect(refusal?.kind == kind, "\(format) \(refusal?.description ?? "")")
    }
  }

  @Test func filesAreReplacedInOneStep() throws {
    let folder = try TensorBytes.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try TensorFile(tensors: [Tensor(name: "w", shape: [2], values: [1, 2])])
    for format in TensorFile.Format.allCases {
      let path = folder.appending(path: "w.\(format.rawValue)").path()
      try Data("before".utf8).write(to: URL(filePath: path))
      try file.write(toFile: path)
      #expect(try TensorFile(contentsOfFile: path) == file)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).count == 3)
    let ending = #expect(throws: TensorFileError.self) {
      try file.write(toFile: folder.appending(path: "w.pt").path())
    }
    #expect(ending?.kind == .unknownFormat)
    let nowhere = #expect(throws: TensorFileError.self) {
      try file.write(toFile: folder.appending(path: "none/w.npy").path())
    }
    #expect(nowhere?.kind == .unwritable)
    #expect(nowhere?.description.contains { $0.isNewline } == false)
  }

  #if os(Linux)
    /// A limit on the size of files stands in for a disk without room: the error is an error, what
    /// was there before stays, and nothing is left beside it.
    @Test func fullDisk() async {
      await #expect(processExitsWith: .success) {
        let folder = try TensorBytes.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "w.safetensors").path()
        let before = try TensorFile(tensors: [Tensor(name: "w", shape: [2], values: [1, 2])])
        try before.write(toFile: path)
        let many = [Double](repeating: 0.5, count: 100_000)
        let large = try TensorFile(tensors: [Tensor(name: "w", shape: [100_000], values: many)])
        signal(SIGXFSZ, SIG_IGN)
        var limits = rlimit(rlim_cur: 4096, rlim_max: 4096)
        #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits) == 0)
        let refusal = #expect(throws: TensorFileError.self) { try large.write(toFile: path) }
        #expect(refusal?.kind == .unwritable)
        #expect(try TensorFile(contentsOfFile: path) == before)
        #expect(
          try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["w.safetensors"])
      }
    }
  #endif
}
