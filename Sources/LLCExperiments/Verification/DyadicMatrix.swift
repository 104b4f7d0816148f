import ExactAlgebra
import NumericAlgebra

/// A matrix of doubles taken exactly, up to what does not change its rank: columns times powers of 2,
/// and, instead of P A, the differences of each row from the last one of its output, which span the
/// same rows.
struct DyadicMatrix {
  let rows: Int
  let columns: Int
  private let matrix: RealMatrix
  /// Rows between a row and the one that is subtracted from it, counted from the end; nil for none.
  private let period: Int?
  /// The exponent of each column's smallest unit.
  private let units: [Int]
  /// Of the scaled integers, differences included.
  let entryBits: Int

  init(_ given: GivenMatrix) {
    matrix = given.matrix
    columns = matrix.columns
    period = given.isCentred ? given.rowsPerSample : nil
    rows = matrix.rows - (period ?? 0)
    var (low, high) = (
      [Int](repeating: Int.max, count: columns), [Int](repeating: Int.min, count: columns)
    )
    for (index, value) in matrix.values.enumerated() where value != 0 {
      let unit = Self.split(value).exponent
      low[index % columns] = min(low[index % columns], unit)
      high[index % columns] = max(high[index % columns], unit)
    }
    units = low.map { $0 == .max ? 0 : $0 }
    entryBits = 54 + (zip(low, high).map { $0 == .max ? 0 : $1 - $0 }.max() ?? 0)
  }

  /// `value = significand * 2^exponent`, the significand below 2^53.
  private static func split(_ value: Double) -> (significand: Int, exponent: Int) {
    let bits = Int(value.significandBitPattern) | (value.isNormal ? 1 << 52 : 0)
    let biased = value.isNormal ? Int(value.exponentBitPattern) : 1
    let zeros = bits == 0 ? 0 : bits.trailingZeroBitCount
    return ((value.sign == .minus ? -bits : bits) >> zeros, biased - 1075 + zeros)
  }

  /// Modulo an odd prime. O(rows columns).
  func residues(in field: PrimeField) -> Matrix<UInt64> {
    var powers: [UInt64] = [1]
    for _ in 0..<entryBits { powers.append(field.add(powers.last ?? 1, powers.last ?? 1)) }
    return entries(
      { value, column in
        let (significand, exponent) = Self.split(value)
        return significand == 0
          ? 0 : field.multiply(field.element(significand), powers[exponent - units[column]])
      }, field.subtract)
  }

  /// Over the integers: `entryBits` bits an entry.
  var integers: Matrix<Integer> {
    entries(
      { value, column in
        let (significand, exponent) = Self.split(value)
        return significand == 0
          ? .zero : Integer(significand) << (exponent - units[column])
      }, { $0 - $1 })
  }

  /// A vector of the kernel of `integers` as one of the matrix with its own columns.
  func unscaled(_ vector: [Integer]) -> [Integer] {
    let top = units.max() ?? 0
    return zip(vector, units).map { $0 << (top - $1) }
  }

  private func entries<Element>(
    _ convert: (Double, Int) -> Element, _ subtract: (Element, Element) -> Element
  ) -> Matrix<Element> {
    func row(_ index: Int) -> [Element] {
      (0..<columns).map { convert(matrix.values[index * columns + $0], $0) }
    }
    guard let period else { return Matrix(rows: (0..<rows).map(row)) }
    let last = (0..<period).map { row(rows + $0) }
    return Matrix(
      rows: rows, columns: columns,
      elements: (0..<rows).flatMap { zip(row($0), last[$0 % period]).map(subtract) })
  }
}
