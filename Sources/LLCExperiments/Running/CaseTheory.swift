import ExactAlgebra
public import Identifiability
import LLCSampling
public import LLCTheorems

/// What theory says of a case, at the weights in question.
public struct CaseTheory: Sendable {
  /// The level that the loss sees. `coordinates` when the inputs were shown to identify them.
  public let level: Level
  /// What exact ranks and theorems certify of lambda.
  public let certified: CertifiedCoefficient
  /// The first closed form whose assumptions all hold and that has this value.
  public let theorem: String?
  /// Closed forms of other levels: right for their level, wrong for this loss.
  public let otherLevels: [Comparison.OtherLevel]
  /// A value that is not certified: conjectured, or stated by whoever asks.
  public let known: KnownCoefficient?
  /// Bounds of the rank at the point, where exact ranks were computed.
  let rank: (lower: Int, upper: Int)?
  /// Whether the posterior is quadratic whatever the point.
  let isLinear: Bool

  package init(
    level: Level = .coordinates, certified: CertifiedCoefficient, theorem: String? = nil,
    otherLevels: [Comparison.OtherLevel] = [], known: KnownCoefficient? = nil,
    rank: (lower: Int, upper: Int)? = nil, isLinear: Bool = false
  ) {
    self.level = level
    self.certified = certified
    self.theorem = theorem
    self.otherLevels = otherLevels
    self.known = known
    self.rank = rank
    self.isLinear = isLinear
  }

  /// The coefficient to compare with: certified where bounds meet, else conjectured or stated.
  public var truth: KnownCoefficient? {
    if certified.lower == certified.upper {
      return KnownCoefficient(
        value: certified.lower, multiplicity: certified.multiplicity,
        standing: certified.confidence.isProved
          ? .proved(source: theorem ?? certified.because)
          : .conjectured(because: certified.because))
    }
    return known
  }

  /// The same with a value that is not certified, where theory leaves an interval.
  package func stating(_ value: KnownCoefficient?) -> CaseTheory {
    guard let value, certified.lower != certified.upper else { return self }
    return CaseTheory(
      level: level, certified: certified, theorem: theorem, otherLevels: otherLevels, known: value,
      rank: rank, isLinear: isLinear)
  }

  /// From a closed form: exact where it is proved, between rank bounds elsewhere.
  ///
  /// - Parameters:
  ///   - jacobianRank: r*, at the point.
  ///   - parameters: D. The residual vanishes to second order at least along the D - r* directions of
  ///     the kernel, so `lambda <= r*/2 + (D - r*)/4`.
  package init(_ known: KnownCoefficient, theorem: String, jacobianRank: Int, parameters: Int) {
    let lower = Rational(jacobianRank, 2)
    let upper = lower + Rational(parameters - jacobianRank, 4)
    let exact = known.isProved
    self.init(
      certified: CertifiedCoefficient(
        level: .coordinates, lower: exact ? known.value : lower,
        upper: exact ? known.value : upper, multiplicity: exact ? known.multiplicity : nil,
        confidence: .proved,
        because: exact
          ? known.basis
          : "the Jacobian has rank \(jacobianRank); along the other \(parameters - jacobianRank) "
            + "directions the residual is of second order at least"),
      theorem: exact ? theorem : nil, known: exact ? nil : known)
  }

  /// The rank at the point, where its bounds meet.
  var exactRank: Int? { rank.flatMap { $0.lower == $0.upper ? $0.lower : nil } }

  /// Flags that the curvature raises: its rank is not the exact one, or higher orders count.
  func flags(_ curvature: CaseCurvature) -> [String] {
    var flags: [String] = []
    let numerical = curvature.spectrum?.rank
    if let rank, let numerical, numerical < rank.lower {
      flags.append("numerical-rank-below-exact")
    }
    // Without any rank, nobody knows.
    let quadratic = rank?.upper ?? numerical ?? 0
    if !isLinear,
      certified.lower != certified.upper || certified.lower * 2 > Rational(quadratic)
    {
      flags.append("not-quadratic")
    }
    return flags
  }
}
