/// Dimensions of polynomial networks that others proved or published, and none of our own output.
enum NeurovarietyReference {
  struct Case: CustomStringConvertible, Sendable {
    let widths: [Int]
    let degrees: [Int]
    let dimension: Int
    let defect: Int

    init(_ widths: [Int], _ degrees: [Int], _ dimension: Int, defect: Int) {
      (self.widths, self.degrees) = (widths, degrees)
      (self.dimension, self.defect) = (dimension, defect)
    }

    var description: String { "widths \(widths) degrees \(degrees)" }
  }

  /// J. Alexander and A. Hirschowitz, Polynomial interpolation in several variables, Journal of Algebraic
  /// Geometry 4 (1995): sums of m r-th powers of linear forms in d variables. The sporadic cases are
  /// hypersurfaces where all forms are expected; quadratic forms of rank m in d variables have dimension
  /// m d - m(m-1)/2.
  static let alexanderHirschowitz: [Case] =
    [
      Case([5, 7, 1], [3], 34, defect: 1), Case([3, 5, 1], [4], 14, defect: 1),
      Case([4, 9, 1], [4], 34, defect: 1), Case([5, 14, 1], [4], 69, defect: 1),
    ]
    + (3...9).flatMap { d in
      (2..<d).map { m in
        let dimension = m * d - m * (m - 1) / 2
        return Case(
          [d, m, 1], [2], dimension, defect: min(m * d, d * (d + 1) / 2) - dimension)
      }
    }

  /// H. Abo and M. C. Brambilla, Experimental Mathematics 18 (2009) and Annali di Matematica 192 (2013):
  /// P^(K-1) x P^(d-1) in O(1,2). K = 3, d = 2k + 2, m = 3k + 2; (K, d, m) = (5, 4, 6); unbalanced, m
  /// (K + d(d+1)/2 - m) for d(d+1)/2 - d + 1 < m < min(K, d(d+1)/2).
  static let segreVeronese: [Case] =
    [Case([4, 6, 5], [2], 47, defect: 1)]
    + (1...4).map { k in
      let d = 2 * k + 2
      return Case([d, 3 * k + 2, 3], [2], 3 * d * (d + 1) / 2 - 1, defect: 1)
    }
    + (3...5).flatMap { d in
      let forms = d * (d + 1) / 2
      return ((forms - d + 2)..<forms).map { m in
        let outputs = m + 2
        let dimension = m * (outputs + forms - m)
        return Case(
          [d, m, outputs], [2], dimension,
          defect: min(m * (d + outputs - 1), outputs * forms) - dimension)
      }
    }

  /// F. London, Mathematische Annalen 36 (1890); C. Dionisi and C. Fontanari, Le Matematiche 56 (2001): two
  /// ternary cubics are not sums of the same five cubes.
  static let simultaneousCubics = [Case([3, 5, 2], [3], 19, defect: 1)]

  /// B. Finkel, J. I. Rodriguez, C. Wu and T. Yahl, arXiv:2408.04569: networks of equal widths have the
  /// expected dimension at every degree from 2. L n^2 - (L - 1) n, or all coefficients if fewer.
  static let equalWidths: [Case] = [
    Case([2, 2, 2], [2], 6, defect: 0), Case([2, 2, 2, 2], [2, 2], 8, defect: 0),
    Case([2, 2, 2, 2], [3, 3], 8, defect: 0), Case([3, 3, 3], [2], 15, defect: 0),
    Case([3, 3, 3, 3], [2, 2], 21, defect: 0), Case([3, 3, 3, 3, 3], [2, 2, 2], 27, defect: 0),
    Case([4, 4, 4, 4], [2, 2], 40, defect: 0), Case([4, 4, 4, 4, 4], [3, 3, 3], 52, defect: 0),
    Case([5, 5, 5, 5], [4, 4], 65, defect: 0),
  ]

  static let all = alexanderHirschowitz + segreVeronese + simultaneousCubics + equalWidths
}
