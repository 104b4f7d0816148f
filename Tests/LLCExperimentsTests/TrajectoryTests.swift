import Foundation
import GradientTraining
import LLCExperiments
import LLCSampling
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

@Suite("Trajectories") struct TrajectoryTests {
  static let spec = RunSpec(
    modulus: 5, width: 7, trainingFraction: 0.6, optimiser: .adamw, learningRate: 0.01,
    weightDecay: 0.1, batchSize: 4, epochs: 40, seed: 3)
  static let sweep = SweepSpec(
    name: "small", runs: [spec], checkpoints: .linear(every: 10),
    measurement: TrajectoryMeasurement(
      sampler: TrajectorySampler(
        nBeta: 100, localisation: 10, stepSize: 1e-3, chains: 2, burnIn: 20, draws: 60)))

  private func finish(_ run: inout TrajectoryRun) async throws -> [TrajectoryPoint] {
    var points: [TrajectoryPoint] = []
    while let point = try await run.advance(progress: { _ in }) { points.append(point) }
    return points
  }

  @Test("checkpoints ascend from 0 to the last epoch")
  func schedules() {
    #expect(CheckpointSchedule.linear(every: 10).epochs(last: 25) == [0, 10, 20, 25])
    #expect(CheckpointSchedule.linear(every: 10).epochs(last: 20) == [0, 10, 20])
    #expect(CheckpointSchedule.logarithmic(count: 4).epochs(last: 1000) == [0, 1, 10, 100, 1000])
    // More checkpoints than epochs: each once.
    #expect(CheckpointSchedule.logarithmic(count: 50).epochs(last: 3) == [0, 1, 2, 3])
    #expect(CheckpointSchedule.logarithmic(count: 1).epochs(last: 9) == [0, 9])
  }

  @Test("a run taken up at any checkpoint goes on with the same bits")
  func resumes() async throws {
    var whole = try TrajectoryRun(Self.spec, Self.sweep, resuming: nil)
    let points = try await finish(&whole)
    #expect(points.map(\.epoch) == [0, 10, 20, 30, 40])
    #expect(points.allSatisfy { $0.coefficient != nil && $0.coefficientError != nil })
    #expect(Set(points.map(\.coefficient)).count == points.count)
    for stop in 1..<points.count {
      var run = try TrajectoryRun(Self.spec, Self.sweep, resuming: nil)
      for _ in 0..<stop { _ = try await run.advance(progress: { _ in }) }
      var resumed = try TrajectoryRun(Self.spec, Self.sweep, resuming: try run.state)
      #expect(try await finish(&resumed) == Array(points[stop...]))
    }
  }

  @Test("a state of another run is refused")
  func otherState() async throws {
    var run = try TrajectoryRun(Self.spec, Self.sweep, resuming: nil)
    var other = Self.spec
    other.learningRate = 0.02
    #expect(throws: (any Error).self) {
      try TrajectoryRun(other, Self.sweep, resuming: try run.state)
    }
    #expect(throws: (any Error).self) {
      try TrajectoryRun(Self.spec, Self.sweep, resuming: try run.state + Data([0]))
    }
    // Epoch 0 is a checkpoint of every schedule, epoch 10 none of this one.
    for _ in 0..<2 { _ = try await run.advance(progress: { _ in }) }
    let state = try run.state
    var schedule = Self.sweep
    schedule.checkpoints = .linear(every: 7)
    #expect(throws: ExperimentError.self) {
      try TrajectoryRun(Self.spec, schedule, resuming: state)
    }
    _ = try TrajectoryRun(Self.spec, Self.sweep, resuming: state)
  }

  /// 15 pairs, centred: 14 differences, of 7 features each; the Jacobian has 5 x 14 rows and at most
  /// 7 (3 x 5 - 2) = 91 > 70 dimensions to fill them with.
  @Test("theory at the start and at the end of a run")
  func theory() async throws {
    var run = try TrajectoryRun(Self.spec, Self.sweep, resuming: nil)
    let points = try await finish(&run)
    let start = try #require(points.first)
    let drift = try #require(start.kernelDrift)
    #expect(start.relativeMovement == 0 && abs(drift) < 1e-12)
    #expect(start.stage == "lazy" && start.theorem == "5.2")
    #expect(start.featureRank == 7 && start.predicted == 5 * 7 / 2.0)
    #expect(start.activeUnits == 7 && start.effectiveWidth == 7)
    let end = try #require(points.last)
    let movement = try #require(end.relativeMovement)
    #expect(end.stage == "feature-learning" && movement > 0.5)
    #expect(end.predicted == 35 && end.lowerBound == 35 && end.upperBound == 35)
    #expect(end.trainingLoss < start.trainingLoss)
  }

  /// 3721 pairs: a kernel of 110 MB, and another at every checkpoint.
  @Test("of many pairs no kernel is made, and nothing is said that would need one")
  func manyPairs() async throws {
    let spec = RunSpec(modulus: 61, width: 2, trainingFraction: 1, epochs: 1)
    let sweep = SweepSpec(name: "many", runs: [spec])
    var run = try TrajectoryRun(spec, sweep, resuming: nil)
    let start = try #require(try await run.advance(progress: { _ in }))
    #expect(start.kernelDrift == nil && start.stage == nil && start.featureRank == nil)
    #expect(start.relativeMovement == 0 && start.activeUnits == 2 && start.validationLoss == nil)
  }

  /// From the weights in the run's state, with the network's own outputs as targets.
  @Test("the prediction at the sampler's settings is that of the spectrum at the weights")
  func response() async throws {
    var spec = Self.spec
    (spec.learningRate, spec.weightDecay, spec.epochs) = (0.03, 0, 400)
    var sweep = Self.sweep
    sweep.checkpoints = .linear(every: 400)
    var run = try TrajectoryRun(spec, sweep, resuming: nil)
    let point = try #require(try await finish(&run).last)
    let weights = try PairTrainer(resuming: try run.state).weights
    let task = try ModularAddition(modulus: 5)
    let pairs = try task.split(trainingFraction: 0.6, seed: 3).training
    let inputs = NetworkInputs.pairs(pairs, modulus: 5)
    let family = ModelFamily.quadratic(try task.network(width: 7))
    let own = try QuadraticLoss(
      family: family, inputs: inputs,
      targets: try QuadraticLoss.teacherTargets(family: family, weights: weights, inputs: inputs),
      centring: .centred)
    let expected = try ResponsePrediction(
      spectrum: try own.hessianSpectrum(at: weights),
      settings: SamplerSettings(
        nBeta: 100, localisation: 10, stepSize: 1e-3, chains: 2, burnIn: 20, draws: 60))
    let found = try #require(point.response)
    #expect(abs(found / expected.value - 1) < 1e-9 && point.responseError == 0, "\(found)")
  }

  /// n times J J^T, J the Jacobian of the residual of the plain loss, summed over the outputs.
  @Test("the tangent kernel is the Jacobian's")
  func tangentKernel() throws {
    let task = try ModularAddition(modulus: 5)
    let network = try task.network(width: 6)
    let pairs = Array(task.pairs.enumerated().filter { $0.offset % 3 != 1 }.map(\.element))
    var stream = RandomStream(seed: 4, purpose: .testing)
    let weights = stream.normals(network.parameterCount)
    let loss = try QuadraticLoss(
      network, inputs: .pairs(pairs, modulus: 5), targets: try task.oneHotTargets(pairs),
      centring: .plain)
    let gram = loss.residualJacobian(at: weights).rowGram
    let kernel = TangentKernel(network, weights: weights, pairs: pairs)
    let n = pairs.count
    // Rows of J by input or by output first: the trace over outputs tells which it is.
    let byInput = gram.rows == 5 * n
    #expect(byInput)
    for i in 0..<n {
      for j in 0..<n {
        let expected = (0..<5).reduce(0.0) { $0 + gram[i * 5 + $1, j * 5 + $1] } * Double(n)
        #expect(abs(kernel.values[i, j] - expected) < 1e-9 * (1 + abs(expected)), "\(i) \(j)")
      }
    }
    let other = TangentKernel(network, weights: weights.map { 3 * $0 }, pairs: pairs)
    #expect(abs(kernel.drift(from: other)) < 1e-12)
    let elsewhere = TangentKernel(
      network, weights: stream.normals(network.parameterCount), pairs: pairs)
    #expect(kernel.drift(from: elsewhere) > 0.01)
  }
}

@Suite("Measures of grokking") struct GrokkingMeasuresTests {
  private func points(_ values: [(Int, Double, Double)]) -> [TrajectoryPoint] {
    values.map {
      TrajectoryPoint(
        epoch: $0.0, steps: 0, trainingLoss: 0, validationLoss: 0, trainingAccuracy: $0.1,
        validationAccuracy: $0.2)
    }
  }

  @Test("severity is the area between the accuracies from memorisation on")
  func severity() throws {
    let measures = GrokkingMeasures(
      points([(0, 0, 0), (10, 1, 0), (20, 1, 0.25), (40, 1, 0.5), (50, 1, 1), (90, 1, 1)]))
    #expect(measures.memorisationEpoch == 10 && measures.generalisationEpoch == 50)
    // 10 (1 + 0.75)/2 + 20 (0.75 + 0.5)/2 + 10 (0.5 + 0)/2
    #expect(measures.severity == 8.75 + 12.5 + 2.5)
    #expect(measures.severityBounds == 17.5...30)
  }

  @Test("a run that has not generalised in the end, or never memorised, has no severity")
  func undefined() {
    let collapsed = GrokkingMeasures(points([(0, 0, 0), (10, 1, 1), (20, 1, 0.5)]))
    #expect(collapsed.severity == nil && collapsed.generalisationEpoch == 10)
    let untrained = GrokkingMeasures(points([(0, 0, 0), (10, 0.5, 1)]))
    #expect(untrained.severity == nil && untrained.memorisationEpoch == nil)
    #expect(GrokkingMeasures([]).severity == nil)
  }

  @Test("the largest coefficient leaves out estimates that are negative or lost chains")
  func largest() {
    let negative = {
      var run = points([(0, 0, 0)])
      run[0].coefficient = -0.5
      return GrokkingMeasures(run)
    }()
    #expect(negative.largestCoefficient == nil)
    var run = points([(0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 0)])
    run[3].coefficient = 90
    run[3].flags = ["unstable-step", "dropped-chains"]
    run[0].coefficient = -50
    run[0].flags = ["negative-estimate"]
    run[1].coefficient = 30
    run[1].coefficientError = 2
    run[2].coefficient = 20
    let measures = GrokkingMeasures(run)
    #expect(measures.largestCoefficient == 30 && measures.largestCoefficientEpoch == 1)
    #expect(measures.largestCoefficientError == 2)
  }
}

/// About two seconds: what the examples rest on.
@Test("a network memorises addition mod 23 and generalises much later")
func groks() async throws {
  let spec = RunSpec(
    modulus: 23, width: 128, trainingFraction: 0.5, learningRate: 3e-3, weightDecay: 2,
    epochs: 6000, seed: 1)
  let sweep = SweepSpec(
    name: "grok", runs: [spec], checkpoints: .logarithmic(count: 60),
    measurement: TrajectoryMeasurement(theory: false))
  var run = try TrajectoryRun(spec, sweep, resuming: nil)
  var points: [TrajectoryPoint] = []
  while let point = try await run.advance(progress: { _ in }) { points.append(point) }
  let measures = GrokkingMeasures(points)
  let memorised = try #require(measures.memorisationEpoch)
  let generalised = try #require(measures.generalisationEpoch)
  #expect(memorised < 200 && generalised > 5 * memorised, "\(memorised), \(generalised)")
  #expect(try #require(measures.severity) > 100)
  #expect(points[points.count - 1].validationAccuracy == 1)
}
