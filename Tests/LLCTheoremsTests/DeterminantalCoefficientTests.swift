import ExactAlgebra
import LLCTheorems
import Testing

@Suite("Minors of generic matrices")
struct DeterminantalCoefficientTests {
  /// The formula by all i, on every size up to 24, against the program's two places.
  @Test func everySize() {
    var wrong: [String] = []
    for m in 1...24 {
      for n in 1...24 {
        for k in 1...min(m, n) {
          let values = (0..<k).map { Rational((m - $0) * (n - $0), k - $0) }
          let least = values.min()!
          let found = DeterminantalCoefficient.value(rows: m, columns: n, minors: k)
          if found.value != least / 2 || found.multiplicity != values.count(where: { $0 == least })
          {
            wrong.append("\(m) x \(n), \(k)")
          }
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
  }

  /// The cone of singular values by an exact linear programme, in increments of u.
  @Test func coneOfSingularValues() {
    for m in 1...5 {
      for n in m...6 {
        for k in 1...m {
          // u_i = sum of the increments up to i.
          let density = (1...m).map { n - m + 2 * (m - $0) + 1 }
          let cost = (0..<m).map { j in Rational(density[j...].reduce(0, +)) }
          let row = (0..<m).map { j in Rational(max(k - j, 0)) }
          let programme = CoveringProgramme(cost: cost, rows: [row], bounds: [1])
          let found = DeterminantalCoefficient.value(rows: m, columns: n, minors: k)
          #expect(found.value == programme.minimum / 2, "\(m) x \(n), \(k)")
          #expect(found.multiplicity == programme.faceDimension() + 1, "\(m) x \(n), \(k)")
        }
      }
    }
  }

  /// Entries: a sphere. The determinant of a square matrix: smooth at almost all of its zeros.
  @Test func extremes() {
    for n in 1...9 {
      let entries = DeterminantalCoefficient.value(rows: n, columns: n + 2, minors: 1)
      #expect(entries.value == Rational(n * (n + 2), 2))
      let determinant = DeterminantalCoefficient.value(rows: n, columns: n, minors: n)
      #expect(determinant.value == Rational(1, 2) && determinant.multiplicity == 1)
    }
    // Minors of order 2 of 3 x 3: min(9/2, 4/1).
    #expect(DeterminantalCoefficient.threshold(rows: 3, columns: 3, minors: 2) == (4, 1))
  }
}
