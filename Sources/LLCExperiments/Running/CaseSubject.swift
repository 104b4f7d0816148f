import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import NumericAlgebra
import NumericModels

/// A case made concrete: what is sampled, where, and what theory says there.
struct CaseSubject {
  let loss: any ResidualLoss
  /// w*.
  let centre: [Double]
  let theory: CaseTheory

  init(loss: any ResidualLoss, centre: [Double], theory: CaseTheory) {
    self.loss = loss
    self.centre = centre
    self.theory = theory
  }

  /// - Parameter training: told the epochs done of a trained point.
  /// - Throws: `ExperimentError`; `CancellationError`.
  init(
    _ spec: CaseSpec, seed: UInt64, limits: RankLimits = RankLimits(),
    training: ((Int) -> Void)? = nil
  ) throws {
    switch spec.model {
    case .network(let network):
      let model = try NetworkCase(spec.name, network, seed: seed, training: training)
      centre = model.centre
      // A protocol that needs no samples takes whichever form of the loss is the cheaper one.
      if case .automatic = spec.sampler, let plain = model.loss as? QuadraticLoss,
        model.isPlanted
      {
        loss = try NetworkCase.naming(spec.name) {
          try NetworkCase.throughCoordinates(
            plain, teacher: model.centre, centring: plain.centring)
        }
      } else {
        loss = model.loss
      }
      theory = CaseTheory(model.setting, seed: seed, limits: limits).stating(spec.statedTruth)
    case .deepLinear(let linear):
      (loss, centre, theory) = try NetworkCase.naming(spec.name) {
        try Self.deepLinear(linear, seed: seed)
      }
    case .polynomial(let polynomial):
      (loss, centre, theory) = try NetworkCase.naming(spec.name) {
        try Self.polynomial(polynomial, stated: spec.statedTruth)
      }
    case .regression(let regression):
      (loss, centre, theory) = try NetworkCase.naming(spec.name) {
        try Self.regression(regression, seed: seed)
      }
    }
  }

  private typealias Parts = (loss: any ResidualLoss, centre: [Double], theory: CaseTheory)

  private static func deepLinear(_ spec: DeepLinearSpec, seed: UInt64) throws -> Parts {
    let network = spec.network
    let teacher = try DeepLinearTeacher(
      network, rank: spec.rank, factorRanks: spec.factorRanks, seed: seed)
    let loss = try DeepLinearLoss(network, teacher: teacher.weights)
    let (n, m, r) = (network.inputDimension, network.outputDimension, spec.rank)
    let theory: CaseTheory
    if network.depth == 2 {
      let (a, b) = (teacher.factorRanks[0], teacher.factorRanks[1])
      theory = CaseTheory(
        TwoLayerLinearCoefficient.value(
          input: n, hidden: network.widths[1], output: m, firstRank: a, secondRank: b, rank: r),
        theorem: "reduced rank regression", jacobianRank: m * a + b * n - a * b,
        parameters: network.parameterCount)
    } else if teacher.factorRanks.allSatisfy({ $0 == r }) {
      theory = CaseTheory(
        DeepLinearCoefficient.value(widths: network.widths, rank: r),
        theorem: "deep linear", jacobianRank: network.depth == 1 ? n * m : r * (n + m) - r * r,
        parameters: network.parameterCount)
    } else {
      theory = CaseTheory(
        certified: CertifiedCoefficient(
          level: .coordinates, lower: 0, upper: Rational(network.parameterCount, 2),
          multiplicity: nil, confidence: .proved,
          because: "no closed form is known at these ranks of the factors"))
    }
    return (loss, teacher.weights, theory)
  }

  private static func polynomial(
    _ spec: PolynomialSpec, stated: KnownCoefficient?
  ) throws -> Parts {
    let loss = try PolynomialLoss(variables: spec.variables, residuals: spec.residuals)
    let origin = [Double](repeating: 0, count: spec.variables)
    let theory: CaseTheory
    if let exponents = spec.crossing {
      theory = CaseTheory(
        NormalCrossingCoefficient.value(exponents: exponents), theorem: "normal crossing",
        jacobianRank: 0, parameters: spec.variables)
    } else {
      theory = CaseTheory(
        certified: CertifiedCoefficient(
          level: .coordinates, lower: 0, upper: Rational(spec.variables, 2), multiplicity: nil,
          confidence: .proved, because: "no theorem about this polynomial; D/2 bounds it"),
        known: stated)
    }
    return (loss, origin, theory)
  }

  private static func regression(_ spec: RegressionSpec, seed: UInt64) throws -> Parts {
    var stream = RandomStream(seed: seed, purpose: .inputs)
    let (n, d) = (spec.samples, spec.inputDimension)
    let values = stream.normals(n * d).map { NetworkCase.rounded($0, bits: 8) }
    let loss = try LinearLoss(
      regressors: RealMatrix(rows: n, columns: d, values: values),
      targets: RealMatrix(rows: n, columns: 1), centring: .plain)
    // Multiples of 2^-8, as integers.
    let exact = values.map { Integer(Int($0 * 256)) }
    let rank = FractionFreeElimination.rankProfile(
      of: Matrix(rows: n, columns: d, elements: exact)
    ).rank
    let half = Rational(rank, 2)
    let theory = CaseTheory(
      certified: CertifiedCoefficient(
        level: .coordinates, lower: half, upper: half, multiplicity: 1, confidence: .proved,
        because: "the loss is quadratic and the inputs have rank \(rank)"),
      theorem: "regular model", rank: (rank, rank), isLinear: true)
    return (loss, [Double](repeating: 0, count: d), theory)
  }
}
