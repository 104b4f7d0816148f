import Foundation
import LLCSampling
import ModelFamilies
import NumericAlgebra
import NumericModels
import Synchronization

/// 10,000 full-batch SGLD steps of the p = 7, m = 64 network in each of two chains.
struct SamplingBenchmark: Benchmark {
  let name = "SGLD, p = 7, m = 64, full batch, 2 chains x 10,000 steps"
  let target = "10,000 steps under 5 s on two cores"
  private let loss: QuadraticLoss
  private let weights: [Double]
  private let settings: SamplerSettings
  private let predicted: Double

  init() {
    do {
      let task = try ModularAddition(modulus: 7)
      let network = try task.network(width: 64)
      var stream = RandomStream(seed: 1, purpose: .teacherWeights)
      weights = stream.normals(network.parameterCount)
      let inputs = NetworkInputs.pairs(task.pairs, modulus: 7)
      let targets = try QuadraticLoss.teacherTargets(
        family: .quadratic(network), weights: weights, inputs: inputs)
      loss = try QuadraticLoss(network, inputs: inputs, targets: targets, centring: .centred)
      let spectrum = try loss.hessianSpectrum(at: weights)
      let step = 0.25 * spectrum.stabilityLimit(nBeta: 1e7, localisation: 100)
      settings = SamplerSettings(
        nBeta: 1e7, localisation: 100, stepSize: step, chains: 2, burnIn: 2000, draws: 800,
        thinning: 10)
      predicted = try ResponsePrediction(spectrum: spectrum, settings: settings).value
    } catch {
      fatalError("the benchmark's own model is wrong: \(error)")
    }
  }

  func run() -> BenchmarkResult {
    let result = Mutex<Result<LLCEstimate, any Error>?>(nil)
    let done = DispatchSemaphore(value: 0)
    let (loss, weights, settings) = (loss, weights, settings)
    Task {
      let estimate: Result<LLCEstimate, any Error>
      do {
        estimate = .success(
          try await LLCEstimate.measured(loss, at: weights, settings: settings, seed: 1))
      } catch { estimate = .failure(error) }
      result.withLock { $0 = estimate }
      done.signal()
    }
    done.wait()
    guard let estimate = try? result.withLock({ $0 })?.get() else {
      return BenchmarkResult(check: "no estimate", isCorrect: false)
    }
    let deviation = (estimate.value - predicted) / estimate.monteCarloStandardError
    let check = String(
      format: "%.1f +- %.1f, predicted %.1f", estimate.value, estimate.monteCarloStandardError,
      predicted)
    return BenchmarkResult(check: check, isCorrect: abs(deviation) < 4)
  }
}
