import ModelFamilies

/// Networks of one hidden layer, d inputs, m units, K outputs, degree r, whose dimension the literature
/// proves to be below what shape and scalings allow: secant varieties of P^(K-1) x P^(d-1) in O(1,r).
enum SecantExceptions {
  static func bound(_ network: PolynomialNetwork) -> RankBound? {
    guard network.layerCount == 2, let r = network.degrees.first else { return nil }
    let (d, m, outputs) = (network.widths[0], network.widths[1], network.widths[2])
    let expected = network.expectedDimension
    if outputs == 1, [[3, 5, 7], [4, 3, 5], [4, 4, 9], [4, 5, 14]].contains([r, d, m]) {
      return RankBound(
        expected - 1, "defective: (r, d, m) = (\(r), \(d), \(m))",
        source: "Alexander and Hirschowitz 1995, Journal of Algebraic Geometry 4")
    }
    let segre = "Abo and Brambilla 2013, Annali di Matematica 192"
    if r == 2, outputs == 3, d >= 4, d.isMultiple(of: 2), m == 3 * (d - 2) / 2 + 2 {
      return RankBound(
        3 * (d * (d + 1) / 2) - 1, "defective: K = 3, d = 2k + 2, m = 3k + 2", source: segre)
    }
    if (r, outputs, d, m) == (2, 5, 4, 6) {
      return RankBound(47, "defective: (K, d, m) = (5, 4, 6)", source: segre)
    }
    if (r, outputs, d, m) == (3, 2, 3, 5) {
      return RankBound(
        19, "defective: (r, K, d, m) = (3, 2, 3, 5)",
        source: "London 1890; Dionisi and Fontanari 2001, Le Matematiche 56")
    }
    return nil
  }
}
