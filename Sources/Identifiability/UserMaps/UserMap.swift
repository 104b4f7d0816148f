public import ExactAlgebra
public import MapLanguage

/// A polynomial map that somebody wrote down, as a map to identifiable coordinates.
///
/// Without symbolic inputs the coordinates are the entries of the outputs, in order and row-major.
/// With symbolic inputs x they are the coefficients of those entries as polynomials in x: for each
/// entry, those of the monomials that can occur, exponents in increasing lexicographic order. Then
/// statements about the loss assume inputs that identify these polynomials.
public struct UserMap: IdentifiableMap {
  public let program: MapProgram
  /// The text it was read from.
  public let text: String
  public let cost: MapCost
  /// Directions in which the outputs stay as they are, at every weight.
  public let directions: FibreDirections
  /// Combinations of the outputs that do not depend on the weights.
  public let relations: OutputRelations
  let packing: ExponentPacking
  /// The monomials of each output entry; `[0]` without symbolic inputs.
  let monomials: [[UInt64]]

  /// - Throws: `MapTextError` for what is no map, `UserMapRefusal` for one that is too large.
  public init(_ text: String) throws {
    self.text = text
    program = try MapProgram(parsing: text)
    let degree = program.nodes.map(\.inputDegree).max() ?? 0
    guard let packing = ExponentPacking(variables: program.symbolCount, degree: degree) else {
      throw UserMapRefusal.symbols(count: program.symbolCount, degree: degree)
    }
    self.packing = packing
    cost = MapCost(program)
    if let refusal = cost.refusal { throw refusal }
    monomials = Self.monomials(program, packing)
    directions = FibreDirections(of: program)
    relations = OutputRelations(program)
  }

  private static func monomials(_ program: MapProgram, _ packing: ExponentPacking) -> [[UInt64]] {
    if program.symbolCount == 0 { return Array(repeating: [0], count: program.outputCount) }
    let ring = MonomialSets()
    let values = program.evaluate(
      weights: Array(repeating: ring.one, count: program.parameterCount),
      symbols: (0..<program.symbolCount).map { [packing.variable($0)] }, in: ring)
    return values.map(program.outputEntries) ?? []
  }

  public var parameterCount: Int { program.parameterCount }
  public var coordinateCount: Int { monomials.reduce(0) { $0 + $1.count } }
  public var jacobianDegree: Int { max(0, program.degree - 1) }

  /// Coefficients, where there are symbolic inputs; outputs as they are otherwise.
  public var level: Level { program.symbolCount == 0 ? .data : .coordinates }

  public func values<R: Ring>(at weights: [R.Element], in ring: R) -> [R.Element]? {
    if program.symbolCount == 0 {
      return program.evaluate(weights: weights, symbols: [], in: ring).map(program.outputEntries)
    }
    let polynomials = InputPolynomialRing(base: ring, packing: packing)
    return program.evaluate(
      weights: weights.map(polynomials.constant),
      symbols: (0..<program.symbolCount).map(polynomials.variable), in: polynomials
    ).map { values in
      zip(program.outputEntries(values), monomials).flatMap { coefficients($0, of: $1, ring) }
    }
  }

  /// The coefficients of the monomials named, zeros included.
  func coefficients<R: Ring>(
    _ polynomial: InputPolynomial<R.Element>, of monomials: [UInt64], _ ring: R
  ) -> [R.Element] {
    var result = Array(repeating: ring.zero, count: monomials.count)
    var place = 0
    for (i, monomial) in monomials.enumerated() {
      guard place < polynomial.monomials.count else { break }
      if polynomial.monomials[place] == monomial {
        result[i] = polynomial.coefficients[place]
        place += 1
      }
    }
    precondition(place == polynomial.monomials.count, "a monomial outside the support")
    return result
  }

  /// Backwards from each output entry, or forwards from each weight where that is less work.
  public func jacobian<R: Ring>(at weights: [R.Element], in ring: R) -> Matrix<R.Element>? {
    if cost.forwardSweeps < cost.backwardSweeps {
      return jacobianByDualNumbers(at: weights, in: ring)
    }
    if program.symbolCount == 0 {
      guard let values = program.evaluate(weights: weights, symbols: [], in: ring) else {
        return nil
      }
      var elements: [R.Element] = []
      elements.reserveCapacity(coordinateCount * parameterCount)
      for node in program.outputs {
        for entry in values[node].indices {
          elements += program.gradient(ofEntry: entry, ofNode: node, values: values, in: ring)
        }
      }
      return Matrix(rows: coordinateCount, columns: parameterCount, elements: elements)
    }
    return coefficientJacobian(at: weights, in: ring)
  }

  /// The same over polynomials: a gradient's entries are polynomials, and each monomial gives a row.
  private func coefficientJacobian<R: Ring>(
    at weights: [R.Element], in ring: R
  ) -> Matrix<R.Element>? {
    let polynomials = InputPolynomialRing(base: ring, packing: packing)
    guard
      let values = program.evaluate(
        weights: weights.map(polynomials.constant),
        symbols: (0..<program.symbolCount).map(polynomials.variable), in: polynomials)
    else { return nil }
    var jacobian = Matrix(
      repeating: ring.zero, rows: coordinateCount, columns: parameterCount)
    var (output, row) = (0, 0)
    for node in program.outputs {
      for entry in values[node].indices {
        let gradient = program.gradient(
          ofEntry: entry, ofNode: node, values: values, in: polynomials)
        for (column, polynomial) in gradient.enumerated() {
          for (i, value) in coefficients(polynomial, of: monomials[output], ring).enumerated() {
            jacobian[row + i, column] = value
          }
        }
        row += monomials[output].count
        output += 1
      }
    }
    return jacobian
  }
}

/// Why a map that is one is not taken.
public enum UserMapRefusal: Error, CustomStringConvertible {
  case symbols(count: Int, degree: Int)
  case tooMuch(operations: Double)

  public var description: String {
    switch self {
    case .symbols(let count, let degree):
      "\(count) symbolic inputs of degree \(degree); expected fewer, or given inputs (input X = ...)"
    case .tooMuch(let operations):
      "one evaluation may take \(operations < 1e18 ? "\(Int(operations))" : "more than 10^18") "
        + "products; expected at most \(Int(MapCost.limit))"
    }
  }
}
