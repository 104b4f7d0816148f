public import ArgumentParser
public import LLCExperiments

extension RunSpec.OptimiserKind: ExpressibleByArgument {}
extension RunSpec.LossKind: ExpressibleByArgument {}

/// Pairs in a batch, or all of them.
struct BatchSize: ExpressibleByArgument {
  let pairs: Int?

  init?(argument: String) {
    pairs = Int(argument)
    if argument != "full" && pairs == nil { return nil }
  }
}

/// The settings of one training run: the keys of `runs` in the file of a sweep.
struct RunOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("p of modular addition; d = 2p, K = p.", valueName: "p"))
  var modulus: Int

  @Option(
    parsing: .unconditional, help: ArgumentHelp("m, the number of hidden units.", valueName: "m"))
  var width: Int

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Share of the p^2 pairs to train on; the others validate.", valueName: "share"))
  var trainingFraction = 0.5

  @Option(
    name: [.customLong("optimiser"), .customLong("optimizer")], help: "sgd, adam or adamw.")
  var optimiser = RunSpec.OptimiserKind.adamw

  @Option(
    name: [.long, .customLong("lr")], parsing: .unconditional,
    help: ArgumentHelp("eta.", valueName: "rate"))
  var learningRate = 1e-3

  @Option(parsing: .unconditional, help: "Of sgd.")
  var momentum = 0.0

  @Option(
    parsing: .unconditional, help: "Added to the gradient by sgd and adam, decoupled in adamw.")
  var weightDecay = 0.0

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Pairs in a batch, or full.", valueName: "pairs"))
  var batchSize: BatchSize?

  @Option(help: "centred or plain.")
  var loss = RunSpec.LossKind.centred

  @Option(parsing: .unconditional, help: "Passes over the training pairs.")
  var epochs: Int

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("s: W starts as N(0, s^2/d), V as N(0, s^2/m).", valueName: "s"))
  var initialScale = 1.0

  @Option(help: "Of the split, the start and the batches.")
  var seed: UInt64 = 1

  var spec: RunSpec {
    RunSpec(
      modulus: modulus, width: width, trainingFraction: trainingFraction, optimiser: optimiser,
      learningRate: learningRate, momentum: momentum, weightDecay: weightDecay,
      batchSize: batchSize?.pairs, loss: loss, initialScale: initialScale, epochs: epochs,
      seed: seed)
  }
}
