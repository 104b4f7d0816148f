import ExactAlgebra
import LLCTheorems
import Testing

/// A binary tree of the points b_1, ..., b_H and of 0 by their distances.
private indirect enum Tree {
  case leaf(Int)
  case node(Tree, Tree)

  static func all(_ leaves: [Int]) -> [Tree] {
    guard leaves.count > 1 else { return [.leaf(leaves[0])] }
    let rest = Array(leaves.dropFirst())
    // Those that stay with the first leaf, not all.
    return (0..<(1 << rest.count) - 1).flatMap { mask -> [Tree] in
      let left = [leaves[0]] + rest.indices.filter { mask >> $0 & 1 == 1 }.map { rest[$0] }
      let right = rest.indices.filter { mask >> $0 & 1 == 0 }.map { rest[$0] }
      return all(left).flatMap { a in all(right).map { Tree.node(a, $0) } }
    }
  }

  /// The same up to names of the points other than 0.
  var shape: String {
    switch self {
    case .leaf(let name): name == 0 ? "0" : "b"
    case .node(let a, let b): "(\([a.shape, b.shape].sorted().joined()))"
    }
  }
}

/// The exponents of a tree, linear in the increments of s from each node to its child.
private struct TreeProgramme {
  var ancestors: [[Int]] = []
  var parting: [[Int]: Int] = [:]

  init(_ tree: Tree) { _ = walk(tree, []) }

  private mutating func walk(_ tree: Tree, _ above: [Int]) -> [Int] {
    switch tree {
    case .leaf(let name): return [name]
    case .node(let left, let right):
      let here = ancestors.count
      ancestors.append(above + [here])
      let (a, b) = (walk(left, above + [here]), walk(right, above + [here]))
      for x in a { for y in b { parting[[min(x, y), max(x, y)]] = here } }
      return a + b
    }
  }

  /// Variables: the increments, then z >= |I| - val_I(s).
  func programme(units: Int, step: Int) -> CoveringProgramme {
    let count = ancestors.count
    func scale(_ node: Int) -> [Int] {
      (0..<count).map { ancestors[node].contains($0) ? 1 : 0 }
    }
    let cost = (0..<count).map { i in Rational(ancestors.count { $0.contains(i) }) } + [1]
    var rows: [[Rational]] = []
    var bounds: [Rational] = []
    for mask in 1..<(1 << units) {
      let chosen = (1...units).filter { mask >> ($0 - 1) & 1 == 1 }
      var total = Array(repeating: 0, count: count)
      func add(_ vector: [Int], _ times: Int) {
        for i in vector.indices { total[i] += times * vector[i] }
      }
      for (index, y) in chosen.enumerated() {
        add(scale(parting[[0, y]]!), 1)
        for x in chosen.prefix(index) {
          add(scale(parting[[x, y]]!), 1)
          // The larger of |b_x| and |b_y| has the smaller exponent: the node nearer to the root.
          let nodes = [parting[[0, x]]!, parting[[0, y]]!]
          add(scale(nodes.min { ancestors[$0].count < ancestors[$1].count }!), step - 1)
        }
      }
      rows.append(total.map { Rational($0) } + [1])
      bounds.append(Rational(chosen.count))
    }
    return CoveringProgramme(cost: cost, rows: rows, bounds: bounds)
  }
}

@Suite("Vandermonde type singularities")
struct VandermondeCoefficientTests {
  /// Volumes over trees of distances by exact linear programmes, `Proofs/ClosedForms.md`.
  @Test(arguments: 1...4)
  func trees(_ units: Int) {
    var shapes: [String: Tree] = [:]
    for tree in Tree.all(Array(0...units)) { shapes[tree.shape] = tree }
    for step in 1...4 {
      let programmes = shapes.values.map {
        TreeProgramme($0).programme(units: units, step: step)
      }
      let values = programmes.map(\.minimum)
      let least = values.min()!
      let dimension = zip(programmes, values).filter { $0.1 == least }
        .map { $0.0.faceDimension(first: units) }.max()!
      let found = VandermondeCoefficient.value(units: units, step: step)
      #expect(found.value == least / 2, "H = \(units), Q = \(step)")
      #expect(found.multiplicity == dimension + 1, "H = \(units), Q = \(step)")
    }
  }

  /// tanh: lambda = (H + i^2 + i)/(4 i + 2), i = floor(sqrt H), the form in which it is usually printed.
  @Test func hyperbolicTangent() {
    for units in 1...400 {
      let i = Int(Double(units).squareRoot())
      let found = VandermondeCoefficient.value(units: units)
      #expect(found.value == Rational(units + i * i + i, 4 * i + 2), "H = \(units)")
      #expect(found.multiplicity == (i * i == units ? 2 : 1), "H = \(units)")
    }
  }

  /// A unit more never lowers it, and adds at most the half of one more unit at zero.
  @Test func monotone() {
    for step in 1...6 {
      for units in 1...200 {
        let (here, next) = (
          VandermondeCoefficient.value(units: units, step: step).value,
          VandermondeCoefficient.value(units: units + 1, step: step).value
        )
        #expect(here <= next && next <= here + Rational(1, 2), "H = \(units), Q = \(step)")
      }
    }
  }
}
