import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

/// Relations between the theorems.
@Suite("Consistency of the theorems")
struct ConsistencyTests {
  @Test func valuesThatMeet() {
    for d in 1...12 {
      // G.2 at m = d is G.1.
      #expect(
        UnderparametrisedBiasedQuadratic.value(inputDimension: d, width: d)
          == OverparametrisedBiasedQuadratic.value(inputDimension: d))
      for m in 1..<d {
        #expect(
          UnderparametrisedBiasedQuadratic.value(inputDimension: d, width: m).value
            < UnderparametrisedBiasedQuadratic.value(inputDimension: d, width: m + 1).value)
      }
      for outputs in 1...6 {
        // 4.1 is F.1 with all coordinates.
        #expect(
          OverparametrisedQuadratic.value(inputDimension: d, outputDimension: outputs)
            == RegularReparametrisation.value(coordinates: outputs * d * (d + 1) / 2))
        // 5.5 with every unit active is 4.2.
        #expect(
          EffectiveWidth.value(inputDimension: d, effectiveWidth: 3, outputDimension: outputs)
            == UnderparametrisedQuadratic.value(
              inputDimension: d, width: 3, outputDimension: outputs))
      }
    }
  }

  /// 5.3 from below, 5.3-exact, 5.3 from above, in this order; 5.2 at the span is 5.3-exact.
  @Test func lazyValuesAreOrdered() {
    for p in 2...13 {
      for m in [1, 2 * p - 2, 2 * p - 1, 2 * p, p * p - 1, p * p, 2 * p * p] {
        let bounds = PolynomialFeatures.bounds(
          outputDimension: p, width: m, inputRank: 2 * p - 1)
        let exact = ModularAdditionFeatures.value(
          outputDimension: p, width: m, pairCount: p * p, loss: .centred
        ).value
        #expect(bounds.lower <= exact && exact <= bounds.upper, "p=\(p) m=\(m)")
        #expect(
          exact == RandomFeatures.value(outputDimension: p, rank: min(m, p * p - 1)).value)
      }
    }
  }

  /// The corrected interval has the published 5.5 at its lower end or, where silent units add to the
  /// rank, below it: with r_a/2 the value of the active part.
  @Test func correctedIntervalStartsAtThePublishedValue() throws {
    for (d, m, outputs, active) in [(4, 4, 2, 2), (3, 2, 3, 1), (6, 5, 3, 3)] {
      let census = UnitCensus(active: active, zeroOutput: m - active)
      let setting = Setting(
        family: try quadratic(d, m, outputs), declaredUnits: census)
      let interval = try #require(InactiveUnits.result(setting)?.interval)
      let published = EffectiveWidth.value(
        inputDimension: d, effectiveWidth: active, outputDimension: outputs
      ).value
      #expect(interval[0] == published && interval[1] > published)
    }
  }

  /// In every setting whatever is proved at the level of the loss has one value, inside the
  /// certified interval and inside every proved interval.
  @Test func nothingContradictsAnythingElse() throws {
    var random = SeededGenerator(seed: 341)
    var settings: [Setting] = []
    for (d, m, outputs) in [(2, 1, 1), (3, 2, 1), (3, 4, 1), (2, 3, 2), (4, 5, 3), (3, 3, 3)] {
      let family = try quadratic(d, m, outputs)
      for inputs in [
        InputKnowledge.gaussian, identifyingInputs(d, affine: false),
        .finite(.vectors((0..<d + 1).map { _ in random.point(d, -3...3) })),
      ] {
        for loss in LossKind.allCases {
          for range in [-1...1, -99...99] {
            settings.append(
              Setting(
                family: family, inputs: inputs, loss: loss,
                weights: random.point(family.parameterCount, range)))
          }
        }
      }
    }
    for (d, m) in [(1, 1), (2, 1), (2, 2), (3, 2)] {
      let family = try biased(d, m)
      for loss in LossKind.allCases {
        for range in [-1...1, -99...99] {
          settings.append(
            Setting(
              family: family, inputs: identifyingInputs(d, affine: true), loss: loss,
              weights: random.point(family.parameterCount, range)))
        }
      }
    }
    for p in 2...3 {
      for m in 1...5 {
        for loss in LossKind.allCases {
          for range in [-1...1, -99...99] {
            settings.append(
              try addition(
                p, width: m, loss: loss, weights: random.point(3 * p * m, range)))
          }
        }
      }
    }
    for setting in settings {
      let report = TheoremReport(setting, Evidence(for: setting))
      let comment = "\(setting.family) \(setting.loss) \(setting.weights ?? [])"
      let half = Rational(exactRank(setting), 2)
      #expect(report.certified.lower >= half, "\(comment)")
      #expect(report.certified.upper >= report.certified.lower, "\(comment)")
      for row in report.rows where row.assumptions.allSatisfy(\.verdict.holds) {
        // A theorem of level coordinates with identification proved speaks of the loss.
        let atLoss =
          row.level == setting.compareLevel || row.verdict("the inputs identify") == "holds"
          || row.theorem == UnderparametrisedBiasedQuadratic.self
        guard atLoss, let interval = row.interval else { continue }
        #expect(
          interval[0] <= report.certified.upper && report.certified.lower <= interval[1],
          "\(row.theorem.identifier): \(interval) against \(report.certified), \(comment)")
        #expect(interval[1] >= half, "\(row.theorem.identifier): \(interval), \(comment)")
      }
      // The strongest statement says what the certificate of its level says, or more.
      let own = report.rows.first {
        $0.theorem == ExactRankCertificate.self && $0.level == setting.compareLevel
      }
      if let proved = own?.proved {
        #expect(report.certified.lower == proved && report.certified.upper == proved, "\(comment)")
      }
    }
  }

  /// Reports without weights say nothing at a point, and print every theorem about the family.
  @Test func reportsWithoutWeights() throws {
    let setting = try addition(3, width: 3)
    let report = TheoremReport(setting, Evidence(for: setting))
    #expect(report.compareWith == .centred)
    #expect(report.certified.lower == Rational(21, 2))
    let expected = [
      "4.1", "4.2", "5.1", "5.2", "5.3", "5.3-exact", "5.5", "F.1", "certificate", "certificate",
      "certificate",
    ]
    #expect(report.rows.map { $0.theorem.identifier } == expected)
    #expect(report.advice.contains("centred"))
    for row in report.rows where row.theorem.identifier != ExactRankCertificate.identifier {
      #expect(row.proved == nil, "\(row.theorem.identifier)")
    }
  }

  /// A value beside the verdict `inapplicable` is the coefficient at the row's level: with inactive
  /// units, or units that are seen at level coordinates alone, only what the exact rank confirms.
  @Test func valuesOfAnotherLevelAreConfirmed() throws {
    var random = SeededGenerator(seed: 77)
    for p in [2, 3, 5] {
      let network = try ModularAddition(modulus: p).network(width: 3)
      for plant in 0..<4 {
        var weights = random.point(network.parameterCount)
        for k in 0..<p where plant == 1 { weights[network.outputWeights.index(k, 0)] = 0 }
        for i in 0..<2 * p {
          if plant == 2 { weights[network.inputWeights.index(0, i)] = 0 }
          if plant == 3 { weights[network.inputWeights.index(0, i)] = i < p ? 2 : -2 }
        }
        let setting = try addition(p, width: 3, weights: weights)
        let evidence = Evidence(for: setting)
        let certified = try #require(evidence.certified(.coordinates))
        for row in TheoremReport(setting, evidence).rows where row.level == .coordinates {
          guard case .inapplicable(let value?) = row.prediction else { continue }
          #expect(
            certified.lower <= value.value && value.value <= certified.upper,
            "p=\(p) plant \(plant): \(row.theorem.identifier) says \(value.value)")
        }
      }
    }
  }
}
