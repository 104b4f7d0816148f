import Foundation
import TestSupport
import Testing
import WeightFiles

/// The packages numpy, safetensors and ml_dtypes of Python in an environment of their own, which is
/// made for the tests and removed after them.
enum PythonPackages {
  static let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "slt-python-\(UUID())")

  /// Whether they could be installed; where there is no network the tests are skipped and say why.
  static let areInstalled: Bool = {
    do {
      if try run("/usr/bin/env", ["python3", "-m", "venv", folder.path()]).status == 0,
        try python("-m", "pip", "install", "--quiet", "numpy", "safetensors", "ml_dtypes").status
          == 0
      {
        return true
      }
    } catch {}
    try? FileManager.default.removeItem(at: folder)
    return false
  }()

  /// Removes them once the suite has run.
  struct Removal: SuiteTrait, TestScoping {
    func provideScope(
      for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
    ) async throws {
      try await body()
      try FileManager.default.removeItem(at: folder)
    }
  }

  static func python(_ arguments: String...) throws -> (status: Int32, output: String) {
    try run(folder.appending(path: "bin/python").path(), arguments)
  }

  static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }
}

/// A tensor as one line of JSON: what one side wrote and the other is to find.
struct TensorRecord: Codable {
  let file: String
  let name: String
  let element: String
  let shape: [Int]
  /// Row-major, little endian, hexadecimal.
  let bits: String
  /// The same as doubles, where Python wrote it.
  var doubles: String?
  /// The file of `numpy.save` for the same array, where Swift wrote it.
  var numpy: String?
}

@Suite(
  "Tensors to and from Python",
  .enabled(
    if: PythonPackages.areInstalled,
    "needs python3 with venv and a network for pip: numpy and safetensors could not be installed"),
  PythonPackages.Removal())
struct TensorPythonTests {
  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String(String(Int($0) + 256, radix: 16).dropFirst()) }.joined()
  }

  /// What the two programs below use.
  static let modules =
    [
      "io", "json", "pathlib", "pickle", "sys", "ml_dtypes", "numpy as np", "safetensors",
      "safetensors.numpy",
    ].map { "import \($0)\n" }.joined()

  /// Random bits of every type in every order, through numpy.save, savez, savez_compressed and
  /// safetensors.
  static let writer = #"""
    folder, records = pathlib.Path(sys.argv[1]), []
    rng = np.random.default_rng(20)
    elements = ['float16', 'float32', 'float64', 'int8', 'int16', 'int32', 'int64',
                'uint8', 'uint16', 'uint32', 'uint64', 'bool']

    def array(element, shape):
        dtype, count = np.dtype(element), int(np.prod(shape))
        data = rng.bytes(count * dtype.itemsize)
        if element == 'bool': data = bytes(b & 1 for b in data)
        flat = np.frombuffer(data, dtype)
        if element in ('int64', 'uint64'): flat = flat // 2048
        return flat.reshape(shape)

    def record(file, name, element, a):
        with np.errstate(all='ignore'): doubles = a.astype('<f8')
        native = a.astype(a.dtype.newbyteorder('<')) if a.dtype.kind != 'V' else a
        records.append(dict(file=str(file), name=name, element=element, shape=list(a.shape),
                            bits=native.tobytes('C').hex(), doubles=doubles.tobytes('C').hex()))

    shapes = [(), (7,), (3, 5), (2, 3, 4), (4, 0), (1, 6, 1)]
    every = {}
    for element in elements:
        for shape in shapes:
            for order in 'CF':
                for endian in '<>':
                    a = np.array(array(element, shape), order=order)
                    a = a.astype(a.dtype.newbyteorder(endian), order='K')
                    name = '%s-%d-%s-%s' % (element, shapes.index(shape), order, 'big' if endian == '>' else 'little')
                    np.save(folder / (name + '.npy'), a)
                    record(folder / (name + '.npy'), name, element, a)
                    every['dir/' + name] = a
    for save in [np.savez, np.savez_compressed]:
        path = folder / (save.__name__ + '.npz')
        save(path, **every)
        for name, a in every.items(): record(path, name, name[4:].split('-')[0], a)
    large = dict(smooth=np.arange(300000, dtype='f4').reshape(500, 600), zeros=np.zeros((40, 50)))
    np.savez_compressed(folder / 'large.npz', **large)
    record(folder / 'large.npz', 'zeros', 'float64', large['zeros'])
    with open(folder / 'v2.npy', 'wb') as f:
        np.lib.format.write_array(f, large['zeros'], version=(2, 0))
    record(folder / 'v2.npy', 'v2', 'float64', large['zeros'])
    native = {k: np.ascontiguousarray(v) for k, v in every.items() if k.endswith('C-little')}
    bf = np.frombuffer(rng.bytes(24), ml_dtypes.bfloat16).reshape(3, 4)
    native['bf'] = bf
    path = folder / 'all.safetensors'
    safetensors.numpy.save_file(native, path, metadata={'format': 'np', 'é"': 'a\n'})
    for name, a in native.items(): record(path, name, 'bfloat16' if name == 'bf' else name[4:].split('-')[0], a)
    np.save(folder / 'refused-bf.npy', bf)
    np.save(folder / 'refused-object.npy', np.array([1, 'a', None], dtype=object))
    np.save(folder / 'refused-text.npy', np.array(['a', 'bc']))
    np.save(folder / 'refused-complex.npy', np.zeros(3, 'c16'))
    np.save(folder / 'refused-fields.npy', np.zeros(3, [('a', 'f4'), ('b', 'i4')]))
    np.save(folder / 'refused-date.npy', np.zeros(3, 'M8[s]'))
    np.save(folder / 'refused-long.npy', np.zeros(3, np.longdouble))
    np.savez_compressed(folder / 'refused-zeros.npz', w=np.zeros(4 << 20))
    safetensors.numpy.save_file({'w': np.zeros(4, ml_dtypes.float8_e4m3fn)}, folder / 'refused-f8.safetensors')
    (folder / 'refused-pickle.pt').write_bytes(pickle.dumps({'w': [1.0]}, protocol=2))
    (folder / 'records.json').write_text(json.dumps(records))
    """#

  static let reader = #"""
    records, files = json.load(open(sys.argv[1])), {}
    for r in records:
        path = r['file']
        if path not in files:
            if path.endswith('.safetensors'): files[path] = safetensors.numpy.load_file(path)
            elif path.endswith('.npz'): files[path] = dict(np.load(path, allow_pickle=False))
            else: files[path] = {r['name']: np.load(path, allow_pickle=False)}
        a = files[path].pop(r['name'])
        assert a.dtype == np.dtype(getattr(ml_dtypes, 'bfloat16') if r['element'] == 'bfloat16' else r['element']), r
        assert list(a.shape) == r['shape'], r
        assert a.tobytes('C').hex() == r['bits'], r
        if r.get('numpy'):
            out = io.BytesIO()
            np.save(out, a)
            assert out.getvalue() == open(r['numpy'], 'rb').read(), r
    assert not any(files.values()), 'tensors left over'
    with safetensors.safe_open([p for p in files if p.endswith('.safetensors')][0], 'np') as f:
        assert f.metadata() == {'who': 'é"\n', 'format': 'pt'}, f.metadata()
    print(len(records), 'agree')
    """#

  @Test func pythonWritesSwiftReads() throws {
    let folder = try TensorBytes.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try PythonPackages.python("-c", Self.modules + Self.writer, folder.path())
    try #require(run.status == 0, "\(run.output)")
    let text = try Data(contentsOf: folder.appending(path: "records.json"))
    let records = try JSONDecoder().decode([TensorRecord].self, from: text)
    #expect(records.count > 900)
    var files: [String: TensorFile] = [:]
    for record in records {
      let file = try files[record.file] ?? TensorFile(contentsOfFile: record.file)
      files[record.file] = file
      let tensor = try #require(file[record.name], "\(record.file) \(record.name)")
      #expect(tensor.element.rawValue == record.element, "\(record.name)")
      #expect(tensor.shape == record.shape, "\(record.name)")
      #expect(Self.hexadecimal(tensor.bytes) == record.bits, "\(record.file) \(record.name)")
      let doubles = try #require(record.doubles)
      let values = tensor.values.map {
        $0.isNaN ? "nan" : Self.hexadecimal(TensorBytes.little($0.bitPattern))
      }
      let expected = stride(from: 0, to: doubles.utf8.count, by: 16).map { start in
        String(doubles.utf8.dropFirst(start).prefix(16)) ?? ""
      }
      #expect(values.count == expected.count)
      #expect(zip(values, expected).allSatisfy { $0 == $1 || $0 == "nan" }, "\(record.name)")
    }
    let all = files.first { $0.key.hasSuffix("all.safetensors") }?.value
    #expect(all?.metadata == ["format": "np", "é\"": "a\n"])
    let smooth = try TensorFile(contentsOfFile: folder.appending(path: "large.npz").path())[
      "smooth"]
    #expect(smooth?.shape == [500, 600])
    #expect(smooth?.values == (0..<300_000).map(Double.init))
    try refusals(folder)
  }

  private func refusals(_ folder: URL) throws {
    for (name, text) in [
      ("bf.npy", "bfloat16 as '<V2'"), ("object.npy", "Python objects"), ("text.npy", "text"),
      ("complex.npy", "array.imag"), ("fields.npy", "structured"), ("date.npy", "dates"),
      ("long.npy", "'<f16'"), ("zeros.npz", "numpy.savez"), ("f8.safetensors", "F8_E4M3"),
      ("pickle.pt", "weights_only=True"),
    ] {
      let refusal = #expect(throws: TensorFileError.self) {
        try TensorFile(contentsOfFile: folder.appending(path: "refused-\(name)").path())
      }
      #expect(refusal?.description.contains(text) == true, "\(refusal?.description ?? name)")
    }
  }

  @Test func swiftWritesPythonReads() throws {
    let folder = try TensorBytes.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var random = PseudoRandom(seed: 3)
    var records: [TensorRecord] = []
    func write(_ file: TensorFile, _ name: String) throws {
      let path = folder.appending(path: name).path()
      try file.write(toFile: path)
      for tensor in file.tensors {
        records.append(
          TensorRecord(
            file: path, name: tensor.name, element: tensor.element.rawValue, shape: tensor.shape,
            bits: Self.hexadecimal(tensor.bytes), numpy: name.hasSuffix(".npy") ? path : nil))
      }
    }
    let tensors = try TensorWritingTests.all(&random, bfloat16: true)
    let metadata = ["who": "é\"\n", "format": "pt"]
    try write(TensorFile(tensors: tensors, metadata: metadata), "all.safetensors")
    let inNumPy = tensors.filter { $0.element != .bfloat16 }
    try write(TensorFile(tensors: inNumPy), "all.npz")
    for (index, tensor) in inNumPy.enumerated() {
      try write(TensorFile(tensors: [tensor]), "\(index).npy")
    }
    // Headers of every length about the multiples of 64 to which they are padded.
    for rank in 1...32 {
      for last in [1, 10, 100] {
        let shape = Array(repeating: 1, count: rank - 1) + [last]
        let tensor = try TensorWritingTests.tensor("t", .uint8, shape, &random)
        try write(TensorFile(tensors: [tensor]), "\(rank)-\(last).npy")
      }
    }
    let list = folder.appending(path: "records.json")
    try JSONEncoder().encode(records).write(to: list)
    let run = try PythonPackages.python("-c", Self.modules + Self.reader, list.path())
    #expect(run.status == 0 && run.output == "\(records.count) agree\n", "\(run.output)")
  }
}
