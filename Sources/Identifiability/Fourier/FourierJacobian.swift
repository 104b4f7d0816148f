import ExactAlgebra
import ModelFamilies

/// The Jacobian of modular addition's map at a Fourier network, in the Fourier bases of the three
/// symbols on both sides.
///
/// In these bases a unit of frequency k has four input weights `x_k, x_-k, y_k, y_-k` and two
/// output weights `z_k, z_-k`. The direction `dv = z_n` gives `z_n w^2` and `dw = d` gives
/// `v (x) 2 w d`: products of linear forms, with at most 10 and 8 terms. For units of one frequency
/// and one direction they span a small space, which replaces them; nothing about the phases is
/// used. What is left splits into small blocks.
struct FourierJacobian {
  let modulus: Int
  let level: Level
  let field: PrimeField

  /// Columns that span the image of the Jacobian; nil when the weights do not exist in the field.
  static func columns(
    _ network: FourierNetwork, level: Level, in roots: CyclotomicField
  ) -> SparseColumns? {
    guard let units = network.harmonics(in: roots) else { return nil }
    return FourierJacobian(modulus: network.modulus, level: level, field: roots.field)
      .columns(units)
  }

  func columns(_ units: [FourierUnit]) -> SparseColumns {
    var columns = SparseColumns()
    // The last block is the constant units'.
    let blocks = Dictionary(grouping: units) { $0.block ?? Int.max }
    for key in blocks.keys.sorted() {
      let block = blocks[key] ?? []
      let forms = block.map { form($0) }
      let squares = SparseColumns.basis(of: forms.map { product($0, $0) }, in: field)
      for z in 0..<modulus {
        for square in squares {
          columns.append(square.map { (row: $0.row + z * rowsOfOutput, value: $0.value) })
        }
      }
      for direction in 0..<2 * modulus {
        let images = zip(block, forms).map { unit, form in
          tensor(unit.output, product(form, [(direction, field.one)]))
        }
        for column in SparseColumns.basis(of: images, in: field) { columns.append(column) }
      }
    }
    return columns
  }

  /// A linear form: place (n for `x_n`, p + n for `y_n`) and coefficient.
  private typealias Form = [(place: Int, value: UInt64)]

  private func form(_ unit: FourierUnit) -> Form {
    unit.first.map { ($0.frequency, $0.value) }
      + unit.second.map { (modulus + $0.frequency, $0.value) }
  }

  private var rowsOfOutput: Int {
    level == .coordinates ? 4 * modulus * modulus : modulus * modulus
  }

  /// The row of `x_i x_j` and the like in one output; nil where the level does not see it. As a
  /// polynomial at level coordinates; as a function of the pair, `x_i x_j = x_(i+j)`, at the others.
  private func row(_ i: Int, _ j: Int) -> Int? {
    if level == .coordinates { return min(i, j) * 2 * modulus + max(i, j) }
    let a = (i < modulus ? i : 0) + (j < modulus ? j : 0)
    let b = (i < modulus ? 0 : i - modulus) + (j < modulus ? 0 : j - modulus)
    let row = a % modulus * modulus + b % modulus
    return row == 0 && level == .centred ? nil : row
  }

  private func product(_ first: Form, _ second: Form) -> [Int: UInt64] {
    var result: [Int: UInt64] = [:]
    for x in first {
      for y in second {
        guard let row = row(x.place, y.place) else { continue }
        result[row] = field.add(result[row] ?? 0, field.multiply(x.value, y.value))
      }
    }
    return result
  }

  private func tensor(
    _ output: [FourierUnit.Harmonic], _ form: [Int: UInt64]
  ) -> [Int: UInt64] {
    var result: [Int: UInt64] = [:]
    for z in output {
      for (row, value) in form {
        result[row + z.frequency * rowsOfOutput] = field.multiply(z.value, value)
      }
    }
    return result
  }
}
