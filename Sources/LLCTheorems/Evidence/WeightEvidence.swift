import ExactAlgebra
import Identifiability
import ModelFamilies

/// Facts about exact weights that the assumptions of the closed forms ask for.
public struct WeightEvidence: Sendable {
  /// Which units are active, seen from the level of the loss.
  public let census: UnitCensus
  /// Indices of the active units.
  let activeUnits: [Int]
  /// Indices of the units with `v_j = 0` and a seen `w_j`, and of those the other way round.
  let zeroOutputUnits: [Int]
  let zeroInputUnits: [Int]
  /// The units with `w_j = 0` or `v_j = 0`, in the coordinates themselves.
  let unitsWithZeroColumn: [Int]
  /// The same count as `census`, in the coordinates themselves.
  let coordinateCensus: UnitCensus
  /// Rank of `{ w_j w_j^T }` over all units; of `{ w_j : a_j != 0 }` for the biased family.
  let inputWeightRank: RankInterval
  /// Condition (3) of theorem 4.2; nil for the biased family.
  let orthogonalPartInjective: Verdict?
  /// Rank of the frozen features `(w_j . x)^2` at the level of the loss; nil for the biased family.
  let frozenFeatureRank: RankInterval?

  init(
    _ setting: Setting, _ weights: [Rational], features: FeatureEvidence, seed: UInt64,
    limits: RankLimits
  ) {
    let units = UnitLayout(setting.family)
    var active: [Int] = []
    var (zeroOutput, zeroInput): ([Int], [Int]) = ([], [])
    var zeroBoth = 0
    if let map = setting.map(at: setting.compareLevel) {
      for j in 0..<units.width {
        let silent = units.outputWeights(j).allSatisfy { weights[$0].signum == 0 }
        let unseen = UnitResponse(map, unit: j, weights: weights, units: units).isZero
        switch (silent, unseen) {
        case (false, false): active.append(j)
        case (true, false): zeroOutput.append(j)
        case (false, true): zeroInput.append(j)
        case (true, true): zeroBoth += 1
        }
      }
    }
    activeUnits = active
    zeroOutputUnits = zeroOutput
    zeroInputUnits = zeroInput
    census = UnitCensus(
      active: active.count, zeroOutput: zeroOutput.count, zeroInput: zeroInput.count,
      zeroBoth: zeroBoth)
    func vanishes(_ block: [Int]) -> Bool { block.allSatisfy { weights[$0].signum == 0 } }
    let silent = (0..<units.width).filter { vanishes(units.outputWeights($0)) }
    let unseen = (0..<units.width).filter { vanishes(units.innerWeights($0)) }
    unitsWithZeroColumn = Set(silent + unseen).sorted()
    let both = silent.count + unseen.count - unitsWithZeroColumn.count
    coordinateCensus = UnitCensus(
      active: units.width - unitsWithZeroColumn.count, zeroOutput: silent.count - both,
      zeroInput: unseen.count - both, zeroBoth: both)
    switch setting.family {
    case .biasedQuadratic(let network):
      let rows = (0..<network.width).filter {
        weights[network.outputWeights.index(0, $0)].signum != 0
      }.map { j in (0..<network.inputDimension).map { weights[network.inputWeights.index(j, $0)] } }
      inputWeightRank = RankInterval(of: Matrix(rows: rows).clearingDenominators, seed: seed)
      orthogonalPartInjective = nil
      frozenFeatureRank = nil
    case .quadratic(let network):
      let squares = RankWork(rows: network.width, columns: network.symmetricDimension)
      inputWeightRank =
        squares.fits(limits) && squares.exactEntriesFit(limits)
        ? RankInterval(of: ConditionMatrices.squares(network, weights), seed: seed)
        : RankInterval(lower: 0, upper: min(squares.rows, squares.columns))
      orthogonalPartInjective = ConditionMatrices.orthogonalPart(
        network, weights, seed: seed, limits: limits)
      if let inputs = setting.inputSet,
        RankWork(rows: inputs.count, columns: network.width).exactEntriesFit(limits),
        let matrix = FeatureSpan.hiddenFeatures(
          of: network, weights: weights, on: inputs, centred: setting.loss == .centred,
          in: RationalField())
      {
        frozenFeatureRank = RankInterval(of: matrix.clearingDenominators, seed: seed)
      } else {
        frozenFeatureRank =
          setting.inputSet.map {
            RankInterval(lower: 0, upper: min($0.count, network.width))
          } ?? inputWeightRank
      }
    }
  }
}

/// The matrices of theorem 4.2's conditions (2) and (3).
enum ConditionMatrices {
  /// Row j holds the entries (a, b), a <= b, of `w_j w_j^T`, times a common denominator.
  static func squares(_ network: QuadraticNetwork, _ weights: [Rational]) -> Matrix<Integer> {
    let d = network.inputDimension
    let rows = (0..<network.width).map { j -> [Rational] in
      let w = (0..<d).map { weights[network.inputWeights.index(j, $0)] }
      return (0..<d).flatMap { a in (a..<d).map { b in w[a] * w[b] } }
    }
    return Matrix(rows: rows).clearingDenominators
  }

  /// (3): if `u_j . w_j = 0` and `sum_j v_kj (w_j u_j^T + u_j w_j^T) = 0` for every k, then every
  /// `u_j` is 0. The system in u has m + K d(d+1)/2 rows and m d columns.
  static func orthogonalPart(
    _ network: QuadraticNetwork, _ weights: [Rational], seed: UInt64, limits: RankLimits
  ) -> Verdict {
    let (d, m) = (network.inputDimension, network.width)
    let rowCount = m + network.outputDimension * network.symmetricDimension
    let work = RankWork(rows: rowCount, columns: m * d)
    guard work.fits(limits), work.exactEntriesFit(limits) else {
      return .undecided(because: "condition (3) needs \(work) over the rationals")
    }
    let (w, v) = (network.inputWeights, network.outputWeights)
    var matrix = Matrix(repeating: Rational.zero, rows: rowCount, columns: m * d)
    for j in 0..<m {
      for a in 0..<d { matrix[j, j * d + a] = weights[w.index(j, a)] }
      for k in 0..<network.outputDimension {
        let output = weights[v.index(k, j)]
        var row = m + k * network.symmetricDimension
        for a in 0..<d {
          for b in a..<d {
            let (left, right) = (j * d + a, j * d + b)
            matrix[row, left] = matrix[row, left] + output * weights[w.index(j, b)]
            matrix[row, right] = matrix[row, right] + output * weights[w.index(j, a)]
            row += 1
          }
        }
      }
    }
    let rank = RankInterval(of: matrix.clearingDenominators, seed: seed)
    return rank.verdict(
      is: m * d, holds: "the system has rank \(m * d), full",
      fails: "the system has rank \(rank.upper) < \(m * d)",
      open: "the system has rank between \(rank.lower) and \(rank.upper) of \(m * d)")
  }
}
