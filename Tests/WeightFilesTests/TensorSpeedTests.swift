import Foundation
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
      var sum = 0.0
      let elapsed = try ContinuousClock().measure {
        let file = try TensorFile(parsing: bytes, file: "w")
        #expect(file.firstNonFinite == nil)
        sum = file.tensors[0].values.reduce(0, +)
      }
      let entry = Double(Float(bitPattern: 0x3F3F_3F3F))
      #expect(sum == entry * Double(count))
      #expect(elapsed < .seconds(10), "\(elapsed)")
      if ProcessInfo.processInfo.environment["SLT_TIMES"] != nil { print("64 MiB: \(elapsed)") }
    }
  }
}
