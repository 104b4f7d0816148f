import AssumptionChecks
import ExactAlgebra
import Foundation
import ModelFamilies
import NumericAlgebra
import Testing

@Suite struct EntrySnapTests {
  /// Small fractions, a zero row of W, a zero column of V, some single zeros.
  private func planted() throws -> (QuadraticNetwork, [Rational]) {
    let network = try QuadraticNetwork(inputDimension: 5, width: 6, outputDimension: 4)
    let choices = [Rational(1, 2), Rational(-1, 2), Rational(3, 2), Rational(-2, 3), 1, 0]
    var random = SeededGenerator(seed: 12)
    var weights = (0..<network.parameterCount).map { _ in
      choices[Int.random(in: 0..<6, using: &random)]
    }
    for a in 0..<5 { weights[network.inputWeights.index(2, a)] = 0 }
    for k in 0..<4 { weights[network.outputWeights.index(k, 4)] = 0 }
    return (network, weights)
  }

  private func noisy(_ weights: [Rational], _ noise: Double) -> [Double] {
    var stream = RandomStream(seed: 6, purpose: .testing)
    return zip(weights, stream.normals(weights.count)).map { $0.approximation + noise * $1 }
  }

  @Test("planted fractions are found again under noise", arguments: [0, 1e-12, 1e-6, 1e-3, 3e-3])
  func rationals(_ noise: Double) throws {
    let (network, truth) = try planted()
    let given = noisy(truth, noise)
    let point = try EntrySnap.point(
      .quadratic(network), weights: given, kinds: [.zeros, .shared, .rationals], tolerance: 0.02)
    guard case .rational(let found) = point.weights else { throw Wrong() }
    #expect(found == truth)
    let distance = zip(given, truth).reduce(0) { $0 + pow($1.0 - $1.1.approximation, 2) }
      .squareRoot()
    #expect(abs(point.distance - distance) <= 1e-12 * (1 + distance))
    #expect(point.changed + point.kept == truth.count)
    #expect(noise > 0 ? point.changed > 0 : point.distance < 1e-15)
  }

  struct Wrong: Error {}

  @Test("shared values: one for each group, up to sign, within the tolerance of every entry")
  func shared() throws {
    let network = try QuadraticNetwork(inputDimension: 6, width: 8, outputDimension: 1)
    let choices = [0.7071, -0.7071, 1.234567, -0.1]
    var stream = RandomStream(seed: 7, purpose: .testing)
    let truth = (0..<network.parameterCount).map { choices[$0 * 7 % 4] }
    let given = zip(truth, stream.normals(truth.count)).map { $0 + 1e-4 * $1 }
    let point = try EntrySnap.point(
      .quadratic(network), weights: given, kinds: [.shared], tolerance: 0.01)
    guard case .rational(let found) = point.weights else { throw Wrong() }
    #expect(Set(found[0..<48].map { $0.signum < 0 ? -$0 : $0 }).count == 3)
    for (i, value) in found.enumerated() {
      #expect(abs(value.approximation - truth[i]) < 4e-4 && (value.signum < 0) == (truth[i] < 0))
    }
  }

  @Test("random weights share nothing, and it is said")
  func unstructured() throws {
    let network = try QuadraticNetwork(inputDimension: 10, width: 40, outputDimension: 10)
    var stream = RandomStream(seed: 2, purpose: .testing)
    // A continuum without gaps: uniform on [1, 2].
    let weights = (0..<network.parameterCount).map { _ in 1 + stream.nextUniform() }
    let error = #expect(throws: Unsnapped.self) {
      try EntrySnap.point(
        .quadratic(network), weights: weights, kinds: [.zeros, .shared], tolerance: 0.01)
    }
    #expect(error?.because.contains("no groups apart") == true, "\(String(describing: error))")
  }

  @Test("any size of weights", arguments: [0, 1e300, 1e-300, .leastNonzeroMagnitude])
  func hostile(_ size: Double) throws {
    let network = try QuadraticNetwork(inputDimension: 3, width: 2, outputDimension: 2)
    var stream = RandomStream(seed: 1, purpose: .testing)
    let weights = stream.normals(network.parameterCount).map { $0 * size }
    let point = try EntrySnap.point(
      .quadratic(network), weights: weights, kinds: [.zeros, .shared, .rationals], tolerance: 0.01)
    #expect(point.relativeDistance <= 0.02)
  }
}

@Suite struct FourierSnapTests {
  private func snap(
    _ planted: PlantedWaves, noise: Double, tolerance: Double = 0.02
  ) throws -> (SnappedPoint, WaveNetwork) {
    let network = try planted.network
    let given = try planted.weights(noise: noise)
    let structure = ModularStructure(network, weights: given, task: planted.task)
    let point = try FourierSnap.point(structure, network, weights: given, tolerance: tolerance)
    guard case .waves(let waves) = point.weights else { throw EntrySnapTests.Wrong() }
    return (point, waves)
  }

  @Test(
    "the planted waves are found again exactly",
    arguments: [(5, 3), (7, 3), (7, 4), (5, 5), (9, 6)],
    [1e-12, 1e-6, 1e-4])
  func planted(_ shape: (p: Int, phases: Int), _ noise: Double) throws {
    let planted = try PlantedWaves(modulus: shape.p, phases: shape.phases)
    let (point, waves) = try snap(planted, noise: noise)
    for (unit, truth) in zip(waves.units, planted.units) {
      let unit = try #require(unit)
      #expect(unit.frequency == truth.frequency)
      #expect(unit.first.amplitude == 1 && unit.second.amplitude == 1)
      #expect(unit.output.amplitude == Rational(2, shape.p * shape.phases))
      for (wave, expected) in zip([unit.first, unit.second, unit.output], truth.waves) {
        let phase = 2 * Double.pi * Double(wave.phase) / Double(waves.order)
        #expect(PlantedWaves.apart(phase, expected.phase) < 1e-9)
      }
    }
    let truth = try planted.weights()
    #expect(PlantedWaves.norm(zip(point.approximation, truth).map { $0 - $1 }) < 1e-13)
    // The distance is that of the noise.
    let moved = PlantedWaves.norm(zip(truth, try planted.weights(noise: noise)).map { $0 - $1 })
    #expect(abs(point.distance - moved) < 1e-13)
  }

  @Test("weights that are no waves, a constant unit and no active unit are refused with the reason")
  func refused() throws {
    let task = try ModularAddition(modulus: 7)
    let network = try task.network(width: 20)
    var stream = RandomStream(seed: 5, purpose: .testing)
    func refusal(_ weights: [Double]) -> String {
      let structure = ModularStructure(network, weights: weights, task: task)
      do {
        _ = try FourierSnap.point(structure, network, weights: weights, tolerance: 0.01)
        return "none"
      } catch { return error.because }
    }
    let random = stream.normals(network.parameterCount)
    #expect(refusal(random).contains("of the weights' norm, the tolerance is 0.01"))
    #expect(refusal(random.map { _ in 1 }).contains("constant on its inputs"))
    #expect(refusal(random.map { _ in 0 }) == "no unit is active")
    #expect(refusal(random.map { $0 * 1e300 }) != "none")
  }
}
