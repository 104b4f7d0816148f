/// The rows and columns `kept` of a symmetric operator.
public final class PrincipalSubmatrix: SymmetricOperator {
  public let field: BalancedField
  public let kept: [Int]
  public var dimension: Int { kept.count }

  private let whole: any SymmetricOperator
  private let input: ResidueVector
  private let output: ResidueVector

  /// - Precondition: `kept` increases and lies in `0 ..< whole.dimension`.
  public init(_ whole: any SymmetricOperator, kept: [Int]) {
    precondition(
      zip(kept, kept.dropFirst()).allSatisfy(<)
        && (kept.first ?? 0) >= 0 && (kept.last ?? -1) < whole.dimension,
      "\(kept.count) rows of \(whole.dimension)")
    self.whole = whole
    self.kept = kept
    field = whole.field
    input = ResidueVector(count: whole.dimension)
    output = ResidueVector(count: whole.dimension)
  }

  public func apply(_ input: ResidueVector, into output: ResidueVector) {
    for (i, place) in kept.enumerated() { self.input.base[place] = input.base[i] }
    whole.apply(self.input, into: self.output)
    for (i, place) in kept.enumerated() { output.base[i] = self.output.base[place] }
  }
}
