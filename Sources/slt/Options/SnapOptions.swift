import ArgumentParser
import AssumptionChecks
import LLCExperiments
import LLCTheorems
import Reporting

/// Which exact structure `slt verify` rounds weights to.
struct SnapOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Verdicts at exact weights of a structure near those given, besides: zeros, shared, rationals (one point, "
        + "in this order) and fourier (one of its own), comma-separated; or auto for all.",
      valueName: "kinds"))
  var snap: String?

  @Option(
    help: ArgumentHelp(
      "How far rounding may move: an entry over its matrix's root mean square; with fourier an amplitude over "
        + "itself and all weights over their norm. Default: 0.01, above the noise of any number type and "
        + "of training that is nearly done.", valueName: "tolerance"))
  var snapTolerance: Double?

  var tolerance: Double { snapTolerance ?? Snapping.defaultTolerance }

  func validate() throws {
    if let snapTolerance, !(snapTolerance > 0 && snapTolerance < 1) {
      throw ValidationError(
        "--snap-tolerance is \(snapTolerance); expected above 0 and below 1")
    }
    if snapTolerance != nil && snap == nil {
      throw ValidationError("--snap-tolerance needs --snap")
    }
    if let snap { _ = try Self.kinds(snap, task: true) }
  }

  /// - Parameter task: whether waves are among the kinds that auto tries.
  static func kinds(_ text: String, task: Bool) throws -> Set<SnapKind> {
    if text == "auto" {
      return Set(SnapKind.allCases).subtracting(task ? [] : [.fourier])
    }
    return try Set(
      text.split(separator: ",", omittingEmptySubsequences: false).map { name in
        guard let kind = SnapKind(rawValue: String(name)) else {
          throw ValidationError(
            "--snap holds \"\(name)\"; expected \(SnapKind.allCases.map(\.rawValue).joined(separator: ", ")) "
              + "or auto")
        }
        return kind
      })
  }

  /// - Throws: `NumericError`, `LossError`, `DimensionError`.
  func snapping(
    _ question: VerificationQuestion, structure: ModularStructure?
  ) throws -> Snapping? {
    guard let snap else { return nil }
    return try Snapping(
      question, kinds: Self.kinds(snap, task: question.task != nil), tolerance: tolerance,
      structure: structure)
  }

  static func tables(_ snapping: Snapping) -> [Table] {
    [SnappedTable.summary(snapping)]
      + snapping.verdicts.map { verdict in
        switch verdict.statement {
        case .waves(let rows): return SnappedTable.table(verdict.point, rows)
        case .theorems(let exact):
          var table = PredictionTable.table(exact.report, at: "at the snapped weights")
          table.title = SnappedTable.title(verdict.point)
          table.footnotes.append(
            "λ of the squared loss whose targets are the snapped network's own outputs")
          return table
        }
      }
  }
}
