public import ExactAlgebra

extension FourierNetwork {
  /// The weights in the order of `QuadraticNetwork.layout`, from the cosines themselves; nil when
  /// the prime divides a denominator or a numerator of an amplitude, 2p or T.
  ///
  /// - Precondition: the field has the roots of unity of order `order`.
  /// - Complexity: 3 p m powers.
  public func weights(in roots: CyclotomicField) -> [UInt64]? {
    precondition(roots.order == order, "roots of order \(roots.order), not \(order)")
    guard let units = trigonometricUnits(in: roots) else { return nil }
    let inputs = units.flatMap { $0.a + $0.b }
    let outputs = (0..<modulus).flatMap { c in units.map { $0.c[c] } }
    return inputs + outputs
  }

  /// The three functions of one unit, on 0..<p.
  private typealias Unit = (a: [UInt64], b: [UInt64], c: [UInt64])

  private func trigonometricUnits(in roots: CyclotomicField) -> [Unit]? {
    let field = roots.field
    let symbols = 0..<modulus
    /// cos(2 pi (k x / p + t / parts)).
    func cosine(_ k: Int, _ x: Int, _ t: Int, of parts: Int) -> UInt64 {
      roots.cosine(k * x % modulus * (order / modulus) + t % parts * (order / parts))
    }
    switch shape {
    case .planted(let phases, _):
      guard let scales = outputScales(in: field) else { return nil }
      return zip(frequencies, scales).flatMap { k, scale in
        (0..<phases).flatMap { t -> [Unit] in
          let wave = symbols.map { cosine(k, $0, t, of: phases) }
          let output = symbols.map { field.multiply(scale, cosine(k, $0, 2 * t, of: phases)) }
          return [
            (wave, wave, output),
            (wave, wave.map { field.negate($0) }, output.map { field.negate($0) }),
          ]
        }
      }
    case .minimal:
      guard let share = field.inverse(field.element(modulus)) else { return nil }
      var constant = symbols.map { _ in share }
      var units: [Unit] = []
      for k in frequencies {
        let cos = symbols.map { cosine(k, $0, 0, of: 4) }
        let sin = symbols.map { cosine(k, $0, 3, of: 4) }
        let minus = sin.map { field.negate($0) }
        let (even, odd) = (
          cos.map { field.multiply(share, $0) }, sin.map { field.multiply(share, $0) }
        )
        units += [(cos, cos, even), (sin, minus, even), (sin, cos, odd), (cos, sin, odd)]
        for c in symbols {
          let twice = field.multiply(2, field.add(even[c], odd[c]))
          constant[c] = field.subtract(constant[c], twice)
        }
      }
      let half = symbols.map { _ in roots.half(1) }
      return units + [(half, half, constant)]
    }
  }

  /// `2 A / (p T)` for each frequency; nil when one is undefined or vanishes in the field.
  func outputScales(in field: PrimeField) -> [UInt64]? {
    guard case .planted(let phases, let amplitudes) = shape,
      let share = field.inverse(field.multiply(field.element(modulus), field.element(phases)))
    else { return nil }
    var scales: [UInt64] = []
    for amplitude in amplitudes {
      guard let value = field.element(amplitude), value != 0 else { return nil }
      scales.append(field.multiply(field.multiply(2, share), value))
    }
    return scales
  }
}
