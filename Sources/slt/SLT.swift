import ArgumentParser

/// The program: one file a subcommand.
struct SLT: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slt",
    abstract: "A calculator and a measuring instrument for local learning coefficients.",
    discussion: """
      Closed forms with every assumption checked, exact Jacobian ranks with certificates, and \
      posterior sampling with error bars, side by side.

      EXAMPLES
        slt predict quadratic --input 10 --width 4 --output 5
        slt predict quadratic --task modular-addition --modulus 7 --width 64
        slt rank quadratic --input 4 --width 5 --output 3 --certificate rank.json
        slt rank --verify rank.json
        slt phase-diagram quadratic --max-input 4 --max-output 6
        slt compare Examples/theory-versus-measurement/spec.yaml
        slt verify model.safetensors --task modular-addition --modulus 53
        slt calibrate
        slt train --modulus 13 --width 64 --epochs 2000 --save model.safetensors
        slt sweep Examples/cluster/spec.yaml
        slt store show grokking.sqlite
        slt report grokking.sqlite
        slt doctor

      Exit status: 0, or 1 where a computation contradicts the theory it checks, 64 for wrong \
      arguments, 65 for wrong data, 70 for a failure of ours, 74 where the output cannot be written.
      """,
    version: "0.1.0",
    subcommands: [
      PredictCommand.self, RankCommand.self, PhaseDiagramCommand.self, TheoremsCommand.self,
      VerifyCommand.self, CompareCommand.self, CalibrateCommand.self, SweepCommand.self,
      TrainCommand.self, StoreCommand.self,
      ReportCommand.self, DoctorCommand.self,
    ])
}
