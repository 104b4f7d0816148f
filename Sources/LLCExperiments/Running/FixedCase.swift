import LLCSampling
import Synchronization

/// A case measured at given settings: curvature, prediction, chains.
struct FixedCase {
  let measurement: Measurement
  let curvature: CaseCurvature
  let prediction: ExpectedEstimate?
  /// Why there is no prediction.
  let notPredicted: String?

  /// - Throws: `SettingsError` for a step beyond the stability limit; `NumericError`; `SamplingError`;
  ///   `CancellationError`.
  init(
    _ subject: CaseSubject, _ spec: SamplerSpec, name: String, seed: UInt64, maxThreads: Int,
    _ progress: (@Sendable (ExperimentRunner.Progress) -> Void)?
  ) async throws {
    let curvature = try CaseCurvature(of: subject.loss, at: subject.centre, seed: seed)
    let settings = spec.temperatures.map { spec.settings(nBeta: $0, largest: curvature.largest) }
    let refusal = ResponsePrediction.refusal(settings[0])
    var predictions: [ExpectedEstimate] = []
    if refusal == nil {
      for one in settings {
        predictions.append(try curvature.prediction(one, rank: subject.theory.exactRank))
      }
    }
    let counter = StepCounter(name, settings, progress)
    self.curvature = curvature
    notPredicted = refusal?.description
    if spec.isSweep {
      let sweep = try await SweepEstimate.measured(
        subject.loss, at: subject.centre, settings: settings, seed: seed, maxThreads: maxThreads,
        spectrum: curvature.spectrum
      ) { counter.update($1, temperature: $0) }
      measurement = .sweep(sweep, predictions: predictions)
      prediction =
        refusal == nil ? ExpectedEstimate(predictions, weights: sweep.weights) : nil
    } else {
      measurement = .fixed(
        try await LLCEstimate.measured(
          subject.loss, at: subject.centre, settings: settings[0], seed: seed,
          maxThreads: maxThreads, spectrum: curvature.spectrum
        ) { counter.update($0, temperature: 0) })
      prediction = predictions.first
    }
  }
}

/// Adds up the steps of chains that report from several threads.
private final class StepCounter: Sendable {
  private struct Place: Hashable {
    let temperature: Int
    let chain: Int
  }

  private let name: String
  private let total: Int
  private let steps: Mutex<[Place: Int]>
  private let report: (@Sendable (ExperimentRunner.Progress) -> Void)?

  init(
    _ name: String, _ settings: [SamplerSettings],
    _ report: (@Sendable (ExperimentRunner.Progress) -> Void)?
  ) {
    self.name = name
    self.report = report
    total = settings.reduce(0) { $0 + $1.chains * $1.stepCount }
    steps = Mutex([:])
  }

  func update(_ progress: SamplingProgress, temperature: Int) {
    guard let report else { return }
    let completed = steps.withLock { steps in
      steps[Place(temperature: temperature, chain: progress.chain)] = progress.step
      return steps.values.reduce(0, +)
    }
    report(.init(caseName: name, stage: .sampling, completed: completed, total: total))
  }
}
