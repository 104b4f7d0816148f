import Foundation

/// A hidden unit of a network for addition modulo p as three functions on the integers modulo p: input
/// weights u(a) and s(b) of the two symbols and output weights v(c).
public struct UnitStructure: Sendable {
  /// One of the functions at the unit's frequency k: `amplitude cos(2 pi k x / p + phase)` and the rest.
  public struct Wave: Sendable, Equatable {
    public let amplitude: Double
    /// In (-pi, pi].
    public let phase: Double
    /// The part of its power, its constant left out, that frequency k carries; 0 for a constant.
    public let share: Double
    /// The part of its whole power that its constant carries.
    public let constantShare: Double

    init(_ spectrum: CyclicSpectrum, frequency: Int) {
      let harmonic = spectrum.harmonic(frequency)
      amplitude = 2 * harmonic.magnitude
      phase = spectrum.harmonics[frequency].phase
      share = spectrum.share(frequency)
      constantShare = spectrum.total > 0 ? spectrum.power(0) / spectrum.total : 0
    }
  }

  /// From 0.
  public let index: Int
  /// k in 1 ... (p-1)/2 with the largest sum of the three shares, so that no scaling of u, s or v
  /// matters; the least one of equals.
  public let frequency: Int
  public let first: Wave
  public let second: Wave
  public let output: Wave
  /// `phi_u + phi_s - phi_v` in (-pi, pi].
  ///
  /// The unit's term at (k, k, -k), the one that computes a + b, is `2 u^(k) s^(k) conj v^(k)`: its
  /// phase is this. It is 0 at every unit of the solutions of `Proofs/FourierRanks.md`: `s = -u` adds
  /// pi to phi_s and the minus sign of v adds pi to phi_v; w -> -w adds pi to phi_u and phi_s. In
  /// other exact solutions only the sum over the units of a frequency has phase 0.
  public let mismatch: Double

  /// The mean of the three shares.
  public var share: Double { (first.share + second.share + output.share) / 3 }

  init(index: Int, _ spectra: UnitSpectra) {
    self.index = index
    frequency = spectra.dominantFrequency
    first = Wave(spectra.first, frequency: frequency)
    second = Wave(spectra.second, frequency: frequency)
    output = Wave(spectra.output, frequency: frequency)
    mismatch = Angle.wrapped(first.phase + second.phase - output.phase)
  }
}

/// The Fourier transforms of u, s and v.
struct UnitSpectra: Sendable {
  let first: CyclicSpectrum
  let second: CyclicSpectrum
  let output: CyclicSpectrum

  var dominantFrequency: Int { largest { first.share($0) + second.share($0) + output.share($0) } }

  /// The frequency whose waves take the most of the squared norm of all three.
  var nearestFrequency: Int { largest { power($0) } }

  /// Of the three functions, over `scale^2`.
  func power(_ k: Int) -> Double { weighted { $0.power(k) } }

  var scale: Double { max(first.scale, second.scale, output.scale) }

  /// The constant that the two symbols do not share, `(u^(0) - s^(0)) / 2`: u + c and s - c
  /// compute the same for every c.
  var shift: Double { (first.harmonic(0).re - second.harmonic(0).re) / 2 }

  /// Whether more than half of the power of u and s together is the constant `u^(0) + s^(0)`, which no
  /// shift changes.
  var isConstant: Bool {
    guard scale > 0 else { return false }
    let both = first.harmonic(0).re / scale + second.harmonic(0).re / scale
    return both * both / 2 > weight(first) * first.oscillation + weight(second) * second.oscillation
  }

  private func weighted(_ power: (CyclicSpectrum) -> Double) -> Double {
    weight(first) * power(first) + weight(second) * power(second) + weight(output) * power(output)
  }

  private func weight(_ spectrum: CyclicSpectrum) -> Double {
    guard scale > 0 else { return 0 }
    return (spectrum.scale / scale) * (spectrum.scale / scale)
  }

  private func largest(_ value: (Int) -> Double) -> Int {
    var (best, frequency) = (-1.0, 1)
    for k in 1..<first.harmonics.count where value(k) > best { (best, frequency) = (value(k), k) }
    return frequency
  }
}
