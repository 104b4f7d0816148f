public import ExactAlgebra

/// One step of a program; operands are earlier steps, entries are row-major.
public enum MapOperation: Sendable {
  /// Entries offset, offset + 1, ... of the weights.
  case parameter(offset: Int)
  /// Entries offset, offset + 1, ... of the symbolic inputs.
  case symbol(offset: Int)
  case constant([Rational])
  case sum(Int, Int)
  case difference(Int, Int)
  /// The product of matrices.
  case product(Int, Int)
  /// The product entry by entry.
  case entrywise(Int, Int)
  /// Every entry to a power of at least 1.
  case power(Int, Int)
  /// Entries of the operands, written one after the other, in a new order; nil for a zero. Transposes,
  /// parts, blocks, diagonals, and scalars that fill a shape.
  case gather([Int], [Int?])

  public var operands: [Int] {
    switch self {
    case .parameter, .symbol, .constant: []
    case .sum(let a, let b), .difference(let a, let b), .product(let a, let b),
      .entrywise(let a, let b):
      [a, b]
    case .power(let a, _): [a]
    case .gather(let all, _): all
    }
  }
}

/// A step with what is known of it without evaluating it.
public struct MapNode: Sendable {
  public let operation: MapOperation
  public let shape: Shape
  /// A bound of the degree in the weights; 0 where it does not depend on them.
  public let degree: Int
  /// A bound of the degree in the symbolic inputs.
  public let inputDegree: Int

  public var isConstant: Bool {
    if case .constant = operation { true } else { false }
  }
}

/// A polynomial map from weights to outputs, as a list of steps without branches.
public struct MapProgram: Sendable {
  /// Numbers under one name, and where they begin among the weights or the symbolic inputs.
  public struct Block: Sendable {
    public let name: String
    public let shape: Shape
    public let offset: Int
  }

  public let parameters: [Block]
  public let symbols: [Block]
  public let nodes: [MapNode]
  /// Steps whose entries are the outputs.
  public let outputs: [Int]
  /// The weights that the text names, all of them or none.
  public let point: [Rational]?

  /// D.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }
  public var symbolCount: Int { symbols.reduce(0) { $0 + $1.shape.count } }
  public var outputCount: Int { outputs.reduce(0) { $0 + nodes[$1].shape.count } }
  /// The largest degree of an output in the weights.
  public var degree: Int { outputs.map { nodes[$0].degree }.max() ?? 0 }

  /// `W[2, 3]`, `v[4]` or `c`, for messages.
  public func name(ofParameter index: Int) -> String {
    guard let block = parameters.last(where: { $0.offset <= index }) else { return "\(index)" }
    let place = index - block.offset
    if block.shape.isScalar { return block.name }
    if block.shape.columns == 1 { return "\(block.name)[\(place + 1)]" }
    return
      "\(block.name)[\(place / block.shape.columns + 1), \(place % block.shape.columns + 1)]"
  }
}
