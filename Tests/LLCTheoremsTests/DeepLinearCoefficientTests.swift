import ExactAlgebra
import Identifiability
import LLCTheorems
import Testing

@Suite("Deep linear networks, a second formula and a grid")
struct DeepLinearGridTests {
  /// Diversity of a product of Gaussian matrices (Yang and Belfiore 2011), for the truth zero:
  /// `2 lambda = sum_i (1 - i + min_k floor((M_0 + ... + M_k - i)/k))`, widths in order.
  static func diversity(_ widths: [Int]) -> Int {
    let sorted = widths.sorted()
    return (1...max(sorted[0], 1)).prefix(sorted[0]).reduce(0) { total, i in
      let least = (1..<sorted.count).map { k in
        Int((Double(sorted[0...k].reduce(0, +) - i) / Double(k)).rounded(.down))
      }.min()!
      return total + 1 - i + least
    }
  }

  /// Aoyagi's value by trying every subset; nil when a surplus is zero and none need satisfy the condition.
  static func bySubsets(_ surplus: [Int]) -> Set<[Rational]> {
    var found: Set<[Rational]> = []
    for mask in 1..<(1 << surplus.count) {
      var (chosen, others) = ([Int](), [Int]())
      for i in surplus.indices {
        if mask >> i & 1 == 1 { chosen.append(surplus[i]) } else { others.append(surplus[i]) }
      }
      let (l, sum) = (chosen.count - 1, chosen.reduce(0, +))
      guard l >= 1, chosen.allSatisfy({ $0 * l < sum }), others.allSatisfy({ $0 * l >= sum })
      else { continue }
      let a = sum - ((sum + l - 1) / l - 1) * l
      var pairs = 0
      for i in chosen.indices { for j in 0..<i { pairs += chosen[i] * chosen[j] } }
      let value =
        Rational(a * (l - a), 4 * l) - Rational((l - 1) * sum * sum, 4 * l) + Rational(pairs, 2)
      found.insert([value, Rational(a * (l - a) + 1)])
    }
    return found
  }

  /// Two layers up to width 12, three up to 8, four up to 5, five up to 3, every rank: formula, all subsets and
  /// the second formula.
  @Test func grid() {
    var (count, wrong) = (0, [String]())
    for (layers, largest) in [(1, 20), (2, 12), (3, 8), (4, 5), (5, 3)] {
      for widths in Self.tuples(layers + 1, largest) {
        for r in 0...widths.min()! {
          let found = DeepLinearCoefficient.value(widths: widths, rank: r)
          let surplus = widths.map { $0 - r }
          let regular = Rational(r * (widths[0] + widths[layers] - r), 2)
          count += 1
          let second = regular + Rational(Self.diversity(surplus), 2)
          let subsets = Self.bySubsets(surplus)
          let first: Set<[Rational]> = [
            [found.value - regular, Rational(found.multiplicity ?? 0)]
          ]
          let settled = surplus.contains(0) ? found.value == regular : subsets == first
          if found.value != second || !settled { wrong.append("\(widths), r = \(r): \(found)") }
        }
      }
    }
    #expect(count > 10_000 && wrong.isEmpty, "\(wrong.count) of \(count): \(wrong.prefix(3))")
  }

  static func tuples(_ count: Int, _ largest: Int) -> [[Int]] {
    count == 0 ? [[]] : tuples(count - 1, largest).flatMap { t in (1...largest).map { t + [$0] } }
  }

  /// Factors of given ranks: two layers by the local theorem; an invertible factor is absorbed; what ranks of
  /// factors do not decide is an interval that holds the most singular value.
  @Test func factorRanks() {
    func certified(_ widths: [Int], _ r: Int, _ ranks: [Int]?) -> (Rational, Rational, Int?) {
      let found = DeepLinearCoefficient.report(widths: widths, rank: r, factorRanks: ranks)
      return (found.certified.lower, found.certified.upper, found.certified.multiplicity)
    }
    #expect(certified([10, 10, 10], 5, [5, 9]) == (48, 48, 1))
    #expect(certified([10, 10, 10], 5, nil) == (47, 47, 2))
    #expect(certified([8, 8, 8, 8], 3, [3, 3, 3]) == (28, 28, 3))
    // The middle factor is invertible: the two-layer network is left.
    #expect(certified([10, 10, 10, 10], 5, [5, 10, 9]) == (48, 48, 1))
    #expect(certified([10, 10, 10, 10], 5, [10, 5, 9]) == (48, 48, 1))
    #expect(certified([10, 10, 10, 10], 5, [5, 9, 10]) == (48, 48, 1))
    // All but one invertible: a regular model.
    #expect(certified([4, 4, 4, 4], 2, [4, 2, 4]) == (8, 8, 1))
    let open = certified([8, 8, 8, 8], 3, [3, 5, 3])
    // Above: the middle factor made invertible, which is two layers at (3, 3).
    #expect(open.0 == 28 && open.1 == 29 && open.2 == nil)
  }

  /// Three layers at every choice of ranks, widths up to 4: the interval is one, and where no factor's rank is above r
  /// or the answer is exact it agrees with the theorem or lies above it.
  @Test func everyChoiceOfRanks() {
    var (exact, open) = (0, 0)
    for widths in Self.tuples(4, 4) {
      for r in 0...widths.min()! {
        let choices = (0..<3).map { Array(r...min(widths[$0], widths[$0 + 1])) }
        for a in choices[0] {
          for b in choices[1] {
            for c in choices[2] where a + b + c - widths[1] - widths[2] <= r {
              let found = DeepLinearCoefficient.report(
                widths: widths, rank: r, factorRanks: [a, b, c]
              ).certified
              let least = DeepLinearCoefficient.value(widths: widths, rank: r).value
              #expect(
                found.lower >= least && found.lower <= found.upper, "\(widths) \(a) \(b) \(c)")
              if found.isExact { exact += 1 } else { open += 1 }
              let turned = DeepLinearCoefficient.report(
                widths: widths.reversed(), rank: r, factorRanks: [c, b, a]
              ).certified
              #expect(turned.lower == found.lower && turned.upper == found.upper)
            }
          }
        }
      }
    }
    #expect(exact > 1000 && open > 100, "\(exact) exact, \(open) open")
  }
}
