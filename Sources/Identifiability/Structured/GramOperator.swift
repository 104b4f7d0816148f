import ExactAlgebra
import ModelFamilies

/// The matrix of a statement as an operator.
enum GramOperator {
  static func make(
    _ statement: GramStatement, _ field: BalancedField, threads: Int
  ) -> any SymmetricOperator {
    let units = statement.involvedUnits
    let w = statement.inputWeights.submatrix(
      rows: units, columns: Array(0..<statement.inputDimension))
    let projected = statement.projectedOutputWeights
    let v = projected.submatrix(rows: Array(0..<projected.rows), columns: units)
    switch (statement.side, statement.level) {
    case (.weights, .coordinates):
      return PrincipalSubmatrix(
        CoordinateGram(field: field, inputWeights: w, outputWeights: v, threads: threads),
        kept: statement.keptDirections(among: units))
    case (.weights, .data), (.weights, .centred):
      let jacobian = DataJacobian(
        field: field, inputs: rows(statement.inputs, field), inputWeights: w, outputWeights: v,
        threads: threads)
      return PrincipalSubmatrix(
        DataGram(jacobian, centred: statement.level == .centred),
        kept: statement.keptDirections(among: units))
    case (.coordinates, .coordinates):
      return CoordinateRowsGram(
        CoordinateJacobian(
          field: field, inputWeights: statement.inputWeights,
          outputWeights: statement.outputWeights, threads: threads))
    case (.coordinates, .data), (.coordinates, .centred):
      let jacobian = DataJacobian(
        field: field, inputs: rows(statement.inputs, field),
        inputWeights: statement.inputWeights, outputWeights: statement.outputWeights,
        threads: threads)
      return DataRowsGram(jacobian, centred: statement.level == .centred)
    }
  }

  /// The inputs in the field. A prime that divides a denominator is refused before it gets here.
  private static func rows(_ inputs: InputSet?, _ field: BalancedField) -> SparseRows {
    guard let inputs else { return SparseRows(rows: [], columns: 0) }
    let rows = (0..<inputs.count).map { i in
      (inputs.entries(of: i, in: field.field) ?? []).map {
        (index: $0.index, value: field.balanced($0.value))
      }
    }
    return SparseRows(rows: rows, columns: inputs.dimension)
  }

  /// The Gram matrix of the squares `(w_j . x)^2` in the inner product of the level, m x m.
  static func squares(
    _ w: Matrix<UInt64>, _ level: Level, _ inputs: InputSet?, _ field: BalancedField
  ) -> Matrix<UInt64> {
    let (m, d) = (w.rows, w.columns)
    let gram = ResidueVector(count: m * m)
    if level == .coordinates {
      let weights = field.vector(w)
      withExtendedLifetime(weights) {
        ExactProduct.multiply(
          rows: m, columns: m, inner: d, weights.base, d, weights.base, d, transposedB: true,
          into: gram.base, m)
      }
      ExactProduct.reduce(gram.base, count: m * m, modulo: field)
      ExactProduct.multiplyEntries(
        gram.base, gram.base, into: gram.base, count: m * m, modulo: field)
    } else {
      let unit = Matrix<UInt64>(repeating: 1, rows: 1, columns: m)
      DataJacobian(
        field: field, inputs: rows(inputs, field), inputWeights: w, outputWeights: unit, threads: 1
      ).squaresGram(centred: level == .centred, into: gram)
    }
    return Matrix(rows: m, columns: m, elements: (0..<m * m).map { field.residue(gram.base[$0]) })
  }
}

/// `J^T M J` on inputs, M the identity, less the mean of each output at level centred.
final class DataGram: SymmetricOperator {
  private let jacobian: DataJacobian
  private let centred: Bool
  private let values: ResidueVector

  var field: BalancedField { jacobian.field }
  var dimension: Int { jacobian.width * (jacobian.inputDimension + jacobian.outputDimension) }

  init(_ jacobian: DataJacobian, centred: Bool) {
    self.jacobian = jacobian
    self.centred = centred
    values = ResidueVector(count: jacobian.inputCount * jacobian.outputDimension)
  }

  func apply(_ input: ResidueVector, into output: ResidueVector) {
    jacobian.apply(input, into: values)
    if centred { Centring.subtractMeans(values, outputs: jacobian.outputDimension, field) }
    jacobian.applyTransposed(values, into: output)
  }
}

/// `J J^T` on inputs; at level centred J has the differences to the first input for rows.
final class DataRowsGram: SymmetricOperator {
  private let jacobian: DataJacobian
  private let centred: Bool
  private let values: ResidueVector
  private let direction: ResidueVector

  var field: BalancedField { jacobian.field }
  let dimension: Int

  init(_ jacobian: DataJacobian, centred: Bool) {
    self.jacobian = jacobian
    self.centred = centred
    let outputs = jacobian.outputDimension
    dimension = (jacobian.inputCount - (centred ? 1 : 0)) * outputs
    values = ResidueVector(count: jacobian.inputCount * outputs)
    direction = ResidueVector(count: jacobian.width * (jacobian.inputDimension + outputs))
  }

  func apply(_ input: ResidueVector, into output: ResidueVector) {
    let (first, outputs) = (values.count - input.count, jacobian.outputDimension)
    (values.base + first).update(from: input.base, count: input.count)
    if centred { Centring.balanceFirstRow(values, outputs: outputs, field) }
    jacobian.applyTransposed(values, into: direction)
    jacobian.apply(direction, into: values)
    for i in 0..<output.count {
      output.base[i] = values.base[first + i] - (centred ? values.base[i % outputs] : 0)
    }
    ExactProduct.reduce(output.base, count: output.count, modulo: field)
  }
}

/// `J J^T` of the coordinate map, in the order of its coordinates.
final class CoordinateRowsGram: SymmetricOperator {
  private let jacobian: CoordinateJacobian
  private let forms: ResidueVector
  private let direction: ResidueVector
  private let half: Double

  var field: BalancedField { jacobian.field }
  let dimension: Int

  init(_ jacobian: CoordinateJacobian) {
    self.jacobian = jacobian
    let (d, outputs) = (jacobian.inputDimension, jacobian.outputDimension)
    dimension = outputs * d * (d + 1) / 2
    forms = ResidueVector(count: outputs * d * d)
    direction = ResidueVector(count: jacobian.width * (d + outputs))
    half = jacobian.field.balanced((jacobian.field.field.modulus + 1) / 2)
  }

  func apply(_ input: ResidueVector, into output: ResidueVector) {
    // `tr(F Q)` counts an entry off the diagonal twice.
    each { place, upper, lower in
      forms.base[upper] = upper == lower ? input.base[place] : input.base[place] * half
      forms.base[lower] = forms.base[upper]
    }
    ExactProduct.reduce(forms.base, count: forms.count, modulo: field)
    jacobian.applyTransposed(forms, into: direction)
    jacobian.apply(direction, into: forms)
    each { place, upper, _ in output.base[place] = forms.base[upper] }
  }

  /// Coordinate, and the places of its two entries.
  private func each(_ body: (Int, Int, Int) -> Void) {
    let d = jacobian.inputDimension
    var place = 0
    for k in 0..<jacobian.outputDimension {
      for a in 0..<d {
        for b in a..<d {
          body(place, (k * d + a) * d + b, (k * d + b) * d + a)
          place += 1
        }
      }
    }
  }
}

/// Means over the rows of n x K values.
enum Centring {
  static func subtractMeans(_ values: ResidueVector, outputs: Int, _ field: BalancedField) {
    let n = values.count / max(outputs, 1)
    guard let share = field.field.inverse(field.field.element(n)) else {
      preconditionFailure("\(n) inputs modulo \(field.field.modulus)")
    }
    for k in 0..<outputs {
      // Fewer than 2^29 residues below 2^23 add up exactly.
      let sum = stride(from: k, to: values.count, by: outputs).reduce(0.0) { $0 + values.base[$1] }
      let mean = field.balanced(field.field.multiply(field.residue(sum), share))
      for i in stride(from: k, to: values.count, by: outputs) { values.base[i] -= mean }
    }
    ExactProduct.reduce(values.base, count: values.count, modulo: field)
  }

  /// The first row is minus the sum of the others.
  static func balanceFirstRow(_ values: ResidueVector, outputs: Int, _ field: BalancedField) {
    for k in 0..<outputs {
      let sum = stride(from: k + outputs, to: values.count, by: outputs).reduce(0.0) {
        $0 + values.base[$1]
      }
      values.base[k] = field.balanced(field.residue(-sum))
    }
  }
}
