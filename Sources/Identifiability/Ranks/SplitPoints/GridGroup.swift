import ExactAlgebra

/// A group on all pairs of modular addition: own unit i tends to the indicator of row i.
///
/// Let own unit i have `w_i . x = [a = i] + eps (alpha_i(a) + beta_i(b))`. As eps -> 0 its directions
/// `v_i (x) (w_i . x)(u(a) + s(b))` tend to 2p - 1 of a limit: `v_i (x)` anything in row i, and in
/// every other row a one, `v_i (x) (alpha_i(a) + beta_i)`; its squares to `R^h (x) 1` in row i. The
/// limit of a span contains the span of the limits, so the rank at the limit is still a lower bound,
/// and everything lives in one row. The squares of units that tend to the indicator of a row a > g
/// span, in the limit, any `R^h (x) S_a` with S_a in row a and 1 in S_a. What is left over is filled
/// by units in general position, the border of the rows' blocks. The constant that a centred loss does
/// not see is one more of these; a row is kept free of S_a, which would span it.
struct GridGroup: GroupBlock {
  let modulus: Int
  let width: Int
  let centred: Bool

  var mostUnits: Int { modulus }
  var point: String { "own units are indicators of rows in the limit" }

  func otherSquares(_ group: OutputGroup) -> Int { width - group.units + (centred ? 1 : 0) }

  func leftOver(_ group: OutputGroup) -> Int {
    group.units * ownRowLeftOver(group) + (modulus - group.units) * freeRowLeftOver(group)
  }

  private func ownRowLeftOver(_ group: OutputGroup) -> Int {
    max((group.outputs - 1) * (modulus - 1) - (group.units - 1), 0)
  }

  private func freeRowLeftOver(_ group: OutputGroup) -> Int {
    group.outputs * modulus - group.units
  }

  func ownAreIndependent(_ group: OutputGroup) -> Bool {
    let (h, g) = (group.outputs, group.units)
    return h > 1 ? g - 1 <= (h - 1) * (modulus - 1) : g <= 1
  }

  /// Dimensions of S_a for each free row, and units in general position.
  private func others(_ group: OutputGroup) -> (rows: [Int], general: Int) {
    let h = group.outputs
    let free = modulus - group.units
    let usable = max(centred ? free - 1 : free, 0)
    let squares = width - group.units
    let most = freeRowLeftOver(group) / h
    let dealt = min(squares, usable * most)
    var rows = (0..<usable).map { dealt * ($0 + 1) / usable - dealt * $0 / usable }
    if free > usable { rows.append(0) }
    let open = leftOver(group) - h * dealt
    // Two more than would do by count.
    return (rows, min(squares - dealt, max(open, 0) / h + 2))
  }

  func work(_ group: OutputGroup) -> RankWork {
    let (rows, general) = others(group)
    let h = group.outputs
    let border = h * (general + (centred ? 1 : 0))
    let open = leftOver(group) - h * rows.reduce(0, +)
    let oneRow = RankWork(rows: border + group.units + modulus, columns: h * modulus)
    let last = RankWork(rows: border, columns: max(open, 1))
    return last.operations > oneRow.operations ? last : oneRow
  }

  func rank(
    of group: OutputGroup, in field: PrimeField, using random: inout SeededGenerator,
    _ progress: RankProgress?
  ) -> Int? {
    let (h, g, p) = (group.outputs, group.units, modulus)
    let (squareRows, count) = others(group)
    let v = (0..<g).map { _ in field.randomVector(h, using: &random) }
    let beta = (0..<g).map { _ in field.randomVector(p, using: &random) }
    let general = (0..<count).map { _ in
      (alpha: field.randomVector(p, using: &random), beta: field.randomVector(p, using: &random))
    }
    let one = Array(repeating: field.one, count: p)
    var blocks = BorderedBlocks(field: field, borderRows: h * (count + (centred ? 1 : 0)))
    var rank = 0
    for a in 0..<p {
      var own = (0..<g).filter { $0 != a }.map { j in
        let alpha = field.randomVector(1, using: &random)[0]
        return Self.tensor(v[j], beta[j].map { field.add(alpha, $0) }, field)
      }
      var span = a < g ? [one] : []
      if a >= g && squareRows[a - g] > 0 {
        span = [one]
        for _ in 1..<squareRows[a - g] { span.append(field.randomVector(p, using: &random)) }
      }
      own += span.flatMap { Self.copies(of: $0, h, field) }
      var border = general.map { unit in
        unit.beta.map { value in
          let inner = field.add(unit.alpha[a], value)
          return field.multiply(inner, inner)
        }
      }
      if centred { border.append(one) }
      var ownRows = own
      var borderRows = border.flatMap { Self.copies(of: $0, h, field) }
      if a < g {
        // Anything times v_a is spanned: y -> y_c - (v_ac / v_a0) y_0 for c > 0.
        guard let inverse = field.inverse(v[a][0]) else { return nil }
        let ratios = v[a].dropFirst().map { field.multiply($0, inverse) }
        ownRows = ownRows.map { Self.quotient($0, ratios, p, field) }
        borderRows = borderRows.map { Self.quotient($0, ratios, p, field) }
        rank += p
      }
      if ownRows.first?.isEmpty == false || borderRows.first?.isEmpty == false {
        blocks.add(own: ownRows, border: borderRows)
      }
      progress?.update(Double(a) / Double(p))
    }
    rank += blocks.total(progress)
    // The constants are spanned; level centred is the quotient by them.
    return rank - (centred ? h : 0)
  }

  /// `v (x) f`, output slowest.
  private static func tensor(_ v: [UInt64], _ f: [UInt64], _ field: PrimeField) -> [UInt64] {
    v.flatMap { factor in f.map { field.multiply(factor, $0) } }
  }

  /// `e_c (x) f` for each output c.
  private static func copies(of f: [UInt64], _ h: Int, _ field: PrimeField) -> [[UInt64]] {
    (0..<h).map { c in
      (0..<h).flatMap { $0 == c ? f : Array(repeating: field.zero, count: f.count) }
    }
  }

  private static func quotient(
    _ row: [UInt64], _ ratios: [UInt64], _ p: Int, _ field: PrimeField
  ) -> [UInt64] {
    ratios.indices.flatMap { r in
      (0..<p).map { b in
        field.subtract(row[(r + 1) * p + b], field.multiply(ratios[r], row[b]))
      }
    }
  }
}
