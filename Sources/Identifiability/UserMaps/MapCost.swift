import ExactAlgebra
import Foundation
import MapLanguage

/// What a program costs and how large its values are, by its steps alone.
public struct MapCost: Sendable {
  /// A bound of the products in one evaluation.
  public let operations: Double
  /// Work of the Jacobian by dual numbers, a sweep for each weight, and backwards, a sweep for each output
  /// entry.
  let forwardSweeps: Double
  let backwardSweeps: Double
  /// log2 of a bound of the sum of the absolute coefficients of any output, denominators cleared.
  let heightBits: Double
  let degree: Int

  static let limit = 5e8

  init(_ program: MapProgram) {
    var operations = 0.0
    var terms: [Double] = []
    for node in program.nodes {
      let bound = Self.termBound(node, terms, program)
      operations += bound.operations
      terms.append(bound.terms)
    }
    // Sums of polynomials go through tables.
    self.operations = program.symbolCount == 0 ? operations : 20 * operations
    heightBits = MapHeight(program).bits
    degree = program.degree
    let entries = program.nodes.reduce(0) { $0 + Double($1.shape.count) }
    forwardSweeps = 3 * (self.operations + entries) * Double(program.parameterCount)
    // A sweep backwards passes over every entry, but multiplies only along what its output depends on:
    // for matrix products about a root of the number of outputs less.
    let outputs = Double(program.outputCount)
    backwardSweeps = outputs * entries + 2 * outputs.squareRoot() * self.operations
  }

  /// Monomials in the symbolic inputs of one entry, at most, and the products that the step takes.
  private static func termBound(
    _ node: MapNode, _ terms: [Double], _ program: MapProgram
  ) -> (terms: Double, operations: Double) {
    let size = Double(node.shape.count)
    /// Monomials of at most this degree: C(n + degree, degree).
    func all(_ degree: Int) -> Double {
      let (n, k) = (Double(program.symbolCount), Double(degree))
      return exp(lgamma(n + k + 1) - lgamma(n + 1) - lgamma(k + 1)).rounded()
    }
    let most = all(node.inputDegree)
    switch node.operation {
    case .parameter, .symbol, .constant: return (1, 0)
    case .sum(let a, let b), .difference(let a, let b):
      return (min(terms[a] + terms[b], most), size * (terms[a] + terms[b]))
    case .product(let a, let b):
      let inner = Double(program.nodes[a].shape.columns)
      let pairs = terms[a] * terms[b] * inner
      return (min(pairs, most), size * pairs)
    case .entrywise(let a, let b):
      return (min(terms[a] * terms[b], most), size * terms[a] * terms[b])
    case .power(let a, let exponent):
      let steps = Double(Int.bitWidth - exponent.leadingZeroBitCount)
      if terms[a] == 1 { return (1, 2 * steps * size) }
      // The factors of the largest products have half the degree each.
      let half = all((node.inputDegree + 1) / 2)
      return (most, 2 * steps * size * half * half)
    case .gather(let operands, _): return (operands.map { terms[$0] }.max() ?? 1, size)
    }
  }

  var refusal: UserMapRefusal? {
    operations <= Self.limit ? nil : .tooMuch(operations: operations)
  }

  /// Work of one Jacobian modulo a prime.
  var jacobianOperations: Double { min(forwardSweeps, backwardSweeps) }

  /// log2 of a bound of the entries of the Jacobian at integer weights of at most `weightBits` bits.
  func entryBits(weightBits: Double) -> Double {
    heightBits + log2(Double(max(degree, 1))) + Double(max(degree - 1, 0)) * weightBits
  }
}
