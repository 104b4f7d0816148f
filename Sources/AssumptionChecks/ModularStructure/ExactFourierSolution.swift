import Foundation

/// Weights near given ones that solve modular addition under the centred loss: every unit a wave of one
/// frequency, or constant in its inputs.
public struct ExactFourierSolution: Sendable {
  /// D values in the order of the network's layout.
  public let weights: [Double]
  /// Of the given weights from these, in the Frobenius norm: an upper bound of the distance to the nearest
  /// exact solution.
  public let distance: Double
  /// Over the norm of the given weights.
  public let relativeDistance: Double
  /// The centred loss over all p^2 pairs, from the Fourier coefficients: what rounding left.
  public let loss: Double
  /// The most steps that a frequency took.
  public let steps: Int

  /// Why there is none, or the solution.
  public enum Search: Sendable {
    case found(ExactFourierSolution)
    case none(because: String)
  }

  /// - Parameters:
  ///   - start: single-frequency weights near the given ones.
  ///   - given: D weights.
  static func search(from start: SingleFrequencyNetwork, near given: [Double]) -> Search {
    let largest = start.transform.largest
    var places = [Int: [Int]](minimumCapacity: largest)
    for (j, unit) in start.units.enumerated() {
      if let k = unit.frequency, !unit.isSilent { places[k, default: []].append(j) }
    }
    let missing = (1...largest).filter { places[$0] == nil }
    guard missing.isEmpty else {
      return .none(
        because: "no unit has frequency \(Self.list(missing)), and an exact solution needs all "
          + "\(largest): without one the outputs lack its part of the targets")
    }
    var network = start
    var (loss, steps) = (0.0, 0)
    let solver = AdditionSolver(equations: AdditionEquations(modulus: start.transform.modulus))
    for k in 1...largest {
      let units = places[k] ?? []
      let outcome = solver.solve(
        from: units.map { [start.units[$0].first, start.units[$0].second, start.units[$0].output] })
      let part = solver.equations.loss(outcome.residual)
      guard outcome.isSolved else {
        let left = part.isFinite ? "left a loss of \(text(part))" : "overflowed"
        return .none(
          because: "the search at frequency \(k), with \(units.count) unit"
            + "\(units.count == 1 ? "" : "s"), \(left) after \(outcome.steps) steps")
      }
      loss += part
      steps = max(steps, outcome.steps)
      for (j, found) in zip(units, outcome.units) {
        (network.units[j].first, network.units[j].second) = (found[0], found[1])
        network.units[j].output = found[2]
      }
    }
    let values = network.values
    return .found(
      ExactFourierSolution(
        weights: values, distance: Length.distance(values, given),
        relativeDistance: Length.relativeDistance(values, from: given), loss: loss, steps: steps))
  }

  static func list(_ frequencies: [Int]) -> String {
    frequencies.prefix(8).map(String.init).joined(separator: ", ")
      + (frequencies.count > 8 ? " and \(frequencies.count - 8) more" : "")
  }

  private static func text(_ value: Double) -> String { String(format: "%.2g", value) }
}

extension SingleFrequencyNetwork.Unit {
  /// Whether the unit computes nothing and would go on doing so in every step of the search.
  var isSilent: Bool {
    first.power == 0 && second.power == 0 && output.power == 0
  }
}
