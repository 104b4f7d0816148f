public import ExactAlgebra

extension MapProgram {
  /// The gradient over the weights of one entry of an output, D elements, from the values of all steps.
  ///
  /// The chain rule backwards, each rule written out by hand; independent of dual numbers. Zeros are
  /// passed over, so that an entry costs what it depends on.
  @inlinable public func gradient<R: Ring>(
    ofEntry entry: Int, ofNode node: Int, values: [[R.Element]], in ring: R
  ) -> [R.Element] {
    var seed = Array(repeating: ring.zero, count: nodes[node].shape.count)
    seed[entry] = ring.one
    var adjoints: [[R.Element]?] = Array(repeating: nil, count: node + 1)
    adjoints[node] = seed
    pullBack(&adjoints, values: values, in: ring)
    var gradient = Array(repeating: ring.zero, count: parameterCount)
    for index in 0...node {
      guard case .parameter(let offset) = nodes[index].operation, let adjoint = adjoints[index]
      else { continue }
      gradient.replaceSubrange(offset..<offset + adjoint.count, with: adjoint)
    }
    return gradient
  }

  /// The adjoint of every step from those of some: by the chain rule, from the last to the first. Steps that
  /// do not depend on the weights have none.
  @inlinable public func pullBack<R: Ring>(
    _ adjoints: inout [[R.Element]?], values: [[R.Element]], in ring: R
  ) {
    for index in adjoints.indices.reversed() where nodes[index].degree > 0 {
      guard let adjoint = adjoints[index] else { continue }
      for operand in nodes[index].operation.operands
      where nodes[operand].degree > 0 && adjoints[operand] == nil {
        adjoints[operand] = Array(repeating: ring.zero, count: nodes[operand].shape.count)
      }
      for (place, g) in adjoint.enumerated() where !ring.isZero(g) {
        passBack(g, to: place, of: nodes[index], values, &adjoints, ring)
      }
    }
  }

  /// Adds to the operands' adjoints what the adjoint `g` of one entry gives them.
  @inlinable func passBack<R: Ring>(
    _ g: R.Element, to place: Int, of node: MapNode, _ values: [[R.Element]],
    _ adjoints: inout [[R.Element]?], _ ring: R
  ) {
    /// An operand that does not depend on the weights has no adjoint.
    func add(_ value: R.Element, _ operand: Int, _ index: Int) {
      if let old = adjoints[operand]?[index] {
        adjoints[operand]?[index] = ring.add(old, value)
      }
    }
    switch node.operation {
    case .parameter, .symbol, .constant: break
    case .sum(let a, let b):
      add(g, a, place)
      add(g, b, place)
    case .difference(let a, let b):
      add(g, a, place)
      add(ring.negate(g), b, place)
    case .entrywise(let a, let b):
      add(ring.multiply(g, values[b][place]), a, place)
      add(ring.multiply(g, values[a][place]), b, place)
    case .power(let a, let exponent):
      let slope = ring.multiply(
        ring.element(exponent), ring.power(values[a][place], exponent - 1))
      add(ring.multiply(g, slope), a, place)
    case .product(let a, let b):
      let (i, j) = (place / node.shape.columns, place % node.shape.columns)
      let inner = nodes[a].shape.columns
      for l in 0..<inner {
        let (left, right) = (i * inner + l, l * node.shape.columns + j)
        if nodes[a].degree > 0, !ring.isZero(values[b][right]) {
          add(ring.multiply(g, values[b][right]), a, left)
        }
        if nodes[b].degree > 0, !ring.isZero(values[a][left]) {
          add(ring.multiply(g, values[a][left]), b, right)
        }
      }
    case .gather(let operands, let sources):
      guard var index = sources[place] else { break }
      for operand in operands {
        let count = nodes[operand].shape.count
        if index < count { return add(g, operand, index) }
        index -= count
      }
    }
  }
}
