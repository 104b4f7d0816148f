import Foundation
import ModelFamilies
import NumericAlgebra

/// Weights for modular addition written out from cosines, and what a network computes written out from
/// its definition: nothing of the transform under test.
struct PlantedWaves {
  struct Unit {
    var frequency: Int
    /// Amplitude and phase of u, s, v.
    var waves: [(amplitude: Double, phase: Double)]
  }

  let task: ModularAddition
  var units: [Unit]

  init(modulus p: Int, units: [Unit]) throws {
    task = try ModularAddition(modulus: p)
    self.units = units
  }

  /// Two units for each frequency and phase, as in `Proofs/FourierRanks.md`, section 1.
  init(modulus p: Int, phases: Int, frequencies: [Int]? = nil) throws {
    let size = 2 / Double(p * phases)
    try self.init(
      modulus: p,
      units: (frequencies ?? Array(1...(p - 1) / 2)).flatMap { k in
        (0..<phases).flatMap { t -> [Unit] in
          let phi = 2 * Double.pi * Double(t) / Double(phases)
          return [0, Double.pi].map {
            Unit(frequency: k, waves: [(1, phi), (1, phi + $0), (size, 2 * phi + $0)])
          }
        }
      })
  }

  var network: QuadraticNetwork {
    get throws { try task.network(width: units.count) }
  }

  /// - Parameter noise: the standard deviation of what is added to every weight.
  func weights(noise: Double = 0, seed: UInt64 = 1) throws -> [Double] {
    let (network, p) = (try network, task.modulus)
    var stream = RandomStream(seed: seed, purpose: .testing)
    var weights = stream.normals(network.parameterCount).map { noise * $0 }
    for (j, unit) in units.enumerated() {
      for x in 0..<p {
        let angle = 2 * Double.pi * Double(unit.frequency * x % p) / Double(p)
        let values = unit.waves.map { $0.amplitude * cos(angle + $0.phase) }
        weights[network.inputWeights.index(j, x)] += values[0]
        weights[network.inputWeights.index(j, p + x)] += values[1]
        weights[network.outputWeights.index(x, j)] += values[2]
      }
    }
    return weights
  }

  /// The centred loss over all pairs, `1/(2 p^2) sum || P (f - y) ||^2`, from the definition.
  static func centredLoss(
    _ task: ModularAddition, _ network: QuadraticNetwork, _ weights: [Double]
  ) -> Double {
    let p = task.modulus
    var missed = [[Double]](repeating: [], count: p)
    for a in 0..<p {
      for b in 0..<p {
        var outputs = [Double](repeating: 0, count: p)
        outputs[(a + b) % p] = -1
        for j in 0..<network.width {
          let sum =
            weights[network.inputWeights.index(j, a)]
            + weights[network.inputWeights.index(j, p + b)]
          for c in 0..<p { outputs[c] += weights[network.outputWeights.index(c, j)] * sum * sum }
        }
        for c in 0..<p { missed[c].append(outputs[c]) }
      }
    }
    return missed.reduce(0) { total, values in
      let mean = values.reduce(0, +) / Double(values.count)
      return total + values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    } / Double(2 * p * p)
  }

  static func norm(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// Angles in turns apart, in [0, pi].
  static func apart(_ a: Double, _ b: Double) -> Double {
    abs(remainder(a - b, 2 * Double.pi))
  }
}
