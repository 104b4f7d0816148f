import Foundation
import Testing
import WeightFiles

@Suite("Reading tensors, bytes written by hand")
struct TensorReadingTests {
  /// 1, -2, 0.5, the smallest subnormal, infinity, in each type as its definition gives them.
  static let floats: [(TensorElement, bits: [[UInt8]])] = [
    (.float16, [[0, 0x3C], [0, 0xC0], [0, 0x38], [1, 0], [0, 0x7C]]),
    (.bfloat16, [[0x80, 0x3F], [0, 0xC0], [0, 0x3F], [1, 0], [0x80, 0x7F]]),
    (
      .float32,
      [[0, 0, 0x80, 0x3F], [0, 0, 0, 0xC0], [0, 0, 0, 0x3F], [1, 0, 0, 0], [0, 0, 0x80, 0x7F]]
    ),
    (
      .float64,
      [
        [0, 0, 0, 0, 0, 0, 0xF0, 0x3F], [0, 0, 0, 0, 0, 0, 0, 0xC0],
        [0, 0, 0, 0, 0, 0, 0xE0, 0x3F],
        [1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0xF0, 0x7F],
      ]
    ),
  ]
  static let smallest: [TensorElement: Double] = [
    .float16: 0x1p-24, .bfloat16: 0x1p-133, .float32: 0x1p-149, .float64: 0x1p-1074,
  ]
  static let dtypes: [TensorElement: (numpy: String, safetensors: String)] = [
    .float16: ("f2", "F16"), .bfloat16: ("", "BF16"), .float32: ("f4", "F32"),
    .float64: ("f8", "F64"),
  ]

  @Test(arguments: floats.map(\.0))
  func floatingPoint(_ element: TensorElement) throws {
    let bits = try #require(Self.floats.first { $0.0 == element }?.bits)
    let expected = [1, -2, 0.5, try #require(Self.smallest[element]), .infinity]
    let (numpy, dtype) = try #require(Self.dtypes[element])
    let data = bits.flatMap { $0 }
    var files = [
      TensorBytes.safetensors(
        "{\"w\":{\"dtype\":\"\(dtype)\",\"shape\":[5],\"data_offsets\":[0,\(data.count)]}}", data)
    ]
    if !numpy.isEmpty {
      files.append(TensorBytes.npy("<\(numpy)", "(5,)", data))
      files.append(TensorBytes.npy(">\(numpy)", "(5,)", bits.flatMap { $0.reversed() }))
    }
    for file in files {
      let read = try TensorFile(parsing: file, file: "w.npy")
      let tensor = try #require(read["w"])
      #expect(tensor.element == element && tensor.shape == [5])
      #expect(tensor.values == expected)
      #expect(Array(tensor.bytes) == data)
      #expect(tensor.firstNonFinite?.index == [4])
      #expect(read.firstNonFinite?.tensor == "w")
    }
  }

  @Test func integersAndBools() throws {
    let cases: [(String, [UInt8], [Double])] = [
      ("|i1", [0xFF, 0x7F], [-1, 127]), ("|u1", [0xFF, 0], [255, 0]), ("|b1", [1, 0], [1, 0]),
      ("<i2", [0xFE, 0xFF, 0, 0x80], [-2, -32768]), (">u2", [1, 0, 0, 1], [256, 1]),
      (">i4", [0xFF, 0xFF, 0xFF, 0xFD, 0, 0, 1, 0], [-3, 256]),
      ("<u4", [0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0], [4_294_967_295, 1]),
      ("<i8", [0, 0, 0, 0, 0, 0, 0, 0x80] + [1] + [UInt8](repeating: 0, count: 7), [-0x1p63, 1]),
      (
        ">u8", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xF8, 0] + [0, 0, 0, 0, 0, 0, 0, 2],
        [0x1p64 - 2048, 2]
      ),
    ]
    for (descr, data, expected) in cases {
      let file = try TensorFile(parsing: TensorBytes.npy(descr, "(2,)", data), file: "a.npy")
      #expect(file.tensors[0].values == expected, "\(descr)")
      #expect(file.firstNonFinite == nil)
    }
    let odd = TensorBytes.little(Int64(1 << 53 + 1))
    let refusal = TensorBytes.refusal(of: TensorBytes.npy("<i8", "(1, 1)", odd))
    #expect(refusal?.kind == .notExact)
    #expect(refusal?.description.contains("9007199254740993 at [0, 0]") == true)
    #expect(TensorBytes.refusal(of: TensorBytes.npy("|b1", "(1,)", [2]))?.kind == .notExact)
  }

  /// Entry (i, j, k) of a 2 x 3 x 2 array is 100 i + 10 j + k, in both orders of memory.
  @Test func fortranOrder() throws {
    var (rowMajor, columnMajor): ([UInt16], [UInt16]) = ([], [])
    for i in 0..<2 as Range<UInt16> {
      for j in 0..<3 as Range<UInt16> {
        for k in 0..<2 as Range<UInt16> { rowMajor.append(100 * i + 10 * j + k) }
      }
    }
    for k in 0..<2 as Range<UInt16> {
      for j in 0..<3 as Range<UInt16> {
        for i in 0..<2 as Range<UInt16> { columnMajor.append(100 * i + 10 * j + k) }
      }
    }
    for (descr, swap) in [("<u2", false), (">u2", true)] {
      let data = { (numbers: [UInt16]) -> [UInt8] in
        numbers.flatMap { TensorBytes.little(swap ? $0.byteSwapped : $0) }
      }
      let shape = "(2, 3, 2)"
      let c = TensorBytes.npy(descr, shape, data(rowMajor))
      let f = TensorBytes.npy(descr, shape, data(columnMajor), fortran: true)
      for bytes in [c, f] {
        let tensor = try TensorFile(parsing: bytes, file: "a.npy").tensors[0]
        #expect(tensor.values == rowMajor.map(Double.init))
        #expect(tensor.shape == [2, 3, 2])
      }
    }
  }

  @Test func emptyAndSingle() throws {
    let single = try TensorFile(
      parsing: TensorBytes.npy("<f8", "()", TensorBytes.little(2.5.bitPattern)), file: "x/s.npy")
    #expect(single.tensors[0].shape == [] && single["s"]?.values == [2.5])
    for (shape, expected) in [("(0,)", [0]), ("(3, 0, 2)", [3, 0, 2])] {
      for fortran in [false, true] {
        let bytes = TensorBytes.npy(">f4", shape, [], fortran: fortran)
        let tensor = try TensorFile(parsing: bytes, file: "e.npy").tensors[0]
        #expect(tensor.shape == expected && tensor.values.isEmpty)
      }
    }
    let none = try TensorFile(parsing: TensorBytes.safetensors("{}", []), file: "n")
    #expect(none.tensors.isEmpty)
    #expect(try TensorFile(parsing: TensorBytes.zip([]), file: "n").tensors.isEmpty)
  }

  @Test func headersOfNumPy() throws {
    let data = TensorBytes.little(Float(3).bitPattern)
    for version in 1...3 as ClosedRange<UInt8> {
      for header in [
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }     \n",
        "{\"shape\":(1 , ),\"fortran_order\":True,\"descr\":\"<f4\"}",
        "{ 'fortran_order' :False, 'descr':'<f4','shape':(1, 1 )}\n",
      ] {
        let bytes = TensorBytes.npy(header, data, version: version)
        #expect(try TensorFile(parsing: bytes, file: "a.npy").tensors[0].values == [3], "\(header)")
      }
    }
    let named = try TensorFile(parsing: TensorBytes.npy("bfloat16", "(2,)", data), file: "a.npy")
    #expect(named.tensors[0].element == .bfloat16 && named.tensors[0].values == [0, 3])
  }

  @Test func safetensorsInAnyOrder() throws {
    let header = """
      {"__metadata__":{"who":"\\u00e9\\n","":""},
       "b":{"data_offsets":[8,10],"shape":[2],"dtype":"I8"},
       "empty":{"dtype":"F64","shape":[0,7],"data_offsets":[8,8]},
       "a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}
      """ + "   "
    let data =
      TensorBytes.little(Float(1).bitPattern) + TensorBytes.little(Float.nan.bitPattern)
      + [0xFF, 5]
    let file = try TensorFile(parsing: TensorBytes.safetensors(header, data), file: "m")
    #expect(file.tensors.map(\.name) == ["b", "empty", "a"])
    #expect(file["b"]?.values == [-1, 5])
    #expect(file["a"]?.shape == [2, 1] && file["empty"]?.values == [])
    #expect(file.metadata == ["who": "é\n", "": ""])
    #expect(file.firstNonFinite?.tensor == "a" && file.firstNonFinite?.index == [1, 0])
  }

  @Test func archives() throws {
    let w = TensorBytes.npy("<f4", "(1,)", TensorBytes.little(Float(7).bitPattern))
    let b = TensorBytes.npy("|u1", "(2,)", [3, 4])
    let entries = [
      TensorBytes.Entry("../../etc/W.npy", w), TensorBytes.Entry("b.npy", b).deflated(),
    ]
    for zip64 in [false, true] {
      let file = try TensorFile(parsing: TensorBytes.zip(entries, zip64: zip64), file: "a.npz")
      #expect(file.tensors.map(\.name) == ["../../etc/W", "b"])
      #expect(file.tensors.map(\.values) == [[7], [3, 4]])
    }
    var named = TensorBytes.Entry("é.npy", b)
    #expect(TensorBytes.refusal(of: TensorBytes.zip([named]))?.kind == .badArchive)
    named.flags = 0x800
    #expect(try TensorFile(parsing: TensorBytes.zip([named]), file: "a").tensors[0].name == "é")
  }

  /// A header of 640 bytes starts as a pickle of protocol 2 does.
  @Test func contentTellsTheFormat() throws {
    let header = "{}" + String(repeating: " ", count: 638)
    let bytes = TensorBytes.safetensors(header, [])
    #expect(Array(bytes.prefix(2)) == [0x80, 2])
    #expect(try TensorFile(parsing: bytes, file: "weights.pt").tensors.isEmpty)
  }
}
