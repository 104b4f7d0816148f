import ExactAlgebra
import LLCTheorems
import Testing

@Suite("Closed forms of linear networks")
struct LinearCoefficientTests {
  /// Aoyagi and Watanabe 2005, in its four cases: input M, hidden H, output N, true rank r.
  static func fourCases(_ m: Int, _ h: Int, _ n: Int, _ r: Int) -> (Rational, Int) {
    if m + h < n + r { return (Rational(h * m - h * r + n * r, 2), 1) }
    if n + h < m + r { return (Rational(h * n - h * r + m * r, 2), 1) }
    if m + n < h + r { return (Rational(m * n, 2), 1) }
    let odd = (m + h + n + r) % 2
    let value = -(h + r) * (h + r) - m * m - n * n + 2 * (h + r) * (m + n) + 2 * m * n + odd
    return (Rational(value, 8), 1 + odd)
  }

  @Test func threeFormulasAgreeOnTwoLayers() {
    for m in 1...6 {
      for h in 1...6 {
        for n in 1...6 {
          for r in 0...min(m, h, n) {
            let what = "\(m), \(h), \(n), r=\(r)"
            let (value, multiplicity) = Self.fourCases(m, h, n, r)
            let deep = DeepLinearCoefficient.value(widths: [m, h, n], rank: r)
            let local = TwoLayerLinearCoefficient.value(
              input: m, hidden: h, output: n, firstRank: r, secondRank: r, rank: r)
            #expect(deep.value == value && deep.multiplicity == multiplicity, "\(what): \(deep)")
            #expect(local.value == value && local.multiplicity == multiplicity, "\(what): \(local)")
            #expect(deep.isProved && local.isProved, "\(what)")
          }
        }
      }
    }
  }

  @Test(arguments: [
    (5, 5, 47, 2), (5, 8, 47, 1), (8, 5, 47, 1), (5, 9, 48, 1), (9, 5, 48, 1), (5, 10, 50, 1),
    (10, 5, 50, 1),
  ])
  func strata(_ first: Int, _ second: Int, _ value: Int, _ multiplicity: Int) {
    let found = TwoLayerLinearCoefficient.value(
      input: 10, hidden: 10, output: 10, firstRank: first, secondRank: second, rank: 5)
    #expect(found.value == Rational(value) && found.multiplicity == multiplicity, "\(found)")
    #expect(found.isProved, "\(found)")
  }

  /// Every quadruple of ranks that occurs: transposing the network changes nothing; the value is
  /// between the bounds that the Jacobian gives; more rank never lowers it; more hidden units never
  /// lower it either.
  @Test func strataAreOrdered() {
    for (m, h, n) in Self.triples(1...5) {
      for r in 0...min(m, h, n) {
        for a in r...min(h, n) {
          for b in r...min(m, h) where a + b - r <= h {
            func value(_ a: Int, _ b: Int, _ h: Int) -> KnownCoefficient? {
              guard a <= min(h, n), b <= min(m, h), a + b - r <= h else { return nil }
              return TwoLayerLinearCoefficient.value(
                input: n, hidden: h, output: m, firstRank: a, secondRank: b, rank: r)
            }
            let what = "n=\(n) h=\(h) m=\(m), \(a), \(b), r=\(r)"
            guard let here = value(a, b, h) else { continue }
            let turned = TwoLayerLinearCoefficient.value(
              input: m, hidden: h, output: n, firstRank: b, secondRank: a, rank: r)
            #expect(turned == here, "\(what): \(here) \(turned)")
            let rank = m * a + b * n - a * b
            let weights = h * (m + n)
            #expect(here.value >= Rational(rank, 2), "\(what): \(here)")
            #expect(
              here.value <= Rational(rank, 2) + Rational(weights - rank, 4), "\(what): \(here)")
            #expect(here.value <= Rational(m * n, 2), "\(what): \(here)")
            for more in [value(a + 1, b, h), value(a, b + 1, h), value(a, b, h + 1)] {
              if let more { #expect(more.value >= here.value, "\(what): \(here) \(more)") }
            }
            if here.value == Rational(rank, 2) && a + b - r == h {
              #expect(here.isProved && here.multiplicity == 1, "\(what): \(here)")
            }
          }
        }
      }
    }
  }

  static func triples(_ range: ClosedRange<Int>) -> [(Int, Int, Int)] {
    range.flatMap { m in range.flatMap { h in range.map { (m, h, $0) } } }
  }
}

@Suite("Deep linear networks")
struct DeepLinearCoefficientTests {
  @Test func fourLayersOfEight() {
    let found = DeepLinearCoefficient.value(widths: [8, 8, 8, 8], rank: 3)
    #expect(found.value == 28 && found.multiplicity == 3)
  }

  /// One layer is a regular model; a network that can only compute zero is a normal crossing.
  @Test func extremes() {
    for (m, n) in [(1, 1), (3, 5), (4, 4)] {
      for r in 0...min(m, n) {
        let found = DeepLinearCoefficient.value(widths: [m, n], rank: r)
        #expect(found.value == Rational(m * n, 2) && found.multiplicity == 1)
      }
    }
    // x_1 ... x_L = 0 with all widths 1.
    for layers in 1...6 {
      let deep = DeepLinearCoefficient.value(
        widths: Array(repeating: 1, count: layers + 1), rank: 0)
      let crossing = NormalCrossingCoefficient.value(
        exponents: Array(repeating: 2, count: layers))
      #expect(deep.value == crossing.value && deep.multiplicity == crossing.multiplicity)
    }
    // At full rank the product is a submersion in some factor: r (H_1 + H_{L+1}) - r^2.
    let full = DeepLinearCoefficient.value(widths: [4, 3, 6, 5], rank: 3)
    #expect(full.value == Rational(3 * 9 - 9, 2) && full.multiplicity == 1)
  }

  static let networks: [[Int]] = [
    [3, 4, 5], [2, 5, 3, 4], [6, 2, 2, 6], [4, 4, 4, 4], [5, 3, 7, 2, 6], [1, 9, 1, 9],
    [3, 3, 8, 8, 3],
    [7, 5, 6, 5, 7, 4],
  ]

  /// The product's rank set is symmetric in the widths: only the regular part knows the ends.
  @Test(arguments: networks)
  func hiddenWidthsCommute(_ widths: [Int]) {
    for r in 0...widths.min()! {
      let here = DeepLinearCoefficient.value(widths: widths, rank: r)
      let inner = Array(widths.dropFirst().dropLast())
      for inner in [inner.reversed(), inner.sorted(), inner.sorted(by: >)] {
        let other = DeepLinearCoefficient.value(
          widths: [widths[0]] + inner + [widths[widths.count - 1]], rank: r)
        #expect(other == here, "\(widths) r=\(r)")
      }
      #expect(DeepLinearCoefficient.value(widths: widths.reversed(), rank: r) == here)
      // Any order, once the regular part is taken away.
      let sorted = widths.sorted()
      func regular(_ w: [Int]) -> Rational { Rational(r * (w[0] + w[w.count - 1]) - r * r, 2) }
      #expect(
        DeepLinearCoefficient.value(widths: sorted, rank: r).value - regular(sorted)
          == here.value - regular(widths))
    }
  }

  /// A layer that is wide enough adds nothing, and however many of them.
  @Test func wideHiddenLayers() {
    for (m, h, n) in LinearCoefficientTests.triples(1...5) {
      for r in 0...min(m, h, n) {
        let two = DeepLinearCoefficient.value(widths: [m, h, n], rank: r)
        for wide in [[m, 40, h, n], [m, h, 40, n], [m, 40, h, 50, n]] {
          #expect(DeepLinearCoefficient.value(widths: wide, rank: r) == two, "\(wide) r=\(r)")
        }
      }
    }
  }

  /// Every subset that satisfies the source's condition, by trying all of them: it exists unless a
  /// surplus is zero, and all that do give the same value.
  @Test func everyChosenSet() {
    var undecided = 0
    for widths in Self.networks + [[9, 9, 9, 9, 9], [4, 5, 6, 7, 8], [3, 6, 12, 6, 3], [8, 8]] {
      for r in 0...widths.min()! {
        let surplus = widths.map { $0 - r }
        let found = DeepLinearCoefficient.value(widths: widths, rank: r)
        let regular = Rational(r * (widths[0] + widths[widths.count - 1]) - r * r, 2)
        var sets = 0
        for mask in 1..<(1 << widths.count) {
          let chosen = widths.indices.filter { mask >> $0 & 1 == 1 }.map { surplus[$0] }
          let others = widths.indices.filter { mask >> $0 & 1 == 0 }.map { surplus[$0] }
          let l = chosen.count - 1
          let sum = chosen.reduce(0, +)
          guard l >= 1, chosen.allSatisfy({ $0 * l < sum }), others.allSatisfy({ $0 * l >= sum })
          else { continue }
          sets += 1
          let ceiling = Int((Double(sum) / Double(l)).rounded(.up))
          let a = sum - (ceiling - 1) * l
          var pairs = 0
          for i in chosen.indices { for j in 0..<i { pairs += chosen[i] * chosen[j] } }
          let ratio = Rational(sum, l)
          let first = Rational(a * (l - a), 4 * l) + Rational(pairs, 2)
          let singular = first - Rational(l * (l - 1), 4) * ratio * ratio
          #expect(found.value == regular + singular, "\(widths) r=\(r) \(chosen)")
          #expect(found.multiplicity == a * (l - a) + 1, "\(widths) r=\(r) \(chosen)")
        }
        if surplus.contains(0) {
          undecided += 1
          #expect(found.value == regular && found.multiplicity == 1, "\(widths) r=\(r)")
        } else {
          #expect(sets >= 1, "\(widths) r=\(r)")
        }
      }
    }
    #expect(undecided > 5)
  }

  /// Half the rank of the Jacobian is a lower bound, D/2 and half the outputs upper ones; a layer
  /// more never raises it.
  @Test(arguments: networks)
  func bounds(_ widths: [Int]) {
    let weights = zip(widths, widths.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    let ends = (widths[0], widths[widths.count - 1])
    for r in 0...widths.min()! {
      let found = DeepLinearCoefficient.value(widths: widths, rank: r)
      let rank = r * (ends.0 + ends.1) - r * r
      #expect(found.value >= Rational(rank, 2))
      #expect(found.value <= Rational(rank, 2) + Rational(weights - rank, 4))
      #expect(found.value <= Rational(ends.0 * ends.1, 2))
      for extra in r...12 where extra > 0 {
        let deeper = DeepLinearCoefficient.value(
          widths: [widths[0], extra] + widths.dropFirst(), rank: r)
        #expect(deeper.value <= found.value, "\(widths) and \(extra), r=\(r)")
      }
    }
  }
}

@Suite("Normal crossings")
struct NormalCrossingCoefficientTests {
  @Test(arguments: [
    ([2], Rational(1, 2), 1), ([4], Rational(1, 4), 1), ([2, 2], Rational(1, 2), 2),
    ([2, 4], Rational(1, 4), 1), ([4, 2], Rational(1, 4), 1), ([2, 2, 2], Rational(1, 2), 3),
    ([6, 0, 6, 2], Rational(1, 6), 2), ([0, 2], Rational(1, 2), 1),
  ])
  func flatPrior(_ exponents: [Int], _ value: Rational, _ multiplicity: Int) {
    let found = NormalCrossingCoefficient.value(exponents: exponents)
    #expect(found.value == value && found.multiplicity == multiplicity && found.isProved)
  }

  /// `integral of x^h over x^(2k) <= eps` is `eps^((h+1)/2k)`: a prior that vanishes raises it.
  @Test(arguments: [
    ([2], [1], Rational(1), 1), ([2, 4], [0, 1], Rational(1, 2), 2),
    ([2, 4], [0, 3], Rational(1, 2), 1), ([4, 6], [1, 2], Rational(1, 2), 2),
    ([2, 0], [0, 5], Rational(1, 2), 1),
  ])
  func vanishingPrior(_ exponents: [Int], _ prior: [Int], _ value: Rational, _ multiplicity: Int) {
    let found = NormalCrossingCoefficient.value(exponents: exponents, prior: prior)
    #expect(found.value == value && found.multiplicity == multiplicity)
  }
}
