import ExactAlgebra
import ModelFamilies

/// The upper bound by the units' own moves and relations among their squares.
enum UnitBound {
  /// `K s + sum over active units of (d - t - 1)`, after the relations have been multiplied out.
  ///
  /// - Throws: `RankCertificateChecker.Refusal` when a relation does not hold or they are dependent.
  static func check(
    _ relations: [[Integer]], _ map: NetworkMap, _ network: QuadraticNetwork, _ point: [Rational]
  ) throws -> Int {
    let units = try UnitBlocks(map, network, at: point)
    let visible = units.active + units.silent
    let squares = SquaresMap(map, network, point)
    let hidden = Set(units.blind + units.dead)
    for (i, relation) in relations.enumerated() {
      guard hidden.allSatisfy({ relation[$0].signum == 0 }), squares.vanishes(relation) else {
        throw RankCertificateChecker.Refusal.upperBound(
          "vector \(i) is no relation of the squares of units that some input sees")
      }
    }
    guard RankCertificateChecker.provesIndependent(relations) else {
      throw RankCertificateChecker.Refusal.upperBound("the relations were not shown independent")
    }
    return units.blockRank(squares: visible.count - relations.count)
  }
}

/// Relations `sum_j c_j (w_j . x)^2 = 0` over Z.
enum SquareRelations {
  /// A basis of the relations among the units that some input sees, or none where the squares are
  /// too many numbers for a kernel over Q.
  static func find(
    _ instance: StructuredInstance, _ limits: RankLimits,
    using random: inout some RandomNumberGenerator
  ) -> [[Integer]] {
    let visible = (instance.units.active + instance.units.silent).sorted()
    let work = RankWork(rows: instance.featureCount, columns: visible.count)
    guard work.exactEntriesFit(limits), visible.count <= 600,
      let one = QuadraticNetwork.single(like: instance.network),
      let map = NetworkMap(.quadratic(one), level: instance.map.level, inputs: instance.inputs)
    else { return [] }
    let w = Array(instance.weights.prefix(instance.network.inputWeights.count))
    let point = w + Array(repeating: Rational.one, count: one.width)
    guard let jacobian = PointRank.integerJacobian(map, point) else { return [] }
    let columns = visible.map { one.outputWeights.index(0, $0) }
    let squares = jacobian.submatrix(rows: Array(0..<jacobian.rows), columns: columns)
    guard let kernel = try? RationalKernel.basis(of: squares, using: &random) else { return [] }
    return kernel.map { vector in
      var relation = Array(repeating: Integer.zero, count: one.width)
      for (unit, value) in zip(visible, vector) { relation[unit] = value }
      return relation
    }
  }
}

/// The squares of the units as columns: the output-weight block of one output.
struct SquaresMap {
  private let network: QuadraticNetwork
  private let map: NetworkMap
  private let point: [Rational]

  init(_ map: NetworkMap, _ network: QuadraticNetwork, _ point: [Rational]) {
    (self.map, self.network, self.point) = (map, network, point)
  }

  /// Whether `sum_j c_j (w_j . x)^2` vanishes for all x that matter, over Q.
  func vanishes(_ c: [Integer]) -> Bool {
    let one = QuadraticNetwork.single(like: network)
    guard let one, let single = NetworkMap(.quadratic(one), level: map.level, inputs: map.inputs)
    else { return false }
    let w = point.prefix(network.width * network.inputDimension)
    let values = single.values(at: Array(w) + c.map { Rational($0) }, in: RationalField())
    return values?.allSatisfy { $0.signum == 0 } ?? false
  }
}

extension QuadraticNetwork {
  /// The network with one output.
  static func single(like network: QuadraticNetwork) -> QuadraticNetwork? {
    try? QuadraticNetwork(
      inputDimension: network.inputDimension, width: network.width, outputDimension: 1)
  }
}
