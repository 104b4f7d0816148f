/// A symmetric matrix over a prime field that is known by its products only.
///
/// Classes, because a product needs workspace; one product at a time.
public protocol SymmetricOperator: AnyObject {
  var field: BalancedField { get }
  /// The number n of rows and columns.
  var dimension: Int { get }

  /// `output = A input`, both of length n.
  func apply(_ input: ResidueVector, into output: ResidueVector)
}
