import Foundation
public import ModelFamilies

/// How far the weights of a quadratic network for addition modulo an odd p, x = (e_a, e_b), are from a
/// Fourier solution: units that are waves of one frequency, with matching phases, every frequency there.
public struct ModularStructure: Sendable {
  public let task: ModularAddition
  /// The active units with a frequency, by index.
  public let units: [UnitStructure]
  /// Active units with more than half of the power of u and s in the constant `u^(0) + s^(0)`. With
  /// constant u and s a unit adds a function of c alone, which the centred loss does not see.
  public let constant: [Int]
  /// Units whose `||w_j||^2 ||v_j||`, the size of what they add to the outputs, is at most
  /// `inactiveThreshold` of the largest. Both factors, so that no scaling of a unit matters.
  public let inactive: [Int]
  /// The frequencies of `units`, ascending.
  public let frequencies: [FrequencyStructure]
  /// Those of 1 ... (p-1)/2 that no active unit has.
  public let missing: [Int]
  /// The part of the power of W and of V, all units together, at k = 0 ... (p-1)/2; 0 for zero matrices.
  public let inputSpectrum: [Double]
  public let outputSpectrum: [Double]
  /// The Frobenius norm of all weights.
  public let norm: Double
  /// The Frobenius distance to the nearest weights whose units are each a wave of one frequency, up to the
  /// shifts u + c, s - c that no output sees; those of `constant`, instead, constant in u and s. Exact up
  /// to rounding.
  public let distance: Double
  public let nearest: [Double]
  public let solution: ExactFourierSolution.Search

  public static let inactiveThreshold = 1e-3

  /// Why a modulus has no such report; nil for odd ones from 3 on.
  public static func refusal(_ task: ModularAddition) -> String? {
    task.modulus % 2 == 1
      ? nil
      : "modulus is \(task.modulus); the Fourier structure is described for odd moduli from 3 on"
  }

  /// - Parameter weights: D finite values in the order of the network's layout.
  /// - Precondition: p is odd, d = 2p, K = p.
  /// - Complexity: 3 m p^2 / 2 products for the transform; 1500 m a step of the search.
  public init(_ network: QuadraticNetwork, weights given: [Double], task: ModularAddition) {
    precondition(Self.refusal(task) == nil && given.count == network.parameterCount)
    self.task = task
    let weights = ModularWeights(task, network)
    let transform = CyclicTransform(modulus: task.modulus)
    var sizes: [Double] = []
    let spectra = (0..<network.width).map { j in
      let (u, s, v) = weights.functions(j, in: given)
      // A logarithm: the product may overflow.
      sizes.append(2 * Length.logarithm(u + s) + Length.logarithm(v))
      return UnitSpectra(
        first: transform.spectrum(of: u), second: transform.spectrum(of: s),
        output: transform.spectrum(of: v))
    }
    let least = (sizes.max() ?? 0) + log(Self.inactiveThreshold)
    let active = sizes.indices.filter { sizes[$0] > -.infinity && sizes[$0] > least }
    inactive = sizes.indices.filter { !(sizes[$0] > -.infinity && sizes[$0] > least) }
    constant = active.filter { spectra[$0].isConstant }
    units = active.filter { !spectra[$0].isConstant }
      .map { UnitStructure(index: $0, spectra[$0]) }
    frequencies = Dictionary(grouping: units, by: \.frequency)
      .map { k, units in FrequencyStructure(k, units, modulus: task.modulus) }
      .sorted { $0.frequency < $1.frequency }
    let covered = Set(frequencies.map(\.frequency))
    missing = (1...transform.largest).filter { !covered.contains($0) }
    inputSpectrum = Self.spectrum(spectra.flatMap { [$0.first, $0.second] }, transform.largest)
    outputSpectrum = Self.spectrum(spectra.map(\.output), transform.largest)
    norm = Length.norm(given)
    let projected = SingleFrequencyNetwork(nearest: spectra, to: given, weights)
    nearest = projected.values
    distance = Length.distance(nearest, given)
    relativeDistance = Length.relativeDistance(nearest, from: given)
    solution = ExactFourierSolution.search(from: projected, near: given)
  }

  /// `distance` over `norm`; 0 for zero weights.
  public let relativeDistance: Double
  /// Of the active units' shares at their frequencies; nil without such units.
  public var meanShare: Double? {
    units.isEmpty ? nil : units.reduce(0) { $0 + $1.share } / Double(units.count)
  }
  public var smallestShare: Double? { units.map(\.share).min() }

  private static func spectrum(_ functions: [CyclicSpectrum], _ largest: Int) -> [Double] {
    let unit = functions.map(\.scale).max() ?? 0
    guard unit > 0 else { return Array(repeating: 0, count: largest + 1) }
    var powers = [Double](repeating: 0, count: largest + 1)
    for function in functions {
      let weight = (function.scale / unit) * (function.scale / unit)
      for k in 0...largest { powers[k] += weight * function.power(k) }
    }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }
}

/// The active units of one frequency.
public struct FrequencyStructure: Sendable {
  /// k.
  public let frequency: Int
  /// By index.
  public let units: [Int]
  public let meanShare: Double
  public let smallestShare: Double
  /// `2 p |sum_j u_j^(k) s_j^(k) conj v_j^(k)|` with its phase: the coefficient of the outputs at (k, k,
  /// -k) over that of the targets. Magnitude 1 and phase 0 in an exact solution.
  public let gain: Double
  public let gainPhase: Double
  /// The largest `|phi_u + phi_s - phi_v|` of its units.
  public let largestMismatch: Double

  init(_ frequency: Int, _ units: [UnitStructure], modulus: Int) {
    self.frequency = frequency
    self.units = units.map(\.index)
    meanShare = units.reduce(0) { $0 + $1.share } / Double(units.count)
    smallestShare = units.map(\.share).min() ?? 0
    // 2p (A_u/2) (A_s/2) (A_v/2).
    let sum = units.reduce(Phasor.zero) { sum, unit in
      let size = unit.first.amplitude * unit.second.amplitude * unit.output.amplitude / 4
      return sum
        + Phasor(
          re: size * Double(modulus) * cos(unit.mismatch),
          im: size * Double(modulus) * sin(unit.mismatch))
    }
    gain = sum.magnitude
    gainPhase = sum.phase
    largestMismatch = units.map { abs($0.mismatch) }.max() ?? 0
  }
}
