import Identifiability
import ModelFamilies

/// The generic rank of the modular addition network of the literature, proved.
struct GenericRankBenchmark: Benchmark {
  let name = "generic rank, modular addition p = 53, m = 1024, centred"
  let target = "proved 148824"
  let repeats = 1

  func run() -> BenchmarkResult {
    guard let task = try? ModularAddition(modulus: 53),
      let network = try? task.network(width: 1024),
      let map = NetworkMap(.quadratic(network), level: .centred, inputs: .allPairs(of: task)),
      let rank = try? GenericRank(of: map, seed: 1)
    else { return BenchmarkResult(check: "refused", isCorrect: false) }
    return BenchmarkResult(
      check: "rank \(rank.lower), \(rank.confidence)",
      isCorrect: rank.lower == 148_824 && rank.confidence.isProved)
  }
}
