import LLCSampling
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

/// Losses whose coefficient is known, at a zero.
struct KnownCase: Sendable, CustomTestStringConvertible {
  let name: String
  let loss: any ResidualLoss
  let centre: [Double]

  var testDescription: String { name }

  /// The standard Gaussian population of inputs; planted weights, the last units inactive.
  static func network(
    _ name: String, _ family: ModelFamily, seed: UInt64 = 1, centring: Centring = .plain,
    change: (inout [Double]) -> Void = { _ in }
  ) throws -> KnownCase {
    var weights = testNormals(family.parameterCount, seed)
    change(&weights)
    return KnownCase(
      name: name,
      loss: try CoordinateQuadraticLoss(
        family, teacher: weights, gram: try .gaussian(family, centring: centring)),
      centre: weights)
  }

  static func quadratic(_ d: Int, _ m: Int, _ k: Int, seed: UInt64 = 1) throws -> KnownCase {
    try network(
      "quadratic d=\(d) m=\(m) K=\(k)",
      .quadratic(try QuadraticNetwork(inputDimension: d, width: m, outputDimension: k)), seed: seed)
  }

  /// Theorem G.1: (d+1)(d+2)/4.
  static func biased(_ d: Int, _ m: Int, seed: UInt64 = 1) throws -> KnownCase {
    try network(
      "G.1 d=\(d) m=\(m)",
      .biasedQuadratic(try BiasedQuadraticNetwork(inputDimension: d, width: m)), seed: seed)
  }

  static func linear(
    _ widths: [Int], rank: Int, factors: [Int]? = nil, seed: UInt64 = 1
  ) throws -> KnownCase {
    let network = try DeepLinearNetwork(widths: widths)
    let teacher = try DeepLinearTeacher(network, rank: rank, factorRanks: factors, seed: seed)
    return KnownCase(
      name: "linear \(widths) r=\(rank) at \(factors ?? [])",
      loss: try DeepLinearLoss(network, teacher: teacher.weights), centre: teacher.weights)
  }

  /// All pairs, centred; a planted teacher.
  static func modularAddition(_ p: Int, _ m: Int, seed: UInt64 = 1) throws -> KnownCase {
    let task = try ModularAddition(modulus: p)
    let network = try task.network(width: m)
    let weights = testNormals(network.parameterCount, seed)
    let inputs = NetworkInputs.pairs(task.pairs, modulus: p)
    let targets = try QuadraticLoss.teacherTargets(
      family: .quadratic(network), weights: weights, inputs: inputs)
    return KnownCase(
      name: "modular addition p=\(p) m=\(m)",
      loss: try QuadraticLoss(network, inputs: inputs, targets: targets, centring: .centred),
      centre: weights)
  }

  /// `K = prod x_i^(e_i)` at the origin.
  static func crossing(_ exponents: [Int]) throws -> KnownCase {
    KnownCase(
      name: "crossing \(exponents)",
      loss: try PolynomialLoss(
        variables: exponents.count, residuals: [.monomial(exponents.map { $0 / 2 })]),
      centre: exponents.map { _ in 0 })
  }

  static func regularModel(n: Int, d: Int) throws -> KnownCase {
    KnownCase(
      name: "regression n=\(n) d=\(d)",
      loss: try LinearLoss(
        regressors: RealMatrix(rows: n, columns: d, values: testNormals(n * d, 2)),
        targets: RealMatrix(rows: n, columns: 1), centring: .plain),
      centre: [Double](repeating: 0, count: d))
  }
}

func testNormals(_ count: Int, _ seed: UInt64) -> [Double] {
  var stream = RandomStream(seed: seed, purpose: .testing)
  return stream.normals(count)
}

/// A loss with one thing changed: what an evaluation returns, told the workspace's number and how
/// many evaluations with a gradient that workspace has made.
struct TamperedLoss: ResidualLoss {
  let base: any ResidualLoss
  let tamper: @Sendable (_ workspace: Int, _ evaluation: Int, _ loss: Double) -> Double
  private let counter = Counter()

  init(
    _ base: any ResidualLoss,
    _ tamper: @escaping @Sendable (_ workspace: Int, _ evaluation: Int, _ loss: Double) -> Double
  ) {
    self.base = base
    self.tamper = tamper
  }

  var parameterCount: Int { base.parameterCount }
  var sampleSize: Int { base.sampleSize }
  var residualCount: Int { base.residualCount }
  var gradientOperations: Double { base.gradientOperations }
  func residual(at weights: [Double]) -> [Double] { base.residual(at: weights) }
  func residualJacobian(at weights: [Double]) -> RealMatrix { base.residualJacobian(at: weights) }
  func makeWorkspace() -> any LossWorkspace {
    counter.value += 1
    return Workspace(base.makeWorkspace(), number: counter.value, tamper)
  }

  /// Workspaces are made by one task at a time.
  private final class Counter: @unchecked Sendable { var value = -1 }

  private final class Workspace: LossWorkspace {
    let base: any LossWorkspace
    let number: Int
    let tamper: @Sendable (Int, Int, Double) -> Double
    var evaluations = 0

    init(
      _ base: any LossWorkspace, number: Int,
      _ tamper: @escaping @Sendable (Int, Int, Double) -> Double
    ) {
      self.base = base
      self.number = number
      self.tamper = tamper
    }

    func empiricalLoss(at weights: UnsafePointer<Double>) -> Double {
      tamper(number, 0, base.empiricalLoss(at: weights))
    }

    func empiricalLoss(
      at weights: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>
    ) -> Double {
      evaluations += 1
      return tamper(number, evaluations, base.empiricalLoss(at: weights, gradient: gradient))
    }
  }
}
