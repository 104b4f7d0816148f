import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

/// The program's own functions against tables that Coq computes from the formulas whose relations are proved
/// in `Proofs/Coq/Formulas`, row by row.
@Suite("Tables of formulas printed by Coq")
struct FormulaTableTests {
  /// The arguments of a row to its values; nil where the program has none.
  typealias Formula = @Sendable (_ arguments: [Int]) throws -> [Rational]

  static func known(_ known: KnownCoefficient) -> [Rational] {
    [known.value, Rational(known.multiplicity ?? 0)]
  }

  /// The multiplicity of a theorem's value is 1 throughout.
  static func value(_ coefficient: LearningCoefficient) -> [Rational] {
    coefficient.multiplicity == 1 ? [coefficient.value] : []
  }

  static let theorems: [String: (arguments: Int, formula: Formula)] = [
    "overparametrised": (
      2, { value(OverparametrisedQuadratic.value(inputDimension: $0[1], outputDimension: $0[0])) }
    ),
    "underparametrised": (
      3,
      {
        value(
          UnderparametrisedQuadratic.value(
            inputDimension: $0[0], width: $0[1], outputDimension: $0[2]))
      }
    ),
    "overparametrised-biased": (
      1, { value(OverparametrisedBiasedQuadratic.value(inputDimension: $0[0])) }
    ),
    "underparametrised-biased": (
      2, { value(UnderparametrisedBiasedQuadratic.value(inputDimension: $0[0], width: $0[1])) }
    ),
    "linearised": (1, { value(NeuralTangentKernel.value(rank: $0[0])) }),
    "submersion": (1, { value(RegularReparametrisation.value(coordinates: $0[0])) }),
    "frozen-features": (
      2, { value(RandomFeatures.value(outputDimension: $0[0], rank: $0[1])) }
    ),
    "polynomial-features": (
      3,
      {
        let bounds = PolynomialFeatures.bounds(
          outputDimension: $0[0], width: $0[1], inputRank: $0[2])
        return [bounds.lower, bounds.upper]
      }
    ),
    "one-hot-features": (
      4,
      {
        value(
          ModularAdditionFeatures.value(
            outputDimension: $0[0], width: $0[1], pairCount: $0[2],
            loss: $0[3] == 1 ? .centred : .plain))
      }
    ),
    "effective-width": (
      3,
      {
        value(
          EffectiveWidth.value(
            inputDimension: $0[0], effectiveWidth: $0[1], outputDimension: $0[2]))
      }
    ),
    "contributions": (
      5,
      {
        let census = UnitCensus(active: 0, zeroOutput: $0[0], zeroInput: $0[1], zeroBoth: $0[2])
        return [InactiveUnits.contributions(census, outputDimension: $0[3], seen: $0[4])]
      }
    ),
    "certificate": (
      4,
      {
        let found = CertifiedCoefficient.interval(
          rank: $0[0], weights: $0[1], orbit: $0[2], genericBound: $0[3])
        return [found.lower, found.upper]
      }
    ),
  ]

  static let closedForms: [String: (arguments: Int, formula: Formula)] = [
    "regular": (1, { known(RegularCoefficient.value(parameters: $0[0])) }),
    "normal-crossing": (
      6,
      {
        known(
          NormalCrossingCoefficient.value(
            exponents: [$0[0], $0[2], $0[4]], prior: [$0[1], $0[3], $0[5]]))
      }
    ),
    "two-layer": (
      6,
      {
        known(
          TwoLayerLinearCoefficient.value(
            input: $0[0], hidden: $0[1], output: $0[2], firstRank: $0[3], secondRank: $0[4],
            rank: $0[5]))
      }
    ),
    "reduced-rank": (
      4,
      {
        let (rank, local) = ($0[3], TwoLayerLinearCoefficient.self)
        return known(
          local.value(
            input: $0[0], hidden: $0[1], output: $0[2], firstRank: rank, secondRank: rank,
            rank: rank))
      }
    ),
    "low-rank": (2, { known(LowRankCoefficient.value(dimension: $0[0], rank: $0[1])) }),
    "deep-linear": (
      5, { known(DeepLinearCoefficient.value(widths: Array($0[..<4]), rank: $0[4])) }
    ),
    "deeper-linear": (
      6, { known(DeepLinearCoefficient.value(widths: Array($0[..<5]), rank: $0[5])) }
    ),
    "polynomial-regression": (
      2,
      { known(PolynomialRegressionCoefficient.value(distinctPoints: $0[0], degree: $0[1])) }
    ),
    "nmf": (
      4,
      {
        let form = NonnegativeFactorisationCoefficient.self
        let (m, n, h, rank) = ($0[0], $0[1], $0[2], $0[3])
        let known = form.value(rows: m, columns: n, inner: h, rank: rank)
        let upper = form.upperBound(rows: m, columns: n, inner: h, rank: rank)
        return [
          known == nil ? 0 : 1, form.lowerBound(rows: m, columns: n, inner: h, rank: rank),
          known?.value ?? upper, Rational(known?.multiplicity ?? 1),
        ]
      }
    ),
    "factor-upper": (
      3,
      {
        [FactorAnalysisCoefficient.upperBound(variables: $0[0], factors: $0[1], rank: $0[2])]
      }
    ),
    "one-factor": (
      1,
      {
        FactorAnalysisCoefficient.value(variables: $0[0], factors: 1, rank: 0).map(known) ?? []
      }
    ),
    "naive-bayes": (
      2, { known(NaiveBayesCoefficient.value(features: $0[0], dependent: $0[1])) }
    ),
    "vandermonde": (2, { known(VandermondeCoefficient.value(units: $0[0], step: $0[1])) }),
    "determinantal": (
      3, { known(DeterminantalCoefficient.value(rows: $0[0], columns: $0[1], minors: $0[2])) }
    ),
  ]

  static let ranks: [String: (arguments: Int, formula: Formula)] = [
    "expected-rank": (
      3,
      {
        let found = ExpectedRank(inputDimension: $0[0], outputDimension: $0[1], width: $0[2])
        return [Rational(found.formula), Rational(found.value)]
      }
    ),
    "modular-addition": (
      2,
      { row in
        [Level.coordinates, .data, .centred].map {
          Rational(ExpectedRank(modulus: row[0], width: row[1], level: $0).value)
        }
      }
    ),
    "expected-dimension": (
      6,
      {
        let network = try PolynomialNetwork(widths: Array($0[..<4]), degrees: [$0[4], $0[5]])
        return [Rational(network.expectedDimension)]
      }
    ),
  ]

  static let formulas = theorems.merging(closedForms) { first, _ in first }
    .merging(ranks) { first, _ in first }

  @Test(arguments: formulas.keys.sorted()) func agrees(_ name: String) throws {
    let table = try FormulaTable(name)
    let (arguments, formula) = Self.formulas[name]!
    #expect(table.rows.count >= 30, "\(name) has \(table.rows.count) rows")
    var different: [[Int]] = []
    for row in table.rows {
      let found = try formula(Array(row[..<arguments]))
      if found.isEmpty || found != table.values(row, after: arguments) { different.append(row) }
    }
    #expect(different.isEmpty, "\(name): \(different.count) rows, first \(different.first ?? [])")
  }

  /// Every table has a formula here and every formula a table; thousands of rows in all.
  @Test func everyTableIsRead() throws {
    let names = try FormulaTable.names()
    #expect(names == Self.formulas.keys.sorted())
    #expect(try names.reduce(0) { try $0 + FormulaTable($1).rows.count } > 15_000)
  }

  /// The four cases of the source give reduced rank regression as a deep network of two layers too.
  @Test func reducedRankAsDeepNetwork() throws {
    let table = try FormulaTable("reduced-rank")
    for row in table.rows {
      let deep = DeepLinearCoefficient.value(widths: Array(row[..<3]), rank: row[3])
      #expect(Self.known(deep) == table.values(row, after: 4), "\(row)")
    }
  }
}
