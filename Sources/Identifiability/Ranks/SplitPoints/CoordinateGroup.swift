import ExactAlgebra

/// A group at level coordinates: the group's own inputs weights are the first g unit vectors.
///
/// Since the linear group acts on all input weights at once, this loses nothing. Directions of own
/// unit i are `v_i (x) e_i u`: they leave, of symmetric d x d matrices with values in R^h,
///
/// - the *corner*, entries (l, l') beyond g: h dimensions each, D_e in all, e = d - g;
/// - the *border*, entries (i, l), i <= g < l: R^h / v_i, h - 1 dimensions each;
/// - entries (i, j), i < j <= g: R^h / (v_i, v_j), h - 2 dimensions each (none for h <= 2).
///
/// The first D_e other units are the e_l and e_l + e_l' of the corner, whose squares are a basis of
/// it. A further unit with corner part y and part x in the first g coordinates leaves `x y^T` in the
/// border and `x x^T` in the third part: its corner is a combination of that basis. Here y is an
/// e_l, so that for h = 2 the columns of the border are apart: column l receives `x` and `t x` from
/// each unit, t_i the ratio of unit i's two output weights. What an odd number of rows leaves over is
/// filled by units with both x and y random.
struct CoordinateGroup: GroupBlock {
  let inputDimension: Int
  let width: Int

  var mostUnits: Int { inputDimension }
  var point: String { "own input weights are unit vectors and the others sparse" }

  private func corner(_ group: OutputGroup) -> Int {
    let e = inputDimension - group.units
    return e * (e + 1) / 2
  }

  func leftOver(_ group: OutputGroup) -> Int {
    let (h, g) = (group.outputs, group.units)
    return h * corner(group) + border(group) + g * (g - 1) / 2 * max(h - 2, 0)
  }

  private func border(_ group: OutputGroup) -> Int {
    group.units * (inputDimension - group.units) * (group.outputs - 1)
  }

  func otherSquares(_ group: OutputGroup) -> Int { width - group.units }

  func ownAreIndependent(_ group: OutputGroup) -> Bool { group.outputs > 1 || group.units <= 1 }

  /// Units beyond the corner's that can be of use, and how many of them have y = e_l for each l.
  private func further(_ group: OutputGroup) -> (random: Int, perColumn: Int) {
    let (h, g) = (group.outputs, group.units)
    let e = inputDimension - g
    let open = leftOver(group) - h * corner(group)
    // Two more than would do by count.
    let useful = min(max(otherSquares(group) - corner(group), 0), (open + h - 1) / h + 2)
    guard h == 2, e > 0, useful > 0, g > 1 else { return (open == 0 ? 0 : useful, 0) }
    let perColumn = min(g / 2, useful / e)
    return (min(useful - perColumn * e, (open - 2 * perColumn * e) / 2 + 2), perColumn)
  }

  func work(_ group: OutputGroup) -> RankWork {
    let (random, perColumn) = further(group)
    let (h, g) = (group.outputs, group.units)
    let columns = leftOver(group) - h * corner(group)
    return RankWork(
      rows: h * random, columns: max(columns - 2 * perColumn * (inputDimension - g), 1))
  }

  func rank(
    of group: OutputGroup, in field: PrimeField, using random: inout SeededGenerator,
    _ progress: RankProgress?
  ) -> Int? {
    let (h, g) = (group.outputs, group.units)
    let e = inputDimension - g
    let forms = inputDimension * (inputDimension + 1) / 2
    let own = h * forms - leftOver(group)
    let squares = h * min(otherSquares(group), corner(group))
    let (count, perColumn) = further(group)
    if count == 0 && perColumn == 0 { return own + squares }
    // v_i = (1, t_i1, t_i2, ...): y -> (y_c - t_ic y_0) for c > 0 is the map to R^h / v_i.
    let t = (0..<g).map { _ in field.randomVector(h - 1, using: &random) }
    let units = (0..<count).map { _ in
      (x: field.randomVector(g, using: &random), y: field.randomVector(e, using: &random))
    }
    var blocks = BorderedBlocks(field: field, borderRows: h * count)
    for l in 0..<e {
      let parts = units.map { unit in unit.x.map { field.multiply($0, unit.y[l]) } }
      let column = (0..<perColumn).map { _ in field.randomVector(g, using: &random) }
      blocks.add(
        own: column.flatMap { Self.images($0, t, field) },
        border: parts.flatMap { Self.images($0, t, field) })
    }
    if h > 2 && g > 1 {
      blocks.add(own: [], border: units.flatMap { Self.innerImages($0.x, t, field) })
    }
    return own + squares + blocks.total(progress)
  }

  /// For each c in 0..<h the image of `e_c (x) x` in the sum over i of R^h / v_i.
  private static func images(
    _ x: [UInt64], _ t: [[UInt64]], _ field: PrimeField
  ) -> [[UInt64]] {
    let quotient = t.first?.count ?? 0
    return (0...quotient).map { c in
      zip(x, t).flatMap { entry, ratios in
        ratios.indices.map { r in
          if c == 0 { return field.negate(field.multiply(ratios[r], entry)) }
          return c == r + 1 ? entry : field.zero
        }
      }
    }
  }

  /// For each c the image of `e_c (x) x x^T` in the sum over i < j of R^h / (v_i, v_j), h > 2.
  private static func innerImages(
    _ x: [UInt64], _ t: [[UInt64]], _ field: PrimeField
  ) -> [[UInt64]] {
    let quotient = t.first?.count ?? 0
    var rows = Array(repeating: [UInt64](), count: quotient + 1)
    for i in x.indices {
      for j in i + 1..<x.count {
        let product = field.multiply(x[i], x[j])
        // z_r = y_{r+1} - t_ir y_0 kills v_i and takes v_j to t_j - t_i.
        let apart = t[j].indices.map { field.subtract(t[j][$0], t[i][$0]) }
        guard let inverse = field.inverse(apart[0]) else { continue }
        let slopes = apart.map { field.multiply($0, inverse) }
        for r in 1..<quotient {
          // z_r - slope_r z_0.
          let constant = field.subtract(
            field.multiply(slopes[r], t[i][0]), t[i][r])
          rows[0].append(field.multiply(constant, product))
          for c in 1...quotient {
            let factor =
              c == r + 1 ? field.one : c == 1 ? field.negate(slopes[r]) : field.zero
            rows[c].append(field.multiply(factor, product))
          }
        }
      }
    }
    return rows
  }
}
