import ExactAlgebra
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

/// On small dyadic weights and n = 4 samples every operation of the floating-point gradient is
/// exact, so it has to equal the derivative over dual dyadic numbers, to the last bit.
@Suite("Gradients against dual numbers, exactly")
struct ExactGradientTests {
  private typealias Ring = DualRing<DyadicRing>
  private let ring = DualRing(DyadicRing())

  /// Multiples of 1/8 between -2 and 2.
  private func dyadic(_ count: Int, seed: UInt64) -> [Double] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Double(Int.random(in: -16...16, using: &random)) / 8 }
  }

  private func exact(_ value: Double) throws -> Dyadic { try #require(Dyadic(exactly: value)) }

  /// `1/(2n) sum || P (f - y) ||^2` over dual dyadics, n = 4: means and the factor are exact.
  private func lossDerivative(
    _ family: ModelFamily, inputs: RealMatrix, targets: RealMatrix, centring: Centring,
    weights: [Double], along index: Int
  ) throws -> Dyadic {
    let n = inputs.rows
    let point = try weights.enumerated().map {
      Dual(try exact($1), Dyadic($0 == index ? 1 : 0))
    }
    let quarter = ring.constant(try exact(0.25))
    var residuals: [[Dual<Dyadic>]] = []
    for i in 0..<n {
      let x = try (0..<inputs.columns).map { ring.constant(try exact(inputs[i, $0])) }
      let outputs: [Dual<Dyadic>] =
        switch family {
        case .quadratic(let network): network.outputs(x, weights: point, in: ring)
        case .biasedQuadratic(let network): [network.output(x, weights: point, in: ring)]
        }
      residuals.append(
        try outputs.enumerated().map { k, value in
          ring.subtract(value, ring.constant(try exact(targets[i, k])))
        })
    }
    if centring == .centred {
      for k in residuals[0].indices {
        let mean = ring.multiply(quarter, ring.sum(residuals.map { $0[k] }))
        for i in 0..<n { residuals[i][k] = ring.subtract(residuals[i][k], mean) }
      }
    }
    let sum = ring.sum(residuals.flatMap { $0 }.map { ring.square($0) })
    return ring.multiply(ring.constant(try exact(0.125)), sum).derivative
  }

  private func check(_ family: ModelFamily, _ inputs: NetworkInputs, _ centring: Centring) throws {
    let weights = dyadic(family.parameterCount, seed: 11)
    let targets = RealMatrix(
      rows: 4, columns: family.outputDimension,
      values: dyadic(4 * family.outputDimension, seed: 12))
    let loss = try QuadraticLoss(
      family: family, inputs: inputs, targets: targets, centring: centring)
    let gradient = loss.lossAndGradient(at: weights).gradient
    for i in weights.indices {
      let derivative = try lossDerivative(
        family, inputs: inputs.matrix, targets: targets, centring: centring, weights: weights,
        along: i)
      #expect(derivative.exactDouble == gradient[i], "\(family) \(centring) weight \(i)")
    }
  }

  @Test(arguments: Centring.allCases)
  func pairs(_ centring: Centring) throws {
    let task = try ModularAddition(modulus: 2)
    let network = try task.network(width: 5)
    try check(.quadratic(network), .pairs(task.pairs, modulus: 2), centring)
  }

  @Test(arguments: Centring.allCases)
  func denseInputs(_ centring: Centring) throws {
    let inputs = NetworkInputs.dense(
      RealMatrix(rows: 4, columns: 3, values: dyadic(12, seed: 13)))
    let network = try QuadraticNetwork(inputDimension: 3, width: 4, outputDimension: 2)
    try check(.quadratic(network), inputs, centring)
    try check(
      .biasedQuadratic(try BiasedQuadraticNetwork(inputDimension: 3, width: 4)), inputs, centring)
  }
}
