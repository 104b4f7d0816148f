public import ExactAlgebra
import ModelFamilies

/// The rank of a quadratic network's Jacobian at given weights, without the Jacobian.
///
/// From above: the number of coordinates, and the units' blocks of columns (`UnitBlocks`). From
/// below: a Gram matrix is shown to be non-singular modulo a prime, by products only
/// (`GramStatement`). Outputs are first mapped to as few as can carry the claim, because a
/// direction that moves these moves the others (Proofs/StructuredRanks.md).
///
/// The plan of an attempt:
///
/// - the squares `(w_j . x)^2` span all features: the output weights alone make the map onto, and
///   the Gram matrix is that of as many independent squares;
/// - the units' blocks can be independent: that of the weights less one for each symmetry, output
///   weights on a basis of the squares;
/// - otherwise, where the map can be onto: that of the coordinates.
public struct StructuredRank: Sendable {
  public let lower: Int
  public let upper: Int
  public let upperBecause: String
  /// nil unless the lower bound is that of a non-singular Gram matrix.
  public let certificate: GramCertificate?
  public let method: String
  public let units: UnitBlocks

  public var isProved: Bool { lower == upper }

  /// - Parameters:
  ///   - weights: D exact weights of the map's network.
  ///   - attempts: primes tried before a smaller rank is accepted.
  /// - Throws: `RankRefusal` when it does not fit the memory or the family is another,
  ///   `LongRun.Interrupted`, `LanczosCheckpoint.Failure`.
  public init(
    of map: NetworkMap, at weights: [Rational], seed: UInt64, limits: RankLimits = RankLimits(),
    control: LongRun = LongRun(), attempts: Int = 6
  ) throws {
    let instance = try StructuredInstance(map, at: weights)
    units = instance.units
    var bound = instance.upperBound
    var random = SeededGenerator(seed: seed)
    var best = (rank: 0, method: "no prime gave more")
    var outputs: Int?
    var singularWithAllOutputs = 0
    for _ in 0..<attempts where singularWithAllOutputs < 2 {
      let plan = try StructuredPlan(instance, projectedOutputs: outputs, using: &random)
      try plan.work.check(limits)
      var outcome = try plan.solver(threads: control.threads, scaling: nil).run(control)
      if case .repeated = outcome {
        let scaling = UInt64.random(in: 0..<UInt64.max, using: &random)
        outcome = try plan.solver(threads: control.threads, scaling: scaling).run(control)
      }
      switch outcome {
      case .nonSingular(var certificate):
        lower = certificate.statement.rank
        method = plan.description
        let missing = units.active.count + units.silent.count - plan.statement.outputUnits.count
        if lower < bound.0 && missing > 0 {
          certificate.relations = SquareRelations.find(instance, limits, using: &random)
        }
        let byUnits = units.blockRank(
          squares: units.active.count + units.silent.count - certificate.relations.count)
        if byUnits < bound.0 {
          bound = (
            byUnits,
            "the ranks of the units' blocks, and \(certificate.relations.count) relations among "
              + "their squares"
          )
        }
        (upper, upperBecause) = bound
        self.certificate = certificate
        return
      case .singular(let steps), .breakdown(let steps), .repeated(let steps):
        let rank = plan.provedRank(steps: steps)
        if rank > best.rank { best = (rank, plan.description + ", not certified") }
        outputs = plan.moreOutputs
        if case .singular = outcome,
          plan.statement.projectedOutputs == plan.statement.outputDimension
        {
          // Once may be an unlucky prime.
          singularWithAllOutputs += 1
        }
      }
    }
    // No Gram matrix of the expected size is non-singular: the rank of the largest one.
    let plan = try StructuredPlan(
      instance, projectedOutputs: instance.network.outputDimension, using: &random)
    let solver = plan.solver(
      threads: control.threads, scaling: UInt64.random(in: 0..<UInt64.max, using: &random))
    let rank = try solver.rankFromImage(control)
    if rank > best.rank { best = (rank, "image of the " + plan.description) }
    (upper, upperBecause) = bound
    (lower, method) = best
    certificate = nil
  }
}
