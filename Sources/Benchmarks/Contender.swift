import BLASInterface
import Foundation

/// A program that computes the rank of the matrix in a file, in a process of its own.
struct Contender {
  let name: String
  /// What is run, without the file; or why there is nothing to run.
  let command: Result<[String], Missing>
  var trailing: [String] = []

  struct Missing: Error {
    let because: String
  }

  struct Measurement {
    let rank: Int
    let cpuSeconds: Double
    let wallSeconds: Double
    let peakKiB: Int
    let version: String

    /// `rank cpu wall peak version`.
    init?(_ line: Substring) {
      let words = line.split(separator: " ", maxSplits: 4)
      guard words.count == 5, let rank = Int(words[0]), let cpu = Double(words[1]),
        let wall = Double(words[2]), let peak = Int(words[3])
      else { return nil }
      (self.rank, cpuSeconds, wallSeconds, peakKiB) = (rank, cpu, wall, peak)
      version = String(words[4])
    }
  }

  func measure(_ file: URL) -> Result<Measurement, Missing> {
    command.flatMap { command in
      let (status, output) = Self.run(command + [file.path()] + trailing)
      guard status == 0, let line = output.split(separator: "\n").last,
        let measurement = Measurement(line)
      else { return .failure(Missing(because: "ended with \(status): \(output.prefix(200))")) }
      return .success(measurement)
    }
  }

  static func slt(threads: Int) -> Contender {
    Contender(
      name: "slt, \(threads) thread\(threads == 1 ? "" : "s")",
      command: .success([CommandLine.arguments[0], "--rank-probe"]), trailing: ["\(threads)"])
  }

  static let drivers = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Tests/Peers")

  /// python-flint in `$SLT_PEER_PYTHON`, or else in `python3`.
  static func flint() -> Contender {
    let python = ProcessInfo.processInfo.environment["SLT_PEER_PYTHON"] ?? "python3"
    let (status, output) = run([python, "-c", "import flint"])
    let reason = output.split(separator: "\n").last.map(String.init) ?? "\(status)"
    return Contender(
      name: "FLINT",
      command: status == 0
        ? .success([python, drivers.appending(path: "flint_rank.py").path()])
        : .failure(Missing(because: "\(python): \(reason); see Tests/Peers/README.md")))
  }

  /// FFLAS-FFPACK, compiled into the folder by `$CXX`, or else by `c++`.
  static func fflasFfpack(compiledIn folder: URL) -> Contender {
    let compiler = ProcessInfo.processInfo.environment["CXX"] ?? "c++"
    let program = folder.appending(path: "fflas_ffpack_rank").path()
    let (status, output) = run([
      compiler, "-O3", "-march=native", "-std=c++17", "-o", program,
      drivers.appending(path: "fflas_ffpack_rank.cpp").path(),
      "-lgivaro", "-lgmpxx", "-lgmp", "-lopenblas",
    ])
    let reason = output.split(separator: "\n").first { $0.contains("rror") }.map(String.init)
    return Contender(
      name: "FFLAS-FFPACK",
      command: status == 0
        ? .success([program])
        : .failure(
          Missing(because: "\(reason ?? "no \(compiler)"); see Tests/Peers/README.md")))
  }

  /// With OpenBLAS on one thread and on the kernels that this program uses.
  static func run(_ command: [String]) -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    var environment = ProcessInfo.processInfo.environment
    environment["OPENBLAS_NUM_THREADS"] = "1"
    environment["OPENBLAS_CORETYPE"] = BLAS.kernelName
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    do { try process.run() } catch { return (-1, "\(error)") }
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}
