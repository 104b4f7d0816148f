import ExactAlgebra
import Foundation
public import ModelFamilies

/// Rounding weights for addition modulo an odd p to exact waves: every unit to its frequency, phases to a
/// grid of parts of a turn, amplitudes to shared rationals.
public enum FourierSnap {
  /// Steps of the phases' grid, a turn over p times one of these; the first that is fine enough is taken.
  /// Multiples of p keep the grid under a -> a + 1, and 12, 60 hold the phases of solutions with 1 to 6
  /// phases a frequency and of the minimal one.
  static let partitions = [12, 60, 420]

  /// - Parameters:
  ///   - given: D finite values in the order of the network's layout.
  ///   - tolerance: of an amplitude over itself, of a phase in radians where phi_u + phi_s - phi_v counts as 0,
  ///     and of the distance of all weights over their norm.
  /// - Throws: `Unsnapped` when the waves are further away, or a unit is none.
  /// - Complexity: that of `ModularStructure`.
  public static func point(
    _ structure: ModularStructure, _ network: QuadraticNetwork, weights given: [Double],
    tolerance: Double
  ) throws(Unsnapped) -> SnappedPoint {
    precondition(given.count == network.parameterCount && tolerance > 0 && tolerance < 1)
    if !structure.constant.isEmpty {
      throw failure(
        "unit \(structure.constant[0]) is mostly constant on its inputs, which is no wave")
    }
    guard !structure.units.isEmpty else { throw failure("no unit is active") }
    var best: (WaveNetwork, [Double], Double)?
    var notes: [String] = []
    for partition in partitions {
      let (order, overflow) = partition.multipliedReportingOverflow(by: structure.task.modulus)
      guard !overflow, order <= CyclotomicField.largestOrder else { break }
      let (waves, said) = round(structure, width: network.width, order: order, tolerance: tolerance)
      let values = waves.approximation(network)
      let distance = Length.relativeDistance(values, from: given)
      if distance < best?.2 ?? .infinity {
        best = (waves, values, distance)
        notes = said
      }
      if distance <= tolerance { break }
    }
    guard let (waves, values, distance) = best else {
      throw failure("roots of unity of order 12p are beyond \(CyclotomicField.largestOrder)")
    }
    guard distance <= tolerance else {
      throw failure(
        String(
          format: "the waves are at %.3g of the weights' norm, the tolerance is %.3g",
          distance, tolerance))
    }
    return SnappedPoint(
      kinds: [.fourier], weights: .waves(waves), approximation: values, given: given, notes: notes)
  }

  private static func failure(_ because: String) -> Unsnapped {
    Unsnapped(kinds: [.fourier], because: because)
  }

  private static func round(
    _ structure: ModularStructure, width: Int, order: Int, tolerance: Double
  ) -> (WaveNetwork, [String]) {
    var amplitudes = WaveAmplitudes(structure.units, tolerance: tolerance)
    var units = [WaveNetwork.Unit?](repeating: nil, count: width)
    var related = 0
    for (place, unit) in structure.units.enumerated() {
      func steps(_ phase: Double) -> Int { Int((phase / (2 * .pi) * Double(order)).rounded()) }
      let (u, v) = (steps(unit.first.phase), steps(unit.output.phase))
      // Rounded apart, the three phases could miss a relation that they meet. Of the three s is the one
      // that follows: units with one v, and units with u a quarter of a turn apart, keep that.
      let isRelated = abs(unit.mismatch) <= tolerance
      if isRelated { related += 1 }
      units[unit.index] = WaveNetwork.Unit(
        frequency: unit.frequency, first: .init(amplitude: amplitudes.first[place], phase: u),
        second: .init(
          amplitude: amplitudes.second[place], phase: isRelated ? v - u : steps(unit.second.phase)),
        output: .init(amplitude: amplitudes.output[place], phase: v))
    }
    amplitudes.balanceGains(&units, modulus: structure.task.modulus, tolerance: tolerance)
    let notes = [
      "phases are multiples of a turn over \(order), and φ_u + φ_s = φ_v at \(related) of "
        + "\(structure.units.count) units",
      amplitudes.text,
      structure.inactive.isEmpty
        ? "no unit became zero" : "\(structure.inactive.count) inactive units became zero",
    ]
    return (WaveNetwork(structure.task, units: units, order: order), notes)
  }
}

extension WaveNetwork {
  /// The weights as doubles, in the order of the network's layout.
  func approximation(_ network: QuadraticNetwork) -> [Double] {
    let weights = ModularWeights(task, network)
    let transform = CyclicTransform(modulus: task.modulus)
    var values = [Double](repeating: 0, count: network.parameterCount)
    for case (let index, .some(let unit)) in units.enumerated() {
      let waves = [unit.first, unit.second, unit.output].map { wave in
        transform.wave(
          (wave.amplitude.approximation / 2) * Phasor.root(wave.phase % order, of: order),
          frequency: unit.frequency)
      }
      weights.set((waves[0], waves[1], waves[2]), ofUnit: index, in: &values)
    }
    return values
  }
}
