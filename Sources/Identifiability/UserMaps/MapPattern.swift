import ExactAlgebra
import MapLanguage

/// Zero or perhaps not: false is the zero, and nothing cancels.
struct PatternRing: Ring {
  var zero: Bool { false }
  var one: Bool { true }
  func add(_ a: Bool, _ b: Bool) -> Bool { a || b }
  func subtract(_ a: Bool, _ b: Bool) -> Bool { a || b }
  func multiply(_ a: Bool, _ b: Bool) -> Bool { a && b }
  func negate(_ a: Bool) -> Bool { a }
  func element(_ n: Int) -> Bool { n != 0 }
  func element(_ value: Rational) -> Bool? { value.signum != 0 }
}

/// Which entries of a program can be other than zero, and which of them some output depends on.
struct MapPattern {
  struct Live {
    /// By step and entry.
    let nonzero: [[Bool]]
    /// By step and entry; nil where the step does not depend on the weights, or nothing on the step.
    let live: [[Bool]?]
    /// By weight.
    let parameters: [Bool]
  }

  let program: MapProgram
  /// Of one pass.
  let work: Double

  init(_ program: MapProgram) {
    self.program = program
    work = program.nodes.reduce(0) { total, node in
      if case .product(let a, _) = node.operation {
        return total + Double(node.shape.count) * Double(program.nodes[a].shape.columns)
      }
      return total + Double(node.shape.count)
    }
  }

  /// Where the weights `held` are zero.
  func live(held: Set<Int>) -> Live {
    let ring = PatternRing()
    let nonzero =
      program.evaluate(
        weights: (0..<program.parameterCount).map { !held.contains($0) },
        symbols: Array(repeating: true, count: program.symbolCount), in: ring) ?? []
    var live: [[Bool]?] = Array(repeating: nil, count: program.nodes.count)
    for output in program.outputs where program.nodes[output].degree > 0 {
      live[output] = nonzero[output]
    }
    program.pullBack(&live, values: nonzero, in: ring)
    var parameters = Array(repeating: false, count: program.parameterCount)
    for (index, node) in program.nodes.enumerated() {
      guard case .parameter(let offset) = node.operation, let entries = live[index] else {
        continue
      }
      for (i, isLive) in entries.enumerated() { parameters[offset + i] = isLive }
    }
    return Live(nonzero: nonzero, live: live, parameters: parameters)
  }
}
