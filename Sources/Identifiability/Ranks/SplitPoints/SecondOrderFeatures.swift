import ExactAlgebra
import ModelFamilies

/// The space in which one output lives: quadratic forms, or functions on the inputs, at level centred
/// up to constants.
struct SecondOrderFeatures {
  let inputDimension: Int
  /// Nil for quadratic forms.
  let inputs: InputSet?
  let centred: Bool

  init(_ map: NetworkMap) {
    inputDimension = map.family.inputDimension
    inputs = map.inputs
    centred = map.level == .centred
  }

  var count: Int {
    inputs.map { $0.count - (centred ? 1 : 0) } ?? inputDimension * (inputDimension + 1) / 2
  }

  /// `(w . x)(u . x)`: the entries of `w u^T + u w^T`, or the values on the inputs, with differences
  /// to the first when centred. Nil when the prime divides a denominator.
  func product(_ w: [UInt64], _ u: [UInt64], _ field: PrimeField) -> [UInt64]? {
    guard let inputs else {
      var entries: [UInt64] = []
      entries.reserveCapacity(count)
      for a in 0..<w.count {
        for b in a..<w.count {
          entries.append(field.add(field.multiply(w[a], u[b]), field.multiply(w[b], u[a])))
        }
      }
      return entries
    }
    var values: [UInt64] = []
    values.reserveCapacity(inputs.count)
    for i in 0..<inputs.count {
      guard let input = inputs.entries(of: i, in: field) else { return nil }
      var (left, right) = (field.zero, field.zero)
      for (index, value) in input {
        left = field.add(left, field.multiply(w[index], value))
        right = field.add(right, field.multiply(u[index], value))
      }
      values.append(field.multiply(left, right))
    }
    return centred ? Differences.ofRows(values, rowCount: values.count, in: field) : values
  }

  /// `(w . x) x_l` for every input coordinate l.
  func directions(_ w: [UInt64], _ field: PrimeField) -> [[UInt64]]? {
    var rows: [[UInt64]] = []
    for l in 0..<inputDimension {
      var basis = Array(repeating: field.zero, count: inputDimension)
      basis[l] = field.one
      guard let row = product(w, basis, field) else { return nil }
      rows.append(row)
    }
    return rows
  }
}
