import Foundation
import LLCSampling
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

/// Models small enough for a dense spectrum, at a planted zero of the loss.
private enum Model: String, CaseIterable, Sendable {
  case quadratic, modularAddition, deepLinear, logUniform

  func make() throws -> (loss: any ResidualLoss, point: [Double]) {
    var stream = RandomStream(seed: 4, purpose: .testing)
    switch self {
    case .quadratic:  // 300 weights, rank 84
      let family = ModelFamily.quadratic(
        try QuadraticNetwork(inputDimension: 6, width: 30, outputDimension: 4))
      let weights = stream.normals(family.parameterCount)
      return (
        try CoordinateQuadraticLoss(family, teacher: weights, gram: .gaussian(family)), weights
      )
    case .modularAddition:  // 1344 weights, rank 336
      let task = try ModularAddition(modulus: 7)
      let network = try task.network(width: 64)
      let weights = stream.normals(network.parameterCount)
      let inputs = NetworkInputs.pairs(task.pairs, modulus: 7)
      let targets = try QuadraticLoss.teacherTargets(
        family: .quadratic(network), weights: weights, inputs: inputs)
      return (
        try QuadraticLoss(network, inputs: inputs, targets: targets, centring: .centred), weights
      )
    case .deepLinear:  // 2000 weights, rank 450
      let network = try DeepLinearNetwork(widths: [25, 30, 25, 20])
      let teacher = try DeepLinearTeacher(network, rank: 10, seed: 1)
      return (try DeepLinearLoss(network, teacher: teacher.weights), teacher.weights)
    case .logUniform:  // 400 weights, eigenvalues from 1 to 1e-5
      return (try logUniformLoss(400), Array(repeating: 0, count: 400))
    }
  }
}

/// Eigenvalues evenly spaced in the logarithm, in a basis that is no coordinate basis: on a diagonal
/// matrix every sign vector would give the exact trace.
private func logUniformLoss(_ count: Int) throws -> GramLinearLoss {
  var stream = RandomStream(seed: 5, purpose: .testing)
  let normal = stream.normals(count)
  let square = normal.reduce(0) { $0 + $1 * $1 }
  let values = (0..<count).map { pow(10, -5 * Double($0) / Double(count - 1)) }
  // (I - 2 u u^T) diag(values) (I - 2 u u^T), u = normal / |normal|.
  let middle = zip(normal, values).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
  var gram = RealMatrix(rows: count, columns: count)
  for i in 0..<count {
    gram[i, i] = values[i]
    for j in 0..<count {
      gram[i, j] +=
        normal[i] * normal[j]
        * (4 * middle / (square * square) - 2 * (values[i] + values[j]) / square)
    }
  }
  return try GramLinearLoss(
    target: RealMatrix(rows: 1, columns: count), gram: FeatureGram(gram))
}

private func settings(_ nBeta: Double, _ localisation: Double, _ step: Double) -> SamplerSettings {
  SamplerSettings(
    nBeta: nBeta, localisation: localisation, stepSize: step, burnIn: 100, draws: 1000)
}

@Test(
  "traces by Lanczos quadrature agree with the dense spectrum within their own error",
  arguments: Model.allCases)
private func againstDense(_ model: Model) throws {
  let (loss, point) = try model.make()
  let spectrum = try loss.hessianSpectrum(at: point)
  let quadrature = try SpectralQuadrature(loss, at: point, probes: 12, steps: 100)
  #expect(quadrature.parameterCount == loss.parameterCount)
  #expect(quadrature.largest <= spectrum.largest * (1 + 1e-9))
  #expect(quadrature.largest > 0.999 * spectrum.largest)
  #expect(quadrature.smallest > -quadrature.threshold)
  for (nBeta, gamma) in [(1e3, 1.0), (1e4, 100), (1e2, 10)] {
    let limit = spectrum.stabilityLimit(nBeta: nBeta, localisation: gamma)
    for fraction in [0.01, 0.3, 0.8] {
      let settings = settings(nBeta, gamma, fraction * limit)
      let dense = try ResponsePrediction(spectrum: spectrum, settings: settings)
      for rank in [nil, spectrum.rank] {
        let found = try StochasticResponse(
          quadrature: quadrature, settings: settings, rank: rank)
        let name = "\(model) n beta \(nBeta) gamma \(gamma) step \(fraction) rank \(rank ?? -1)"
        for (trace, expected) in [
          (found.value, dense.value), (found.stationary, dense.stationary),
        ] {
          #expect(
            abs(trace.value - expected) < 4 * trace.error + 1e-9,
            "\(name): \(trace), expected \(expected)")
          #expect(trace.error < 0.04 * expected, "\(name): \(trace), expected \(expected)")
        }
      }
    }
  }
}

@Test("few distinct eigenvalues end the process early, and the rule is exact")
func fewEigenvalues() throws {
  let curvatures = (0..<300).map { [3.0, 1, 0.25, 0][$0 % 4] }
  let quadrature = try SpectralQuadrature(
    FunctionLoss.quadratic(curvatures), at: Array(repeating: 0, count: 300), probes: 2, steps: 40)
  for rule in quadrature.rules {
    #expect(rule.nodes.count == 4)
    for (node, exact) in zip(rule.nodes, [0, 0.25, 1, 3]) { #expect(abs(node - exact) < 1e-12) }
    for weight in rule.weights { #expect(abs(weight - 0.25) < 1e-12) }
  }
  // A quarter each, whatever the signs: no variance is left.
  let rank = quadrature.trace { _ in 1 }
  #expect(abs(rank.value - 225) < 1e-9 && rank.error < 1e-9)
  let found = try StochasticResponse(quadrature: quadrature, settings: settings(100, 1, 1e-3))
  let dense = try ResponsePrediction(
    spectrum: HessianSpectrum(eigenvalues: curvatures, parameterCount: 300),
    settings: settings(100, 1, 1e-3))
  #expect(abs(found.value.value - dense.value) < 1e-9)
  #expect(abs(found.stationary.value - dense.stationary) < 1e-9)
  #expect(abs(found.asymptotic.value - dense.asymptotic) < 1e-9)
}

@Test("probes are a function of the seed; unstable steps and bad gradients are refused")
func stochasticResponseRefusals() throws {
  let loss = try logUniformLoss(50)
  let origin = [Double](repeating: 0, count: 50)
  let first = try SpectralQuadrature(loss, at: origin, probes: 2, steps: 10, seed: 1)
  #expect(
    try SpectralQuadrature(loss, at: origin, probes: 2, steps: 10, seed: 1).rules == first.rules)
  #expect(
    try SpectralQuadrature(loss, at: origin, probes: 2, steps: 10, seed: 2).rules != first.rules)
  let error = #expect(throws: SettingsError.self) {
    try StochasticResponse(quadrature: first, settings: settings(1, 0, 4.2))
  }
  #expect(error?.key == "stepSize")
  let bad = FunctionLoss(parameterCount: 2) { _, gradient in
    (gradient[0], gradient[1]) = (1, .nan)
    return 0
  }
  #expect(throws: NumericError.self) { try SpectralQuadrature(bad, at: [0, 0], steps: 2) }
}

/// With too few steps the smallest node stands for zero eigenvalues and small ones together: the rank
/// is not told, and one that is given must not mislead.
@Test("an unresolved spectrum has an error that covers what is missing", arguments: [8, 16, 32])
func unresolved(_ steps: Int) throws {
  let (loss, point) = try Model.modularAddition.make()
  let spectrum = try loss.hessianSpectrum(at: point)
  let quadrature = try SpectralQuadrature(loss, at: point, probes: 8, steps: steps)
  for gamma in [100, 1, 0.01] {
    let limit = spectrum.stabilityLimit(nBeta: 1e4, localisation: gamma)
    let settings = settings(1e4, gamma, 0.3 * limit)
    let dense = try ResponsePrediction(spectrum: spectrum, settings: settings)
    for rank in [nil, spectrum.rank] {
      let found = try StochasticResponse(quadrature: quadrature, settings: settings, rank: rank)
      for (trace, expected) in [
        (found.value, dense.value), (found.stationary, dense.stationary),
        (found.asymptotic, dense.asymptotic),
      ] {
        #expect(
          abs(trace.value - expected) <= 4 * trace.standardError + trace.truncation,
          "gamma \(gamma): \(trace), expected \(expected)")
      }
    }
  }
}

/// `L = 1/2 (3 x^2 + y^2 - 1e-3 z^2)` and more directions: a node that a rule for minima puts at 0
/// would move another one beyond every eigenvalue.
@Test("a negative eigenvalue does not make the largest one larger")
func quadratureAtSaddle() throws {
  var curvatures = (0..<40).map { 3 / Double($0 + 1) }
  curvatures[39] = -1e-3
  let loss = FunctionLoss.quadratic(curvatures)
  let quadrature = try SpectralQuadrature(
    loss, at: [Double](repeating: 0, count: 40), probes: 4, steps: 12, seed: 2)
  #expect(quadrature.largest < 3.0001 && quadrature.largest > 2.9)
  let top = (quadrature.rules + quadrature.radauRules).flatMap(\.nodes).max() ?? 0
  #expect(top < 3.0001, "\(top)")
}
