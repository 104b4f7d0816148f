import ExactAlgebra
import MapLanguage

/// Where a program is linear: first in the weights, and last in what it combines into outputs.
///
/// Every live entry is a linear combination of atoms, plus what does not depend on the weights. Atoms are
/// the weights, 0..<D, and the entries of the steps that are not linear, numbered from D.
struct LinearForms {
  typealias Form = SparseVector<Rational>

  private let program: MapProgram
  private let live: MapPattern.Live
  private var forms: [[Form]] = []
  private var atomCount: Int
  /// The part in the weights of every entry that something not linear, or an output, depends on. What
  /// leaves these as they are leaves the outputs as they are.
  private(set) var seen: Set<Form> = []
  private var seenNodes: Set<Int> = []

  /// nil where that takes too long.
  init?(_ program: MapProgram, _ live: MapPattern.Live) {
    guard MapPattern(program).work <= MapGrading.workLimit else { return nil }
    self.program = program
    self.live = live
    atomCount = program.parameterCount
    for node in program.nodes { forms.append(entryForms(node)) }
    for output in program.outputs { see(output) }
  }

  /// The outputs as forms in the atoms, in their order.
  var outputs: [Form] { program.outputs.flatMap { forms[$0] } }

  private mutating func see(_ node: Int) {
    guard seenNodes.insert(node).inserted, let live = live.live[node] else { return }
    for (entry, form) in forms[node].enumerated() where live[entry] {
      let weights = form.filter { $0.key < program.parameterCount }
      if !weights.isEmpty { seen.insert(weights) }
    }
  }

  /// The constant entries of a step, nil where it depends on weights or symbolic inputs.
  private func constant(_ node: Int) -> [Rational]? {
    if case .constant(let entries) = program.nodes[node].operation { entries } else { nil }
  }

  private mutating func entryForms(_ node: MapNode) -> [Form] {
    let count = node.shape.count
    guard node.degree > 0 else { return Array(repeating: [:], count: count) }
    switch node.operation {
    case .parameter(let offset): return (0..<count).map { [offset + $0: .one] }
    case .symbol, .constant: return Array(repeating: [:], count: count)
    case .sum(let a, let b): return zip(forms[a], forms[b]).map { Self.sum($0, $1) }
    case .difference(let a, let b):
      return zip(forms[a], forms[b]).map { Self.sum($0, Self.scaled($1, Rational(-1))) }
    case .gather(let operands, let sources):
      let all = operands.flatMap { forms[$0] }
      return sources.map { $0.map { all[$0] } ?? [:] }
    case .entrywise(let a, let b):
      if let factors = constant(a) { return zip(forms[b], factors).map(Self.scaled) }
      if let factors = constant(b) { return zip(forms[a], factors).map(Self.scaled) }
    case .product(let a, let b):
      if constant(a) != nil || constant(b) != nil { return productForms(a, b, node.shape) }
    case .power: break
    }
    for operand in node.operation.operands { see(operand) }
    atomCount += count
    return (atomCount - count..<atomCount).map { [$0: .one] }
  }

  private func productForms(_ a: Int, _ b: Int, _ shape: Shape) -> [Form] {
    let inner = program.nodes[a].shape.columns
    let (left, right) = (constant(a), constant(b))
    return (0..<shape.count).map { entry in
      let (i, j) = (entry / shape.columns, entry % shape.columns)
      var total: Form = [:]
      for l in 0..<inner {
        if let left {
          Self.add(forms[b][l * shape.columns + j], left[i * inner + l], to: &total)
        } else if let right {
          Self.add(forms[a][i * inner + l], right[l * shape.columns + j], to: &total)
        }
      }
      return total
    }
  }

  private static func add(_ form: Form, _ factor: Rational, to total: inout Form) {
    if factor.signum == 0 { return }
    for (atom, value) in form {
      let sum = (total[atom] ?? .zero) + factor * value
      total[atom] = sum.signum == 0 ? nil : sum
    }
  }

  private static func sum(_ a: Form, _ b: Form) -> Form {
    var total = a
    add(b, .one, to: &total)
    return total
  }

  private static func scaled(_ form: Form, _ factor: Rational) -> Form {
    factor.signum == 0 ? [:] : form.mapValues { factor * $0 }
  }
}

/// Combinations of a program's outputs that do not depend on the weights.
public struct OutputRelations: Sendable {
  /// Independent combinations, by output entry.
  let vectors: [SparseVector<Integer>]

  public var count: Int { vectors.count }

  /// Those that the linear end of the program shows; none where there are symbolic inputs.
  init(_ program: MapProgram) {
    let live = MapPattern(program).live(held: [])
    guard program.symbolCount == 0, let forms = LinearForms(program, live) else {
      vectors = []
      return
    }
    // Transposed: a row for each atom, a column for each output.
    var rows: [Int: SparseVector<Rational>] = [:]
    for (output, form) in forms.outputs.enumerated() {
      for (atom, value) in form { rows[atom, default: [:]][output] = value }
    }
    vectors = SparseKernel.basis(
      rows: rows.keys.sorted().compactMap { rows[$0] }, columns: Array(0..<program.outputCount))
  }

  func integers(count: Int) -> [[Integer]] {
    vectors.map { vector in (0..<count).map { vector[$0] ?? .zero } }
  }
}
