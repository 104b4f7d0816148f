import ExactAlgebra
import ModelFamilies

/// Points of a quadratic network at which the Jacobian falls apart by groups of outputs.
///
/// Divide the outputs into pairs, deal the units out to the groups, and let every unit feed
/// the outputs of its own group only. A direction `(dV, dW)` moves output k by
/// `sum_j dv_kj (w_j . x)^2 + sum_{j feeds k} 2 v_kj (w_j . x)(dw_j . x)`, and different groups are
/// moved by different weights: the rank is the sum over the groups of
///
///     rank of { e_k (x) (w_j . x)^2 : k in the group, all j }
///           + { sum_k v_kj e_k (x) (w_j . x)(u . x) : j in the group, u in R^d }.
///
/// Modulo the span S of all squares the second set is small: one elimination of
/// `(m + g d) x features` and one of `g d x 2 (features - dim S)` per group of g units, instead of
/// `K features x m (d + K)`. Up to the names of units and outputs a group is determined by its
/// sizes; groups of equal size have the same generic rank, and one point in general position
/// attains it for all of them, so each size is eliminated once.
///
/// The rank at any point bounds the generic rank from below, so the choice costs no rigour. Units
/// that feed one output alone have parallel output weights and lose the rotations among them; with
/// two outputs a group nothing was lost wherever it was tried. An odd output is left over: it gets
/// no units when the aim is that every unit's weights are independent, and a quarter more than its
/// share when the aim is that every output is full.
struct SplitPoint: CustomStringConvertible {
  private let network: QuadraticNetwork
  private let map: NetworkMap
  /// d less the dimensions of a unit's own symmetries, scaling and translations.
  private let seenPerUnit: Int
  /// Whether the upper bound is the number of coordinates.
  private let saturated: Bool

  private static let outputsPerGroup = 2

  /// - Parameter bound: the upper bound to be met.
  /// - Returns: nil unless the map is one of a quadratic network with more than two outputs, and no more
  ///   than could be eliminated.
  init?(_ map: NetworkMap, bound: Int) {
    guard case .quadratic(let network) = map.family,
      network.outputDimension > Self.outputsPerGroup, network.outputDimension <= 1 << 16,
      let kernel = try? map.inputs?.linearKernel(affine: false).count ?? 0
    else { return nil }
    self.network = network
    self.map = map
    seenPerUnit = network.inputDimension - 1 - kernel
    saturated = bound == map.coordinateCount
  }

  var description: String {
    "rank modulo a 31-bit prime at a point where every unit feeds two outputs"
  }

  private struct GroupSize: Hashable {
    let outputs: Int
    let units: Int
  }

  private var groups: [GroupSize] {
    let (outputs, width) = (network.outputDimension, network.width)
    let pairs = outputs / 2
    let leftOver = outputs % 2
    let share = (width * 5 / 4 + outputs - 1) / outputs
    let spare = leftOver == 1 && saturated ? min(share, width) : 0
    let dealt = width - spare
    let paired = (0..<pairs).map { i in
      GroupSize(outputs: 2, units: dealt * (i + 1) / pairs - dealt * i / pairs)
    }
    return paired + (leftOver == 1 ? [GroupSize(outputs: 1, units: spare)] : [])
  }

  private var featureCount: Int { map.coordinateCount / network.outputDimension }

  /// The larger of a group's two eliminations.
  var work: RankWork {
    let directions = (groups.map(\.units).max() ?? 0) * network.inputDimension
    let first = RankWork(rows: network.width + directions, columns: featureCount)
    let second = RankWork(
      rows: directions,
      columns: Self.outputsPerGroup * max(featureCount - network.width, 1))
    return first.operations > second.operations ? first : second
  }

  /// A lower bound of the generic rank. Zero when the random prime divides a denominator of the
  /// inputs, which is improbable.
  func rankLowerBound(
    using random: inout some RandomNumberGenerator, progress: RankProgress?
  ) -> Int {
    let field = EliminationPrime.random(using: &random)
    let groups = groups
    var ranks: [GroupSize: Int] = [:]
    // Full with few units implies full with more; independent with many, independent with fewer.
    let order = Set(groups).sorted { saturated ? $0.units < $1.units : $0.units > $1.units }
    for size in order {
      let before = ranks.first { $0.key.outputs == size.outputs }
      if let before, saturated, before.value == size.outputs * featureCount {
        ranks[size] = before.value
      } else if let before, !saturated, before.value == independent(before.key) {
        ranks[size] = independent(size)
      } else {
        ranks[size] = rank(of: size, field, using: &random, progress)
      }
    }
    return groups.reduce(0) { $0 + (ranks[$1] ?? 0) }
  }

  /// The rank of a group whose directions are independent up to the units' own symmetries.
  private func independent(_ size: GroupSize) -> Int {
    size.outputs * network.width + size.units * seenPerUnit
  }

  private func rank(
    of size: GroupSize, _ field: PrimeField, using random: inout some RandomNumberGenerator,
    _ progress: RankProgress?
  ) -> Int {
    let d = network.inputDimension
    func vector(_ count: Int) -> [UInt64] {
      (0..<count).map { _ in UInt64.random(in: 0..<field.modulus, using: &random) }
    }
    let units = (0..<network.width).map { _ in vector(d) }
    var rows: [[UInt64]] = []
    for unit in units {
      guard let square = feature(unit, unit, field) else { return 0 }
      rows.append(square)
    }
    for unit in units.prefix(size.units) {
      for direction in 0..<d {
        var basis = Array(repeating: field.zero, count: d)
        basis[direction] = field.one
        guard let product = feature(unit, basis, field) else { return 0 }
        rows.append(product)
      }
    }
    let elimination = ModularElimination(field: field)
    let (squares, rest) = elimination.complement(
      ofLeadingRows: units.count, in: Matrix(rows: rows), progress: progress?.update)
    if rest.rows == 0 || rest.columns == 0 { return size.outputs * squares }
    var block: [UInt64] = []
    block.reserveCapacity(rest.elements.count * size.outputs)
    for unit in 0..<size.units {
      let outputs = vector(size.outputs)
      for direction in 0..<d {
        for output in outputs {
          block += rest.row(unit * d + direction).map { field.multiply(output, $0) }
        }
      }
    }
    let matrix = Matrix(
      rows: rest.rows, columns: size.outputs * rest.columns, elements: block)
    return size.outputs * squares
      + elimination.rankProfile(of: matrix, progress: progress?.update).rank
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
