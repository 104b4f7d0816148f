import ExactAlgebra
import Foundation
import Identifiability
import ModelFamilies

/// The rank at random integer weights of a modular addition network, by products, with its
/// certificate checked by the direct product.
struct StructuredRankBenchmark: Benchmark {
  let modulus: Int
  let width: Int
  let target: String
  let repeats = 0

  var name: String {
    "rank at given weights by products, p = \(modulus), m = \(width), coordinates"
  }

  func run() -> BenchmarkResult {
    guard let task = try? ModularAddition(modulus: modulus),
      let network = try? task.network(width: width),
      let map = NetworkMap(.quadratic(network), level: .coordinates, inputs: nil)
    else { return BenchmarkResult(check: "refused", isCorrect: false) }
    var random = SeededGenerator(seed: 1)
    let weights = (0..<network.parameterCount).map { _ in
      Rational(Int.random(in: -99...99, using: &random))
    }
    let before = ProcessTime.seconds
    let threads = ProcessInfo.processInfo.activeProcessorCount
    guard
      let rank = try? StructuredRank(
        of: map, at: weights, seed: 2, control: LongRun(threads: threads)),
      let certificate = rank.certificate
    else { return BenchmarkResult(check: "refused", isCorrect: false) }
    let seconds = ProcessTime.seconds - before
    let checked = (try? GramCertificateChecker.check(certificate)) != nil
    let cpu = (seconds * 100).rounded() / 100
    return BenchmarkResult(
      check: "rank \(rank.lower), \(checked ? "certificate checked" : "refuted"); \(cpu) CPU s",
      isCorrect: checked && rank.isProved && rank.lower == width * (3 * modulus - 1))
  }
}

/// Ranks over Q with certificates, written and verified.
struct CertificateBenchmark: Benchmark {
  let name = "rank over Q with certificate and verification, p = 7, m = 64, all levels"
  let target = "under 5 s"
  let repeats = 1

  func run() -> BenchmarkResult {
    guard let task = try? ModularAddition(modulus: 7), let network = try? task.network(width: 64)
    else { return BenchmarkResult(check: "refused", isCorrect: false) }
    var random = SeededGenerator(seed: 1)
    let weights = (0..<network.parameterCount).map { _ in
      Rational(Int.random(in: -99...99, using: &random))
    }
    let ranks = Level.allCases.map { level -> Int? in
      guard
        let map = NetworkMap(.quadratic(network), level: level, inputs: .allPairs(of: task)),
        let rank = try? PointRank(of: map, at: weights, seed: 1), let proof = rank.certificate,
        (try? RankCertificateDocument(proof, of: map, at: weights).verify()) != nil
      else { return nil }
      return rank.lower
    }
    return BenchmarkResult(
      check: "ranks \(ranks.map { $0.map(String.init) ?? "none" }.joined(separator: ", "))",
      isCorrect: ranks == [735, 343, 336])
  }
}

/// CPU time of this process, all threads.
enum ProcessTime {
  static var seconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}
