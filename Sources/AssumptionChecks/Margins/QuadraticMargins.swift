import NumericAlgebra

/// Margins of the quadratic theorems' conditions.
///
/// How fast their matrices move, with W = max |w_j| and V = max |v_j| over the units, |M| the norm of the
/// view, and a perturbation of all weights of Frobenius norm t (spectral norms, by the triangle inequality
/// unit by unit):
///
///     squares           |M| (2 W t + t^2)
///     Jacobian          |M| (2 (W + sqrt(W^2 + V^2)) t + 2 t^2)
///     condition (3)     (2 sqrt(W^2 + V^2) + scale) t + t^2
///     a_j w_j           sqrt(W^2 + V^2) t + t^2 / 2
///     w_j               t
///
/// since `w w^T` moves by `w u^T + u w^T + u u^T`, and a unit's block `u -> v (x) (w u^T + u w^T)` has norm
/// at most 2 |v| |w|. A singular value moves by no more than its matrix (Weyl).
struct QuadraticMargins {
  let matrices: QuadraticMatrices
  private var units: UnitWeights { matrices.units }

  init(_ units: UnitWeights, _ view: FormView) {
    matrices = QuadraticMatrices(units: units, view: view)
  }

  private var both: Double {
    (units.widestInput * units.widestInput + units.widestOutput * units.widestOutput).squareRoot()
  }

  var squaresSpeed: Speed {
    Speed(linear: 2 * units.widestInput, quadratic: 1).scaled(by: matrices.view.norm)
  }

  var jacobianSpeed: Speed {
    Speed(linear: 2 * (units.widestInput + both), quadratic: 2).scaled(by: matrices.view.norm)
  }

  /// The nearest weights with a zero column are at the smallest norm.
  static func smallest(_ norms: [Double]) -> Finding {
    let least = norms.min() ?? 0
    return Finding(
      margin: Margin(
        rank: nil, decisive: least, largest: norms.max() ?? 0, safeRadius: least,
        estimatedDistance: least), witness: norms.indices.filter { norms[$0] == least })
  }

  /// `{w_j w_j^T}` of this rank. With l and r the decisive vectors, R the form of r:
  /// `d sigma / d w_j = 2 l_j R w_j`.
  func squares(rank: Int) throws(NumericError) -> Finding {
    let system = try SingularSystem(matrices.squares())
    return try Finding(system, rank: rank, speed: squaresSpeed) {
      (left, right) throws(NumericError) in
      let form = Form(try matrices.view.form(right[...]), units)
      var slope = 0.0
      for (w, l) in zip(units.inputs, left) {
        for entry in form.applied(to: w) { slope += 4 * l * l * entry * entry }
      }
      return Slope(slope.squareRoot(), shares: left, vector: right)
    }
  }

  /// `d sigma / d w_j = sum_k 2 (l_kj R_k w_j + v_kj R_k l_j)`, `d sigma / d v_kj = 2 w_j^T R_k l_j`, where
  /// l_j and l_kj are the decisive vector's parts at w_j and v_kj.
  func jacobian(_ system: SingularSystem, rank: Int) throws(NumericError) -> Finding {
    let length = units.inputs.first?.count ?? 0
    let step = length + units.outputDimension
    return try Finding(system, rank: rank, speed: jacobianSpeed) {
      (left, right) throws(NumericError) in
      let forms = try forms(right)
      var slope = 0.0
      var shares: [Double] = []
      for unit in 0..<units.width {
        let (w, v) = (units.inputs[unit], units.outputs[unit])
        let own = Array(left[unit * step..<unit * step + length])
        let outer = left[unit * step + length..<(unit + 1) * step]
        shares.append(UnitWeights.norm(own + outer))
        var gradient = [Double](repeating: 0, count: length)
        for ((form, l), v) in zip(zip(forms, outer), v) {
          let (onInput, onMove) = (form.applied(to: w), form.applied(to: own))
          for a in 0..<length { gradient[a] += 2 * l * onInput[a] + 2 * v * onMove[a] }
          let output = 2 * dot(w, onMove)
          slope += output * output
        }
        slope += dot(gradient, gradient)
      }
      return Slope(slope.squareRoot(), shares: shares, vector: left)
    }
  }

  /// Condition (3): `d sigma / d w_j = sum_k 2 v_kj R_k l_j + scale r_j l_j`,
  /// `d sigma / d v_kj = 2 w_j^T R_k l_j`, r_j the decisive vector's part at unit j's last column.
  func orthogonalPart() throws(NumericError) -> Finding {
    let scale = units.widestOutput
    let system = try SingularSystem(matrices.orthogonalSystem(scale: scale))
    let length = units.inputs.first?.count ?? 0
    let last = units.outputDimension * matrices.view.count
    return try Finding(
      system, rank: units.width * length, speed: Speed(linear: 2 * both + scale, quadratic: 1)
    ) { (left, right) throws(NumericError) in
      let forms = try forms(right)
      var slope = 0.0
      var shares: [Double] = []
      for unit in 0..<units.width {
        let own = Array(left[unit * length..<(unit + 1) * length])
        shares.append(UnitWeights.norm(own))
        var gradient = own.map { scale * right[last + unit] * $0 }
        for (form, v) in zip(forms, units.outputs[unit]) {
          let onMove = form.applied(to: own)
          for a in 0..<length { gradient[a] += 2 * v * onMove[a] }
          let output = 2 * dot(units.inputs[unit], onMove)
          slope += output * output
        }
        slope += dot(gradient, gradient)
      }
      return Slope(slope.squareRoot(), shares: shares, vector: left)
    }
  }

  /// Theorem G.1: `{w_j : a_j != 0}` spans R^d when the `a_j w_j` do. `d sigma / d w_j = l_j a_j r`,
  /// `d sigma / d a_j = l_j w_j . r`.
  func weightedInputs(rank: Int) throws(NumericError) -> Finding {
    let system = try SingularSystem(matrices.weightedInputs)
    return try Finding(system, rank: rank, speed: Speed(linear: both, quadratic: 0.5)) {
      (left, right) throws(NumericError) in
      var slope = 0.0
      for unit in 0..<units.width {
        let (a, own) = (units.outputs[unit][0], dot(Array(units.inputs[unit].dropLast()), right))
        slope += left[unit] * left[unit] * (a * a + own * own)
      }
      return Slope(slope.squareRoot(), shares: left, vector: right)
    }
  }

  /// Theorem G.2: `{w_j}` of this rank; the nearest weights that fail are at the singular value itself
  /// (Eckart and Young 1936).
  func inputs(rank: Int) throws(NumericError) -> Finding {
    let system = try SingularSystem(matrices.inputs)
    return try Finding(system, rank: rank, speed: Speed(linear: 1, quadratic: 0)) {
      (left, _) throws(NumericError) in Slope(1, shares: left, vector: left)
    }
  }

  private func forms(_ right: [Double]) throws(NumericError) -> [Form] {
    let seen = matrices.view.count
    var forms: [Form] = []
    for k in 0..<units.outputDimension {
      forms.append(Form(try matrices.view.form(right[k * seen..<(k + 1) * seen]), units))
    }
    return forms
  }

  private func dot(_ x: [Double], _ y: [Double]) -> Double {
    zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

/// A symmetric matrix, row-major.
private struct Form {
  let entries: [Double]
  let size: Int

  init(_ entries: [Double], _ units: UnitWeights) {
    self.entries = entries
    size = units.inputs.first?.count ?? 0
  }

  func applied(to x: [Double]) -> [Double] {
    (0..<size).map { a in (0..<size).reduce(0.0) { $0 + entries[a * size + $1] * x[$1] } }
  }
}
