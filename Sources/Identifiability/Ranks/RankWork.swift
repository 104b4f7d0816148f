/// What a dense elimination would cost, and what is allowed.
public struct RankLimits: Sendable {
  /// Bytes that one elimination may take.
  public var memory: Int
  /// Multiplications that one elimination may take; about 4 * 10^9 run in a second.
  public var operations: Double
  /// Multiplications of a dense elimination above which structured points are tried first; the
  /// default is about a second's work. Tests lower it to reach them on small networks.
  public var denseOperations: Double

  public init(
    memory: Int = 4 << 30, operations: Double = 2.4e11, denseOperations: Double = 4e9
  ) {
    self.memory = memory
    self.operations = operations
    self.denseOperations = denseOperations
  }
}

/// The size of a dense elimination before it starts.
public struct RankWork: Sendable, CustomStringConvertible {
  public let rows: Int
  public let columns: Int

  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// 8 bytes an entry for the residues and 4 for the copy that is eliminated; as a `Double`, since
  /// it may exceed any memory.
  public var bytes: Double { 12 * Double(rows) * Double(columns) }

  /// Multiplications when the rank is full.
  public var operations: Double {
    let (long, short) = (Double(max(rows, columns)), Double(min(rows, columns)))
    return short * short * (long - short / 3) / 2 + short * short * long / 2
  }

  public func fits(_ limits: RankLimits) -> Bool {
    bytes <= Double(limits.memory) && operations <= limits.operations
  }

  /// Whether a matrix of exact numbers of this shape is affordable: about 150 bytes and a
  /// microsecond or more for each entry.
  public func exactEntriesFit(_ limits: RankLimits) -> Bool {
    let entries = Double(rows) * Double(columns)
    return entries <= 4e6 && 150 * entries <= Double(limits.memory)
  }

  public var description: String {
    let gibibytes = bytes / Double(1 << 30)
    let rounded = gibibytes < 10 ? (gibibytes * 10).rounded() / 10 : gibibytes.rounded()
    return "a \(rows) x \(columns) elimination, \(rounded) GiB"
  }
}
