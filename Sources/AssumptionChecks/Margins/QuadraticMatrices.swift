import NumericAlgebra

/// The matrices of the quadratic theorems, as far as a view sees the forms.
struct QuadraticMatrices {
  let units: UnitWeights
  let view: FormView

  private var length: Int { units.inputs.first?.count ?? 0 }

  /// Row j is what is seen of `w_j w_j^T`, m x L.
  func squares() throws(NumericError) -> RealMatrix {
    try view.seen(RealMatrix(rows: units.inputs.map { view.symmetric($0, $0) }))
  }

  /// Row (j, a) is what is seen of `w_j e_a^T + e_a w_j^T`, m d x L.
  private func moves() throws(NumericError) -> RealMatrix {
    let rows = units.inputs.flatMap { w in
      (0..<length).map { a -> [Double] in
        var axis = [Double](repeating: 0, count: length)
        axis[a] = 2
        return view.symmetric(axis, w)
      }
    }
    return try view.seen(RealMatrix(rows: rows))
  }

  /// The Jacobian of `(Q_1 ... Q_K)`, transposed: a row a weight, `w_j` then `v_j` for each unit, then
  /// the constant; m(d+K) x K L.
  func jacobian() throws(NumericError) -> RealMatrix {
    let (m, outputs, seen) = (units.width, units.outputDimension, view.count)
    let (moves, squares) = (try moves(), try squares())
    let step = length + outputs
    var result = RealMatrix(
      rows: m * step + (units.hasConstant ? 1 : 0), columns: outputs * seen)
    for unit in 0..<m {
      for k in 0..<outputs {
        let v = units.outputs[unit][k]
        for a in 0..<length {
          for i in 0..<seen {
            result[unit * step + a, k * seen + i] = v * moves[unit * length + a, i]
          }
        }
        for i in 0..<seen { result[unit * step + length + k, k * seen + i] = squares[unit, i] }
      }
    }
    if units.hasConstant {
      var corner = [Double](repeating: 0, count: length)
      corner[length - 1] = 1
      let row = try view.seen(RealMatrix(rows: [view.symmetric(corner, corner)]))
      for i in 0..<seen { result[m * step, i] = row[0, i] }
    }
    return result
  }

  /// Condition (3) of theorem 4.2: u is determined by `sum_j v_kj (w_j u_j^T + u_j w_j^T)` for every k and
  /// `scale w_j . u_j` for every j; a row an entry of u, m d x (K L + m).
  func orthogonalSystem(scale: Double) throws(NumericError) -> RealMatrix {
    let (m, outputs, seen) = (units.width, units.outputDimension, view.count)
    let moves = try moves()
    var result = RealMatrix(rows: m * length, columns: outputs * seen + m)
    for unit in 0..<m {
      for a in 0..<length {
        let row = unit * length + a
        for k in 0..<outputs {
          let v = units.outputs[unit][k]
          for i in 0..<seen { result[row, k * seen + i] = v * moves[row, i] }
        }
        result[row, outputs * seen + unit] = scale * units.inputs[unit][a]
      }
    }
    return result
  }

  /// Row j is `a_j w_j` without the bias, m x d: theorem G.1 asks for its rank d.
  var weightedInputs: RealMatrix {
    RealMatrix(
      rows: zip(units.inputs, units.outputs).map { w, a in w.dropLast().map { $0 * a[0] } })
  }

  /// Row j is `w_j` without the bias, m x d.
  var inputs: RealMatrix { RealMatrix(rows: units.inputs.map { Array($0.dropLast()) }) }
}
