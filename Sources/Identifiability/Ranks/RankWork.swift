/// What a dense elimination would cost, and what is allowed.
public struct RankLimits: Sendable, CustomStringConvertible {
  /// Bytes that one elimination may take.
  public var memory: Int
  /// Multiplications that one elimination may take.
  public var operations: Double
  /// Multiplications of a dense elimination above which structured points are tried first; the
  /// default is a fraction of a second's work. Tests lower it to reach them on small networks.
  public var denseOperations: Double

  public init(
    memory: Int = 4 << 30, operations: Double = 2.4e11, denseOperations: Double = 1e9
  ) {
    self.memory = memory
    self.operations = operations
    self.denseOperations = denseOperations
  }

  /// Multiplications that run in a second, about.
  public static let operationsPerSecond = 4e9

  public var description: String {
    "\(Self.size(Double(memory))) and \(Self.duration(operations))"
  }

  static func size(_ bytes: Double) -> String {
    for (unit, scale) in [("GiB", 0x1p30), ("MiB", 0x1p20), ("KiB", 0x1p10)] where bytes >= scale {
      let value = bytes / scale
      return value < 10
        ? "\((value * 10).rounded() / 10) \(unit)" : "\(Int(value.rounded())) \(unit)"
    }
    return "\(Int(bytes)) bytes"
  }

  static func duration(_ operations: Double) -> String {
    let seconds = (operations / operationsPerSecond).rounded(.up)
    if seconds < 100 { return "\(Int(seconds)) s" }
    if seconds < 6000 { return "\(Int((seconds / 60).rounded(.up))) min" }
    return seconds < 3.6e8 ? "\(Int((seconds / 3600).rounded(.up))) h" : "more than 11 years"
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

  /// The time that the multiplications take, about.
  public var duration: String { RankLimits.duration(operations) }

  public var description: String {
    "a \(rows) x \(columns) elimination, \(RankLimits.size(bytes))"
  }
}
