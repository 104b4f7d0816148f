import ExactAlgebra

/// One group's block at given weights: the span S of all squares is eliminated, then the directions
/// of the group's own units modulo `R^h (x) S`; what is left of the directions of units that the group
/// shares with others is the border.
struct GroupElimination {
  /// dim S.
  let squares: Int
  /// The rank of the own units' directions modulo `R^h (x) S`.
  let directions: Int
  /// For each border unit d rows, modulo all of that.
  let border: Matrix<UInt64>

  /// - Parameters:
  ///   - units: the input weights of all units.
  ///   - border: units that feed other groups too, with their weights to this group's outputs.
  /// - Returns: nil when the prime divides a denominator of the inputs.
  init?(
    _ features: SecondOrderFeatures, squaresOf units: [[UInt64]], own: [ChainPoint.Unit],
    border: [ChainPoint.Unit], _ field: PrimeField, _ progress: RankProgress?
  ) {
    var rows: [[UInt64]] = []
    for unit in units {
      guard let square = features.product(unit, unit, field) else { return nil }
      rows.append(square)
    }
    for unit in own + border {
      guard let directions = features.directions(unit.input, field) else { return nil }
      rows += directions
    }
    let elimination = ModularElimination(field: field)
    let (squares, rest) = elimination.complement(
      ofLeadingRows: units.count, in: Matrix(rows: rows), progress: progress?.update)
    self.squares = squares
    rows = []
    let d = features.inputDimension
    guard let outputs = (own + border).first?.output.count, rest.columns > 0 else {
      directions = 0
      self.border = Matrix(rows: border.count * d, columns: 0, elements: [])
      return
    }
    var block: [UInt64] = []
    block.reserveCapacity(rest.elements.count * outputs)
    for (index, unit) in (own + border).enumerated() {
      for direction in 0..<d {
        for output in unit.output {
          block += rest.row(index * d + direction).map { field.multiply(output, $0) }
        }
      }
    }
    let matrix = Matrix(rows: rest.rows, columns: outputs * rest.columns, elements: block)
    (directions, self.border) = elimination.complement(
      ofLeadingRows: own.count * d, in: matrix, progress: progress?.update)
  }

  /// Without a border.
  func rank(outputs: Int) -> Int { outputs * squares + directions }
}
