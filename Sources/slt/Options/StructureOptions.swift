import ArgumentParser
import AssumptionChecks
import Foundation
import LLCExperiments
import ModelFamilies
import Reporting

/// What `slt verify` says of the form of weights besides the theorems.
struct StructureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "With --task modular-addition: draw the Fourier structure as FILE.svg, with FILE.png, the data and "
        + "the gnuplot script beside it.", valueName: "file"))
  var figure: String?

  /// Tables to print after the theorems', and the JSON of the same.
  struct Answer {
    var tables: [Table] = []
    var structure: StructurePayload?
  }

  /// - Throws: `UsageError`, `DataError`.
  func answer(_ tensors: NetworkTensors, task: ModularAddition?) throws -> Answer {
    var answer = Answer()
    if figure != nil, task == nil {
      throw UsageError("--figure needs --task modular-addition and --modulus")
    }
    guard let task else { return answer }
    if let refusal = ModularStructure.refusal(task) {
      if figure != nil { throw UsageError("--figure: \(refusal)") }
      FileHandle.standardError.write(Data("no Fourier structure: \(refusal)\n".utf8))
      return answer
    }
    let structure = ModularStructure(tensors.network, weights: tensors.weights, task: task)
    answer.tables = [StructureTable.frequencies(structure), StructureTable.units(structure)]
    answer.structure = StructurePayload(structure)
    if let figure { try draw(structure, to: figure) }
    return answer
  }

  private func draw(_ structure: ModularStructure, to path: String) throws {
    let place = URL(filePath: path)
    guard place.pathExtension == "svg" else {
      throw UsageError("--figure is \(path); expected a name that ends in .svg")
    }
    let name = place.deletingPathExtension().lastPathComponent
    guard name.allSatisfy({ $0.isLetter || $0.isNumber || "-_. ".contains($0) }) else {
      throw UsageError("--figure is \(path); use letters, digits, -, _ and . for the name")
    }
    do {
      try Gnuplot.draw(
        StructureFigure.panels(structure), name: name, in: place.deletingLastPathComponent())
    } catch let failure as Gnuplot.Failure {
      throw DataError("\(path): \(failure.description)")
    } catch { throw DataError("\(path): cannot be written (\(error.localizedDescription))") }
  }
}
