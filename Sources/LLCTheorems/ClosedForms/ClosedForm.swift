/// A closed form for a learning coefficient that dimensions alone decide.
///
/// The type's name is the name of its file; `page` is a page under `Proofs`.
public protocol ClosedForm: Sendable {
  /// The name by which `slt predict` asks for it.
  static var identifier: String { get }
  static var title: String { get }
  static var source: String { get }
  /// The formula with its conditions, in a line or two.
  static var statement: String { get }
  /// The page under `Proofs` that derives it or says what it rests on.
  static var page: String { get }
}

/// Every closed form of the wider literature that the program knows, in the order of `slt theorems`.
public enum ClosedFormCatalogue {
  public static let all: [any ClosedForm.Type] = [
    RegularCoefficient.self,
    NormalCrossingCoefficient.self,
    TwoLayerLinearCoefficient.self,
    DeepLinearCoefficient.self,
    LowRankCoefficient.self,
    PolynomialRegressionCoefficient.self,
    NonnegativeFactorisationCoefficient.self,
    FactorAnalysisCoefficient.self,
    NaiveBayesCoefficient.self,
    VandermondeCoefficient.self,
    DeterminantalCoefficient.self,
    PolynomialCoefficient.self,
  ]
}
