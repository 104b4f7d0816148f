import ExactAlgebra
import MapLanguage

/// The gradings of a program's live weights: unknown weights a_i, one linear form in them for each
/// live entry, and one equation for each sum and each output.
struct MapGrading {
  /// `sum c_i a_i` by its coefficients that are not zero.
  typealias Form = [Int: Int]

  private let program: MapProgram
  private let live: MapPattern.Live
  private var equations: Set<Form> = []
  private var forms: [[Form]] = []

  /// Products in the program above which no directions are sought.
  static let workLimit = 2e6

  /// nil where that takes too long; then no scaling is known.
  init?(_ program: MapProgram, _ live: MapPattern.Live) {
    guard MapPattern(program).work <= Self.workLimit else { return nil }
    self.program = program
    self.live = live
    for index in program.nodes.indices { forms.append(entryForms(index)) }
    for output in program.outputs {
      for (entry, form) in forms[output].enumerated() where live.nonzero[output][entry] {
        if !form.isEmpty { equations.insert(form) }
      }
    }
  }

  private func isLive(_ node: Int, _ entry: Int) -> Bool {
    live.nonzero[node][entry] && live.live[node]?[entry] == true
  }

  /// Forms of the live entries; empty forms elsewhere.
  private mutating func entryForms(_ index: Int) -> [Form] {
    let node = program.nodes[index]
    guard node.degree > 0 else { return Array(repeating: [:], count: node.shape.count) }
    var result = Array(repeating: Form(), count: node.shape.count)
    for entry in result.indices where isLive(index, entry) {
      result[entry] = form(node, entry)
    }
    return result
  }

  private mutating func form(_ node: MapNode, _ entry: Int) -> Form {
    switch node.operation {
    case .parameter(let offset): return [offset + entry: 1]
    case .symbol, .constant: return [:]
    case .sum(let a, let b), .difference(let a, let b):
      return common([a, b].filter { live.nonzero[$0][entry] }.map { forms[$0][entry] })
    case .entrywise(let a, let b): return Self.sum(forms[a][entry], forms[b][entry])
    case .power(let a, let exponent): return forms[a][entry].mapValues { $0 * exponent }
    case .product(let a, let b):
      let inner = program.nodes[a].shape.columns
      let (i, j) = (entry / node.shape.columns, entry % node.shape.columns)
      var terms: [Form] = []
      for l in 0..<inner {
        let (left, right) = (i * inner + l, l * node.shape.columns + j)
        if live.nonzero[a][left] && live.nonzero[b][right] {
          terms.append(Self.sum(forms[a][left], forms[b][right]))
        }
      }
      return common(terms)
    case .gather(let operands, let sources):
      guard var place = sources[entry] else { return [:] }
      for operand in operands {
        let count = program.nodes[operand].shape.count
        if place < count { return forms[operand][place] }
        place -= count
      }
      return [:]
    }
  }

  /// The form of a sum: that of its first term, with the equations that the others have the same.
  private mutating func common(_ terms: [Form]) -> Form {
    guard let first = terms.first else { return [:] }
    for term in terms.dropFirst() where term != first {
      equations.insert(Self.sum(term, first.mapValues { -$0 }))
    }
    return first
  }

  private static func sum(_ a: Form, _ b: Form) -> Form {
    if a.isEmpty { return b }
    return a.merging(b) { $0 + $1 }.filter { $0.value != 0 }
  }

  /// Independent solutions, zero at weights that are not live.
  ///
  /// Most equations say that two weights are the same: these are merged first.
  func basis() -> [SparseVector<Integer>] {
    let unknowns = live.parameters.indices.filter { live.parameters[$0] }
    var classes = DisjointSets(unknowns)
    for equation in equations where equation.count == 2 && equation.values.reduce(0, +) == 0 {
      let pair = Array(equation.keys)
      classes.merge(pair[0], pair[1])
    }
    var rows: Set<Form> = []
    for equation in equations {
      var row: Form = [:]
      for (unknown, factor) in equation { row[classes.root(unknown), default: 0] += factor }
      row = row.filter { $0.value != 0 }
      if !row.isEmpty { rows.insert(row) }
    }
    var members: [Int: [Int]] = [:]
    for unknown in unknowns { members[classes.root(unknown), default: []].append(unknown) }
    return SparseKernel.basis(
      rows: rows.map { $0.mapValues { Rational($0) } }, columns: members.keys.sorted()
    ).map { solution in
      var scaling: SparseVector<Integer> = [:]
      for (root, value) in solution {
        for unknown in members[root] ?? [] { scaling[unknown] = value }
      }
      return scaling
    }
  }
}
