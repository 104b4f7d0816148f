import ExactAlgebra
import ModelFamilies

/// Points of a quadratic network at which the Jacobian falls apart by output.
///
/// Let every unit feed one output only, `V` one-hot with unit j feeding `k(j)`. A direction
/// `(dV, dW)` then moves `sum_j dv_kj (w_j . x)^2 + sum_{j: k(j) = k} 2 (w_j . x)(dw_j . x)` in
/// output k, and different outputs are moved by different weights: the rank is the sum over k of
/// the dimension of
///
///     span { (w_j . x)^2 : all j } + span { (w_j . x)(u . x) : k(j) = k, u in R^d }.
///
/// With the units dealt out evenly, this block depends on k only through the size of its group,
/// up to the names of the units. So all blocks of a size have the same generic rank, one point in
/// general position attains it for all of them, and one block of each size (m / K rounded down
/// and up) is all that is eliminated: `features x (m + d m / K)` instead of
/// `K features x m (d + K)`.
///
/// The rank at any point bounds the generic rank from below, so the choice costs no rigour.
struct SplitPoint: CustomStringConvertible {
  private let network: QuadraticNetwork
  private let map: NetworkMap

  /// Nil unless the map is one of a quadratic network.
  init?(_ map: NetworkMap) {
    guard case .quadratic(let network) = map.family else { return nil }
    self.network = network
    self.map = map
  }

  var description: String {
    "rank modulo a 31-bit prime at a point where every unit feeds one output"
  }

  private var featureCount: Int { map.coordinateCount / network.outputDimension }

  private var largeGroup: Int {
    (network.width + network.outputDimension - 1) / network.outputDimension
  }

  var work: RankWork {
    RankWork(
      rows: network.width + largeGroup * network.inputDimension, columns: featureCount)
  }

  /// A lower bound of the generic rank. Zero when the random prime divides a denominator of the
  /// inputs, which is improbable.
  func rankLowerBound(
    using random: inout some RandomNumberGenerator, progress: RankProgress?
  ) -> Int {
    let field = EliminationPrime.random(using: &random)
    let outputs = network.outputDimension
    let smallGroup = network.width / outputs
    let largeGroups = network.width % outputs
    let small = blockRank(group: smallGroup, field, using: &random, progress)
    if largeGroups == 0 || small == featureCount { return outputs * small }
    let large = blockRank(group: largeGroup, field, using: &random, progress)
    return (outputs - largeGroups) * small + largeGroups * large
  }

  /// The dimension of the block of an output that `group` of the m units feed.
  private func blockRank(
    group: Int, _ field: PrimeField, using random: inout some RandomNumberGenerator,
    _ progress: RankProgress?
  ) -> Int {
    let d = network.inputDimension
    let units = (0..<network.width).map { _ in
      (0..<d).map { _ in UInt64.random(in: 0..<field.modulus, using: &random) }
    }
    var rows: [[UInt64]] = []
    for unit in units {
      guard let square = feature(unit, unit, field) else { return 0 }
      rows.append(square)
    }
    for unit in units.prefix(group) {
      for direction in 0..<d {
        var basis = Array(repeating: field.zero, count: d)
        basis[direction] = field.one
        guard let product = feature(unit, basis, field) else { return 0 }
        rows.append(product)
      }
    }
    let matrix = Matrix(rows: rows)
    return ModularElimination(field: field).rankProfile(
      of: matrix, progress: progress?.report(of: matrix.columns)
    ).rank
  }

  /// `(w . x)(u . x)` as a vector: the entries of the symmetrised `w u^T`, or the values on the
  /// inputs, with differences to the first when centred.
  private func feature(_ w: [UInt64], _ u: [UInt64], _ field: PrimeField) -> [UInt64]? {
    guard let inputs = map.inputs else {
      var entries: [UInt64] = []
      entries.reserveCapacity(featureCount)
      for a in 0..<w.count {
        for b in a..<w.count {
          entries.append(field.add(field.multiply(w[a], u[b]), field.multiply(w[b], u[a])))
        }
      }
      return entries
    }
    var values: [UInt64] = []
    values.reserveCapacity(inputs.count)
    for i in 0..<inputs.count {
      guard let input = inputs.entries(of: i, in: field) else { return nil }
      var (left, right) = (field.zero, field.zero)
      for (index, value) in input {
        left = field.add(left, field.multiply(w[index], value))
        right = field.add(right, field.multiply(u[index], value))
      }
      values.append(field.multiply(left, right))
    }
    return map.level == .centred
      ? Differences.ofRows(values, rowCount: values.count, in: field) : values
  }
}
