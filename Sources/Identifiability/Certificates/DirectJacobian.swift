import ExactAlgebra
import ModelFamilies

/// The Jacobian of a statement's network and its transpose, in plain integer arithmetic modulo
/// q < 2^24: products are below 2^48 and 2^16 of them are added between reductions.
struct DirectJacobian {
  private let statement: GramStatement
  private let field: PrimeField
  private let q: UInt64
  private let w: Matrix<UInt64>
  private let v: Matrix<UInt64>
  private let half: UInt64
  /// The inputs' non-zero entries, at the levels that have inputs.
  private let inputs: [[(index: Int, value: UInt64)]]
  /// 1/n at level centred.
  private let share: UInt64

  /// nil when the prime divides a denominator of the inputs, or their number at level centred.
  init?(_ statement: GramStatement) {
    self.statement = statement
    field = statement.field
    q = field.modulus
    w = statement.inputWeights
    v = statement.side == .weights ? statement.projectedOutputWeights : statement.outputWeights
    guard let half = field.inverse(2 % q) else { return nil }
    self.half = half
    var inputs: [[(index: Int, value: UInt64)]] = []
    if let set = statement.inputs {
      for i in 0..<set.count {
        guard let entries = set.entries(of: i, in: field) else { return nil }
        inputs.append(entries)
      }
    }
    self.inputs = inputs
    if statement.level == .centred {
      guard let share = field.inverse(field.element(inputs.count)) else { return nil }
      self.share = share
    } else {
      share = 0
    }
  }

  private var width: Int { w.rows }
  private var d: Int { w.columns }
  private var outputs: Int { v.rows }

  /// `A x`.
  func gram(_ x: [UInt64]) -> [UInt64] {
    switch statement.side {
    case .weights:
      var direction = [UInt64](repeating: 0, count: width * (outputs + d))
      let kept = statement.keptDirections
      for (i, place) in kept.enumerated() { direction[place] = x[i] }
      let image = forms(direction).map(statement.level == .centred ? centred : { $0 })
      let back = transposed(image)
      return kept.map { back[$0] }
    case .coordinates:
      return coordinates(forms(transposed(functional(x))))
    }
  }

  // MARK: One vector for each output: a symmetric d x d matrix, or values on the inputs.

  /// The change of every output along a direction (C, X).
  private func forms(_ direction: [UInt64]) -> [[UInt64]] {
    let c = direction.prefix(outputs * width)
    let x = Matrix(rows: width, columns: d, elements: Array(direction.dropFirst(outputs * width)))
    return (0..<outputs).map { k in
      if statement.inputs != nil { return values(k, c, x) }
      // M = sum_j (c_kj w_j + 2 v_kj x_j) w_j^T, and the form is (M + M^T)/2.
      var left = Matrix<UInt64>(repeating: 0, rows: d, columns: width)
      for j in 0..<width {
        for a in 0..<d {
          left[a, j] = (c[k * width + j] * w[j, a] + 2 * (v[k, j] * x[j, a] % q)) % q
        }
      }
      let m = product(left, w)
      var form = [UInt64](repeating: 0, count: d * d)
      for a in 0..<d {
        for b in 0..<d { form[a * d + b] = (m[a, b] + m[b, a]) * half % q }
      }
      return form
    }
  }

  /// `sum_j c_kj (w_j . x_i)^2 + 2 v_kj (w_j . x_i)(x_j . x_i)`.
  private func values(_ k: Int, _ c: ArraySlice<UInt64>, _ x: Matrix<UInt64>) -> [UInt64] {
    inputs.map { input in
      var total: UInt64 = 0
      for j in 0..<width {
        let (h, g) = (inner(w, j, input), inner(x, j, input))
        let inside = (c[k * width + j] * h + 2 * (v[k, j] * g % q)) % q
        total += inside * h % q
      }
      return total % q
    }
  }

  private func inner(
    _ rows: Matrix<UInt64>, _ j: Int, _ input: [(index: Int, value: UInt64)]
  ) -> UInt64 {
    input.reduce(0) { ($0 + rows[j, $1.index] * $1.value) % q }
  }

  /// J^T applied to a functional of every output.
  private func transposed(_ functionals: [[UInt64]]) -> [UInt64] {
    var c = [UInt64](repeating: 0, count: outputs * width)
    var x = Matrix<UInt64>(repeating: 0, rows: width, columns: d)
    for (k, functional) in functionals.enumerated() {
      if statement.inputs != nil {
        addTransposedValues(k, functional, &c, &x)
        continue
      }
      // Row j of W F is F w_j.
      let image = product(
        w, Matrix(rows: d, columns: d, elements: functional))
      for j in 0..<width {
        var along: UInt64 = 0
        for a in 0..<d {
          along += image[j, a] * w[j, a] % q
          x[j, a] = (x[j, a] + 2 * (v[k, j] * image[j, a] % q)) % q
        }
        c[k * width + j] = along % q
      }
    }
    return c + x.elements
  }

  private func addTransposedValues(
    _ k: Int, _ functional: [UInt64], _ c: inout [UInt64], _ x: inout Matrix<UInt64>
  ) {
    for (value, input) in zip(functional, inputs) {
      for j in 0..<width {
        let h = inner(w, j, input)
        let along = value * h % q
        c[k * width + j] = (c[k * width + j] + along * h) % q
        let factor = 2 * (along * v[k, j] % q) % q
        for (index, entry) in input { x[j, index] = (x[j, index] + factor * entry) % q }
      }
    }
  }

  /// The values less their mean.
  private func centred(_ values: [UInt64]) -> [UInt64] {
    let mean = values.reduce(0) { ($0 + $1) % q } * share % q
    return values.map { ($0 + q - mean) % q }
  }

  // MARK: Coordinates in the order of the map, for `side == .coordinates`.

  /// y as functionals: `y . phi = sum_k <F_k, form_k>`.
  private func functional(_ y: [UInt64]) -> [[UInt64]] {
    (0..<outputs).map { k in
      switch statement.level {
      case .coordinates:
        var form = [UInt64](repeating: 0, count: d * d)
        var place = k * d * (d + 1) / 2
        for a in 0..<d {
          for b in a..<d {
            // An entry off the diagonal is counted twice in the product of two forms.
            let value = a == b ? y[place] : y[place] * half % q
            (form[a * d + b], form[b * d + a]) = (value, value)
            place += 1
          }
        }
        return form
      case .data: return inputs.indices.map { y[$0 * outputs + k] }
      case .centred:
        let others = (1..<inputs.count).map { y[($0 - 1) * outputs + k] }
        return [(q - others.reduce(0) { ($0 + $1) % q }) % q] + others
      }
    }
  }

  private func coordinates(_ forms: [[UInt64]]) -> [UInt64] {
    switch statement.level {
    case .coordinates:
      return forms.flatMap { form in
        (0..<d).flatMap { a in (a..<d).map { form[a * d + $0] } }
      }
    case .data: return inputs.indices.flatMap { i in forms.map { $0[i] } }
    case .centred:
      return (1..<max(inputs.count, 1)).flatMap { i in forms.map { ($0[i] + q - $0[0]) % q } }
    }
  }

  /// The product of two matrices of residues.
  private func product(_ a: Matrix<UInt64>, _ b: Matrix<UInt64>) -> Matrix<UInt64> {
    let columns = b.columns
    var result: [UInt64] = []
    result.reserveCapacity(a.rows * columns)
    b.elements.withUnsafeBufferPointer { b in
      var row = [UInt64](repeating: 0, count: columns)
      for i in 0..<a.rows {
        for j in 0..<columns { row[j] = 0 }
        for l in 0..<a.columns {
          let factor = a[i, l]
          if factor == 0 { continue }
          for j in 0..<columns { row[j] &+= factor &* b[l * columns + j] }
          if l & 0xFFFF == 0xFFFF { for j in 0..<columns { row[j] %= q } }
        }
        for j in 0..<columns { result.append(row[j] % q) }
      }
    }
    return Matrix(rows: a.rows, columns: columns, elements: result)
  }
}
