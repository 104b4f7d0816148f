import ExactAlgebra
import Foundation
import MapLanguage

/// How large the coefficients of a program's outputs can be.
///
/// For each step, over one common denominator: log2 of a bound of that denominator, and of the sum of
/// the absolute coefficients of the numerator of any entry, as a polynomial in weights and inputs.
struct MapHeight {
  /// Of the outputs over the common denominator of all.
  let bits: Double

  init(_ program: MapProgram) {
    var numerators: [Double] = []
    var denominators: [Double] = []
    for node in program.nodes {
      let numerator: Double
      let denominator: Double
      switch node.operation {
      case .parameter, .symbol: (numerator, denominator) = (0, 0)
      case .constant(let entries): (numerator, denominator) = Self.bits(entries)
      case .sum(let a, let b), .difference(let a, let b):
        denominator = denominators[a] + denominators[b]
        numerator =
          max(numerators[a] + denominators[b], numerators[b] + denominators[a]) + 1
      case .product(let a, let b):
        denominator = denominators[a] + denominators[b]
        numerator =
          numerators[a] + numerators[b] + log2(Double(program.nodes[a].shape.columns))
      case .entrywise(let a, let b):
        (numerator, denominator) = (
          numerators[a] + numerators[b], denominators[a] + denominators[b]
        )
      case .power(let a, let exponent):
        (numerator, denominator) = (
          Double(exponent) * numerators[a], Double(exponent) * denominators[a]
        )
      case .gather(let operands, _):
        denominator = operands.reduce(0) { $0 + denominators[$1] }
        numerator =
          denominator + (operands.map { numerators[$0] - denominators[$0] }.max() ?? 0)
      }
      numerators.append(numerator)
      denominators.append(denominator)
    }
    bits =
      (program.outputs.map { numerators[$0] }.max() ?? 0)
      + program.outputs.reduce(0) { $0 + denominators[$1] }
  }

  private static func bits(_ entries: [Rational]) -> (numerator: Double, denominator: Double) {
    var largest = 1
    var denominator = Integer.one
    for entry in entries {
      largest = max(largest, entry.numerator.bitWidth)
      if entry.denominator != .one { denominator = Integer.lcm(denominator, entry.denominator) }
    }
    let shared = denominator == .one ? 0 : Double(denominator.bitWidth)
    return (Double(largest) + shared, shared)
  }
}
