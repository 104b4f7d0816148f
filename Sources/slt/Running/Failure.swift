import ArgumentParser
import ExactAlgebra
import Foundation
import Identifiability
import LLCExperiments
import ModelFamilies
import NumericAlgebra
import WeightFiles

/// Arguments that parse but make no sense together; exit status 64.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A file or its content that cannot be used; exit status 65.
struct DataError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  init(file: String, _ error: any Error) { description = "\(file): \(error)" }
}

/// Standard output cannot be written; exit status 74.
struct OutputError: Error, CustomStringConvertible {
  let description = "standard output cannot be written"
}

/// How the program ends when something is wrong.
enum Failure {
  /// A result that contradicts the theory it was computed to check.
  static let contradiction: Int32 = 1
  /// sysexits.h: EX_USAGE, EX_DATAERR, EX_SOFTWARE, EX_IOERR.
  static let usage: Int32 = 64
  static let data: Int32 = 65
  static let software: Int32 = 70
  static let output: Int32 = 74

  static func exit(with error: any Error) -> Never {
    switch error {
    case is DimensionError, is UsageError, is RankRefusal, is FourierNetworkError:
      stop("\(error)", usage)
    case is DataError, is SpecError, is ExperimentError, is WeightFileError, is StoredWeightsError,
      is NumericError:
      stop("\(error)", data)
    case is OutputError:
      stop("\(error)", output)
    case is LanczosCheckpoint.Failure:
      stop("\(error)", data)
    case let error as StoreError:
      stop("\(error)", error.problem == .full ? output : data)
    case is LongRun.Interrupted, is SweepInterrupted, is TrainingInterrupted:
      stop("\(error)", 130)
    case is PhaseDiagramPayload.Contradiction:
      stop("\(error)", contradiction)
    case is CancellationError:
      stop("interrupted", 130)
    default: parserExit(error)
    }
  }

  /// Help and version go to standard output; a wrong argument is one line.
  private static func parserExit(_ error: any Error) -> Never {
    let code = SLT.exitCode(for: error)
    if code.isSuccess {
      print(SLT.fullMessage(for: error))
      Foundation.exit(0)
    }
    let isOurs = code == .validationFailure || error is ValidationError
    let message = SLT.message(for: error)
    let line = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? "\(error)"
    stop(line, isOurs ? usage : software)
  }

  private static func stop(_ message: String, _ status: Int32) -> Never {
    let line = message.replacingOccurrences(of: "\n", with: " ")
    try? FileHandle.standardError.write(contentsOf: Data("slt: \(line)\n".utf8))
    Foundation.exit(status)
  }
}
