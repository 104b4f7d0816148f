import ExactAlgebra
public import Foundation
import GradientTraining
public import Identifiability
import LLCSampling
import LLCTheorems
public import Logging
import NumericModels

/// Runs the cases of an experiment, one after the other; the chains of a case run side by side.
public struct ExperimentRunner: Sendable {
  public let spec: ExperimentSpec
  public let maxThreads: Int
  /// Bytes that one case may take.
  public let memory: Int
  /// Of each exact rank: what exceeds them leaves theory with bounds.
  public let rankLimits: RankLimits
  /// Told what goes on; nothing of it reaches the results.
  public let logger: Logger

  public init(
    _ spec: ExperimentSpec, maxThreads: Int = ProcessInfo.processInfo.activeProcessorCount,
    memory: Int = Int(clamping: ProcessInfo.processInfo.physicalMemory) / 4 * 3,
    rankLimits: RankLimits = RankLimits(), logger: Logger = Logger(label: "slt")
  ) {
    self.spec = spec
    self.memory = memory
    self.rankLimits = rankLimits
    self.maxThreads = max(1, maxThreads)
    self.logger = logger
  }

  /// Steps done in a case, over all its chains, and how many it has; before them the epochs of its
  /// training.
  public struct Progress: Sendable {
    public enum Stage: String, Sendable {
      case theory, training, sampling
    }

    public let caseName: String
    public let stage: Stage
    public let completed: Int
    public let total: Int
  }

  /// One comparison a case, in the order of the spec.
  ///
  /// Every random stream is keyed by the seed and the position of the case, so neither the number
  /// of threads nor what the cases beside it are changes a row; moving a case to another place
  /// does. All cases are checked before the first one runs.
  ///
  /// - Throws: `ExperimentError` naming the case; `CancellationError`.
  public func run(
    progress: (@Sendable (Progress) -> Void)? = nil
  ) async throws -> [Comparison] {
    let outcome = try await runAll(progress: progress)
    if let failure = outcome.failures.first { throw failure }
    return outcome.rows
  }

  /// The cases that ran, and why others did not.
  public struct Outcome: Sendable {
    public let rows: [Comparison]
    public let failures: [ExperimentError]
  }

  /// The same, going on after a case that fails while it runs.
  ///
  /// - Throws: `ExperimentError` for a case that is refused before the first one runs;
  ///   `CancellationError`.
  public func runAll(
    progress: (@Sendable (Progress) -> Void)? = nil
  ) async throws -> Outcome {
    try check()
    var rows: [Comparison] = []
    var failures: [ExperimentError] = []
    for (index, item) in spec.cases.enumerated() {
      logger.debug("case", metadata: ["name": "\(item.name)", "index": "\(index)"])
      let seed = spec.seed &+ UInt64(index) &* 0x9E37_79B9
      do {
        rows.append(try await run(item, seed: seed, progress))
      } catch let failure as ExperimentError {
        failures.append(failure)
      }
    }
    return Outcome(rows: rows, failures: failures)
  }

  /// Refuses cases that cannot run, from their specs alone.
  ///
  /// - Throws: `ExperimentError` for the first of them.
  public func check() throws {
    for item in spec.cases { try CaseCheck.check(item, memory: memory) }
  }

  private func run(
    _ item: CaseSpec, seed: UInt64, _ progress: (@Sendable (Progress) -> Void)?
  ) async throws -> Comparison {
    let start = CPUClock.seconds
    progress?(.init(caseName: item.name, stage: .theory, completed: 0, total: 1))
    let epochs: Int? =
      if case .trained(_, let training)? = item.network?.point { training.epochs } else { nil }
    let subject = try CaseSubject(item, seed: seed, limits: rankLimits) { epoch in
      guard let progress, let epochs else { return }
      progress(.init(caseName: item.name, stage: .training, completed: epoch, total: epochs))
    }
    return try await Self.measure(
      subject, item.sampler, name: item.name, seed: seed, maxThreads: maxThreads, since: start,
      progress)
  }

  /// Samples a case that is made concrete and compares.
  ///
  /// - Parameter start: CPU seconds when the case began.
  /// - Throws: `ExperimentError`; `CancellationError`.
  static func measure(
    _ subject: CaseSubject, _ sampler: SamplerChoice, name: String, seed: UInt64, maxThreads: Int,
    since start: Double, _ progress: (@Sendable (Progress) -> Void)?
  ) async throws -> Comparison {
    do {
      switch sampler {
      case .fixed(let spec):
        let fixed = try await FixedCase(
          subject, spec, name: name, seed: seed, maxThreads: maxThreads, progress)
        return Comparison(
          subject, name: name, measurement: fixed.measurement, curvature: fixed.curvature,
          prediction: fixed.prediction, notPredicted: fixed.notPredicted,
          seconds: CPUClock.seconds - start)
      case .automatic(let settings):
        let estimate = try await AutomaticEstimate.measured(
          subject.loss, at: subject.centre, settings: settings, seed: seed, maxThreads: maxThreads
        ) { done, total in
          progress?(
            .init(caseName: name, stage: .sampling, completed: min(done, total), total: total))
        }
        return Comparison(
          subject, name: name, measurement: .automatic(estimate),
          curvature: .dense(estimate.spectrum),
          prediction: estimate.kind == .flat
            ? ExpectedEstimate(ResponsePrediction(estimate)) : nil,
          seconds: CPUClock.seconds - start)
      }
    } catch let error where error is CancellationError || error is ExperimentError {
      throw error
    } catch {
      throw ExperimentError(name: name, problem: "\(error)")
    }
  }
}
