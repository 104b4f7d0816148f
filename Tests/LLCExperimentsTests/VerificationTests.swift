import AssumptionChecks
import ExactAlgebra
import GradientTraining
import Identifiability
import LLCExperiments
import LLCTheorems
import ModelFamilies
import NumericAlgebra
import NumericModels
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
    #expect(torch.family.width == 7 && torch.family.inputDimension == 10)
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
    #expect(read.family.inputDimension == 3 && read.family.outputDimension == 4)
    let named = try NetworkTensors([matrix("fc2.weight", 4, 7), matrix("fc1.weight", 7, 3)])
    #expect(named.notes.last == "W and V were told apart by their names")
    // Square matrices fit both ways whatever their names; the layout settles it.
    let square = [matrix("x", 4, 4), matrix("y", 4, 4)]
    #expect(throws: TensorMappingError.self) { try NetworkTensors(square, inputWeights: "x") }
    for isTransposed in [false, true] {
      let read = try NetworkTensors(
        square, inputWeights: "x", outputWeights: "y", isTransposed: isTransposed)
      #expect(read.weights[1] == (isTransposed ? 4 : 1))
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
        VerificationQuestion(
          .quadratic(network), weights: weights, relativeTolerance: tolerance))
      let exact = found.exact.report.rows.first { $0.theorem.identifier == "4.2" }?.assumptions
        .first { $0.statement.contains("linearly independent") }
      let near = found.numerical.checks.first { $0.statement == statement }
      return (try #require(exact).verdict.holds, try #require(near).verdict.holds)
    }
    #expect(try verify(weights, 1e-9) == (false, false))
    for i in weights.indices { weights[i] += 1e-6 * stream.nextUniform() }
    #expect(try verify(weights, 1e-3) == (true, false))
    #expect(try verify(weights, 1e-12) == (true, true))
  }

  /// p = 3 with 16 units is over-parametrised: rank 24 at the centred level at almost every weight.
  private func task(_ move: Double) throws -> WeightVerification {
    let task = try ModularAddition(modulus: 3)
    let network = try task.network(width: 16)
    var stream = RandomStream(seed: 2, purpose: .testing)
    var weights = stream.normals(network.parameterCount).map { 0.5 * $0 }
    let targets = try task.oneHotTargets(task.pairs)
    // To a solution by the program's own trainer.
    let loss = try QuadraticLoss(
      network, inputs: .pairs(task.pairs, modulus: 3), targets: targets, centring: .centred)
    let trained = try Trainer(
      loss: loss,
      settings: TrainingSettings(
        optimiser: .adam(learningRate: 1e-2), epochs: 20_000, targetLoss: 1e-14), seed: 1
    ).train(from: weights)
    weights = trained.weights.map { $0 + move * stream.nextUniform() }
    return try WeightVerification(
      VerificationQuestion(
        .quadratic(network), weights: weights, data: .task(task, pairs: nil), loss: .centred,
        relativeTolerance: 1e-9))
  }

  @Test("near a solution the coefficient of the task is shown; far from one it is not")
  func realisation() throws {
    let near = try task(0)
    let realisation = try #require(near.realisation)
    #expect(realisation.loss > 0 && realisation.loss < 1e-10)
    #expect(realisation.verdict.holds && realisation.coefficient?.value == 12)
    #expect(near.exact.certified.isExact && near.exact.certified.lower == 12)
    #expect(near.beyondNoise.holds, "\(near.beyondNoise)")
    #expect(near.answer.contains("λ = 12, multiplicity 1, at that solution"), "\(near.answer)")
    let far = try #require(try task(0.5).realisation)
    #expect(far.coefficient == nil && !far.verdict.holds)
  }

  @Test("inactive units: what they add is said at the weights with them set to zero")
  func inactive() throws {
    let network = try QuadraticNetwork(inputDimension: 4, width: 3, outputDimension: 3)
    var stream = RandomStream(seed: 6, purpose: .testing)
    var weights = stream.normals(network.parameterCount)
    for a in 0..<4 { weights[network.inputWeights.index(2, a)] *= 1e-7 }
    for k in 0..<3 { weights[network.outputWeights.index(k, 2)] *= 1e-7 }
    let found = try WeightVerification(
      VerificationQuestion(.quadratic(network), weights: weights, relativeTolerance: 1e-9))
    #expect(found.units.zeroBoth == [2])
    // Generic as they are; with the unit at zero the price of a dead unit is added: 2 (d+K-1)/2 + d/4.
    #expect(found.exact.certified.lower == 9)
    #expect(found.beyondNoise.fails && found.answer.contains("nothing is decided that noise"))
    let zeroed = try #require(found.zeroed)
    #expect(zeroed.verdicts.certified.isExact && zeroed.verdicts.certified.lower == 7)
    #expect(zeroed.distance > 0 && zeroed.distance < 1e-6)
  }

  @Test("given inputs decide whether coordinates are the level of the loss")
  func samples() throws {
    let network = try QuadraticNetwork(inputDimension: 2, width: 4, outputDimension: 2)
    var stream = RandomStream(seed: 8, purpose: .testing)
    let weights = stream.normals(network.parameterCount)
    func verify(_ count: Int) throws -> WeightVerification {
      let inputs = RealMatrix(rows: count, columns: 2, values: stream.normals(2 * count))
      return try WeightVerification(
        VerificationQuestion(
          .quadratic(network), weights: weights,
          data: .samples(inputs, targets: nil, relativeTolerance: 1e-9), relativeTolerance: 1e-9))
    }
    let enough = try verify(5)
    #expect(try #require(enough.inputs).verdict.holds)
    #expect(enough.exact.certified.lower == 3 && enough.exact.certified.isExact)
    let few = try verify(2)
    #expect(try #require(few.inputs).verdict.fails)
    // Two inputs see two values of each output.
    #expect(few.exact.certified.lower == 2 && few.exact.certified.level == .data)
  }
}

@Suite struct BiasTests {
  private func tensor(_ name: String, _ shape: [Int], _ values: [Double]) -> NamedMatrix {
    NamedMatrix(
      name: name, rows: shape.count == 2 ? shape[0] : 1, columns: shape.last ?? 1, values: values,
      dimensions: shape.count)
  }

  private func file(_ outputs: Int, _ bias: [Double], _ constant: [Double]) -> [NamedMatrix] {
    [
      tensor("fc1.weight", [3, 2], [1, 2, 3, 4, 5, 6]), tensor("fc1.bias", [3], bias),
      tensor("fc2.weight", [outputs, 3], (0..<3 * outputs).map { Double($0 + 7) }),
      tensor("fc2.bias", [outputs], constant),
    ]
  }

  @Test("biases with one output make the biased family, in its order")
  func one() throws {
    let read = try NetworkTensors(file(1, [10, 11, 12], [13]))
    #expect(
      read.family == .biasedQuadratic(try BiasedQuadraticNetwork(inputDimension: 2, width: 3)))
    #expect(read.weights == [1, 2, 3, 4, 5, 6, 10, 11, 12, 7, 8, 9, 13])
    #expect(read.notes.contains("with biases: b = fc1.bias, c = fc2.bias"), "\(read.notes)")
  }

  @Test("biases that are zero are left out; others with several outputs are refused")
  func several() throws {
    let zero = try NetworkTensors(file(2, [0, 0, 0], [0, 0]))
    #expect(zero.family.name == "quadratic" && zero.family.outputDimension == 2)
    #expect(zero.notes.contains { $0.contains("all zero, left out") }, "\(zero.notes)")
    let error = #expect(throws: TensorMappingError.self) {
      try NetworkTensors(file(2, [0, 1, 0], [0, 0]))
    }
    #expect(error?.description.contains("K = 2 outputs") == true)
    #expect(throws: TensorMappingError.self) {
      try NetworkTensors(file(1, [1, 2, 3], [0]), biases: "fc2.weight2")
    }
  }
}

/// Weights of the program's own trainer at several seeds.
@Suite struct TrainedVerificationTests {
  private func verified(_ spec: RunSpec) async throws -> WeightVerification {
    let trained = try await TrainingSession(spec, isStopped: { false }, observe: { _ in }).weights
    return try WeightVerification(
      VerificationQuestion(
        .quadratic(trained.network), weights: trained.values,
        data: .task(trained.task, pairs: trained.trainingPairs), loss: .centred,
        relativeTolerance: 0x1p-24))
  }

  /// p = 5 with m = 24 units is over-parametrised on all pairs, m (3p-2) = 312 > p (p^2-1) = 120: at a solution
  /// of full rank λ = 60, and without weight decay training ends at one, to single precision.
  @Test(
    "trained to a solution: exact, up to noise, and for the task",
    arguments: 1...4 as ClosedRange<UInt64>)
  func solutions(seed: UInt64) async throws {
    let found = try await verified(
      RunSpec(
        modulus: 5, width: 24, trainingFraction: 1, learningRate: 0.003, epochs: 4000, seed: seed))
    #expect(found.exact.certified.isExact && found.exact.certified.lower == 60)
    #expect(found.beyondNoise.holds, "seed \(seed): \(found.beyondNoise)")
    let realisation = try #require(found.realisation)
    #expect(realisation.coefficient?.value == 60, "seed \(seed): \(found.answer)")
    #expect(realisation.nearby?.solutionRadius ?? 1 < 0.05, "seed \(seed): \(found.answer)")
    #expect(found.numerical.levels.map(\.rank) == [275, 125, 120], "seed \(seed)")
  }

  /// Weight decay kills units: their weights are zero up to noise, and exactly taken they are not.
  @Test(
    "units that weight decay has killed: undecided beyond noise, bounded with them at zero",
    arguments: [1, 2] as [UInt64])
  func decayed(seed: UInt64) async throws {
    let found = try await verified(
      RunSpec(
        modulus: 7, width: 24, trainingFraction: 1, learningRate: 0.01, weightDecay: 0.3,
        epochs: 20_000, seed: seed))
    #expect(found.units.zeroBoth.count > 0, "seed \(seed): \(found.units.census)")
    #expect(found.beyondNoise.fails, "seed \(seed): \(found.beyondNoise)")
    let zeroed = try #require(found.zeroed)
    let centred = try #require(found.numerical.levels.first { $0.level == .centred })
    #expect(zeroed.distance < found.numerical.tolerance)
    // The rank beyond noise is that of the weights with the dead units at zero.
    let rank = try #require(zeroed.verdicts.levels.first { $0.level == .centred }).rank.get()
    #expect(rank.lower == centred.rank, "seed \(seed): \(rank.lower) and \(centred.rank)")
    #expect(zeroed.verdicts.certified.lower < found.exact.certified.lower)
  }
}
