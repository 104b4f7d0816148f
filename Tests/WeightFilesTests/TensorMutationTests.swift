#if os(Linux)
  import Foundation
  import TestSupport
  import Testing
  import WeightFiles

  /// Files changed at random, read in a process of its own that may have no more memory than what
  /// the rule allows: twice the file and 16 MiB.
  @Suite("Mutated files of tensors")
  struct TensorMutationTests {
    /// Small files of each format, of every type, order and way to store.
    static func seeds() throws -> [[UInt8]] {
      var random = PseudoRandom(seed: 11)
      let tensors = try TensorWritingTests.all(&random, bfloat16: true)
      let some = tensors.filter { $0.element != .bfloat16 && $0.shape.count > 1 }
      let fortran = TensorBytes.npy(
        ">f4", "(3, 5)", [UInt8](repeating: 0x3F, count: 60), fortran: true)
      let arrays = try some.prefix(4).map {
        TensorBytes.Entry(
          $0.name + ".npy", try TensorFile(tensors: [$0]).bytes(as: .npy)
        ).deflated()
      }
      return [
        try TensorFile(tensors: tensors, metadata: ["a": "b"]).bytes(as: .safetensors),
        try TensorFile(tensors: Array(some.prefix(3))).bytes(as: .npz),
        try TensorFile(tensors: [some[0]]).bytes(as: .npy), fortran, TensorBytes.zip(arrays),
        TensorBytes.zip(arrays, zip64: true),
        try TensorFile(tensors: Array(tensors.prefix(2))).bytes(as: .safetensors),
      ]
    }

    static let texts = [
      "999999999999", "9223372036854775807", "18446744073709551616", "-1", "0", "(", ")", ",", "'",
      "{", "}", "[", "\"", ":", "True", "O", "V2", "F8_E5M2", "I64", "<", ">", "\u{2028}", "\n",
    ].map { Array($0.utf8) }

    static let numbers = [
      "0", "1", "999999", "40000000", "999999999", "999999999999", "9223372036854775807",
    ]

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// One to three changes: bits, cuts, absurd numbers, pieces of headers.
    static func mutated(_ original: [UInt8], _ random: inout PseudoRandom) -> [UInt8] {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 0...16, using: &random))
        switch Int.random(in: 0..<9, using: &random) {
        case 0...2: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 3: bytes.removeLast(bytes.count - place)
        case 4: bytes.removeSubrange(place..<end)
        case 5: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 6:
          let text = texts.randomElement(using: &random)!
          bytes.replaceSubrange(place..<min(bytes.count, place + text.count), with: text)
        case 7:
          // A number of a header and nothing beside it, so that the rest stays as it is.
          let digits = bytes[place...].drop { !isDigit($0) }.prefix(while: isDigit)
          let number = numbers.randomElement(using: &random)!
          bytes.replaceSubrange(digits.startIndex..<digits.endIndex, with: number.utf8)
        default:
          let absurd = [0, 1, .max, .max >> 1, 1 << 31, 1 << 32, 1 << 40].randomElement(
            using: &random)!
          let width = [2, 4, 8].randomElement(using: &random)!
          let field = TensorBytes.little(UInt64(absurd)).prefix(width)
          bytes.replaceSubrange(place..<min(bytes.count, place + width), with: field)
        }
      }
      return bytes
    }

    /// An archive whose checksums are right and whose arrays are not, or an array alone.
    static func mutatedInside(_ random: inout PseudoRandom) -> [UInt8] {
      let array = TensorBytes.npy("<f8", "(4, 2)", [UInt8](repeating: 0x3F, count: 64))
      let entry = TensorBytes.Entry("W.npy", mutated(array, &random))
      return TensorBytes.zip([Bool.random(using: &random) ? entry.deflated() : entry])
    }

    /// Reads, and checks what a reader may rely on. Whether it was accepted.
    static func read(_ bytes: [UInt8], _ round: String) -> Bool {
      do throws(TensorFileError) {
        let file = try TensorFile(parsing: bytes, file: "w")
        let size = file.tensors.reduce(0) { $0 + $1.bytes.count }
        #expect(size <= max(bytes.count, 1 << 20), "\(round)")
        #expect(file.tensors.allSatisfy { $0.shape.reduce(1, *) == $0.count }, "\(round)")
        _ = file.firstNonFinite
        return true
      } catch {
        #expect(error.description.hasPrefix("w: "), "\(round): \(error)")
        #expect(!error.description.contains { $0.isNewline }, "\(round): \(error)")
        #expect(error.description.utf8.count < 600, "\(round): \(error)")
        return false
      }
    }

    static func status(_ key: String) throws -> Int {
      let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(key + ":") })
      return 1024 * (try #require(Int(line.split { $0 == "\t" || $0 == " " }[1])))
    }

    /// From here on an allocation that takes this process beyond what it has by more than `bytes`
    /// fails, touched or not, and ends it.
    static func allowOnly(_ bytes: Int) throws {
      // Blocks from 64 KiB on get pages of their own (M_MMAP_THRESHOLD, which is -3).
      typealias Option = @convention(c) (Int32, Int32) -> Int32
      let mallopt = unsafeBitCast(try #require(dlsym(nil, "mallopt")), to: Option.self)
      #expect(mallopt(-3, 1 << 16) == 1)
      let limit = rlim_t(try status("VmSize") + bytes)
      var limits = rlimit(rlim_cur: limit, rlim_max: limit)
      #expect(setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits) == 0)
    }

    @Test func tenThousand() async {
      await #expect(processExitsWith: .success) {
        let seeds = try Self.seeds()
        for seed in seeds { #expect(Self.read(seed, "seed")) }
        var random = PseudoRandom(seed: 2026)
        let allowed = 16 << 20
        try Self.allowOnly(allowed)
        let resident = try Self.status("VmHWM")
        var (accepted, slowest) = (0, 0.0)
        for round in 0..<10_000 {
          let bytes =
            round % 8 == 7
            ? Self.mutatedInside(&random) : Self.mutated(seeds[round % 7], &random)
          let time = ProcessorTime()
          if Self.read(bytes, "round \(round)") { accepted += 1 }
          slowest = max(slowest, time.seconds)
        }
        #expect(slowest < 2)
        #expect(try Self.status("VmHWM") - resident < allowed)
        #expect(accepted > 500, "only \(accepted) accepted: the mutations test too little")
        #expect(accepted < 5000, "\(accepted) accepted: the mutations change too little")
      }
    }

    /// Files of 24 MiB, where twice the file counts and not the 16 MiB.
    @Test func large() async {
      await #expect(processExitsWith: .success) {
        let count = 24 << 20
        let data = [UInt8](repeating: 0x3F, count: count)
        let seeds = [
          TensorBytes.npy(">f2", "(\(count / 8), 4)", data, fortran: true),
          TensorBytes.zip([
            TensorBytes.Entry(
              "W.npy", TensorBytes.npy("|i1", "(\(count / 4), 4)", data, fortran: true))
          ]),
          TensorBytes.safetensors(
            "{\"w\":{\"dtype\":\"F16\",\"shape\":[\(count / 2)],\"data_offsets\":[0,\(count)]}}",
            data),
        ]
        try Self.allowOnly(2 * (count + 4096) + 16 << 20)
        var random = PseudoRandom(seed: 5)
        for round in 0..<30 {
          var bytes = seeds[round % 3]
          // The first rounds read the seeds as they are; later ones change the header.
          if round > 2 {
            let place = Int.random(in: 0..<100, using: &random)
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
          }
          let accepted = Self.read(bytes, "round \(round)")
          #expect(accepted || round > 2)
        }
      }
    }
  }
#endif
