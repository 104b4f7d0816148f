/// A closed form for a learning coefficient, with the assumptions it needs.
///
/// The type's name is also the name of its file, of its page under `Proofs`, of its test file, and
/// of its entry in `TheoremCatalogue`.
public protocol Theorem: Sendable {
  /// The number in its source, such as "4.2".
  static var identifier: String { get }
  /// Other numbers of the same statement.
  static var aliases: [String] { get }
  static var title: String { get }
  static var source: String { get }
  /// The formula with its conditions, in a line or two.
  static var statement: String { get }

  /// The theorem applied to the setting, or nil when it is about another family or task.
  static func evaluate(_ setting: Setting, _ evidence: Evidence) -> TheoremResult?
}

/// Every theorem that the program knows, in the order in which they are printed.
public enum TheoremCatalogue {
  public static let all: [any Theorem.Type] = [
    OverparametrisedBiasedQuadratic.self,
    UnderparametrisedBiasedQuadratic.self,
    OverparametrisedQuadratic.self,
    UnderparametrisedQuadratic.self,
    NeuralTangentKernel.self,
    RandomFeatures.self,
    PolynomialFeatures.self,
    ModularAdditionFeatures.self,
    EffectiveWidth.self,
    InactiveUnits.self,
    RegularReparametrisation.self,
    ExactRankCertificate.self,
  ]
}

/// Where the theorems come from.
public enum Source {
  public static let grokking =
    "Cullen, Estan-Ruiz et al. 2026, arXiv:2603.01192"
  public static let ours = "this project"
}
