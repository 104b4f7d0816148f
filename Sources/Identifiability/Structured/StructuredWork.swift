/// What a structured rank takes, before it starts.
public struct StructuredWork: Equatable, Sendable, CustomStringConvertible {
  /// Products with the Gram matrix: Lanczos's steps.
  public let steps: Int
  public let bytes: Double
  /// Operations of one product.
  public let operationsPerStep: Double
  public let dimensions: String

  init(_ statement: GramStatement) {
    let (m, d, outputs) = (
      Double(statement.width), Double(statement.inputDimension), Double(statement.projectedOutputs)
    )
    steps = statement.dimension
    operationsPerStep = 6 * m * m * (d + outputs)
    let vectors = Double(4 + 2 * statement.challengeCount) * Double(steps)
    bytes = 8 * (5 * m * m + 3 * m * (d + outputs) + vectors + 3 * 256 * m)
    dimensions = "\(steps) products"
  }

  /// Seconds at a speed of so many operations.
  public func seconds(operationsPerSecond: Double) -> Double {
    Double(steps) * operationsPerStep / operationsPerSecond
  }

  func check(_ limits: RankLimits) throws(RankRefusal) {
    if bytes > Double(limits.memory) { throw .structureTooLarge(self, limits) }
  }

  public var description: String {
    let mebibytes = bytes / Double(1 << 20)
    return "\(dimensions), \(Int(mebibytes.rounded(.up))) MiB"
  }
}
