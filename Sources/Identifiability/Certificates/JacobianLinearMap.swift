public import ExactAlgebra

/// The Jacobian of a map at exact weights, for checking certificates.
///
/// Entries come from dual numbers, not from the written-out Jacobian that elimination used, so the
/// check covers that formula too.
public struct JacobianLinearMap<Map: IdentifiableMap>: ExactLinearMap {
  let map: Map
  let weights: [Rational]

  public init(_ map: Map, at weights: [Rational]) {
    precondition(
      weights.count == map.parameterCount, "\(weights.count) weights, not \(map.parameterCount)")
    self.map = map
    self.weights = weights
  }

  public var rows: Int { map.coordinateCount }
  public var columns: Int { map.parameterCount }

  /// One evaluation over dual residues for each column asked for.
  public func minor(rows: [Int], columns: [Int], in field: PrimeField) -> Matrix<UInt64>? {
    let residues = weights.compactMap { field.element($0) }
    guard residues.count == weights.count else { return nil }
    var result = Matrix(repeating: field.zero, rows: rows.count, columns: columns.count)
    var direction = Array(repeating: field.zero, count: weights.count)
    for (j, column) in columns.enumerated() {
      direction[column] = field.one
      guard let image = map.derivative(at: residues, along: direction, in: field) else {
        return nil
      }
      for (i, row) in rows.enumerated() { result[i, j] = image[row] }
      direction[column] = field.zero
    }
    return result
  }

  /// One evaluation over dual rationals.
  public func annihilates(_ vector: [Integer]) -> Bool {
    let image = map.derivative(
      at: weights, along: vector.map { Rational($0) }, in: RationalField())
    return image?.allSatisfy { $0.signum == 0 } ?? false
  }

  /// `y^T J = 0`, column by column over dual rationals.
  public func isAnnihilated(by vector: [Integer]) -> Bool {
    let field = RationalField()
    let left = vector.map { Rational($0) }
    var direction = Array(repeating: Rational.zero, count: weights.count)
    for column in 0..<weights.count {
      direction[column] = .one
      guard let image = map.derivative(at: weights, along: direction, in: field),
        field.dot(left[...], image[...]).signum == 0
      else { return false }
      direction[column] = .zero
    }
    return true
  }
}
