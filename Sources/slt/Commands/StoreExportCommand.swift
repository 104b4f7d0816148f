import ArgumentParser
import LLCExperiments

/// `slt store export`.
struct StoreExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Saves the weights of a run as tensors.",
    discussion: """
      A store keeps the weights of each run's last checkpoint until the run is done; slt sweep \
      --keep-weights keeps them for good. The file is that of slt train.

      EXAMPLES
        slt store export grokking.sqlite --run 3 --save run-3.safetensors
      """)

  @Argument(help: ArgumentHelp("A store.", valueName: "store"))
  var store: String

  @OptionGroup var stored: StoredRunOptions
  @OptionGroup var save: SaveOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try save.check()
    let weights = try stored.weights(from: store)
    try save.write(weights)
    try output.print(
      [TrainingTable.table(weights, file: save.path)],
      json: TrainingPayload(
        weights, file: save.path, isComplete: weights.point.epoch == weights.spec.epochs))
  }
}
