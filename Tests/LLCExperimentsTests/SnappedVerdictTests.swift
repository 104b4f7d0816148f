import AssumptionChecks
import ExactAlgebra
import Foundation
import Identifiability
import LLCExperiments
import LLCTheorems
import ModelFamilies
import NumericAlgebra
import Testing

@Suite struct SnappedVerdictTests {
  /// The planted network's weights as doubles, from its cosines, and noise.
  private func planted(_ p: Int, noise: Double) throws -> (QuadraticNetwork, [Double]) {
    let network = try ModularAddition(modulus: p).network(width: 3 * (p - 1))
    var stream = RandomStream(seed: 11, purpose: .testing)
    var weights = stream.normals(network.parameterCount).map { noise * $0 }
    var unit = 0
    for k in 1...(p - 1) / 2 {
      for t in 0..<3 {
        for sign in [1.0, -1.0] {
          for x in 0..<p {
            func wave(_ turns: Double) -> Double {
              cos(2 * Double.pi * (Double(k * x) / Double(p) + turns))
            }
            let phase = Double(t) / 3
            weights[network.inputWeights.index(unit, x)] += wave(phase)
            weights[network.inputWeights.index(unit, p + x)] += sign * wave(phase)
            weights[network.outputWeights.index(x, unit)] +=
              sign * 2 / Double(3 * p) * wave(2 * phase)
          }
          unit += 1
        }
      }
    }
    return (network, weights)
  }

  @Test(
    "noisy solutions snap to the exact one: its ranks are those of the closed forms",
    arguments: [5, 7])
  func fourier(_ p: Int) throws {
    let task = try ModularAddition(modulus: p)
    let (network, weights) = try planted(p, noise: 1e-4)
    let structure = ModularStructure(network, weights: weights, task: task)
    let snapping = try Snapping(
      question(network, weights, task), kinds: [.fourier], tolerance: 0.01, structure: structure)
    let verdict = try #require(snapping.verdicts.first)
    guard case .waves(let rows) = verdict.statement else {
      Issue.record("no waves")
      return
    }
    #expect(rows.map(\.rank) == (p == 7 ? [330, 226, 219] : [148, 99, 94]))
    #expect(rows.map(\.interpolates) == [false, false, true])
    #expect(rows.allSatisfy { $0.coefficient.lower == Rational($0.rank, 2) })
    #expect(snapping.undecided.isEmpty)
  }

  @Test("rational points get the theorems' report at the snapped weights")
  func rationals() throws {
    let network = try QuadraticNetwork(inputDimension: 4, width: 3, outputDimension: 2)
    // Units 0 and 1 have parallel inputs: deficient, which noise hides.
    let truth: [Double] = [1, 2, 0, 1, 2, 4, 0, 2, 0, 1, 1, 3] + [1, 2, 1, 3, 1, -1]
    var stream = RandomStream(seed: 3, purpose: .testing)
    let weights = zip(truth, stream.normals(truth.count)).map { $0 + 1e-5 * $1 }
    let snapping = try Snapping(
      question(network, weights, nil), kinds: [.zeros, .rationals], tolerance: 0.01, structure: nil)
    let verdict = try #require(snapping.verdicts.first)
    guard case .theorems(let exact) = verdict.statement,
      case .rational(let found) = verdict.point.weights
    else {
      Issue.record("no report")
      return
    }
    #expect(found.map(\.approximation) == truth)
    let independent = exact.report.rows.first { $0.theorem.identifier == "4.2" }?.assumptions
      .first { $0.statement.contains("linearly independent") }
    #expect(try #require(independent).verdict.fails)
    let unsnapped = try WeightVerification(question(network, weights, nil))
    #expect(unsnapped.exact.certified.lower > exact.certified.lower)
  }

  @Test("what cannot be snapped is said")
  func undecided() throws {
    let task = try ModularAddition(modulus: 2)
    let network = try task.network(width: 3)
    var stream = RandomStream(seed: 3, purpose: .testing)
    let weights = stream.normals(network.parameterCount)
    let even = try Snapping(
      question(network, weights, task), kinds: [.fourier], tolerance: 0.01, structure: nil)
    #expect(even.undecided.first?.description.contains("undecided because modulus is 2") == true)
    let none = try Snapping(
      question(network, weights, nil), kinds: [.fourier], tolerance: 0.01, structure: nil)
    #expect(none.verdicts.isEmpty && none.undecided[0].because.contains("--task"))
  }

  private func question(
    _ network: QuadraticNetwork, _ weights: [Double], _ task: ModularAddition?
  ) -> VerificationQuestion {
    VerificationQuestion(
      .quadratic(network), weights: weights, data: task.map { .task($0, pairs: nil) } ?? .gaussian,
      loss: task == nil ? .plain : .centred, relativeTolerance: 1e-9)
  }
}
