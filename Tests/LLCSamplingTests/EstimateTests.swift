import Foundation
import LLCSampling
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

@Test(
  "SGLD on linear regression returns the response prediction, also where it is far from d/2",
  arguments: [(10_000.0, 1.0, 0.3), (500.0, 20.0, 0.6), (500.0, 20.0, 0.02)])
func linearRegression(nBeta: Double, localisation: Double, relativeStep: Double) async throws {
  let loss = try regression(n: 200, d: 6)
  let centre = [Double](repeating: 0, count: 6)
  let spectrum = try loss.hessianSpectrum(at: centre)
  #expect(spectrum.rank == 6)
  let limit = spectrum.stabilityLimit(nBeta: nBeta, localisation: localisation)
  let settings = SamplerSettings(
    nBeta: nBeta, localisation: localisation, stepSize: relativeStep * limit, chains: 4,
    burnIn: 2000, draws: 20_000, thinning: 4)
  let estimate = try await LLCEstimate.measured(loss, at: centre, settings: settings, seed: 3)
  let prediction = try ResponsePrediction(spectrum: spectrum, settings: settings)
  #expect(prediction.asymptotic == 3)
  #expect(abs(prediction.value - 3) > 0.02, "the case has to tell prediction from asymptote")
  expectAgreement(estimate, truth: prediction.value, cap: 0.08, "prediction \(prediction)")
  #expect(estimate.settings == settings)
  #expect(estimate.lossAtCentre == 0)
}

@Test(
  "MALA on a regular model that is not Gaussian: k (log k - psi(k)), on its way to 1/2",
  arguments: [1.0, 30.0])
func regularModel(nBeta: Double) async throws {
  let alpha = 2.0
  let settings = SamplerSettings(
    method: .mala, nBeta: nBeta, localisation: 0, stepSize: 1.2 / (nBeta * alpha), chains: 4,
    burnIn: 1000, draws: 30_000)
  let estimate = try await LLCEstimate.measured(
    FunctionLoss.logGamma(alpha), at: [log(alpha)], settings: settings, seed: 4)
  expectAgreement(estimate, truth: logGammaCoefficient(nBeta * alpha), cap: 0.01)
}

/// (K/2) rank(P S): 49 centred features of rank min(m, p^2 - 1).
@Test("the lazy regime of modular addition: (p/2) min(m, p^2 - 1) at large n beta")
func lazyRegime() async throws {
  let task = try ModularAddition(modulus: 3)
  let width = 5
  var stream = RandomStream(seed: 1, purpose: .testing)
  let hidden = RealMatrix(rows: width, columns: 6, values: stream.normals(width * 6))
  let teacher = stream.normals(3 * width)
  let inputs = NetworkInputs.pairs(task.pairs, modulus: 3)
  let blank = RealMatrix(rows: 9, columns: 3)
  let targets = try FrozenHiddenLoss(
    hiddenWeights: hidden, inputs: inputs, targets: blank, centring: .centred
  ).outputs(at: teacher)
  let loss = try FrozenHiddenLoss(
    hiddenWeights: hidden, inputs: inputs, targets: targets, centring: .centred)
  let spectrum = try loss.hessianSpectrum(at: teacher)
  #expect(spectrum.rank == 3 * width)
  let smallest = try #require(spectrum.eigenvalues.last)
  let nBeta = 1000 / smallest
  let settings = SamplerSettings(
    method: .mala, nBeta: nBeta, localisation: 1,
    stepSize: 0.25 * spectrum.stabilityLimit(nBeta: nBeta, localisation: 1), chains: 2,
    burnIn: 20_000, draws: 20_000, thinning: 10)
  let estimate = try await LLCEstimate.measured(loss, at: teacher, settings: settings, seed: 5)
  expectAgreement(estimate, truth: 7.5, cap: 0.15, "condition \(spectrum.largest / smallest)")
}

@Test("the spectrum is that of the Gram matrix, from whichever side is smaller")
func spectrum() throws {
  // n < D: the outputs of 4 samples in 6 weights.
  let wide = try regression(n: 4, d: 6)
  let tall = try regression(n: 40, d: 6)
  for loss in [wide, tall] {
    let found = try loss.hessianSpectrum(at: [0, 0, 0, 0, 0, 0])
    #expect(found.rank == min(loss.sampleSize, 6))
    #expect(found.parameterCount == 6)
    let direct = try loss.jacobian.columnGram.symmetricEigenvalues().reversed()
    for (value, expected) in zip(found.eigenvalues, direct) {
      #expect(abs(value - expected / Double(loss.sampleSize)) < 1e-13)
    }
  }
  let error = #expect(throws: SpectrumSizeError.self) {
    try tall.hessianSpectrum(at: [0, 0, 0, 0, 0, 0], limit: 5)
  }
  #expect(error == SpectrumSizeError(residualCount: 40, parameterCount: 6, limit: 5))
}

@Test("flags say what is wrong, and a good run has none")
func flags() async throws {
  let loss = FunctionLoss.quadratic([1, 1])
  let good = SamplerSettings(
    nBeta: 10, localisation: 1, stepSize: 0.1, chains: 2, burnIn: 100, draws: 5000)
  let spectrum = HessianSpectrum(eigenvalues: [1, 1], parameterCount: 2)
  func measured(_ change: (inout SamplerSettings) -> Void) async throws -> LLCEstimate {
    var settings = good
    change(&settings)
    return try await LLCEstimate.measured(
      loss, at: [0, 0], settings: settings, seed: 1, spectrum: spectrum)
  }
  #expect(try await measured { _ in }.flags.isEmpty)
  #expect(try await measured { $0.draws = 10 }.flags.contains(.lowEffectiveSampleSize))
  let single = try await measured { $0.chains = 1 }
  #expect(single.flags.contains(.singleChain) && single.rHat == nil)
  #expect(throws: SamplingError.singleChain) { try single.requiredRHat() }
  #expect(try await measured { $0.stepSize = 4.0 / 11 }.flags.contains(.unstableStep))
  #expect(try await measured { $0.batchSize = 10 }.flags.contains(.minibatchNoise))
  let rejecting = try await measured {
    $0.method = .mala
    $0.stepSize = 100
  }
  #expect(rejecting.flags.contains(.lowAcceptance))
  let stuck = try await measured {
    $0.method = .mala
    $0.stepSize = 1e12
  }
  #expect(stuck.flags.contains(.stuckChain) && stuck.rHat == nil)
  #expect(throws: SamplingError.stuckChains) { try stuck.requiredRHat() }
  // Chains that drift apart: almost no curvature, no burn-in, tiny steps.
  let slow = try await LLCEstimate.measured(
    FunctionLoss.quadratic([1e-3]), at: [0],
    settings: SamplerSettings(
      nBeta: 1, localisation: 0, stepSize: 1e-4, chains: 4, burnIn: 0, draws: 1000), seed: 1)
  #expect(slow.flags.contains(.highRHat))
  // A slope at the centre: not a minimum.
  let tilted = try await LLCEstimate.measured(
    FunctionLoss.quadratic([1]), at: [5],
    settings: SamplerSettings(
      nBeta: 1, localisation: 0, stepSize: 1, chains: 2, burnIn: 100, draws: 1000), seed: 1)
  #expect(tilted.flags.contains(.negative))
}

@Test("an estimate survives a round trip through JSON")
func coding() async throws {
  let estimate = try await LLCEstimate.measured(
    FunctionLoss.quadratic([1]), at: [0],
    settings: SamplerSettings(
      nBeta: 10, localisation: 1, stepSize: 0.1, chains: 2, burnIn: 0, draws: 100), seed: 1)
  let copy = try JSONDecoder().decode(
    LLCEstimate.self, from: JSONEncoder().encode(estimate))
  #expect(copy.value == estimate.value)
  #expect(copy.settings == estimate.settings)
  #expect(copy.flags == estimate.flags)
}

@Test("the largest curvature by power iteration is the top of the spectrum")
func largestCurvature() throws {
  let linear = try regression(n: 50, d: 6)
  let origin = [Double](repeating: 0, count: 6)
  let top = try linear.hessianSpectrum(at: origin).largest
  #expect(abs(try linear.largestCurvature(at: origin) / top - 1) < 1e-4)
  // At a zero of the residual of a network, where the Hessian is J^T J.
  let network = try QuadraticNetwork(inputDimension: 4, width: 5, outputDimension: 2)
  var stream = RandomStream(seed: 1, purpose: .testing)
  let inputs = NetworkInputs.dense(RealMatrix(rows: 80, columns: 4, values: stream.normals(320)))
  let weights = stream.normals(network.parameterCount)
  let targets = try QuadraticLoss.teacherTargets(
    family: .quadratic(network), weights: weights, inputs: inputs)
  let loss = try QuadraticLoss(network, inputs: inputs, targets: targets, centring: .plain)
  let ratio =
    try loss.largestCurvature(at: weights) / loss.hessianSpectrum(at: weights).largest
  #expect(ratio > 0.99 && ratio < 1.0001, "\(ratio)")
  let broken = FunctionLoss(parameterCount: 1) { _, gradient in
    gradient[0] = .nan
    return 0
  }
  #expect(throws: NumericError.self) { try broken.largestCurvature(at: [0]) }
  #expect(try FunctionLoss.quadratic([0, 0]).largestCurvature(at: [1, 1]) == 0)
}

/// p = 3, m = 20 saturates: lambda = p (p^2 - 1) / 2 = 12 at every generic teacher, centred. What a
/// sampler finds at finite temperature is below by the localisation, which the response knows.
@Test("modular addition at a saturated width: MALA against the response on the way to 12")
func modularAddition() async throws {
  let task = try ModularAddition(modulus: 3)
  let network = try task.network(width: 20)
  var stream = RandomStream(seed: 3, purpose: .testing)
  let weights = stream.normals(network.parameterCount)
  let inputs = NetworkInputs.pairs(task.pairs, modulus: 3)
  let targets = try QuadraticLoss.teacherTargets(
    family: .quadratic(network), weights: weights, inputs: inputs)
  let loss = try QuadraticLoss(network, inputs: inputs, targets: targets, centring: .centred)
  let spectrum = try loss.hessianSpectrum(at: weights)
  #expect(spectrum.rank == 24)
  // A pull of 100 keeps the chain within a tenth of a typical weight, where the zero set is flat
  // enough for the quadratic response.
  let (nBeta, gamma) = (20_000.0, 100.0)
  let settings = SamplerSettings(
    method: .mala, nBeta: nBeta, localisation: gamma,
    stepSize: 0.06 * spectrum.stabilityLimit(nBeta: nBeta, localisation: gamma), chains: 4,
    burnIn: 5000, draws: 10_000, thinning: 5)
  let estimate = try await LLCEstimate.measured(loss, at: weights, settings: settings, seed: 1)
  let prediction = try ResponsePrediction(spectrum: spectrum, settings: settings)
  #expect(prediction.asymptotic == 12)
  expectAgreement(estimate, truth: prediction.value, cap: 0.1)
}

/// E[(w - w*) . grad U] = D at equilibrium, whatever the pull. Here it carries half of U and more, so
/// that its factor shows.
@Test("equipartition is 1 on a Gaussian with a strong pull")
func equipartition() async throws {
  let loss = try LinearLoss(
    regressors: RealMatrix(rows: 2, columns: 2, values: [2, 0, 0, 1]),
    targets: RealMatrix(rows: 2, columns: 1), centring: .plain)
  let estimate = try await LLCEstimate.measured(
    loss, at: [0, 0],
    settings: SamplerSettings(
      method: .mala, nBeta: 4, localisation: 5, stepSize: 0.1, chains: 4, burnIn: 200,
      draws: 4000), seed: 5)
  let value = try #require(estimate.diagnostics.equipartition)
  let error = try #require(estimate.diagnostics.equipartitionError)
  #expect(abs(value - 1) < 4.5 * error && error < 0.05, "\(value) +- \(error)")
}
