import ExactAlgebra
import ModelFamilies
import WeightFiles

/// A weights file, read for a family that is known.
struct LoadedWeights {
  let path: String
  let file: WeightFile

  /// - Parameter family: the one that is expected; nil for any.
  init(_ path: String, family: String?) throws {
    self.path = path
    try OutputFile.checkIsFile(path)
    file = try WeightFile(contentsOfFile: path)
    if let family, file.family.rawValue != family {
      throw DataError(
        "\(path): family is \"\(file.family.rawValue)\"; expected \"\(family)\"")
    }
  }

  var input: Int { file.inputDimension }
  var width: Int { file.width }
  var output: Int { file.outputDimension }

  /// The weights in the order of the family's layout.
  func rationals(for family: ModelFamily) throws -> [Rational] {
    for (name, found, expected) in [
      ("input", input, family.inputDimension), ("width", width, family.width),
      ("output", output, family.outputDimension),
    ] where found != expected {
      throw DataError("\(path): \(name) is \(found); the question has \(expected)")
    }
    return try family.layout.blocks.flatMap { block in
      guard let entries = file.block(named: block.name)?.entries else {
        throw DataError("\(path): \(block.name) is missing")
      }
      return try entries.map { entry in
        switch entry {
        case .double(let value):
          guard let exact = Rational(exactly: value) else {
            throw DataError("\(path): \(block.name) holds \(value); expected a finite number")
          }
          return exact
        case .exact(let text):
          guard let exact = Rational(text) else {
            throw DataError("\(path): \(block.name) holds \"\(text)\"; expected a fraction")
          }
          return exact
        }
      }
    }
  }
}
