import ExactAlgebra
import Identifiability
import ModelFamilies

/// The network of the active units alone, and what the inactive ones may add.
///
/// Write `phi = A + sum_j B_j`, A the active part. Where the Jacobian of A has constant rank r_a,
/// `||phi||^2 <= C (||A||^2 + sum ||B_j||^2)` in separate weights, so
/// `lambda <= r_a/2 + sum_j lambda(||B_j||^2)` with, for an input rank s seen by the loss,
/// `lambda(||v (x) w w^T||^2)` equal to K/2 at v = 0, s/4 at w = 0, min(K/2, s/4) at both zero.
struct ActivePart {
  /// r_a, when the rank of the active part is constant near the weights.
  let rank: Int
  let census: UnitCensus
  /// Sum of the contributions of the inactive units.
  let contributions: Rational
  /// The multiplicity where the upper end is exact, else nil: the active part is onto, or its
  /// tangent space and the images of the inactive units are in direct sum
  /// (Proofs/InactiveUnits.md; never with units whose input and output weights both vanish), or
  /// one such unit is a case of `VanishingUnit`.
  let exactMultiplicity: Int?

  /// Nil when the rank of the active part is not known to be constant near the weights.
  init?(
    _ setting: Setting, _ weights: [Rational], _ evidence: WeightEvidence,
    features: FeatureEvidence, seed: UInt64, limits: RankLimits
  ) {
    guard case .quadratic(let network) = setting.family else { return nil }
    census = evidence.census
    let level = setting.compareLevel
    if evidence.activeUnits.isEmpty {
      rank = 0
    } else {
      guard let part = Self.restricted(setting, weights, to: evidence.activeUnits, level),
        let pointRank = try? PointRank(of: part.map, at: part.weights, seed: seed, limits: limits),
        let bound = try? RankBounds.smallest(for: part.map),
        pointRank.lower == bound.value
          || pointRank.lower == pointRank.columns - pointRank.symmetries.orbitDimension
      else { return nil }
      rank = pointRank.lower
    }
    let isOnto = rank == setting.map(at: level)?.coordinateCount
    contributions =
      isOnto
      ? 0
      : Self.contributions(
        census, outputs: network.outputDimension, seen: features.inputRank.upper)
    let isDirectSum =
      census.zeroBoth == 0 && Self.zeroUnitIsPure(setting, features)
      && Self.directSum(
        setting, weights, evidence, features, level, rank: rank, seed: seed)
    exactMultiplicity =
      isOnto || isDirectSum
      ? 1
      : VanishingUnit.multiplicity(
        census, network, level: level, features: features,
        independent: VanishingUnit.independent(
          evidence.activeUnits, network, weights, seed: seed))
  }

  /// `K/2` for v = 0, `s/4` for w = 0, at most `min(K/2, s/4)` for both.
  static func contributions(_ census: UnitCensus, outputs: Int, seen: Int) -> Rational {
    let (output, input) = (Rational(outputs, 2), Rational(seen, 4))
    return Rational(census.zeroOutput) * output + Rational(census.zeroInput) * input
      + Rational(census.zeroBoth) * min(output, input)
  }

  /// Whether `lambda(||(w . x)^2||^2)` at w = 0 is s/4 at the level of the loss: always without
  /// centring, where the norm is comparable to the fourth power of the seen part of w. The centred
  /// norm also vanishes where `(w . x)^2` is constant, which does not matter from s = 3 on
  /// (Proofs/InactiveUnits.md).
  private static func zeroUnitIsPure(_ setting: Setting, _ features: FeatureEvidence) -> Bool {
    guard let seen = features.inputRank.exact else { return false }
    return setting.compareLevel != .centred || seen >= 3
  }

  private static func restricted(
    _ setting: Setting, _ weights: [Rational], to units: [Int], _ level: Level
  ) -> (map: NetworkMap, weights: [Rational])? {
    guard let (family, positions) = try? UnitLayout(setting.family).restricted(to: units),
      let map = NetworkMap(family, level: level, inputs: setting.inputSet)
    else { return nil }
    return (map, positions.map { weights[$0] })
  }

  /// Columns: the Jacobian of the active part, then `e_k (x) f(w_j)` for v = 0, then
  /// `v_j (x) e` for e in a basis of the features for w = 0. Direct sum: the rank is the sum.
  private static func directSum(
    _ setting: Setting, _ weights: [Rational], _ evidence: WeightEvidence,
    _ span: FeatureEvidence, _ level: Level, rank: Int, seed: UInt64
  ) -> Bool {
    guard case .quadratic(let network) = setting.family else { return false }
    var random = SeededGenerator(seed: seed)
    let field = EliminationPrime.random(using: &random)
    let residues = weights.compactMap { field.element($0) }
    // Both are proved over Q: an unlucky prime may only lose independence, not feign it.
    guard residues.count == weights.count, let spanDimension = span.span.exact else {
      return false
    }
    var columns: [[UInt64]] = []
    if !evidence.activeUnits.isEmpty {
      guard let part = restricted(setting, weights, to: evidence.activeUnits, level),
        let jacobian = part.map.jacobian(
          at: part.weights.compactMap { field.element($0) }, in: field)
      else { return false }
      let transposed = jacobian.transposed()
      columns += (0..<transposed.rows).map { Array(transposed.row($0)) }
    }
    var expected = rank
    let features = setting.inputSet.flatMap {
      FeatureSpan.matrix(of: $0, affine: false, centred: level == .centred, in: field)
    }
    /// Output values of `v (x) q` for a quadratic form q given by its entries (a <= b).
    func image(_ outputs: [UInt64], _ form: [UInt64]) -> [UInt64] {
      guard let features else {
        return outputs.flatMap { v in form.map { field.multiply(v, $0) } }
      }
      return (0..<features.rows).flatMap { i in
        let value = field.dot(features.row(i), form[...])
        return outputs.map { field.multiply($0, value) }
      }
    }
    let d = network.inputDimension
    for j in evidence.zeroOutputUnits {
      let w = (0..<d).map { residues[network.inputWeights.index(j, $0)] }
      var form: [UInt64] = []
      for a in 0..<d {
        for b in a..<d {
          let product = field.multiply(w[a], w[b])
          form.append(a == b ? product : field.add(product, features == nil ? 0 : product))
        }
      }
      for k in 0..<network.outputDimension {
        var outputs = Array(repeating: field.zero, count: network.outputDimension)
        outputs[k] = field.one
        columns.append(image(outputs, form))
      }
      expected += network.outputDimension
    }
    for j in evidence.zeroInputUnits {
      let outputs = (0..<network.outputDimension).map {
        residues[network.outputWeights.index($0, j)]
      }
      let size = d * (d + 1) / 2
      for entry in 0..<size {
        var form = Array(repeating: field.zero, count: size)
        form[entry] = field.one
        columns.append(image(outputs, form))
      }
      expected += spanDimension
    }
    guard !columns.isEmpty else { return true }
    return ModularElimination(field: field).rankProfile(of: Matrix(rows: columns)).rank == expected
  }
}
