import ExactAlgebra
import Foundation
import Identifiability
import LLCTheorems
import ModelFamilies
import NumericAlgebra

/// What theory says at a checkpoint: the stage of training and that stage's coefficient.
///
/// Lazy: theorem 5.2 at the current hidden weights, `lambda = (K/2) rank(P sigma(X W))` on the training
/// pairs, the rank exact, modulo a prime (a lower bound; with the number of features or of centred
/// pairs, whichever is smaller, from above). Elsewhere: the exact rank r* of the Jacobian of the
/// outputs on the training pairs at the level of the loss, with the certified interval
/// `[r*/2, (D - dim orbit)/2]`, or r*/2 where a certificate closes it. The interval holds for a
/// realisable target, that is where the training loss is zero; the training loss stands beside it.
struct TrajectoryTheory {
  private let network: QuadraticNetwork
  private let map: NetworkMap
  private let inputs: InputSet
  private let pairs: [ModularAddition.Pair]
  private let isCentred: Bool
  /// Nil above `sizeLimit`.
  private let initialKernel: TangentKernel?
  private let initialWeights: [Double]
  private let seed: UInt64
  private let limits: RankLimits

  /// Pairs above which kernels, and with them the stage, and pairs or features above which feature
  /// ranks are left out: dense matrices of that size are made or decomposed at every checkpoint.
  static let sizeLimit = 3000
  /// Dyadic weights have residues modulo any odd prime; a rank modulo one of them is a lower bound.
  private static let prime: UInt64 = 2_147_483_629

  /// - Parameter initialWeights: those of epoch 0, in the layout of the network.
  init(
    _ network: QuadraticNetwork, modulus: Int, pairs: [ModularAddition.Pair], centred: Bool,
    initialWeights: [Double], seed: UInt64, limits: RankLimits
  ) {
    self.network = network
    self.pairs = pairs
    isCentred = centred
    inputs = .oneHotPairs(modulus: modulus, pairs: pairs)
    map = .quadraticData(QuadraticDataMap(network, inputs: inputs, centred: centred))
    self.initialWeights = initialWeights
    initialKernel =
      pairs.count <= Self.sizeLimit
      ? TangentKernel(network, weights: initialWeights, pairs: pairs) : nil
    self.seed = seed
    self.limits = limits
  }

  /// Fills in the theory's part of a checkpoint.
  ///
  /// - Parameter exactRank: whether the rank of the Jacobian is worth its time here.
  func describe(_ point: inout TrajectoryPoint, weights: [Double], exactRank: Bool) {
    let movement = relativeMovement(weights)
    let drift = initialKernel.map {
      TangentKernel(network, weights: weights, pairs: pairs).drift(from: $0)
    }
    let stage = drift.map { TrainingStage(relativeMovement: movement, kernelDrift: $0) }
    let units = UnitNorms(network, weights: weights)
    point.relativeMovement = movement
    point.kernelDrift = drift
    point.stage = stage?.rawValue
    point.activeUnits = units.active
    point.effectiveWidth = units.effectiveWidth
    if hasSmallFeatures {
      point.featureRank = try? TangentKernel.centredFeatures(
        network, weights: weights, pairs: pairs
      ).numericalRank(threshold: nil).rank
    }
    let exact = weights.map { Rational(exactly: $0) ?? .zero }
    if stage == .lazy, let rank = frozenRank(exact) {
      point.theorem = RandomFeatures.identifier
      point.lowerBound = Double(network.outputDimension * rank.lower) / 2
      point.upperBound = Double(network.outputDimension * rank.upper) / 2
      if rank.lower == rank.upper { point.predicted = point.lowerBound }
    } else if exactRank, let certified = certified(exact) {
      point.theorem = ExactRankCertificate.identifier
      point.lowerBound = certified.lower.approximation
      point.upperBound = certified.upper.approximation
      if certified.lower == certified.upper { point.predicted = point.lowerBound }
    }
  }

  private var hasSmallFeatures: Bool {
    pairs.count <= Self.sizeLimit && network.width <= Self.sizeLimit
  }

  private func relativeMovement(_ weights: [Double]) -> Double {
    var (moved, start) = (0.0, 0.0)
    for unit in 0..<network.width {
      for i in 0..<network.inputDimension {
        let index = network.inputWeights.index(unit, i)
        let change = weights[index] - initialWeights[index]
        moved += change * change
        start += initialWeights[index] * initialWeights[index]
      }
    }
    return start > 0 ? (moved / start).squareRoot() : 0
  }

  private func frozenRank(_ weights: [Rational]) -> (lower: Int, upper: Int)? {
    guard hasSmallFeatures,
      let field = try? PrimeField(modulus: Self.prime),
      let residues = Self.residues(weights, in: field),
      let features = FeatureSpan.hiddenFeatures(
        of: network, weights: residues, on: inputs, centred: isCentred, in: field)
    else { return nil }
    let rank = ModularElimination(field: field).rankProfile(of: features).rank
    return (rank, min(features.rows, features.columns))
  }

  private static func residues(_ weights: [Rational], in field: PrimeField) -> [UInt64]? {
    var residues: [UInt64] = []
    for weight in weights {
      guard let residue = field.element(weight) else { return nil }
      residues.append(residue)
    }
    return residues
  }

  private func certified(_ weights: [Rational]) -> CertifiedCoefficient? {
    guard let rank = try? PointRank(of: map, at: weights, seed: seed, limits: limits) else {
      return nil
    }
    let generic = try? GenericRank(atLeast: rank, of: map)
    return CertifiedCoefficient(point: rank, generic: generic, level: map.level)
  }
}
