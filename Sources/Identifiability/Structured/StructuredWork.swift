import ModelFamilies

/// What a structured rank takes, before it starts.
public struct StructuredWork: Equatable, Sendable, CustomStringConvertible {
  /// Products with the Gram matrix: Lanczos's steps.
  public let steps: Int
  public let bytes: Double

  init(_ statement: GramStatement) {
    let (m, d, outputs) = (
      Double(statement.involvedUnits.count), Double(statement.inputDimension),
      Double(statement.side == .weights ? statement.projectedOutputs : statement.outputDimension)
    )
    steps = statement.dimension
    // Directions in all, the Krylov vectors and right-hand sides, then what the product keeps.
    let directions = 4 * m * (d + outputs)
    let vectors = Double(4 + 2 * statement.challengeCount) * Double(steps)
    let product: Double
    switch (statement.level, statement.side) {
    case (.coordinates, .weights): product = 4 * m * m + 3 * 512 * m
    case (.coordinates, .coordinates): product = 2 * outputs * d * d + 4 * m * d
    case (.data, _), (.centred, _):
      product = Double(statement.inputs?.count ?? 0) * (3 * m + 2 * outputs) + m * m
    }
    bytes = 8 * (directions + vectors + product)
  }

  func check(_ limits: RankLimits) throws(RankRefusal) {
    if bytes > Double(limits.memory) { throw .structureTooLarge(self, limits) }
  }

  public var description: String {
    "\(steps) products, \(Int((bytes / Double(1 << 20)).rounded(.up))) MiB"
  }
}
