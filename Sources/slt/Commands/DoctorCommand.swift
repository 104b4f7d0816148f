import ArgumentParser
import ExactAlgebra
import Foundation
import NumericAlgebra
import Reporting

/// `slt doctor`: whether this machine can compute at its real speed.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "The libraries in use, their measured speed, and what is missing.",
    discussion: """
      EXAMPLES
        slt doctor
        slt doctor --format json
      """)

  @OptionGroup var output: OutputOptions

  func run() throws {
    let report = DoctorReport.measured()
    try output.print([report.table], json: report)
  }
}
