/// The discrete Fourier transform of real functions on the integers modulo an odd p:
/// `f^(k) = (1/p) sum_x f(x) exp(-2 pi i k x / p)`, k = 0 ... (p-1)/2; the rest are conjugates.
struct CyclicTransform: Sendable {
  /// p.
  let modulus: Int
  /// `exp(2 pi i n / p)`.
  private let roots: [Phasor]

  /// - Precondition: p is odd and at least 3.
  init(modulus: Int) {
    precondition(modulus >= 3 && modulus % 2 == 1, "modulus \(modulus)")
    self.modulus = modulus
    roots = (0..<modulus).map { Phasor.root($0, of: modulus) }
  }

  /// The largest frequency, (p-1)/2.
  var largest: Int { (modulus - 1) / 2 }

  /// - Parameter values: f(0) ... f(p-1), finite.
  /// - Complexity: p^2 / 2 products.
  func spectrum(of values: [Double]) -> CyclicSpectrum {
    precondition(values.count == modulus, "\(values.count) values modulo \(modulus)")
    let scale = Length.scale(values)
    guard scale > 0 else {
      return CyclicSpectrum(scale: 0, harmonics: Array(repeating: .zero, count: largest + 1))
    }
    let scaled = values.map { $0 / scale / Double(modulus) }
    let harmonics = (0...largest).map { k in
      var (sum, place) = (Phasor.zero, 0)
      for value in scaled {
        sum.re += value * roots[place].re
        sum.im -= value * roots[place].im
        place += k
        if place >= modulus { place -= modulus }
      }
      return sum
    }
    return CyclicSpectrum(scale: scale, harmonics: harmonics)
  }

  /// `2 Re(harmonic exp(2 pi i k x / p)) + constant` for x = 0 ... p-1.
  func wave(_ harmonic: Phasor, frequency: Int, constant: Double = 0) -> [Double] {
    (0..<modulus).map { x in
      let root = roots[frequency * x % modulus]
      return 2 * (harmonic.re * root.re - harmonic.im * root.im) + constant
    }
  }
}

/// A function by its harmonics over a scale.
struct CyclicSpectrum: Sendable {
  /// A power of two that the function was divided by; 0 for the zero function.
  let scale: Double
  /// k = 0 ... (p-1)/2.
  let harmonics: [Phasor]

  /// The part of the mean square that frequency k carries: `|f^(0)|^2`, `2 |f^(k)|^2`, over `scale^2`.
  func power(_ k: Int) -> Double { (k == 0 ? 1 : 2) * harmonics[k].power }
  /// Of all frequencies but 0.
  var oscillation: Double { (1..<harmonics.count).reduce(0) { $0 + power($1) } }
  var total: Double { power(0) + oscillation }

  /// `power(k)` over `oscillation`; 0 for a constant.
  func share(_ k: Int) -> Double {
    let all = oscillation
    return all > 0 ? power(k) / all : 0
  }

  /// The harmonic of the function itself.
  func harmonic(_ k: Int) -> Phasor { scale * harmonics[k] }
}
