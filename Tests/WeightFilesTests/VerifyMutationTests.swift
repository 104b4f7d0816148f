#if os(Linux)
  import AssumptionChecks
  import Foundation
  import Identifiability
  import LLCExperiments
  import LLCTheorems
  import ModelFamilies
  import NumericAlgebra
  import TestSupport
  import Testing
  import WeightFiles

  /// Mutated files through everything that `slt verify` does with them.
  @Suite("Mutated files of weights, verified")
  struct VerifyMutationTests {
    struct Seed {
      let format: TensorFile.Format
      let file: TensorFile
      let bytes: [UInt8]

      /// What is read in full, with numbers at the ends of their range.
      static let extremes: [Double] = [
        0, -0.0, 1, .leastNonzeroMagnitude, 0x1p-1030, 1e-200, 0x1p-149, 6e-8, 65504, 1e19, 3e38,
        1e100, 1e154, 1e200,
        .greatestFiniteMagnitude, .infinity, -.infinity, .nan,
      ]

      func withExtremes(_ random: inout PseudoRandom) throws -> [UInt8] {
        let tensors = file.tensors.map { tensor in
          var values = tensor.values
          for _ in 0..<Int.random(in: 0...3, using: &random) {
            let extreme = Self.extremes.randomElement(using: &random)!
            values[Int.random(in: 0..<values.count, using: &random)] = extreme
          }
          // What the type cannot hold is left out.
          let made = try? Tensor(
            name: tensor.name, shape: tensor.shape, values: values, element: tensor.element)
          return made ?? tensor
        }
        return try TensorFile(tensors: tensors, metadata: file.metadata).bytes(as: format)
      }

      /// Of an archive every other time an array inside, whose checksum is then right.
      func mutated(_ random: inout PseudoRandom) throws -> [UInt8] {
        if Int.random(in: 0..<3, using: &random) == 0 { return try withExtremes(&random) }
        guard format == .npz, Bool.random(using: &random) else {
          return TensorMutationTests.mutated(bytes, &random)
        }
        let chosen = Int.random(in: 0..<file.tensors.count, using: &random)
        let entries = try file.tensors.enumerated().map { index, tensor in
          let array = try TensorFile(tensors: [tensor]).bytes(as: .npy)
          return TensorBytes.Entry(
            tensor.name + ".npy",
            index == chosen ? TensorMutationTests.mutated(array, &random) : array)
        }
        return TensorBytes.zip(entries)
      }
    }

    /// Networks with d = 4, m = 3, K = 2 in each format and precision, and matrices for theorems 5.1
    /// and 5.2.
    static func seeds() throws -> [Seed] {
      var random = PseudoRandom(seed: 5)
      func tensor(
        _ name: String, _ shape: [Int], _ element: TensorElement = .float32
      ) throws -> Tensor {
        try Tensor(
          name: name, shape: shape,
          values: (0..<shape.reduce(1, *)).map { _ in Double.random(in: -2...2, using: &random) },
          element: element)
      }
      func network(_ element: TensorElement) throws -> [Tensor] {
        [try tensor("fc1.weight", [3, 4], element), try tensor("fc2.weight", [2, 3], element)]
      }
      // d = 4 and K = 2 are modular addition modulo 2.
      let origin = RunSpec(modulus: 2, width: 3, epochs: 1).settings
      let metadata = Dictionary(uniqueKeysWithValues: origin.map { ($0.key, $0.value) })
        .merging(["program": "slt 0"]) { $1 }
      let files: [(TensorFile.Format, TensorFile)] = [
        (.safetensors, try TensorFile(tensors: network(.float32), metadata: metadata)),
        (.npz, try TensorFile(tensors: network(.float64))),
        (.safetensors, try TensorFile(tensors: network(.bfloat16))),
        (.npz, try TensorFile(tensors: network(.float16))),
        (.npy, try TensorFile(tensors: [tensor("J", [6, 5])])),
        (.npy, try TensorFile(tensors: [tensor("J", [3, 2, 5], .float64)])),
      ]
      return try files.map { Seed(format: $0, file: $1, bytes: try $1.bytes(as: $0)) }
    }

    /// Parse, map, verify. Whether there was a result; a refusal has to be one line.
    static func verify(
      _ bytes: [UInt8], _ format: TensorFile.Format, _ round: String
    ) -> Bool {
      do {
        let file = try TensorFile(parsing: bytes, file: "w")
        if format == .npy {
          let isCentred = bytes.count % 2 == 0
          let given = try GivenMatrix(
            file, role: .jacobian, isCentred: isCentred, name: "w")
          #expect(given.matrix.values.count <= bytes.count, "\(round)")
          let found = try GivenMatrixVerification(given)
          #expect(found.exact.lower <= found.exact.upper, "\(round)")
          #expect(!found.answer.isEmpty && found.numerical.rank <= found.exact.upper, "\(round)")
        } else {
          let matrices = try TensorMatrices(file, name: "w")
          let numbers = matrices.matrices.reduce(0) { $0 + $1.values.count }
          #expect(numbers <= bytes.count, "\(round)")
          let task = try RunSpec(settings: matrices.metadata)?.trainingPairs()
          let tensors = try NetworkTensors(matrices.matrices, task: task?.task)
          var question = VerificationQuestion(
            tensors.family, weights: tensors.weights,
            data: task.map { .task($0.task, pairs: $0.pairs) } ?? .gaussian,
            loss: task == nil ? .plain : .centred, relativeTolerance: matrices.precision)
          question.limits = RankLimits(memory: 1 << 20, operations: 1e7)
          let found = try WeightVerification(question)
          #expect(!found.answer.isEmpty, "\(round)")
        }
        return true
      } catch {
        let text = "\(error)"
        #expect(!text.isEmpty && text.utf8.count < 1000, "\(round): \(text)")
        #expect(!text.contains { $0.isNewline }, "\(round): \(text)")
        return false
      }
    }

    @Test func tenThousand() async {
      await #expect(processExitsWith: .success) {
        let seeds = try Self.seeds()
        // Libraries and threads take their memory before it is measured.
        for seed in seeds { #expect(Self.verify(seed.bytes, seed.format, "seed")) }
        var random = PseudoRandom(seed: 2027)
        let allowed = 16 << 20
        try TensorMutationTests.allowOnly(allowed)
        let resident = try TensorMutationTests.status("VmHWM")
        var (accepted, slowest) = (0, (0.0, 0))
        for round in 0..<10_000 {
          let seed = seeds[round % seeds.count]
          let bytes = try seed.mutated(&random)
          let time = ProcessorTime()
          if Self.verify(bytes, seed.format, "round \(round)") { accepted += 1 }
          let seconds = time.seconds
          if seconds > slowest.0 { slowest = (seconds, round) }
        }
        #expect(slowest.0 < 5, "round \(slowest.1)")
        #expect(try TensorMutationTests.status("VmHWM") - resident < allowed)
        #expect((700..<8000).contains(accepted), "\(accepted) of 10,000 accepted")
      }
    }

    /// As many tensors as a file may have, all of them fitting all others, with names for
    /// two of them or without.
    @Test func many() throws {
      let names = (0..<32_768).map { "t\($0)" }
      let entries = names.enumerated().map {
        "\"\($1)\":{\"dtype\":\"F16\",\"shape\":[1,1],\"data_offsets\":[\(2 * $0),\(2 * $0 + 2)]}"
      }
      let bytes = TensorBytes.safetensors(
        "{\(entries.joined(separator: ","))}", [UInt8](repeating: 0x3C, count: 2 * names.count))
      let time = ProcessorTime()
      let matrices = try TensorMatrices(TensorFile(parsing: bytes, file: "w"), name: "w").matrices
      let error = #expect(throws: TensorMappingError.self) { try NetworkTensors(matrices) }
      let text = error?.description ?? ""
      #expect(text.hasPrefix("32768 matrices are too many") && text.utf8.count < 600, "\(text)")
      // Of a single number it stays open which way round it is.
      let named = #expect(throws: TensorMappingError.self) {
        try NetworkTensors(matrices, inputWeights: "t7", outputWeights: "t9")
      }
      #expect(named?.description.contains("W = t7, V = t9: d = 1") == true)
      #expect(time.seconds < 10)
    }

    /// The program itself, which may have a gibibyte of addresses, libraries and threads included.
    @Test func program() throws {
      let folder = try TensorBytes.temporaryFolder()
      defer { try? FileManager.default.removeItem(at: folder) }
      let seeds = try Self.seeds()
      var random = PseudoRandom(seed: 31)
      for round in 0..<200 {
        let seed = seeds[round % seeds.count]
        let name = "\(round).\(seed.format.rawValue)"
        let bytes =
          round < seeds.count
          ? seed.bytes : try seed.mutated(&random)
        try Data(bytes).write(to: folder.appending(path: name))
      }
      let run = try PythonPackages.run(
        "/bin/bash", ["-c", Self.script],
        environment: [
          "FILES": folder.path(), "SLT": try #require(Self.executable).path(),
        ])
      let lines = run.output.split(separator: "\n").map(String.init)
      #expect(lines.count == 200, "\(run.output.suffix(2000))")
      var counts: [Int: Int] = [:]
      for line in lines {
        let words = line.split(separator: " ", maxSplits: 3).map(String.init)
        guard words.count >= 3, let status = Int(words[1]) else {
          Issue.record("\(line)")
          continue
        }
        counts[status, default: 0] += 1
        // A refusal is one line on standard error, which begins with the program's name.
        #expect(status == 0 || (status == 65 && words[2] == "1"), "\(line)")
      }
      #expect(counts[0, default: 0] >= 20 && counts[65, default: 0] >= 20, "\(counts)")
    }

    /// Prints for each file its name, the exit status, the lines that begin with `slt: `, and them.
    static let script = #"""
      ulimit -v 1048576
      cd "$FILES"
      for file in *; do
        case $file in *.npy) option=--jacobian ;; *) option= ;; esac
        timeout 20 "$SLT" verify $option "$file" --format csv >out 2>err
        status=$?
        echo "$file $status $(grep -c '^slt: ' err) $(tr '\n' ' ' <err | head -c 300)"
      done
      """#

    /// Beside the tests, where SwiftPM puts both.
    static let executable: URL? = {
      let beside = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent()
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      return [beside, root.appending(path: ".build/release"), root.appending(path: ".build/debug")]
        .map { $0.appending(path: "slt") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path()) }
    }()
  }
#endif
