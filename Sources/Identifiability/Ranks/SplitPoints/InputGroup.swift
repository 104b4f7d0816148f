import ExactAlgebra
import ModelFamilies

/// A group on any inputs, at a random point: the span S of all squares is eliminated, then the
/// directions of the group's units modulo `R^h (x) S`.
struct InputGroup: GroupBlock {
  let network: QuadraticNetwork
  let inputs: InputSet
  let centred: Bool
  /// d less the dimensions of a unit's own symmetries, scaling and translations.
  let seenPerUnit: Int

  var width: Int { network.width }
  var mostUnits: Int { network.width }
  var point: String { "weights are random" }

  private var featureCount: Int { inputs.count - (centred ? 1 : 0) }

  func otherSquares(_ group: OutputGroup) -> Int { network.width - group.units }

  func leftOver(_ group: OutputGroup) -> Int {
    group.outputs * featureCount - group.units * (seenPerUnit + group.outputs)
  }

  func ownAreIndependent(_ group: OutputGroup) -> Bool { group.outputs > 1 || group.units <= 1 }

  /// The larger of the two eliminations.
  func work(_ group: OutputGroup) -> RankWork {
    let directions = group.units * network.inputDimension
    let first = RankWork(rows: network.width + directions, columns: featureCount)
    let second = RankWork(
      rows: directions, columns: group.outputs * max(featureCount - network.width, 1))
    return first.operations > second.operations ? first : second
  }

  func rank(
    of group: OutputGroup, in field: PrimeField, using random: inout SeededGenerator,
    _ progress: RankProgress?
  ) -> Int? {
    let d = network.inputDimension
    let units = (0..<network.width).map { _ in field.randomVector(d, using: &random) }
    var rows: [[UInt64]] = []
    for unit in units {
      guard let square = feature(unit, unit, field) else { return nil }
      rows.append(square)
    }
    for unit in units.prefix(group.units) {
      for direction in 0..<d {
        var basis = Array(repeating: field.zero, count: d)
        basis[direction] = field.one
        guard let product = feature(unit, basis, field) else { return nil }
        rows.append(product)
      }
    }
    let elimination = ModularElimination(field: field)
    let (squares, rest) = elimination.complement(
      ofLeadingRows: units.count, in: Matrix(rows: rows), progress: progress?.update)
    if rest.rows == 0 || rest.columns == 0 { return group.outputs * squares }
    var block: [UInt64] = []
    block.reserveCapacity(rest.elements.count * group.outputs)
    for unit in 0..<group.units {
      let outputs = field.randomVector(group.outputs, using: &random)
      for direction in 0..<d {
        for output in outputs {
          block += rest.row(unit * d + direction).map { field.multiply(output, $0) }
        }
      }
    }
    let matrix = Matrix(
      rows: rest.rows, columns: group.outputs * rest.columns, elements: block)
    return group.outputs * squares
      + elimination.rankProfile(of: matrix, progress: progress?.update).rank
  }

  /// `(w . x)(u . x)` on the inputs, with differences to the first when centred.
  private func feature(_ w: [UInt64], _ u: [UInt64], _ field: PrimeField) -> [UInt64]? {
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
    return centred ? Differences.ofRows(values, rowCount: values.count, in: field) : values
  }
}
