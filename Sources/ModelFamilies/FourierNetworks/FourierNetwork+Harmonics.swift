public import ExactAlgebra

/// A hidden unit in the Fourier basis `e_n(x) = exp(2 pi i n x / p)`: every function has at most two
/// harmonics, except the outputs of a constant unit.
public struct FourierUnit: Hashable, Sendable {
  /// A multiple of `e_n`, n in 0..<p.
  public struct Harmonic: Hashable, Sendable {
    public let frequency: Int
    public let value: UInt64
  }

  /// The place of its frequency in the network's list; nil for a constant unit.
  public let block: Int?
  /// `u(a)`, the input weights of the first symbol.
  public let first: [Harmonic]
  /// `s(b)`, those of the second symbol.
  public let second: [Harmonic]
  /// `v(c)`.
  public let output: [Harmonic]
}

extension FourierNetwork {
  /// The units in the order of `weights(in:)`, in the Fourier basis; nil in the same cases.
  ///
  /// - Precondition: the field has the roots of unity of order `order`.
  public func harmonics(in roots: CyclotomicField) -> [FourierUnit]? {
    precondition(roots.order == order, "roots of order \(roots.order), not \(order)")
    let field = roots.field
    /// `x e_k + y e_-k`.
    func pair(_ k: Int, _ x: UInt64, _ y: UInt64) -> [FourierUnit.Harmonic] {
      [.init(frequency: k, value: x), .init(frequency: modulus - k, value: y)]
    }
    /// `scale cos(2 pi (k x / p + t / parts))`.
    func wave(_ k: Int, _ t: Int, of parts: Int, times scale: UInt64) -> [FourierUnit.Harmonic] {
      let step = t % parts * (order / parts)
      let half = roots.half(scale)
      return pair(
        k, field.multiply(half, roots.power(step)), field.multiply(half, roots.power(-step)))
    }
    let minus = field.negate(1)
    switch shape {
    case .planted(let phases, _):
      guard let scales = outputScales(in: field) else { return nil }
      return frequencies.indices.flatMap { block in
        (0..<phases).flatMap { t in
          [(UInt64(1), scales[block]), (minus, field.negate(scales[block]))].map { sign, scale in
            let k = frequencies[block]
            return FourierUnit(
              block: block, first: wave(k, t, of: phases, times: 1),
              second: wave(k, t, of: phases, times: sign),
              output: wave(k, 2 * t, of: phases, times: scale))
          }
        }
      }
    case .minimal:
      guard let share = field.inverse(field.element(modulus)) else { return nil }
      // (phase of u in quarters, phase of s, phase of v, sign of s); sin x = cos(x + 3/4).
      let kinds = [(0, 0, 0, UInt64(1)), (3, 3, 0, minus), (3, 0, 3, 1), (0, 3, 3, 1)]
      var units: [FourierUnit] = []
      var constant: [FourierUnit.Harmonic] = [.init(frequency: 0, value: share)]
      let twice = field.negate(field.multiply(2, share))
      for (block, k) in frequencies.enumerated() {
        units += kinds.map { u, s, v, sign in
          FourierUnit(
            block: block, first: wave(k, u, of: 4, times: 1),
            second: wave(k, s, of: 4, times: sign), output: wave(k, v, of: 4, times: share))
        }
        constant += zip(wave(k, 0, of: 4, times: twice), wave(k, 3, of: 4, times: twice)).map {
          .init(frequency: $0.frequency, value: field.add($0.value, $1.value))
        }
      }
      let half = [FourierUnit.Harmonic(frequency: 0, value: roots.half(1))]
      return units + [FourierUnit(block: nil, first: half, second: half, output: constant)]
    }
  }
}
