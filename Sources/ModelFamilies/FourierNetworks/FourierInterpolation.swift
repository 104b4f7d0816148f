public import ExactAlgebra

/// Whether a Fourier network computes modular addition.
public enum FourierInterpolation: Hashable, Sendable {
  /// The outputs are the one-hot targets.
  case targets
  /// The outputs are the one-hot targets less 1/p, which a centred loss does not tell apart.
  case targetsUpToConstant
  case none(because: String)
}

extension FourierNetwork {
  /// What the network computes, by the identities of `Proofs/FourierRanks.md`, section 1.
  public var interpolation: FourierInterpolation {
    guard case .planted(let phases, let amplitudes) = shape else { return .targets }
    if (distinctPhases ?? 0) < 3 {
      return .none(
        because: "with \(phases) phase\(phases == 1 ? "" : "s") the sum over phases does not leave "
          + "cos(2 pi k (a+b-c)/p) alone; 3 phases do, and any number from 5 on")
    }
    let all = (modulus - 1) / 2
    if frequencies.count < all {
      return .none(
        because: "\(frequencies.count) of \(all) frequencies; the sum over all of them is one-hot")
    }
    if amplitudes.contains(where: { $0 != 1 }) {
      return .none(because: "the amplitudes are not all 1")
    }
    return .targetsUpToConstant
  }

  /// The same decided in the field from the Fourier coefficients of the outputs: the targets have
  /// 1/p at (z, z, -z) and nothing elsewhere. A difference is one over the cyclotomic field; that
  /// there is none, is seen here modulo one prime and proved by the identities. Nil when the weights
  /// do not exist in the field.
  ///
  /// - Complexity: 16 products a unit, p for a constant unit.
  public func interpolation(in roots: CyclotomicField) -> (targets: Bool, upToConstant: Bool)? {
    harmonics(in: roots).flatMap {
      FourierUnit.interpolation($0, modulus: modulus, field: roots.field)
    }
  }
}

extension FourierUnit {
  /// Whether units compute addition modulo p, exactly or but for a function of c alone; nil when p is
  /// zero in the field.
  static func interpolation(
    _ units: [FourierUnit], modulus: Int, field: PrimeField
  ) -> (targets: Bool, upToConstant: Bool)? {
    guard let share = field.inverse(UInt64(modulus)) else { return nil }
    var residual: [Triple: UInt64] = [:]
    for z in 0..<modulus {
      residual[Triple(a: z, b: z, c: (modulus - z) % modulus)] = field.negate(share)
    }
    for unit in units {
      let inner =
        unit.first.map { (a: $0.frequency, b: 0, value: $0.value) }
        + unit.second.map { (a: 0, b: $0.frequency, value: $0.value) }
      for x in inner {
        for y in inner {
          let square = field.multiply(x.value, y.value)
          for z in unit.output {
            let place = Triple(
              a: (x.a + y.a) % modulus, b: (x.b + y.b) % modulus, c: z.frequency)
            residual[place, default: 0] = field.add(
              residual[place, default: 0], field.multiply(square, z.value))
          }
        }
      }
    }
    let wrong = residual.filter { $0.value != 0 }.keys
    return (wrong.isEmpty, wrong.allSatisfy { $0.a == 0 && $0.b == 0 })
  }

  private struct Triple: Hashable {
    let a: Int
    let b: Int
    let c: Int
  }
}
