public import ModelFamilies

/// Why weights that people bring are not the weights of one network.
public struct TensorMappingError: Error, Equatable, CustomStringConvertible {
  public let description: String
}

/// The input and output weights of a quadratic network among the matrices of a file.
///
/// torch's Linear keeps a weight as outputs x inputs: W is m x d and V is K x m, with which a row of W is a
/// unit. The other convention, inputs x outputs, has d x m and m x K. What fits both ways is refused with
/// the readings. Vectors named as biases are never W or V: with one output they make the network a biased one,
/// with more they are refused unless they are zero.
public struct NetworkTensors: Sendable, Equatable {
  public let family: ModelFamily
  /// In the order of the network's layout.
  public let weights: [Double]
  /// What was guessed and from what, in a sentence each.
  public let notes: [String]

  /// Weights whose place is known.
  public init(family: ModelFamily, weights: [Double], notes: [String]) {
    precondition(weights.count == family.parameterCount, "\(weights.count) weights")
    self.family = family
    self.weights = weights
    self.notes = notes
  }

  /// One way to take two matrices as a network.
  private struct Reading {
    let input: NamedMatrix
    let output: NamedMatrix
    let isTransposed: Bool

    var width: Int { isTransposed ? input.columns : input.rows }
    var inputDimension: Int { isTransposed ? input.rows : input.columns }
    var outputDimension: Int { isTransposed ? output.columns : output.rows }

    var text: String {
      "W = \(input.label), V = \(output.label)\(isTransposed ? ", both transposed" : ""): "
        + "d = \(inputDimension), m = \(width), K = \(outputDimension)"
    }
  }

  /// Pairs of matrices that are looked at: those of a file with a thousand.
  private static let pairLimit = 1 << 20

  /// - Parameters:
  ///   - matrices: all matrices of the file.
  ///   - inputWeights: the name of W, if it is known; likewise `outputWeights` of V.
  ///   - biases: the name of b, if it is known; likewise `constant` of c.
  ///   - isTransposed: whether matrices are inputs x outputs, if it is known.
  ///   - task: fixes d = 2p and K = p, if it is known; likewise `inputDimension` d alone.
  /// - Throws: `TensorMappingError`; `DimensionError`.
  public init(
    _ all: [NamedMatrix], inputWeights: String? = nil, outputWeights: String? = nil,
    biases: String? = nil, constant: String? = nil, isTransposed: Bool? = nil,
    task: ModularAddition? = nil, inputDimension: Int? = nil
  ) throws {
    let matrices = all.filter { !$0.isNamedAsBias && $0.dimensions > 0 }
    let names =
      all.prefix(12).map { "\($0.label) (\($0.shape))" }.joined(separator: ", ")
      + (all.count > 12 ? " and \(all.count - 12) more" : "")
    func find(_ name: String, _ option: String) throws -> NamedMatrix {
      guard let found = all.first(where: { $0.name == name }) else {
        throw TensorMappingError(
          description: "\(option) names \"\(name)\"; the matrices are "
            + (all.isEmpty ? "none" : names))
      }
      return found
    }
    let input = try inputWeights.map { try find($0, "--input-weights") }
    let output = try outputWeights.map { try find($0, "--output-weights") }
    var readings: [Reading] = []
    let (first, second) = (input.map { [$0] } ?? matrices, output.map { [$0] } ?? matrices)
    guard first.count * second.count <= Self.pairLimit else {
      throw TensorMappingError(
        description: "\(matrices.count) matrices are too many to guess from; say which by "
          + "--input-weights and --output-weights: \(names)")
    }
    for w in first {
      for v in second where v.name != w.name {
        if w.rows == v.columns {
          readings.append(Reading(input: w, output: v, isTransposed: false))
        }
        if w.columns == v.rows { readings.append(Reading(input: w, output: v, isTransposed: true)) }
      }
    }
    if let task {
      readings.removeAll {
        $0.inputDimension != task.inputDimension || $0.outputDimension != task.outputDimension
      }
    }
    if let isTransposed { readings.removeAll { $0.isTransposed != isTransposed } }
    if let inputDimension { readings.removeAll { $0.inputDimension != inputDimension } }
    guard !readings.isEmpty else {
      throw TensorMappingError(
        description: "no two matrices fit as W (m x d) and V (K x m)"
          + (task.map { " with d = \($0.inputDimension) and K = \($0.outputDimension)" }
            ?? inputDimension.map { " with d = \($0)" } ?? "")
          + "; the file has " + (all.isEmpty ? "none" : names))
    }
    var notes: [String] = []
    if readings.count > 1, let named = Self.byName(readings) {
      readings = [named]
      notes.append("W and V were told apart by their names")
    }
    guard readings.count == 1, let reading = readings.first else {
      throw TensorMappingError(
        description: "the shapes leave more than one reading: "
          + readings.prefix(4).map(\.text).joined(separator: "; or ")
          + "; say which by --input-weights and --output-weights, --layout, and --task where it is known"
      )
    }
    if inputWeights == nil || outputWeights == nil || reading.isTransposed {
      notes.insert("read as \(reading.text)", at: 0)
    }
    let bias = try biases.map { try find($0, "--biases") }
    let own = try constant.map { try find($0, "--constant") }
    let found = try NetworkBiases(
      bias, own, among: all.filter(\.isNamedAsBias), width: reading.width,
      outputs: reading.outputDimension, notes: &notes)
    let (w, v) =
      reading.isTransposed
      ? (reading.input.transposed, reading.output.transposed) : (reading.input, reading.output)
    if let found {
      family = .biasedQuadratic(
        try BiasedQuadraticNetwork(inputDimension: reading.inputDimension, width: reading.width))
      weights = w.values + found.hidden + v.values + [found.constant]
    } else {
      family = .quadratic(
        try QuadraticNetwork(
          inputDimension: reading.inputDimension, width: reading.width,
          outputDimension: reading.outputDimension))
      weights = w.values + v.values
    }
    self.notes = notes
  }

  /// Names that say which layer comes first; only torch's convention is guessed.
  private static func byName(_ readings: [Reading]) -> Reading? {
    let first = ["w", "in", "input", "fc1", "l1", "layer1", "hidden", "encoder", "w_in", "w1"]
    let second = ["v", "out", "output", "fc2", "l2", "layer2", "readout", "decoder", "w_out", "w2"]
    func says(_ matrix: NamedMatrix, _ words: [String]) -> Bool {
      let parts = matrix.name.lowercased().split(separator: ".").map(String.init)
      return parts.contains { words.contains($0) }
    }
    let fitting = readings.filter {
      says($0.input, first) && says($0.output, second) && !$0.isTransposed
    }
    return fitting.count == 1 ? fitting[0] : nil
  }
}
