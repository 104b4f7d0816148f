import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

/// The strongest statement of a report, where something stands between ranks and the loss.
@Suite("The certified statement")
struct TheoremReportTests {
  private func report(_ setting: Setting) -> TheoremReport {
    TheoremReport(setting, Evidence(for: setting))
  }

  /// phi(w) = (w, w^2) has rank 1 everywhere, but towards a target off its image the coefficient is
  /// not 1/2: an unrealised target certifies nothing, unless phi is a submersion.
  @Test func unrealisedTargets() throws {
    var random = SeededGenerator(seed: 5)
    let open = Verdict.undecided(because: "trained")
    for (d, m, outputs, isOnto) in [(4, 2, 3, false), (2, 6, 2, true)] {
      let family = try quadratic(d, m, outputs)
      let weights = random.point(family)
      let realised = report(Setting(family: family, weights: weights))
      let unrealised = report(
        Setting(family: family, weights: weights, realisability: open))
      #expect(realised.certified.isExact)
      #expect(unrealised.certified.isExact == isOnto, "d=\(d) m=\(m)")
      if isOnto {
        #expect(unrealised.certified.lower == realised.certified.lower)
      } else {
        #expect(unrealised.certified.lower == 0)
        for row in unrealised.rows {
          if case .proved = row.prediction {
            Issue.record("\(row.theorem.identifier) is proved for a target that is not realised")
          }
        }
      }
    }
    // A model that is linear in its weights has the same coefficient whatever the target.
    let family = try quadratic(3, 2, 2)
    let lazy = report(
      Setting(
        family: family, regime: .lazy, weights: random.point(family), realisability: open))
    #expect(lazy.certified.isExact && lazy.certified.lower == 2)
  }

  /// A Gram form that is not positive on the tangent: ranks say nothing of its loss.
  @Test func gramForms() throws {
    var random = SeededGenerator(seed: 6)
    let family = try biased(2, 1)
    let weights = random.point(family)
    var gram = Matrix(repeating: Rational(0), rows: 6, columns: 6)
    for i in 0..<6 { gram[i, i] = 1 }
    let positive = report(Setting(family: family, weights: weights, gram: gram))
    #expect(positive.certified.isExact && positive.certified.lower == 2)
    gram[5, 5] = -1_000_000_000
    let indefinite = report(Setting(family: family, weights: weights, gram: gram))
    #expect(!indefinite.certified.isExact && indefinite.certified.lower == 0)
    for row in indefinite.rows {
      #expect(row.prediction == .inapplicable(atLevelOnly: nil), "\(row.theorem.identifier)")
    }
  }

  /// Lazy and linearised networks at almost every choice of the frozen weights: (p/2) min(m, p^2-1),
  /// and half the generic rank.
  @Test func linearRegimesWithoutWeights() throws {
    for (p, m) in [(3, 2), (3, 20), (5, 4), (5, 30)] {
      let lazy = report(try addition(p, width: m, regime: .lazy))
      #expect(lazy.certified.isExact && lazy.certified.lower == Rational(p * min(m, p * p - 1), 2))
      let ntk = report(try addition(p, width: m, regime: .ntk))
      let rank = min(m * (3 * p - 2), p * (p * p - 1))
      #expect(ntk.certified.isExact && ntk.certified.lower == Rational(rank, 2), "p=\(p) m=\(m)")
    }
    // Only V is trained: no bound counts the frozen weights.
    let declared = report(
      Setting(
        family: try quadratic(4, 3, 3), regime: .lazy,
        declaredUnits: UnitCensus(active: 2, zeroBoth: 1)))
    #expect(!declared.certified.isExact && declared.certified.upper == Rational(9, 2))
  }

  /// Finite inputs that identify the forms: the question at level coordinates, with its bounds. At
  /// (d, m, K) = (4, 5, 3) the rank of 29 is a property of the coordinates.
  @Test func reducedToCoordinates() throws {
    var random = SeededGenerator(seed: 7)
    let family = try quadratic(4, 5, 3)
    let setting = Setting(
      family: family, inputs: identifyingInputs(4, affine: false), weights: random.point(family))
    #expect(!report(setting).certified.isExact)
    let reduced = setting.reducedToCoordinates()
    #expect(reduced.compareLevel == .coordinates)
    #expect(report(reduced).certified.isExact && report(reduced).certified.lower == Rational(29, 2))
    let pairs = try addition(3, width: 2)
    #expect(pairs.reducedToCoordinates().compareLevel == .centred)
  }

  /// Where the rank at the weights is not computed, the units alone bound it: K times the rank of the
  /// hidden features from below, their own moves from above. The whole rank, computed, lies between.
  @Test func unitsWithoutTheRank() throws {
    var random = SeededGenerator(seed: 8)
    let none = RankLimits(operations: 1)
    for (modulus, width) in [(3, 2), (3, 5), (5, 4)] {
      let task = try ModularAddition(modulus: modulus)
      let family = ModelFamily.quadratic(try task.network(width: width))
      let weights = random.point(family)
      let setting = Setting(
        family: family, task: task, inputs: .finite(.allPairs(of: task)), loss: .centred,
        weights: weights)
      let whole = TheoremReport(setting, Evidence(for: setting)).certified
      let units = TheoremReport(setting, Evidence(for: setting, limits: none)).certified
      #expect(units.lower == Rational(modulus * width, 2), "p = \(modulus), m = \(width)")
      // Scaling and translation of each unit.
      #expect(units.upper == Rational(family.parameterCount - 2 * width, 2))
      #expect(units.lower <= whole.lower && whole.upper <= units.upper)
      #expect(units.because.contains("hidden features, \(width)"), "\(units.because)")
    }
  }
}
