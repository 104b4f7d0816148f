import Foundation
import TestSupport
import Testing
import WeightFiles

@Suite("Large files of tensors")
struct TensorSpeedTests {
  /// Sixteen million numbers, read and turned to doubles in time that leaves room for a slow
  /// machine.
  @Test func sixtyFourMebibytes() throws {
    let count = 16 << 20
    let data = [UInt8](repeating: 0x3F, count: 4 * count)
    let files = [
      TensorBytes.safetensors(
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[\(count)],\"data_offsets\":[0,\(4 * count)]}}", data),
      TensorBytes.npy("<f4", "(4096, 4096)", data, fortran: true),
      try TensorFile(
        tensors: TensorFile(parsing: TensorBytes.npy("<f4", "(4096, 4096)", data), file: "w")
          .tensors
      ).bytes(as: .npz),
    ]
    for bytes in files {
      let time = ProcessorTime()
      let file = try TensorFile(parsing: bytes, file: "w")
      #expect(file.firstNonFinite == nil)
      let sum = file.tensors[0].values.reduce(0, +)
      let seconds = time.seconds
      let entry = Double(Float(bitPattern: 0x3F3F_3F3F))
      #expect(sum == entry * Double(count))
      #expect(seconds < 10)
      if ProcessInfo.processInfo.environment["SLT_TIMES"] != nil { print("64 MiB: \(seconds) s") }
    }
  }
}
