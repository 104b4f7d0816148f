import ArgumentParser
import Foundation
import LLCExperiments
import Reporting

/// `slt train`: one training run, whose weights are saved.
struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains one quadratic network on modular addition and saves its weights.",
    discussion: """
      The options are those of one entry of runs: in the file of a sweep, with the same defaults, and the \
      weights are those that the sweep has, to the last bit. The file holds input.weight (m x 2p) and \
      output.weight (p x m) in single precision; slt verify reads it as it is. Ctrl-C saves the weights \
      of the last whole epoch.

      EXAMPLES
        slt train --modulus 13 --width 64 --weight-decay 1 --epochs 2000 --save model.safetensors
        slt train --modulus 5 --width 16 --optimiser sgd --learning-rate 0.1 --epochs 500 --save w.npz
      """)

  @OptionGroup var settings: RunOptions
  @OptionGroup var save: SaveOptions

  @Flag(help: "Shows nothing until the table.")
  var quiet = false

  @OptionGroup var output: OutputOptions

  mutating func run() async throws {
    let spec = settings.spec
    do { try spec.check() } catch {
      throw UsageError("\(RunSetting.option(error.key)) \(error.problem)")
    }
    try save.check()
    StopSignal.listen()
    let display = quiet ? nil : TrainingDisplay()
    let session: TrainingSession
    do {
      session = try await TrainingSession(
        spec, isStopped: { StopSignal.isRaised }, observe: { display?.take($0) })
    } catch {
      display?.finish()
      throw DataError("training failed and nothing is saved: \(error)")
    }
    display?.finish()
    try save.write(session.weights)
    try output.print(
      [TrainingTable.table(session.weights, file: save.path)],
      json: TrainingPayload(session.weights, file: save.path, isComplete: session.isComplete))
    guard session.isComplete else {
      throw TrainingInterrupted(
        epoch: session.weights.point.epoch, of: spec.epochs, file: save.path)
    }
  }
}

/// Stopped by a signal, with what there was saved.
struct TrainingInterrupted: Error, CustomStringConvertible {
  let epoch: Int
  let of: Int
  let file: String

  var description: String {
    "interrupted; \(file) has the weights after epoch \(epoch) of \(of)"
  }

  init(epoch: Int, of epochs: Int, file: String) {
    (self.epoch, self.file) = (epoch, file)
    of = epochs
  }
}
