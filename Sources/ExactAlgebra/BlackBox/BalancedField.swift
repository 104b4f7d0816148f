/// A prime field whose elements are balanced residues held in doubles: integers of absolute value
/// at most (q + 1)/2, so that a product of matrices over BLAS is exact while
/// `n ((q + 1)/2)^2 <= 2^53` for sums of n products.
///
/// Dumas, Giorgi and Pernet 2008 (ACM TOMS 35), "Dense linear algebra over word-size prime fields".
public struct BalancedField: Equatable, Sendable {
  public let field: PrimeField
  /// The modulus as a double.
  public let modulus: Double

  /// The largest modulus: residues take three bytes in a file.
  public static let modulusLimit: UInt64 = 1 << 24

  public enum Failure: Error, Equatable, CustomStringConvertible {
    case tooLarge(UInt64)

    public var description: String {
      switch self {
      case .tooLarge(let q): "the modulus \(q) is not an odd prime below 2^24"
      }
    }
  }

  /// - Throws: `Failure` unless q is odd and below 2^24.
  public init(_ field: PrimeField) throws(Failure) {
    guard field.modulus % 2 == 1, field.modulus < Self.modulusLimit else {
      throw .tooLarge(field.modulus)
    }
    self.field = field
    modulus = Double(field.modulus)
  }

  /// The most products that a sum may have and be exact: floor(2^53 / ((q + 1)/2)^2).
  public var productLimit: Int {
    let half = (field.modulus + 1) / 2
    return Int((UInt64(1) << 53) / (half * half))
  }

  /// A random prime q with `productLimit >= products`, from the upper half of the range.
  ///
  /// - Precondition: `1 <= products <= 2^30`.
  public static func random(
    products: Int, using random: inout some RandomNumberGenerator
  ) -> BalancedField {
    precondition((1...1 << 30).contains(products), "\(products) products")
    let limit = min(modulusLimit, limit(products: products))
    while true {
      let candidate = UInt64.random(in: limit / 2..<limit, using: &random) | 1
      if candidate < limit, let field = try? PrimeField(modulus: candidate),
        let balanced = try? BalancedField(field), balanced.productLimit >= products
      {
        return balanced
      }
    }
  }

  /// One more than the largest q with `products ((q + 1)/2)^2 <= 2^53`.
  private static func limit(products: Int) -> UInt64 {
    let half = ((Double(1 << 53) / Double(products)).squareRoot()).rounded(.down)
    return UInt64(2 * half)
  }

  /// The balanced residue of a residue in 0 ..< q.
  public func balanced(_ residue: UInt64) -> Double {
    residue > field.modulus / 2 ? Double(residue) - modulus : Double(residue)
  }

  /// The residue in 0 ..< q of an integer in a double, of absolute value at most 2^53.
  public func residue(_ value: Double) -> UInt64 {
    field.element(Int(value))
  }
}
