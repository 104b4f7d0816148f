import CModularKernels

/// `D A D` for a diagonal D without zeros: of the rank of A, and without its repeated eigenvalues
/// for almost every D (Eberly and Kaltofen 1997, ISSAC).
public final class DiagonalScaling: SymmetricOperator {
  public let field: BalancedField
  public var dimension: Int { whole.dimension }

  private let whole: any SymmetricOperator
  private let diagonal: ResidueVector
  private let scaled: ResidueVector

  /// A random D.
  public init(_ whole: any SymmetricOperator, using random: inout some RandomNumberGenerator) {
    self.whole = whole
    field = whole.field
    diagonal = ResidueVector(count: whole.dimension)
    scaled = ResidueVector(count: whole.dimension)
    for i in 0..<diagonal.count {
      diagonal[i] = field.balanced(
        UInt64.random(in: 1..<field.field.modulus, using: &random))
    }
  }

  public func apply(_ input: ResidueVector, into output: ResidueVector) {
    scaled.copy(input)
    scale(scaled)
    whole.apply(scaled, into: output)
    scale(output)
  }

  /// `x <- D x`: turns a right-hand side of A into one of D A D, and a solution of that into one of
  /// A.
  public func scale(_ x: ResidueVector) {
    residue_multiply(x.base, diagonal.base, x.base, field.modulus, x.count)
  }
}
