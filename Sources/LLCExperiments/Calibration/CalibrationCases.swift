import ExactAlgebra
import LLCTheorems
import ModelFamilies
import NumericModels

/// The table of `slt calibrate`: models whose coefficient is known, measured by one protocol.
public enum CalibrationCases {
  /// - Throws: never for the table as it is; `DimensionError` if a dimension were wrong.
  public static func all() throws -> [CaseSpec] {
    try regular() + networks() + modularAddition() + linearNetworks() + inactiveUnits()
      + polynomials()
  }

  private static func regular() throws -> [CaseSpec] {
    [
      CaseSpec(
        name: "regular linear model, d=20",
        model: .regression(RegressionSpec(inputDimension: 20, samples: 100)))
    ]
  }

  private static func networks() throws -> [CaseSpec] {
    func biased(_ d: Int, _ m: Int) throws -> ModelFamily {
      .biasedQuadratic(try BiasedQuadraticNetwork(inputDimension: d, width: m))
    }
    func network(
      _ name: String, _ family: ModelFamily, _ data: DataSpec, _ regime: Regime = .full
    ) -> CaseSpec {
      CaseSpec(name: name, model: .network(NetworkSpec(family: family, data: data, regime: regime)))
    }
    let sample = DataSpec.gaussian(samples: 128)
    return [
      network("b: G.1, d=4 m=6", try biased(4, 6), sample),
      network("G.1 in law, d=4 m=6", try biased(4, 6), .gaussianPopulation),
      network("G.2, d=5 m=2", try biased(5, 2), sample),
      network("4.1, d=4 K=3 m=12", try quadratic(4, 12, 3), sample),
      network("4.2, d=6 K=4 m=3", try quadratic(6, 3, 4), sample),
      network("c: d=6 K=4 m=30", try quadratic(6, 30, 4), .gaussianPopulation),
      network("d: d=8 K=4 m=4", try quadratic(8, 4, 4), .gaussianPopulation),
      network("5.1 NTK, d=4 K=3 m=3", try quadratic(4, 3, 3), sample, .ntk),
      network("5.2 lazy, d=4 K=3 m=6", try quadratic(4, 6, 3), sample, .lazy),
    ]
  }

  private static func quadratic(_ d: Int, _ m: Int, _ k: Int) throws -> ModelFamily {
    .quadratic(try QuadraticNetwork(inputDimension: d, width: m, outputDimension: k))
  }

  /// An under- and an over-parametrised width for each modulus; the case e is p = 7, m = 64.
  private static func modularAddition() throws -> [CaseSpec] {
    try [(5, 6), (5, 32), (7, 10), (7, 64), (11, 20), (11, 64)].map { modulus, width in
      let task = try ModularAddition(modulus: modulus)
      return CaseSpec(
        name:
          "\(modulus == 7 && width == 64 ? "e: " : "")modular addition, p=\(modulus) m=\(width)",
        model: .network(
          NetworkSpec(
            family: .quadratic(try task.network(width: width)), data: .modularAddition(task),
            loss: .centred)))
    }
  }

  private static func linearNetworks() throws -> [CaseSpec] {
    func linear(_ name: String, _ widths: [Int], _ rank: Int, _ factors: [Int]?) throws -> CaseSpec
    {
      CaseSpec(
        name: name,
        model: .deepLinear(
          DeepLinearSpec(
            network: try DeepLinearNetwork(widths: widths), rank: rank, factorRanks: factors)))
    }
    let ten = [10, 10, 10]
    return [
      try linear("linear [6,4,5] r=2", [6, 4, 5], 2, nil),
      try linear("a1: linear [10,10,10] r=5 at (5,5)", ten, 5, [5, 5]),
      try linear("linear [10,10,10] r=5 at (5,8)", ten, 5, [5, 8]),
      try linear("linear [10,10,10] r=5 at (5,9)", ten, 5, [5, 9]),
      try linear("linear [10,10,10] r=5 at (5,10)", ten, 5, [5, 10]),
      try linear("a2: linear [10,10,10] r=5 at (10,5)", ten, 5, [10, 5]),
      try linear("linear [8,8,8,8] r=3", [8, 8, 8, 8], 3, nil),
    ]
  }

  /// Beside two active units, d = 4, K = 3, whose own coefficient is 6.
  private static func inactiveUnits() throws -> [CaseSpec] {
    // What exact ranks and theorems leave open is d/4 for a unit with w = 0: conjectured.
    let kinds: [(String, UnitCensus, Rational)] = [
      ("v=0", UnitCensus(active: 2, zeroOutput: 1), Rational(15, 2)),
      ("w=0", UnitCensus(active: 2, zeroInput: 1), 7),
      ("v=0 and w=0", UnitCensus(active: 2, zeroBoth: 1), 7),
      (
        "one of each", UnitCensus(active: 2, zeroOutput: 1, zeroInput: 1, zeroBoth: 1),
        Rational(19, 2)
      ),
    ]
    return try kinds.map { kind, census, conjecture in
      CaseSpec(
        name: "inactive unit, \(kind)",
        model: .network(
          NetworkSpec(
            family: try quadratic(4, 2 + census.inactive, 3), data: .gaussianPopulation,
            point: .planted(scale: 1, inactive: census))),
        statedTruth: KnownCoefficient(
          value: conjecture, multiplicity: 1,
          standing: .conjectured(
            because: "K/2, d/4 and min(K/2, d/4) for the kinds of inactive units")))
    }
  }

  private static func polynomials() throws -> [CaseSpec] {
    func crossing(_ name: String, _ exponents: [Int]) -> CaseSpec {
      CaseSpec(name: name, model: .polynomial(PolynomialSpec(crossing: exponents)))
    }
    func other(
      _ name: String, _ variables: Int, _ residuals: [Polynomial], _ value: Rational
    ) -> CaseSpec {
      CaseSpec(
        name: name,
        model: .polynomial(PolynomialSpec(variables: variables, residuals: residuals)),
        statedTruth: KnownCoefficient(
          value: value, multiplicity: 1, standing: .stated(source: "Newton polyhedron")))
    }
    let cusp = Polynomial([.init(1, [0, 2]), .init(-1, [3, 0])])
    return [
      crossing("x^4", [4]),
      other("x^2 + y^4", 2, [.monomial([1, 0]), .monomial([0, 2])], Rational(3, 4)),
      other(
        "(x^2 + y^2)^2", 2, [Polynomial([.init(1, [2, 0]), .init(1, [0, 2])])], Rational(1, 2)),
      crossing("x^2 y^4", [2, 4]), crossing("x^2 y^2", [2, 2]),
      crossing("x^2 y^2 z^2", [2, 2, 2]),
      other("cusp, (y^2 - x^3)^2", 2, [cusp], Rational(5, 12)),
    ]
  }
}
