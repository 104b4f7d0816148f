public import ExactAlgebra

extension MapProgram {
  /// Every step's entries, over any ring.
  ///
  /// - Returns: nil when a constant does not lie in the ring.
  /// - Complexity: `multiplications` products.
  @inlinable public func evaluate<R: Ring>(
    weights: [R.Element], symbols: [R.Element], in ring: R
  ) -> [[R.Element]]? {
    precondition(weights.count == parameterCount, "\(weights.count) weights, not \(parameterCount)")
    precondition(symbols.count == symbolCount, "\(symbols.count) inputs, not \(symbolCount)")
    var values: [[R.Element]] = []
    values.reserveCapacity(nodes.count)
    for node in nodes {
      switch node.operation {
      case .parameter(let offset):
        values.append(Array(weights[offset..<offset + node.shape.count]))
      case .symbol(let offset):
        values.append(Array(symbols[offset..<offset + node.shape.count]))
      case .constant(let entries):
        var images: [R.Element] = []
        images.reserveCapacity(entries.count)
        for entry in entries {
          // Most constants are small integers, which need no inverse.
          if entry.denominator == .one, let integer = entry.numerator.exactInt {
            images.append(ring.element(integer))
            continue
          }
          guard let image = ring.element(entry) else { return nil }
          images.append(image)
        }
        values.append(images)
      default:
        values.append(
          ring.apply(node.operation, shape: node.shape) { (values[$0], nodes[$0].shape) })
      }
    }
    return values
  }

  /// The entries of the outputs, from those of all steps.
  @inlinable public func outputEntries<Element>(_ values: [[Element]]) -> [Element] {
    outputs.flatMap { values[$0] }
  }
}

extension Ring {
  /// The entries of a step with operands.
  @inlinable public func apply(
    _ operation: MapOperation, shape: Shape, operand: (Int) -> ([Element], Shape)
  ) -> [Element] {
    switch operation {
    case .sum(let a, let b): return zip(operand(a).0, operand(b).0).map { add($0, $1) }
    case .difference(let a, let b):
      return zip(operand(a).0, operand(b).0).map { subtract($0, $1) }
    case .entrywise(let a, let b): return zip(operand(a).0, operand(b).0).map { multiply($0, $1) }
    case .power(let a, let exponent): return operand(a).0.map { power($0, exponent) }
    case .product(let a, let b):
      let (left, right) = (operand(a).0, operand(b).0)
      let (inner, columns) = (operand(a).1.columns, shape.columns)
      var result = Array(repeating: zero, count: shape.count)
      for i in 0..<shape.rows {
        for l in 0..<inner {
          let factor = left[i * inner + l]
          if isZero(factor) { continue }
          for j in 0..<columns {
            let other = right[l * columns + j]
            if isZero(other) { continue }
            result[i * columns + j] = add(result[i * columns + j], multiply(factor, other))
          }
        }
      }
      return result
    case .gather(let operands, let sources):
      let all = operands.count == 1 ? operand(operands[0]).0 : operands.flatMap { operand($0).0 }
      return sources.map { $0.map { all[$0] } ?? zero }
    case .parameter, .symbol, .constant:
      preconditionFailure("a step without operands is not applied")
    }
  }

  /// `a^n` for n >= 0 by repeated squaring.
  @inlinable public func power(_ a: Element, _ n: Int) -> Element {
    var (base, result, n) = (a, one, n)
    while n > 0 {
      if n & 1 == 1 { result = multiply(result, base) }
      n >>= 1
      if n > 0 { base = multiply(base, base) }
    }
    return result
  }
}
