import ArgumentParser
import AssumptionChecks
import Foundation
import LLCExperiments
import LLCTheorems
import ModelFamilies
import Reporting

/// What `slt verify` says of the form of weights besides the theorems.
struct StructureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "With --task modular-addition: draw the Fourier structure as FILE.svg, with FILE.png, the data and "
        + "the gnuplot script beside it.", valueName: "file"))
  var figure: String?

  @OptionGroup var snap: SnapOptions

  /// Tables to print after the theorems', and the JSON of the same.
  struct Answer {
    var tables: [Table] = []
    var structure: StructurePayload?
    /// Nil when nothing was to be snapped.
    var snapped: [SnappedPayload]?
  }

  /// Refuses a figure that cannot be drawn before anything is computed.
  ///
  /// - Throws: `ValidationError`.
  func check(modulus: Int?) throws {
    guard let figure else { return }
    if let modulus, let task = try? ModularAddition(modulus: modulus),
      let why = ModularStructure.refusal(task)
    {
      throw ValidationError("--figure: \(why)")
    }
    let place = URL(filePath: figure)
    guard place.pathExtension == "svg" else {
      throw ValidationError("--figure is \(figure); expected a name that ends in .svg")
    }
    let name = place.deletingPathExtension().lastPathComponent
    guard name.allSatisfy({ $0.isLetter || $0.isNumber || "-_. ".contains($0) }) else {
      throw ValidationError("--figure is \(figure); use letters, digits, -, _ and . for the name")
    }
  }

  /// Refuses a figure of weights without a task, which a file may have brought.
  ///
  /// - Throws: `UsageError`.
  func check(task: ModularAddition?) throws {
    if figure != nil, task == nil {
      throw UsageError(
        "--figure needs --task modular-addition and --modulus, or a file of slt train")
    }
  }

  /// - Throws: `DataError`, and what the theorems throw.
  func answer(_ question: VerificationQuestion) throws -> Answer {
    var answer = Answer()
    let structure = try question.task.flatMap { try self.structure(question, $0) }
    if let structure {
      answer.tables = [StructureTable.frequencies(structure), StructureTable.units(structure)]
      answer.structure = StructurePayload(structure)
      if let figure { try draw(structure, to: figure) }
    }
    if let snapping = try snap.snapping(question, structure: structure) {
      answer.tables += SnapOptions.tables(snapping)
      answer.snapped =
        snapping.verdicts.map { SnappedPayload($0, tolerance: snapping.tolerance) }
        + snapping.undecided.map { SnappedPayload($0, tolerance: snapping.tolerance) }
    }
    return answer
  }

  /// Nil, with a line on standard error, for even moduli.
  private func structure(
    _ question: VerificationQuestion, _ task: ModularAddition
  ) throws -> ModularStructure? {
    guard case .quadratic(let network) = question.family else { return nil }
    if let refusal = ModularStructure.refusal(task) {
      FileHandle.standardError.write(Data("no Fourier structure: \(refusal)\n".utf8))
      return nil
    }
    return ModularStructure(network, weights: question.weights, task: task)
  }

  private func draw(_ structure: ModularStructure, to path: String) throws {
    let place = URL(filePath: path)
    let name = place.deletingPathExtension().lastPathComponent
    do {
      try Gnuplot.draw(
        StructureFigure.panels(structure), name: name, in: place.deletingLastPathComponent())
    } catch let failure as Gnuplot.Failure {
      throw DataError("\(path): \(failure.description)")
    } catch { throw DataError("\(path): cannot be written (\(error.localizedDescription))") }
  }
}
