import AssumptionChecks
import Identifiability
import LLCExperiments
import LLCTheorems
import ModelFamilies
import NumericAlgebra
import Testing

@Suite struct NetworkTensorsTests {
  private func matrix(_ name: String, _ rows: Int, _ columns: Int) -> NamedMatrix {
    NamedMatrix(
      name: name, rows: rows, columns: columns, values: (0..<rows * columns).map(Double.init))
  }

  @Test("a task tells the layers and the convention; names that were given are kept")
  func task() throws {
    let task = try ModularAddition(modulus: 5)
    let torch = try NetworkTensors([matrix("b", 5, 7), matrix("a", 7, 10)], task: task)
    #expect(torch.network.width == 7 && torch.network.inputDimension == 10)
    #expect(torch.weights == (0..<70).map(Double.init) + (0..<35).map(Double.init))
    #expect(torch.notes == ["read as W = a, V = b: d = 10, m = 7, K = 5"])
    let other = try NetworkTensors([matrix("a", 10, 7), matrix("b", 7, 5)], task: task)
    #expect(other.notes == ["read as W = a, V = b, both transposed: d = 10, m = 7, K = 5"])
    // Row j of W is column j of the file's matrix.
    #expect(other.weights[0..<3] == [0, 7, 14] && other.weights[70..<73] == [0, 5, 10])
  }

  @Test("two readings are refused with both; a name settles it")
  func ambiguous() throws {
    let matrices = [matrix("first", 7, 3), matrix("second", 4, 7)]
    let error = #expect(throws: TensorMappingError.self) { try NetworkTensors(matrices) }
    #expect(
      error?.description.contains("W = first, V = second: d = 3, m = 7, K = 4") == true
        && error?.description.contains(
          "W = second, V = first, both transposed: d = 4, m = 7, K = 3") == true,
      "\(String(describing: error))")
    let read = try NetworkTensors(matrices, inputWeights: "first")
    #expect(read.network.inputDimension == 3 && read.network.outputDimension == 4)
    let named = try NetworkTensors([matrix("fc2.weight", 4, 7), matrix("fc1.weight", 7, 3)])
    #expect(named.notes.last == "W and V were told apart by their names")
    // Square matrices fit both ways whatever their names.
    #expect(throws: TensorMappingError.self) {
      try NetworkTensors([matrix("x", 4, 4), matrix("y", 4, 4)], inputWeights: "x")
    }
  }

  @Test("names from a file are printed on one line and not at any length")
  func names() throws {
    let wild = "a\nb\u{2028}c\u{202E}" + String(repeating: "e\u{301}", count: 10_000)
    let error = #expect(throws: TensorMappingError.self) {
      try NetworkTensors((0..<900).map { matrix(wild + "\($0)", 2, 3) })
    }
    let text = error?.description ?? ""
    #expect(text.contains("a b c ") && text.hasSuffix("and 888 more") && text.utf8.count < 2000)
    #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .format })
  }

  @Test("what does not fit is named")
  func misfits() throws {
    let error = #expect(throws: TensorMappingError.self) {
      try NetworkTensors([matrix("a", 2, 3)], inputWeights: "W")
    }
    #expect(
      error?.description == "--input-weights names \"W\"; the matrices are a (2 x 3)")
    #expect(throws: TensorMappingError.self) { try NetworkTensors([]) }
    #expect(throws: TensorMappingError.self) {
      try NetworkTensors([matrix("a", 7, 3), matrix("b", 4, 8)])
    }
  }
}

@Suite struct WeightVerificationTests {
  /// Five units in d = 4 with K = 2 outputs, two of them parallel: exactly deficient as they are, and
  /// generic after noise that the tolerance covers.
  @Test("noise makes an exact rank generic; the margin says that it is noise")
  func noise() throws {
    let network = try QuadraticNetwork(inputDimension: 4, width: 3, outputDimension: 2)
    var stream = RandomStream(seed: 9, purpose: .testing)
    var weights = stream.normals(network.parameterCount)
    for a in 0..<4 {
      weights[network.inputWeights.index(1, a)] = weights[network.inputWeights.index(0, a)]
    }
    let statement = "{w_j w_j^T} linearly independent"
    func verify(_ weights: [Double], _ tolerance: Double) throws -> (exact: Bool, near: Bool) {
      let found = try WeightVerification(
        network, weights: weights, relativeTolerance: tolerance)
      let exact = found.report.rows.first { $0.theorem.identifier == "4.2" }?.assumptions
        .first { $0.statement.contains("linearly independent") }
      let near = found.numerical.checks.first { $0.statement == statement }
      return (try #require(exact).verdict.holds, try #require(near).verdict.holds)
    }
    #expect(try verify(weights, 1e-9) == (false, false))
    for i in weights.indices { weights[i] += 1e-6 * stream.nextUniform() }
    #expect(try verify(weights, 1e-3) == (true, false))
    #expect(try verify(weights, 1e-12) == (true, true))
  }

  @Test("a task gives the loss at the weights; without a zero there nothing is certified exact")
  func residual() throws {
    let task = try ModularAddition(modulus: 3)
    let network = try task.network(width: 2)
    var stream = RandomStream(seed: 2, purpose: .testing)
    let weights = stream.normals(network.parameterCount)
    let found = try WeightVerification(
      network, weights: weights, task: task, relativeTolerance: 1e-9)
    let residual = try #require(found.residual)
    #expect(residual.loss > 0 && residual.gradientNorm > 0)
    #expect(!found.report.certified.isExact)
    #expect(found.answer.contains("lies in"), "\(found.answer)")
  }
}
