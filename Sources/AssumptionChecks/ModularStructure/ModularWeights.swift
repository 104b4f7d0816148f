import ModelFamilies

/// The weights of a network for addition modulo p, unit by unit.
struct ModularWeights: Sendable {
  let task: ModularAddition
  let network: QuadraticNetwork

  /// - Precondition: d = 2p and K = p.
  init(_ task: ModularAddition, _ network: QuadraticNetwork) {
    precondition(
      network.inputDimension == task.inputDimension
        && network.outputDimension == task.outputDimension,
      "a network of d = \(network.inputDimension), K = \(network.outputDimension)")
    self.task = task
    self.network = network
  }

  /// u(a) and s(b), the two halves of row j of W, and v(c), column j of V.
  func functions(_ unit: Int, in weights: [Double]) -> (u: [Double], s: [Double], v: [Double]) {
    let p = task.modulus
    let row = network.inputWeights.index(unit, 0)
    return (
      Array(weights[row..<row + p]), Array(weights[row + p..<row + 2 * p]),
      (0..<p).map { weights[network.outputWeights.index($0, unit)] }
    )
  }

  func set(
    _ functions: (u: [Double], s: [Double], v: [Double]), ofUnit unit: Int,
    in weights: inout [Double]
  ) {
    let row = network.inputWeights.index(unit, 0)
    for (a, value) in (functions.u + functions.s).enumerated() { weights[row + a] = value }
    for (c, value) in functions.v.enumerated() {
      weights[network.outputWeights.index(c, unit)] = value
    }
  }
}
