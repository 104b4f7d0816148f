import Foundation

// Each benchmark checks its own result before it is timed; see Benchmark.
//
//   swift run -c release Benchmarks            all of them
//   swift run -c release Benchmarks sgemm      those whose name contains the word
//
// `dense rank`, `sgld against devinterp` and `training against torch` are tables of their own, in which
// this program stands beside others; those that are not installed are listed as missing (Tests/Peers).
//
// `Benchmarks --sgemm-probe` prints the speed of one sgemm under the OPENBLAS_CORETYPE of the
// environment; the sgemm benchmark runs itself so, once for every kernel that the CPU can execute.
let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "--sgemm-probe" {
  MatrixProductBenchmark.printProbe()
} else if arguments.first == "--rank-probe" {
  try RankProbe.run(Array(arguments.dropFirst()))
} else {
  let benchmarks: [any Benchmark] = [
    MatrixProductBenchmark(), ModularEliminationBenchmark(), SamplingBenchmark(),
    GenericRankBenchmark(), CertificateBenchmark(),
    StructuredRankBenchmark(modulus: 13, width: 120, target: "0.7 CPU s"),
    StructuredRankBenchmark(modulus: 17, width: 180, target: "4 CPU s"),
    StructuredRankBenchmark(modulus: 47, width: 256, target: "60 CPU s"),
    StructuredRankBenchmark(modulus: 97, width: 256, target: "6 CPU min"),
  ]
  let chosen = benchmarks.filter { benchmark in
    arguments.isEmpty || arguments.contains { benchmark.name.contains($0) }
  }
  if !chosen.isEmpty {
    print("| benchmark | result checked | best | median | target |")
    print("| --- | --- | --- | --- | --- |")
    for benchmark in chosen { benchmark.report() }
    print()
  }
  if arguments.isEmpty || arguments.contains(where: { DenseRankComparison.name.contains($0) }) {
    try DenseRankComparison.report()
  }
  if arguments.isEmpty || arguments.contains(where: { SamplerComparison.name.contains($0) }) {
    try SamplerComparison.report()
  }
  if arguments.isEmpty || arguments.contains(where: { TrainingComparison.name.contains($0) }) {
    try TrainingComparison.report()
  }
}
