import ExactAlgebra

/// Checks a Gram certificate: `A x_t = b_t` for every challenge, by one direct product for each.
///
/// Shares no code with the products that made it: plain 64-bit integers instead of BLAS, and the
/// Jacobian and its transpose instead of a formula for the Gram matrix.
///
/// Cost for each challenge: `4 K' d^2 m` operations at level coordinates, `8 K' n m` on n inputs.
public enum GramCertificateChecker {
  public enum Refusal: Error, Equatable, CustomStringConvertible {
    case prime(UInt64)
    case primeDividesDenominator(UInt64)
    case shape(String)
    case challengeCount(found: Int, needed: Int)
    case notASolution(challenge: Int)

    public var description: String {
      switch self {
      case .prime(let q): "the modulus \(q) is not an odd prime below 2^24"
      case .primeDividesDenominator(let q):
        "the prime \(q) divides a denominator of the inputs or the number of inputs"
      case .shape(let reason): reason
      case .challengeCount(let found, let needed):
        "\(found) solutions; this prime needs \(needed) for a failure probability below 2^-60"
      case .notASolution(let challenge): "solution \(challenge) does not solve its challenge"
      }
    }
  }

  /// - Throws: `Refusal` with the first thing that does not hold.
  public static func check(_ certificate: GramCertificate) throws(Refusal) {
    let statement = certificate.statement
    guard (try? BalancedField(statement.field)) != nil else {
      throw .prime(statement.field.modulus)
    }
    let needed = statement.challengeCount
    guard certificate.solutions.count >= needed else {
      throw .challengeCount(found: certificate.solutions.count, needed: needed)
    }
    guard let jacobian = DirectJacobian(statement) else {
      throw .primeDividesDenominator(statement.field.modulus)
    }
    for (t, x) in certificate.solutions.enumerated() {
      guard x.count == statement.dimension, x.allSatisfy({ $0 < statement.field.modulus }) else {
        throw .shape("solution \(t) has \(x.count) residues, not \(statement.dimension)")
      }
      guard jacobian.gram(x) == statement.challenge(t) else { throw .notASolution(challenge: t) }
    }
  }
}
