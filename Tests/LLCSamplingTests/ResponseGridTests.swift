import LLCSampling
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

/// Prediction against measurement over steps, pulls and temperatures, from settings where every
/// direction is stationary to settings where hardly any is: many short chains from w*, whose means
/// are independent, so that the error bar is sound in the transient as well.
@Suite("The response prediction over a grid of settings")
struct ResponseGridTests {
  private struct Grid {
    /// Fractions of the stability limit.
    let steps = [0.005, 0.05, 0.2, 0.5, 0.9]
    /// In units of n beta h_max.
    let pulls: [Double]
    let nBetas: [Double]
  }

  private static let chains = 900

  private func check(
    _ name: String, _ loss: any ResidualLoss, _ centre: [Double], _ grid: Grid
  ) async throws {
    let spectrum = try loss.hessianSpectrum(at: centre)
    var (squares, worst, far, index) = (0.0, 0.0, 0, 0)
    for nBeta in grid.nBetas {
      for pull in grid.pulls {
        for step in grid.steps {
          let gamma = pull * nBeta * spectrum.largest
          let limit = spectrum.stabilityLimit(nBeta: nBeta, localisation: gamma)
          let settings = SamplerSettings(
            nBeta: nBeta, localisation: gamma, stepSize: step * limit, chains: Self.chains,
            burnIn: 10, draws: 20, thinning: 2)
          let prediction = try ResponsePrediction(spectrum: spectrum, settings: settings)
          // A seed for each case: the same noise everywhere would be one draw, not 75.
          index += 1
          let estimate = try await LLCEstimate.measured(
            loss, at: centre, settings: settings, seed: UInt64(index))
          let values = estimate.chainValues
          let count = Double(values.count)
          let mean = values.reduce(0, +) / count
          let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
          let error = (variance / count).squareRoot()
          let score = (mean - prediction.value) / error
          let place = "\(name): n beta \(nBeta), gamma \(gamma), step \(step)"
          #expect(values.count == Self.chains, "\(place)")
          #expect(error < 0.05 * prediction.value, "\(place): error \(error) of \(mean)")
          #expect(
            abs(score) < 4.2, "\(place): \(mean) +- \(error), prediction \(prediction.value)")
          squares += score * score
          worst = max(worst, abs(score))
          if abs(prediction.value - prediction.asymptotic) > 5 * error { far += 1 }
        }
      }
    }
    #expect(index == 75)
    // chi^2 of 75 degrees of freedom, four standard deviations of sqrt(150) either way.
    #expect((26.0...124).contains(squares), "\(name): chi^2 \(squares), largest |z| \(worst)")
    // The asymptotic value would not have passed.
    #expect(far >= 40, "\(name): \(far) of 75 settings are far from asymptotic")
  }

  @Test("linear regression, exactly quadratic")
  func regressionGrid() async throws {
    try await check(
      "regression", try regression(n: 20, d: 4), [0, 0, 0, 0],
      Grid(pulls: [0, 0.001, 0.01, 0.1, 1], nBetas: [1, 100, 1e6]))
  }

  @Test("a planted quadratic network, where it is nearly quadratic")
  func networkGrid() async throws {
    let family = ModelFamily.quadratic(
      try QuadraticNetwork(inputDimension: 3, width: 2, outputDimension: 2))
    var stream = RandomStream(seed: 7, purpose: .testing)
    let weights = stream.normals(family.parameterCount)
    let loss = try CoordinateQuadraticLoss(family, teacher: weights, gram: .gaussian(family))
    try await check(
      "network", loss, weights,
      Grid(pulls: [0.001, 0.003, 0.01, 0.1, 1], nBetas: [1e6, 1e7, 1e8]))
  }
}
