public import ExactAlgebra

/// A quadratic network for addition modulo an odd p whose weights are trigonometric, known exactly
/// as elements of a cyclotomic field.
///
/// With `theta_a = 2 pi k a / p`:
///
/// - `planted`: for each chosen frequency k, amplitude A and phase `t = 0, 1/T, ... (T-1)/T` two
///   units `u(a) = cos(theta_a + 2 pi t)`, `s(b) = +-cos(theta_b + 2 pi t)`, with output weights
///   `+-(2 A / (p T)) cos(theta_c + 4 pi t)`. Width 2 T F for F frequencies.
/// - `minimal`: for every frequency the units `cos theta_a + cos theta_b` and
///   `sin theta_a - sin theta_b` with output weights `cos(theta_c) / p`, and
///   `sin theta_a + cos theta_b` and `cos theta_a + sin theta_b` with `sin(theta_c) / p`; and the
///   constant unit 1/2 + 1/2 with `(1 - 2 sum_k (cos theta_c + sin theta_c)) / p`. Width 2p - 1.
///
/// What they compute: `Proofs/FourierRanks.md`, section 1.
public struct FourierNetwork: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    case planted(phases: Int, amplitudes: [Rational])
    case minimal
  }

  public let task: ModularAddition
  /// F frequencies k between 1 and (p-1)/2, in the order given.
  public let frequencies: [Int]
  public let shape: Shape

  /// - Parameters:
  ///   - frequencies: nil for all (p-1)/2.
  ///   - phases: T.
  ///   - amplitudes: one for each frequency, none zero; nil for 1 everywhere.
  public init(
    planted task: ModularAddition, frequencies: [Int]? = nil, phases: Int,
    amplitudes: [Rational]? = nil
  ) throws {
    let all = try Self.allFrequencies(task)
    let chosen = frequencies ?? all
    guard phases >= 1 else { throw FourierNetworkError.phases(phases) }
    guard !chosen.isEmpty else { throw FourierNetworkError.noFrequencies }
    var seen: Set<Int> = []
    for k in chosen {
      guard (1...all.count).contains(k) else {
        throw FourierNetworkError.frequency(k, largest: all.count)
      }
      guard seen.insert(k).inserted else { throw FourierNetworkError.repeatedFrequency(k) }
    }
    let scales = amplitudes ?? chosen.map { _ in 1 }
    guard scales.count == chosen.count else {
      throw FourierNetworkError.amplitudeCount(scales.count, frequencies: chosen.count)
    }
    for (k, scale) in zip(chosen, scales) where scale.signum == 0 {
      throw FourierNetworkError.zeroAmplitude(frequency: k)
    }
    self.task = task
    self.frequencies = chosen
    shape = .planted(phases: phases, amplitudes: scales)
    guard phases <= CyclotomicField.largestOrder, order <= CyclotomicField.largestOrder else {
      throw FourierNetworkError.order(modulus: task.modulus, phases: phases)
    }
    _ = try task.network(width: width)
  }

  /// The solution of width 2p - 1.
  public init(minimal task: ModularAddition) throws {
    frequencies = try Self.allFrequencies(task)
    self.task = task
    shape = .minimal
    guard order <= CyclotomicField.largestOrder else {
      throw FourierNetworkError.order(modulus: task.modulus, phases: 4)
    }
    _ = try task.network(width: width)
  }

  private static func allFrequencies(_ task: ModularAddition) throws -> [Int] {
    guard task.modulus % 2 == 1, task.modulus >= 3 else {
      throw FourierNetworkError.evenModulus(task.modulus)
    }
    // Above this the order of the roots of unity is too large; checked before the list is made.
    guard task.modulus <= CyclotomicField.largestOrder else {
      throw FourierNetworkError.order(modulus: task.modulus, phases: 1)
    }
    return Array(1...(task.modulus - 1) / 2)
  }

  /// p.
  public var modulus: Int { task.modulus }

  /// m.
  public var width: Int {
    switch shape {
    case .planted(let phases, _): 2 * phases * frequencies.count
    case .minimal: 2 * modulus - 1
    }
  }

  /// The order n of the roots of unity that the weights are made of.
  public var order: Int {
    switch shape {
    case .planted(let phases, _): Self.leastCommonMultiple(modulus, phases)
    case .minimal: 4 * modulus
    }
  }

  /// T' = T for odd T, T/2 for even T: the number of different units of one sign and frequency.
  /// Phases that differ by half a turn give the same unit up to the sign of its input weights.
  /// Nil for `minimal`.
  public var distinctPhases: Int? {
    guard case .planted(let phases, _) = shape else { return nil }
    return phases % 2 == 0 ? phases / 2 : phases
  }

  public func network() throws(DimensionError) -> QuadraticNetwork {
    try task.network(width: width)
  }

  private static func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
    var (x, y) = (a, b)
    while y != 0 { (x, y) = (y, x % y) }
    let (value, overflow) = (a / x).multipliedReportingOverflow(by: b)
    return overflow ? Int.max : value
  }
}
