import BLASInterface
import Foundation
import NumericAlgebra

/// sgemm as the program calls it, against the best OpenBLAS kernel that runs on this CPU.
///
/// Kernels are chosen when the library is loaded, so each is measured in a process of its own,
/// started with `OPENBLAS_CORETYPE`, in turns with the program's own choice.
struct MatrixProductBenchmark: Benchmark {
  let name = "sgemm 1024, 1 thread"
  let target = "within 20 % of the best kernel"
  /// The speed is in the check; the time of starting processes says nothing.
  let repeats = 0
  private static let kernels = ["SkylakeX", "Cooperlake", "Haswell", "Zen", "Sandybridge"]
  private static let size = 1024

  func run() -> BenchmarkResult {
    var own = 0.0
    var best: (name: String, speed: Double) = ("none", 0)
    for _ in 0..<3 {
      own = max(own, Self.probe(kernel: nil)?.speed ?? 0)
      for kernel in Self.kernels {
        // A kernel that the CPU cannot execute ends its process; it is no candidate.
        guard let measured = Self.probe(kernel: kernel), measured.speed > best.speed else {
          continue
        }
        best = (kernel, measured.speed)
      }
    }
    let name = BLAS.kernelName ?? "not OpenBLAS"
    let check = String(
      format: "product checked; %@ %.0f GFLOP/s, best %@ %.0f", name, own, best.name, best.speed)
    return BenchmarkResult(check: check, isCorrect: own >= 0.8 * best.speed && own > 0)
  }

  /// Checks a product, then prints kernel and speed.
  static func printProbe() {
    let n = 64
    let a = (0..<n * n).map { Float($0 % 7) }
    let b = (0..<n * n).map { Float($0 % 5) }
    var c = [Float](repeating: 0, count: n * n)
    BLAS.multiply(rows: n, columns: n, inner: n, a, n, b, n, into: &c, n)
    // Small integers: the product is exact in single precision.
    for i in 0..<n {
      for j in 0..<n {
        let expected = (0..<n).reduce(Float(0)) { $0 + a[i * n + $1] * b[$1 * n + j] }
        guard c[i * n + j] == expected else {
          print("wrong 0")
          return
        }
      }
    }
    print(BLAS.kernelName ?? "unknown", BLAS.measuredSinglePrecisionGigaflops(size: size))
  }

  private static func probe(kernel: String?) -> (name: String, speed: Double)? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = ["--sgemm-probe"]
    var environment = ProcessInfo.processInfo.environment
    environment["OPENBLAS_CORETYPE"] = kernel
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return nil }
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let words = output.split(whereSeparator: \.isWhitespace)
    guard process.terminationStatus == 0, words.count == 2, let speed = Double(words[1]) else {
      return nil
    }
    return (String(words[0]), speed)
  }
}
