import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

@Suite("5.5-corrected")
struct InactiveUnitsTests {
  typealias Subject = InactiveUnits

  /// Random weights with the first units active, then `silent` with v = 0, `unseen` with w = 0 and
  /// `both` with both.
  private func weights(
    _ network: QuadraticNetwork, silent: Int, unseen: Int, both: Int,
    using random: inout SeededGenerator
  ) -> [Rational] {
    var weights = random.point(network.parameterCount, 1...99)
    for (i, j) in (network.width - silent - unseen - both..<network.width).enumerated() {
      if i < silent || i >= silent + unseen {
        for k in 0..<network.outputDimension { weights[network.outputWeights.index(k, j)] = 0 }
      }
      if i >= silent {
        for k in 0..<network.inputDimension { weights[network.inputWeights.index(j, k)] = 0 }
      }
    }
    return weights
  }

  /// Contributions by the formula of the theory: K/2, s/4, min(K/2, s/4).
  @Test func contributions() {
    for outputs in 1...6 {
      for s in 1...9 {
        let (k, w) = (Rational(outputs, 2), Rational(s, 4))
        for (census, expected) in [
          (UnitCensus(active: 3), 0), (UnitCensus(active: 3, zeroOutput: 2), k + k),
          (UnitCensus(active: 0, zeroInput: 3), w + w + w),
          (UnitCensus(active: 1, zeroBoth: 1), k < w ? k : w),
          (UnitCensus(active: 1, zeroOutput: 1, zeroInput: 1, zeroBoth: 1), k + w + min(k, w)),
        ] as [(UnitCensus, Rational)] {
          #expect(
            Subject.contributions(census, outputDimension: outputs, seen: s) == expected,
            "\(census), K=\(outputs), s=\(s)")
        }
      }
    }
  }

  /// On every small combination of dead units, levels and losses: half the exact rank is the lower
  /// end or below the value, the upper end is r_a/2 and the contributions, r_a the exact rank of
  /// the active units alone; where nothing is in the way the value is proved.
  @Test func intervalsOnAGrid() throws {
    var random = SeededGenerator(seed: 311)
    var (provedCount, intervals) = (0, 0)
    let knowledge: [(Int, Int, (QuadraticNetwork, [Rational]) throws -> Setting, Int)] = [
      (3, 2, { Setting(family: .quadratic($0), weights: $1) }, 3),
      (4, 3, { Setting(family: .quadratic($0), weights: $1) }, 4),
      (2, 4, { Setting(family: .quadratic($0), weights: $1) }, 2),
      (6, 3, { try addition(3, width: $0.width, weights: $1) }, 5),
      (6, 3, { try addition(3, width: $0.width, loss: .plain, weights: $1) }, 5),
    ]
    for (d, outputs, make, seen) in knowledge {
      for active in 0...2 {
        for (silent, unseen, both) in [
          (0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (2, 0, 0), (1, 1, 0), (1, 1, 1), (0, 2, 0),
        ] where active + silent + unseen + both > 0 {
          let m = active + silent + unseen + both
          let network = try QuadraticNetwork(
            inputDimension: d, width: m, outputDimension: outputs)
          let point = weights(
            network, silent: silent, unseen: unseen, both: both, using: &random)
          let setting = try make(network, point)
          let comment =
            "d=\(d) K=\(outputs) active \(active), dead \(silent) \(unseen) \(both) "
            + "\(setting.compareLevel)"
          // Without inactive units there is nothing to say.
          guard silent + unseen + both > 0 else {
            #expect(Subject.result(setting) == nil, "\(comment)")
            continue
          }
          let result = try #require(Subject.result(setting), "\(comment)")
          let rank = exactRank(setting)
          let activeRank = try self.activeRank(setting, network, point, active)
          guard let interval = result.interval else {
            // Only when the active part is not known to be regular.
            #expect(activeRank > 0, "\(comment)")
            continue
          }
          let contributions = Subject.contributions(
            UnitCensus(active: active, zeroOutput: silent, zeroInput: unseen, zeroBoth: both),
            outputDimension: outputs, seen: seen)
          #expect(interval[1] == Rational(activeRank, 2) + contributions, "\(comment)")
          #expect(interval[1] >= Rational(rank, 2), "\(comment)")
          if result.proved != nil {
            provedCount += 1
            #expect(both == 0 || (both == 1 && silent + unseen == 0), "\(comment)")
            // Without units at w = 0 everything is of first order: lambda = r*/2.
            if unseen + both == 0 { #expect(interval[0] == Rational(rank, 2), "\(comment)") }
          } else {
            intervals += 1
            #expect(interval[0] == Rational(rank, 2), "\(comment)")
          }
          let certified = CertifiedCoefficient(
            point: try PointRank(
              of: try #require(setting.map(at: setting.compareLevel)), at: point, seed: 1),
            generic: nil, level: setting.compareLevel)
          #expect(interval[0] <= certified.upper && certified.lower <= interval[1], "\(comment)")
        }
      }
    }
    #expect(provedCount > 20 && intervals > 20, "\(provedCount) proved, \(intervals) intervals")
  }

  private func activeRank(
    _ setting: Setting, _ network: QuadraticNetwork, _ weights: [Rational], _ active: Int
  ) throws -> Int {
    guard active > 0 else { return 0 }
    let part = try QuadraticNetwork(
      inputDimension: network.inputDimension, width: active,
      outputDimension: network.outputDimension)
    var kept = Array(weights[0..<active * network.inputDimension])
    for k in 0..<network.outputDimension {
      for j in 0..<active { kept.append(weights[network.outputWeights.index(k, j)]) }
    }
    return exactRank(
      Setting(
        family: .quadratic(part), task: setting.task, inputs: setting.inputs, loss: setting.loss,
        weights: kept))
  }

  /// Single dead units on their own: K/2 at v = 0; d/4 at w = 0; min(K/2, d/4) at 0, where the
  /// coefficient of ||v||^2 ||w||^4 has multiplicity 2 if the two are equal.
  @Test func singleUnits() throws {
    for d in 1...5 {
      for outputs in 1...4 {
        let family = try quadratic(d, 1, outputs)
        func interval(_ w: Int, _ v: Int) throws -> [Rational]? {
          let weights =
            Array(repeating: Rational(w), count: d) + Array(repeating: Rational(v), count: outputs)
          return Subject.result(Setting(family: family, weights: weights))?.interval
        }
        let (k, s) = (Rational(outputs, 2), Rational(d, 4))
        #expect(try interval(1, 0) == [k, k], "d=\(d) K=\(outputs)")
        #expect(try interval(0, 1) == [s, s], "d=\(d) K=\(outputs)")
        let zero = Setting(family: family, weights: Array(repeating: 0, count: d + outputs))
        #expect(
          Subject.result(zero)?.prediction
            == .proved(LearningCoefficient(min(k, s), multiplicity: k == s ? 2 : 1)),
          "d=\(d) K=\(outputs)")
      }
    }
  }

  /// Modular addition, one unit with v = 1 that is zero on every pair: s = 2p - 1 replaces d, at
  /// both losses, and w = (c, -c) is as good as w = 0.
  @Test func unseenUnitsOfModularAddition() throws {
    for p in 2...4 {
      for shift in [0, 3] {
        let w = (0..<2 * p).map { Rational($0 < p ? shift : -shift) }
        for loss in LossKind.allCases {
          let setting = try addition(
            p, width: 1, loss: loss, weights: w + Array(repeating: 1, count: p))
          #expect(exactRank(setting) == 0)
          let s = Rational(2 * p - 1, 4)
          #expect(Subject.result(setting)?.interval == [s, s], "p=\(p) shift \(shift) \(loss)")
        }
      }
    }
  }

  /// On two pairs with a centred loss the norm of a unit at w = 0 also vanishes where its square is
  /// constant, and s/4 = 1/2 is not claimed with multiplicity 1. On one pair the loss is zero.
  @Test func unseenUnitsOnPartsOfThePairs() throws {
    let weights = Array(repeating: Rational(0), count: 6) + Array(repeating: 1, count: 3)
    let two = try #require(
      Subject.result(try addition(3, width: 1, pairs: 2, weights: weights)))
    #expect(two.prediction == .bounded(lower: 0, upper: Rational(1, 2)))
    let one = try #require(
      Subject.result(try addition(3, width: 1, pairs: 1, weights: weights)))
    #expect(one.interval == [0, 0])
  }

  /// Units that add nothing: the active part saturates the coordinates, so the value is that of the
  /// rank.
  @Test func saturatedActivePart() throws {
    var random = SeededGenerator(seed: 312)
    let network = try QuadraticNetwork(inputDimension: 2, width: 5, outputDimension: 2)
    let point = weights(network, silent: 1, unseen: 0, both: 1, using: &random)
    let setting = Setting(family: .quadratic(network), weights: point)
    let evidence = Evidence(for: setting)
    let result = try #require(Subject.evaluate(setting, evidence))
    #expect(result.interval == [3, 3])
    #expect(ExactRankCertificate.evaluate(setting, evidence)?.proved == 3)
    #expect(TheoremReport(setting, evidence).certified.upper == 3)
  }

  /// Without weights, from the numbers of units alone.
  @Test func declaredUnits() throws {
    let census = UnitCensus(active: 2, zeroOutput: 1, zeroInput: 1, zeroBoth: 1)
    let gaussian = try #require(
      Subject.result(Setting(family: try quadratic(4, 5, 3), declaredUnits: census)))
    #expect(gaussian.interval == [6, Rational(6) + Rational(3, 2) + 1 + 1])
    #expect(gaussian.decisive == nil)
    let task = try ModularAddition(modulus: 5)
    let setting = Setting(
      family: .quadratic(try task.network(width: 5)), task: task,
      inputs: .finite(.allPairs(of: task)), loss: .centred, declaredUnits: census)
    // Two active units of 3p - 2 = 13; K/2 = 5/2; (2p-1)/4 = 9/4.
    let addition = try #require(Subject.result(setting, levels: []))
    #expect(
      addition.interval == [13, Rational(13) + Rational(5, 2) + Rational(9, 4) + Rational(9, 4)])
    // One output: two units have 5 = 2 * 3 - 1 dimensions and not 6; (4, 5, 3) has 29 and not 30.
    for (d, m, outputs, active, rank) in [(3, 3, 1, 2, 5), (4, 6, 3, 5, 29), (2, 9, 2, 8, 6)] {
      let one = try #require(
        Subject.result(
          Setting(
            family: try quadratic(d, m, outputs),
            declaredUnits: UnitCensus(active: active, zeroOutput: m - active))))
      let expected = Rational(rank, 2)
      #expect(one.interval == [expected, expected + Rational((m - active) * outputs, 2)])
    }
    #expect(Subject.result(Setting(family: try quadratic(4, 5, 3))) == nil)
    #expect(Subject.result(Setting(family: try biased(2, 2), declaredUnits: census)) == nil)
    let lazy = Setting(family: try quadratic(4, 5, 3), regime: .lazy, declaredUnits: census)
    #expect(Subject.result(lazy)?.prediction == .inapplicable(atLevelOnly: nil))
  }

  /// One unit with both weights zero beside active ones (Proofs/VanishingUnit.md): the value is
  /// r_a/2 + min(K/2, d/4), of multiplicity 2 exactly where d = 2K; not claimed for K = 2 or for
  /// active units with parallel output weights.
  @Test func vanishingUnitBesideActiveOnes() throws {
    var random = SeededGenerator(seed: 318)
    for (d, outputs, multiplicity) in [(4, 3, 1), (6, 3, 2), (7, 3, 1), (3, 3, 1), (3, 4, 1)] {
      let network = try QuadraticNetwork(inputDimension: d, width: 3, outputDimension: outputs)
      let point = weights(network, silent: 0, unseen: 0, both: 1, using: &random)
      let value = Rational(2 * (d + outputs - 1), 2) + min(Rational(outputs, 2), Rational(d, 4))
      let expected = Prediction.proved(LearningCoefficient(value, multiplicity: multiplicity))
      let given = Setting(family: .quadratic(network), weights: point)
      #expect(Subject.result(given)?.prediction == expected, "d=\(d) K=\(outputs)")
      let declared = Setting(
        family: .quadratic(network), declaredUnits: UnitCensus(active: 2, zeroBoth: 1))
      #expect(Subject.result(declared)?.prediction == expected, "d=\(d) K=\(outputs)")
      var parallel = point
      for k in 0..<outputs {
        parallel[network.outputWeights.index(k, 1)] = parallel[network.outputWeights.index(k, 0)]
      }
      #expect(
        Subject.result(Setting(family: .quadratic(network), weights: parallel))?.proved == nil)
    }
    let two = try QuadraticNetwork(inputDimension: 3, width: 3, outputDimension: 2)
    let point = weights(two, silent: 0, unseen: 0, both: 1, using: &random)
    #expect(Subject.result(Setting(family: .quadratic(two), weights: point))?.proved == nil)
  }
}
