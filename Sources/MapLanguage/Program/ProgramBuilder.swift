import ExactAlgebra

/// Makes the steps of a program: checks shapes and limits and works out what is constant.
struct ProgramBuilder {
  private(set) var nodes: [MapNode] = []
  private var entries = 0
  private var multiplications = 0.0
  private var constantWork = 0.0

  subscript(node: Int) -> MapNode { nodes[node] }

  /// The entries of a constant step.
  func constant(_ node: Int) -> [Rational]? {
    if case .constant(let entries) = nodes[node].operation { entries } else { nil }
  }

  mutating func constant(
    _ entries: [Rational], _ shape: Shape, at place: Place
  ) throws(MapTextError) -> Int {
    try add(.constant(entries), shape, degree: 0, inputDegree: 0, at: place)
  }

  mutating func parameter(
    offset: Int, _ shape: Shape, at place: Place
  ) throws(MapTextError) -> Int {
    try add(.parameter(offset: offset), shape, degree: 1, inputDegree: 0, at: place)
  }

  mutating func symbol(offset: Int, _ shape: Shape, at place: Place) throws(MapTextError) -> Int {
    try add(.symbol(offset: offset), shape, degree: 0, inputDegree: 1, at: place)
  }

  /// - Precondition: the operands' shapes fit.
  mutating func sum(_ a: Int, _ b: Int, minus: Bool, at place: Place) throws(MapTextError) -> Int {
    try add(
      minus ? .difference(a, b) : .sum(a, b), nodes[a].shape,
      degree: max(nodes[a].degree, nodes[b].degree),
      inputDegree: max(nodes[a].inputDegree, nodes[b].inputDegree), at: place)
  }

  /// - Precondition: the operands' shapes fit.
  mutating func product(_ a: Int, _ b: Int, at place: Place) throws(MapTextError) -> Int {
    let shape = Shape(nodes[a].shape.rows, nodes[b].shape.columns)
    return try add(
      .product(a, b), shape, degree: nodes[a].degree + nodes[b].degree,
      inputDegree: nodes[a].inputDegree + nodes[b].inputDegree,
      work: Double(shape.count) * Double(nodes[a].shape.columns), at: place)
  }

  /// - Precondition: the operands' shapes fit.
  mutating func entrywise(_ a: Int, _ b: Int, at place: Place) throws(MapTextError) -> Int {
    try add(
      .entrywise(a, b), nodes[a].shape, degree: nodes[a].degree + nodes[b].degree,
      inputDegree: nodes[a].inputDegree + nodes[b].inputDegree,
      work: Double(nodes[a].shape.count), at: place)
  }

  /// Every entry to a power; the zeroth is 1, and x^0 counts as 1 where x = 0.
  mutating func power(_ a: Int, _ exponent: Int, at place: Place) throws(MapTextError) -> Int {
    let shape = nodes[a].shape
    if exponent == 0 {
      return try constant(Array(repeating: .one, count: shape.count), shape, at: place)
    }
    if exponent == 1 { return a }
    let work = 2 * Double(shape.count) * Double(exponent.bitWidth - exponent.leadingZeroBitCount)
    return try add(
      .power(a, exponent), shape, degree: exponent * nodes[a].degree,
      inputDegree: exponent * nodes[a].inputDegree, work: work, growth: exponent, at: place)
  }

  mutating func gather(
    _ operands: [Int], _ sources: [Int?], _ shape: Shape, at place: Place
  ) throws(MapTextError) -> Int {
    try add(
      .gather(operands, sources), shape, degree: operands.map { nodes[$0].degree }.max() ?? 0,
      inputDegree: operands.map { nodes[$0].inputDegree }.max() ?? 0, at: place)
  }

  /// A scalar in every entry of a shape.
  mutating func filled(_ a: Int, _ shape: Shape, at place: Place) throws(MapTextError) -> Int {
    try checkSize(shape, at: place)
    return nodes[a].shape == shape
      ? a : try gather([a], Array(repeating: 0, count: shape.count), shape, at: place)
  }

  /// Before anything of this size is made.
  func checkSize(_ shape: Shape, at place: Place) throws(MapTextError) {
    let (count, overflow) = shape.rows.multipliedReportingOverflow(by: shape.columns)
    guard !overflow, count <= MapLimits.entries else {
      throw MapTextError(
        place, "a \(shape) matrix; expected at most \(MapLimits.entries) entries")
    }
    guard entries + count <= MapLimits.allEntries, nodes.count < MapLimits.steps else {
      throw MapTextError(
        place,
        "the map takes more than \(MapLimits.steps) steps or \(MapLimits.allEntries) entries")
    }
  }

  private mutating func add(
    _ operation: MapOperation, _ shape: Shape, degree: Int, inputDegree: Int, work: Double = 0,
    growth: Int = 1, at place: Place
  ) throws(MapTextError) -> Int {
    try checkSize(shape, at: place)
    guard degree + inputDegree <= MapLimits.degree else {
      throw MapTextError(
        place, "degree \(degree + inputDegree); expected at most \(MapLimits.degree)")
    }
    multiplications += work
    guard multiplications <= MapLimits.multiplications else {
      throw MapTextError(
        place, "the map takes more than \(Int(MapLimits.multiplications)) products to evaluate")
    }
    var operation = operation
    let operands = operation.operands
    if !operands.isEmpty, operands.allSatisfy({ nodes[$0].isConstant }) {
      operation = .constant(
        try folded(operation, shape, work: work, growth: growth, at: place))
    }
    entries += shape.count
    nodes.append(
      MapNode(operation: operation, shape: shape, degree: degree, inputDegree: inputDegree))
    return nodes.count - 1
  }

  /// The value of a step whose operands are constant.
  private mutating func folded(
    _ operation: MapOperation, _ shape: Shape, work: Double, growth: Int, at place: Place
  ) throws(MapTextError) -> [Rational] {
    let operands = operation.operands
    let bits = operands.reduce(0) { total, operand in
      total + (constant(operand)?.map(Self.bits).max() ?? 0)
    }
    constantWork +=
      (work + Double(shape.count)) * (1 + Double(bits) * Double(growth) / 64)
    guard bits * growth <= MapLimits.constantBits, constantWork <= MapLimits.constantWork else {
      throw MapTextError(place, "this constant takes too long to work out; expected a smaller one")
    }
    let nodes = nodes
    let result = RationalField().apply(operation, shape: shape) { operand in
      guard case .constant(let entries) = nodes[operand].operation else { return ([], .scalar) }
      return (entries, nodes[operand].shape)
    }
    guard result.allSatisfy({ Self.bits($0) <= MapLimits.constantBits }) else {
      throw MapTextError(place, "a constant of more than \(MapLimits.constantBits) bits")
    }
    return result
  }

  private static func bits(_ value: Rational) -> Int {
    value.numerator.bitWidth + value.denominator.bitWidth
  }
}
