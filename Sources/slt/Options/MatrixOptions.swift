public import ArgumentParser
import LLCExperiments
import LLCTheorems
import WeightFiles

extension GivenMatrix.Axis: ExpressibleByArgument {}

/// A matrix instead of weights, for `slt verify`.
struct MatrixOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Instead of weights, a Jacobian for theorem 5.1: samples x parameters, or samples x outputs x "
        + "parameters (.npy, or one tensor in another file).", valueName: "file"))
  var jacobian: String?

  @Option(
    help: ArgumentHelp(
      "Instead of weights, hidden features for theorem 5.2: samples x features, with --outputs.",
      valueName: "file"))
  var features: String?

  @Option(
    help: ArgumentHelp(
      "K: of --features; of --jacobian, rows to a sample, outputs fastest.", valueName: "K"))
  var outputs: Int?

  @Option(help: "Of a matrix: samples (default) or parameters.")
  var rowsAre: GivenMatrix.Axis?

  private var isGiven: Bool { jacobian != nil || features != nil }

  /// The file of weights, or nil when a matrix was given and its answer printed.
  ///
  /// - Parameter others: whether options that belong to weights were given.
  /// - Throws: `UsageError`, `DataError`, `OutputError`.
  func weights(
    _ path: String?, others: Bool, loss: LLCTheorems.LossKind?, tolerance: Double?,
    output: OutputOptions
  ) throws -> String? {
    guard isGiven else {
      if outputs != nil || rowsAre != nil {
        throw UsageError("--outputs and --rows-are belong to --jacobian and --features")
      }
      guard let path else {
        throw UsageError("no file of weights, and neither --jacobian nor --features")
      }
      return path
    }
    guard path == nil, !others, jacobian == nil || features == nil else {
      throw UsageError(
        "--jacobian and --features stand alone, with --outputs, --rows-are, --loss and --tolerance")
    }
    let verification = try verification(loss: loss, tolerance: tolerance)
    try output.print(
      GivenMatrixTable.tables(verification), json: GivenMatrixPayload(verification))
    return nil
  }

  private func verification(
    loss: LLCTheorems.LossKind?, tolerance: Double?
  ) throws -> GivenMatrixVerification {
    if let outputs, outputs < 1 {
      throw UsageError("--outputs is \(outputs); expected at least 1")
    }
    let role: GivenMatrix.Role
    if jacobian != nil {
      role = .jacobian
    } else {
      guard let outputs else { throw UsageError("--features needs --outputs K") }
      guard outputs <= 1 << 31 else {
        throw UsageError("--outputs is \(outputs); expected at most \(1 << 31)")
      }
      role = .features(outputs: outputs)
    }
    let path = jacobian ?? features ?? ""
    do {
      let file = try TensorFile(contentsOfFile: path, sizeLimit: GivenMatrix.fileLimit)
      // A Jacobian is taken as it is unless a loss is named: whoever made it may have centred it.
      let given = try GivenMatrix(
        file, role: role, rowsAre: rowsAre ?? .samples,
        rowsPerSample: role == .jacobian ? outputs ?? 1 : 1,
        isCentred: (loss ?? (role == .jacobian ? .plain : .centred)) == .centred, name: path)
      return try GivenMatrixVerification(given, relativeTolerance: tolerance)
    } catch let error as TensorFileError {
      throw DataError("\(error)")
    } catch let error as GivenMatrixError {
      throw DataError("\(error)")
    } catch { throw DataError(file: path, error) }
  }
}
