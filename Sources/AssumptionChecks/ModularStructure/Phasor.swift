import Foundation

/// A complex number, as the coefficient of one harmonic.
struct Phasor: Equatable, Sendable {
  var re: Double
  var im: Double

  static let zero = Phasor(re: 0, im: 0)

  /// `exp(2 pi i numerator / denominator)`.
  static func root(_ numerator: Int, of denominator: Int) -> Phasor {
    let angle = 2 * Double.pi * Double(numerator) / Double(denominator)
    return Phasor(re: cos(angle), im: sin(angle))
  }

  /// `|z|^2`.
  var power: Double { re * re + im * im }
  var magnitude: Double { hypot(re, im) }
  /// In (-pi, pi]; 0 for 0.
  var phase: Double { re == 0 && im == 0 ? 0 : atan2(im, re) }
  var conjugate: Phasor { Phasor(re: re, im: -im) }

  static func + (a: Phasor, b: Phasor) -> Phasor { Phasor(re: a.re + b.re, im: a.im + b.im) }
  static func * (a: Phasor, b: Phasor) -> Phasor {
    Phasor(re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re)
  }
  static func * (a: Double, b: Phasor) -> Phasor { Phasor(re: a * b.re, im: a * b.im) }
}

/// Angles modulo a turn.
enum Angle {
  /// The same angle in (-pi, pi].
  static func wrapped(_ angle: Double) -> Double {
    let rest = remainder(angle, 2 * Double.pi)
    return rest <= -Double.pi ? Double.pi : rest
  }
}

/// Lengths of vectors whose squares may overflow or vanish.
enum Length {
  /// A power of two of about the largest magnitude; 0 when all are zero, infinite when one is not finite.
  static func scale(_ values: some Sequence<Double>) -> Double {
    var largest = 0.0
    for value in values {
      // Not max, for which a NaN is no larger than 0.
      guard value.isFinite else { return .infinity }
      largest = max(largest, abs(value))
    }
    return largest == 0 ? 0 : Double(sign: .plus, exponent: largest.exponent, significand: 1)
  }

  /// The Euclidean norm.
  static func norm(_ values: some Collection<Double>) -> Double {
    let unit = scale(values)
    guard unit > 0, unit.isFinite else { return unit }
    return unit * values.reduce(0) { $0 + ($1 / unit) * ($1 / unit) }.squareRoot()
  }

  /// The natural logarithm of the norm, which does not overflow; minus infinity for zero.
  static func logarithm(_ values: some Collection<Double>) -> Double {
    let unit = scale(values)
    guard unit > 0 else { return -.infinity }
    return log(unit) + log(norm(values.map { $0 / unit }))
  }

  /// The root of the mean square, which does not overflow; 0 for no values.
  static func rootMeanSquare(_ values: some Collection<Double>) -> Double {
    let unit = scale(values)
    guard unit > 0 else { return 0 }
    return unit * (norm(values.map { $0 / unit }) / Double(values.count).squareRoot())
  }

  /// `|| a - b || / || b ||`, which does not overflow unless a does; 0 where b is zero.
  static func relativeDistance(_ a: [Double], from b: [Double]) -> Double {
    let unit = scale(b)
    guard unit > 0 else { return 0 }
    return distance(a.map { $0 / unit }, b.map { $0 / unit }) / norm(b.map { $0 / unit })
  }

  /// `|| a - b ||`.
  static func distance(_ a: [Double], _ b: [Double]) -> Double {
    // Differences of numbers of opposite sign may overflow: halved first.
    2 * norm(zip(a, b).map { $0 / 2 - $1 / 2 })
  }
}
