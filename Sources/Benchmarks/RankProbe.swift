import BLASInterface
import ExactAlgebra
import Foundation

/// `Benchmarks --rank-probe FILE THREADS`: this program as one contender among others, in a process
/// of its own. Prints the line that the drivers in Tests/Peers print.
enum RankProbe {
  static func run(_ arguments: [String]) throws {
    guard arguments.count == 2, let threads = Int(arguments[1]), threads >= 1 else {
      print("--rank-probe FILE THREADS")
      exit(1)
    }
    let (matrix, modulus) = try ResidueFile.read(URL(fileURLWithPath: arguments[0]))
    let elimination = ModularElimination(
      field: try PrimeField(modulus: modulus), threads: threads)
    let (cpu, wall) = (seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC))
    let profile = elimination.rankProfile(of: matrix)
    let spent = (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, seconds(CLOCK_MONOTONIC) - wall)
    var usage = rusage()
    // Linux counts in KiB.
    let peak = getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 ? usage.ru_maxrss : 0
    print(
      profile.rank, String(format: "%.4f %.4f", spent.0, spent.1), peak,
      "slt, \(threads) thread\(threads == 1 ? "" : "s"), \(BLAS.kernelName ?? "not OpenBLAS")")
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}
