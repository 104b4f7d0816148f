import AssumptionChecks
import Foundation
import ModelFamilies
import NumericAlgebra
import TestSupport
import Testing

@Suite struct ModularStructureTests {
  private func found(_ structure: ModularStructure) throws -> ExactFourierSolution {
    switch structure.solution {
    case .found(let solution): return solution
    case .none(let because): throw Missing(because: because)
    }
  }

  struct Missing: Error { let because: String }

  @Test(
    "planted waves under noise: frequencies, phases, distances, an exact solution nearby",
    arguments: [(7, 3), (13, 5)], [0, 1e-12, 1e-6, 1e-3, 1e-2])
  func planted(_ shape: (p: Int, phases: Int), _ noise: Double) throws {
    let planted = try PlantedWaves(modulus: shape.p, phases: shape.phases)
    let network = try planted.network
    let weights = try planted.weights(noise: noise)
    let structure = ModularStructure(network, weights: weights, task: planted.task)
    #expect(structure.missing.isEmpty && structure.inactive.isEmpty && structure.constant.isEmpty)
    // The amplitude of v is small: noise moves its phase by noise over it.
    let slack = 1e-12 + 4 * noise / (2 / Double(shape.p * shape.phases)) / sqrt(Double(shape.p) / 2)
    for (unit, truth) in zip(structure.units, planted.units) where slack < 1 {
      #expect(unit.frequency == truth.frequency, "unit \(unit.index)")
      #expect(abs(unit.first.amplitude - 1) <= 1e-12 + 4 * noise)
      for (wave, expected) in zip([unit.first, unit.second, unit.output], truth.waves) {
        #expect(PlantedWaves.apart(wave.phase, expected.phase) <= slack, "unit \(unit.index)")
      }
      #expect(abs(unit.mismatch) <= 2 * slack, "unit \(unit.index)")
    }
    for row in structure.frequencies where noise < 1e-3 {
      #expect(row.units.count == 2 * shape.phases && abs(row.gain - 1) < 1e-9 + 100 * noise)
    }
    let moved = PlantedWaves.norm(zip(weights, try planted.weights()).map { $0 - $1 })
    #expect(structure.distance <= moved + 1e-13)
    // Of 3p directions of noise in a unit the waves keep 6 and the shift 1.
    let rest = sqrt(Double(3 * shape.p - 7) / Double(3 * shape.p))
    #expect(structure.distance >= 0.9 * rest * moved)
    let solution = try found(structure)
    #expect(
      solution.distance >= structure.distance * (1 - 1e-12)
        && solution.distance <= 2 * moved + 1e-12)
    #expect(PlantedWaves.centredLoss(planted.task, network, solution.weights) < 1e-27)
    #expect(solution.loss < 1e-27)
  }

  @Test(
    "the loss from the Fourier coefficients is that of all pairs; the projection is the nearest")
  func nearest() throws {
    var planted = try PlantedWaves(modulus: 5, phases: 3)
    planted.units[2].waves[2].phase += 0.7
    let network = try planted.network
    let weights = try planted.weights(noise: 0.05)
    let structure = ModularStructure(network, weights: weights, task: planted.task)
    let distance = PlantedWaves.norm(zip(weights, structure.nearest).map { $0 - $1 })
    #expect(abs(distance - structure.distance) < 1e-12)
    // Every change of a unit's amplitude, phase or shift leads away.
    for j in 0..<network.width {
      for direction in 0..<7 {
        var moved = structure.nearest
        for x in 0..<5 {
          let angle = 2 * Double.pi * Double(structure.units[j].frequency * x) / 5
          let wave = direction % 2 == 0 ? cos(angle) : sin(angle)
          switch direction {
          case 0, 1: moved[network.inputWeights.index(j, x)] += 1e-3 * wave
          case 2, 3: moved[network.inputWeights.index(j, 5 + x)] += 1e-3 * wave
          case 4, 5: moved[network.outputWeights.index(x, j)] += 1e-3 * wave
          default:
            moved[network.inputWeights.index(j, x)] += 1e-3
            moved[network.inputWeights.index(j, 5 + x)] -= 1e-3
          }
        }
        #expect(
          PlantedWaves.norm(zip(weights, moved).map { $0 - $1 }) > distance, "\(j) \(direction)")
      }
    }
  }

  @Test("shares and phases from their definition")
  func transform() throws {
    let task = try ModularAddition(modulus: 9)
    let network = try task.network(width: 3)
    var stream = RandomStream(seed: 4, purpose: .testing)
    let weights = stream.normals(network.parameterCount)
    let structure = ModularStructure(network, weights: weights, task: task)
    for unit in structure.units {
      let u = (0..<9).map { weights[network.inputWeights.index(unit.index, $0)] }
      let mean = u.reduce(0, +) / 9
      // The best fit of mean + x cos + y sin, and what it leaves.
      let angles = (0..<9).map { 2 * Double.pi * Double(unit.frequency * $0) / 9 }
      let x = zip(u, angles).reduce(0) { $0 + $1.0 * cos($1.1) } * 2 / 9
      let y = zip(u, angles).reduce(0) { $0 + $1.0 * sin($1.1) } * 2 / 9
      let all = u.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let rest = zip(u, angles).reduce(0) {
        $0 + pow($1.0 - mean - x * cos($1.1) - y * sin($1.1), 2)
      }
      #expect(abs(unit.first.share - (1 - rest / all)) < 1e-12)
      #expect(abs(unit.first.amplitude - hypot(x, y)) < 1e-12)
      #expect(PlantedWaves.apart(unit.first.phase, atan2(-y, x)) < 1e-12)
      #expect(abs(unit.first.constantShare - 9 * mean * mean / (9 * mean * mean + all)) < 1e-12)
    }
    #expect(abs(structure.inputSpectrum.reduce(0, +) - 1) < 1e-12)
  }

  @Test(
    "scaling a unit, turning its sign and shifting its constant change nothing that is reported")
  func symmetries() throws {
    let planted = try PlantedWaves(modulus: 7, phases: 3)
    let network = try planted.network
    var weights = try planted.weights(noise: 0.01)
    let before = ModularStructure(network, weights: weights, task: planted.task)
    for a in 0..<14 {
      weights[network.inputWeights.index(0, a)] *= -8
      weights[network.inputWeights.index(1, a)] += a < 7 ? 0.3 : -0.3
    }
    for c in 0..<7 { weights[network.outputWeights.index(c, 0)] /= 64 }
    let after = ModularStructure(network, weights: weights, task: planted.task)
    for (x, y) in zip(before.units, after.units) {
      #expect(x.frequency == y.frequency && abs(x.share - y.share) < 1e-12)
      #expect(abs(x.mismatch - y.mismatch) < 1e-12)
    }
    #expect(
      abs(before.distance - PlantedWaves.norm(zip(after.nearest, weights).map { $0 - $1 })) < 0.3)
    #expect(
      after.inactive.isEmpty && abs(after.frequencies[0].gain - before.frequencies[0].gain) < 1e-9)
  }

  @Test("frequencies that are missing are named, and no exact solution is claimed")
  func missing() throws {
    let planted = try PlantedWaves(modulus: 11, phases: 3, frequencies: [1, 3])
    let structure = ModularStructure(
      try planted.network, weights: try planted.weights(noise: 1e-4), task: planted.task)
    #expect(structure.missing == [2, 4, 5])
    guard case .none(let because) = structure.solution else {
      Issue.record("a solution without frequencies 2, 4, 5")
      return
    }
    #expect(because.contains("2, 4, 5"), "\(because)")
  }

  @Test("a constant unit and inactive ones are listed apart")
  func apart() throws {
    var planted = try PlantedWaves(modulus: 7, phases: 3)
    planted.units.append(.init(frequency: 1, waves: [(1e-3, 0.3), (1e-3, 2), (1e-3, 1)]))
    planted.units.append(.init(frequency: 1, waves: [(0, 0), (0, 0), (1, 0)]))
    let network = try planted.network
    var weights = try planted.weights()
    for a in 0..<14 { weights[network.inputWeights.index(19, a)] = 0.5 }
    let structure = ModularStructure(network, weights: weights, task: planted.task)
    #expect(structure.inactive == [18] && structure.constant == [19])
    let solution = try found(structure)
    #expect(PlantedWaves.centredLoss(planted.task, network, solution.weights) < 1e-27)
    // The inactive unit computes something of size 1e-9, which the others make up for.
    #expect(solution.distance < 1e-6)
  }

  @Test("random weights are not said to be structured")
  func unstructured() throws {
    let task = try ModularAddition(modulus: 23)
    let network = try task.network(width: 60)
    var stream = RandomStream(seed: 8, purpose: .testing)
    let structure = ModularStructure(
      network, weights: stream.normals(network.parameterCount), task: task)
    #expect(try #require(structure.meanShare) < 0.4 && structure.relativeDistance > 0.8)
    // Whatever the search finds is far away, or nothing is.
    if case .found(let solution) = structure.solution { #expect(solution.relativeDistance > 0.8) }
  }

  @Test(
    "weights of any size: nothing overflows into a claim",
    arguments: [0, 1e300, 1e-300, .leastNonzeroMagnitude])
  func hostile(_ size: Double) throws {
    for (p, width) in [(3, 1), (3, 8), (5, 2)] {
      let task = try ModularAddition(modulus: p)
      let network = try task.network(width: width)
      var stream = RandomStream(seed: 3, purpose: .testing)
      let weights = stream.normals(network.parameterCount).map { $0 * size }
      let structure = ModularStructure(network, weights: weights, task: task)
      #expect(structure.units.count + structure.inactive.count + structure.constant.count == width)
      #expect(structure.units.allSatisfy { $0.share >= 0 && $0.share <= 1 + 1e-12 })
      #expect(structure.relativeDistance.isFinite && structure.relativeDistance <= 1)
      if case .found(let solution) = structure.solution {
        #expect(PlantedWaves.centredLoss(task, network, solution.weights) < 1e-20)
      }
    }
    #expect(ModularStructure.refusal(try ModularAddition(modulus: 2)) != nil)
  }

  @Test("the literature's size takes seconds")
  func large() throws {
    let planted = try PlantedWaves(modulus: 53, phases: 19)
    let time = ProcessorTime()
    let structure = ModularStructure(
      try planted.network, weights: try planted.weights(noise: 1e-4), task: planted.task)
    #expect(try found(structure).loss < 1e-26)
    #expect(time.seconds < 20)
  }
}
