public import ExactAlgebra

/// A quadratic network for addition modulo an odd p every unit of which is a wave of one frequency, with
/// rational amplitudes and phases that are rational parts of a turn, or zero: elements of a cyclotomic
/// field, known exactly. `FourierNetwork` without its pattern.
public struct WaveNetwork: Hashable, Sendable {
  /// `amplitude cos(2 pi (k x / p + phase / n))`, n the network's `order`.
  public struct Wave: Hashable, Sendable {
    public var amplitude: Rational
    public var phase: Int

    public init(amplitude: Rational, phase: Int) {
      self.amplitude = amplitude
      self.phase = phase
    }
  }

  /// u(a), s(b) and v(c) at frequency k.
  public struct Unit: Hashable, Sendable {
    public var frequency: Int
    public var first: Wave
    public var second: Wave
    public var output: Wave

    public init(frequency: Int, first: Wave, second: Wave, output: Wave) {
      self.frequency = frequency
      self.first = first
      self.second = second
      self.output = output
    }
  }

  public let task: ModularAddition
  /// In order; nil for a unit whose weights are all zero.
  public let units: [Unit?]
  /// n, a multiple of p.
  public let order: Int

  /// - Precondition: p odd, n a multiple of p up to `CyclotomicField.largestOrder`, frequencies between 1
  ///   and (p-1)/2, at least one unit.
  public init(_ task: ModularAddition, units: [Unit?], order: Int) {
    precondition(task.modulus % 2 == 1 && !units.isEmpty, "\(units.count) units")
    precondition(order % task.modulus == 0 && order <= CyclotomicField.largestOrder, "\(order)")
    precondition(
      units.allSatisfy { $0.map { 1...(task.modulus - 1) / 2 ~= $0.frequency } ?? true })
    self.task = task
    self.units = units
    self.order = order
  }

  /// The frequencies that occur, ascending.
  public var frequencies: [Int] { Set(units.compactMap { $0?.frequency }).sorted() }

  public func network() throws(DimensionError) -> QuadraticNetwork {
    try task.network(width: units.count)
  }

  /// The units in the Fourier basis, zero ones left out; nil when the prime divides a denominator, or the
  /// numerator of an amplitude, which would vanish.
  ///
  /// - Precondition: the field has the roots of unity of order `order`.
  public func harmonics(in roots: CyclotomicField) -> [FourierUnit]? {
    precondition(roots.order == order, "roots of order \(roots.order), not \(order)")
    let field = roots.field
    let places = Dictionary(
      uniqueKeysWithValues: frequencies.enumerated().map { ($0.element, $0.offset) })
    var result: [FourierUnit] = []
    for case .some(let unit) in units {
      var waves: [[FourierUnit.Harmonic]] = []
      for wave in [unit.first, unit.second, unit.output] {
        guard let value = field.element(wave.amplitude) else { return nil }
        if wave.amplitude.signum == 0 {
          waves.append([])
          continue
        }
        if value == 0 { return nil }
        let half = roots.half(value)
        waves.append([
          .init(
            frequency: unit.frequency, value: field.multiply(half, roots.power(wave.phase))),
          .init(
            frequency: task.modulus - unit.frequency,
            value: field.multiply(half, roots.power(-wave.phase))),
        ])
      }
      result.append(
        FourierUnit(
          block: places[unit.frequency], first: waves[0], second: waves[1], output: waves[2]))
    }
    return result
  }

  /// Whether the outputs are the targets, exactly or but for a function of c alone, seen modulo one prime:
  /// a difference is one over the cyclotomic field. Nil when the weights do not exist in the field.
  public func interpolation(in roots: CyclotomicField) -> (targets: Bool, upToConstant: Bool)? {
    harmonics(in: roots).flatMap {
      FourierUnit.interpolation($0, modulus: task.modulus, field: roots.field)
    }
  }
}
