import ExactAlgebra
public import Foundation
import GradientTraining
import Identifiability
import LLCSampling
import LLCTheorems
public import Logging
import NumericModels
import Synchronization

/// Runs the cases of an experiment, one after the other; the chains of a case run side by side.
public struct ExperimentRunner: Sendable {
  public let spec: ExperimentSpec
  public let maxThreads: Int
  /// Bytes that one case may take.
  public let memory: Int
  /// Told what goes on; nothing of it reaches the results.
  public let logger: Logger

  public init(
    _ spec: ExperimentSpec, maxThreads: Int = ProcessInfo.processInfo.activeProcessorCount,
    memory: Int = Int(clamping: ProcessInfo.processInfo.physicalMemory) / 4 * 3,
    logger: Logger = Logger(label: "slt")
  ) {
    self.spec = spec
    self.memory = memory
    self.maxThreads = max(1, maxThreads)
    self.logger = logger
  }

  /// Steps done in a case, over all its chains, and how many it has; before them the epochs of its
  /// training.
  public struct Progress: Sendable {
    public enum Stage: String, Sendable {
      case training, sampling
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
    for item in spec.cases { try CaseCheck.check(item, memory: memory) }
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

  private func run(
    _ item: CaseSpec, seed: UInt64, _ progress: (@Sendable (Progress) -> Void)?
  ) async throws -> Comparison {
    let epochs: Int? =
      if case .trained(_, let training) = item.point { training.epochs } else { nil }
    let model = try CaseModel(item, seed: seed) { epoch in
      guard let progress, let epochs else { return }
      progress(.init(caseName: item.name, stage: .training, completed: epoch, total: epochs))
    }
    let setting = model.setting.reducedToCoordinates()
    let evidence = Evidence(for: setting, seed: seed)
    let report = TheoremReport(setting, evidence)
    var flags: [String] = []
    let spectrum: HessianSpectrum = try CaseModel.naming(item) {
      try model.loss.hessianSpectrum(at: model.centre)
    }
    let limit = spectrum.stabilityLimit(
      nBeta: item.sampler.nBeta, localisation: item.sampler.localisation)
    let settings = item.sampler.settings(stabilityLimit: limit)
    let prediction: ResponsePrediction = try CaseModel.naming(item) {
      try ResponsePrediction(spectrum: spectrum, settings: settings)
    }
    let counter = StepCounter(item.name, settings, progress)
    let estimate: LLCEstimate
    do {
      estimate = try await LLCEstimate.measured(
        model.loss, at: model.centre, settings: settings, seed: seed, maxThreads: maxThreads,
        spectrum: spectrum, progress: { counter.update($0) })
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw ExperimentError(name: item.name, problem: "\(error)")
    }
    flags += estimate.flags.map(\.rawValue)
    // The Gauss-Newton spectrum is the Hessian's only where the residual vanishes.
    if estimate.lossAtCentre * item.sampler.nBeta > 0.01 * max(estimate.value, 1) {
      flags.append("loss-at-centre")
    }
    if !report.certified.isExact { flags.append("theory-not-exact") }
    flags += Self.rankFlags(spectrum, setting, evidence, report.certified)
    if settings.localisation == 0 && spectrum.rank < model.loss.parameterCount {
      flags.append("not-localised")
    }
    var comparison = Comparison(
      name: item.name, level: report.compareWith, certified: report.certified,
      theorem: closedForm(report), otherLevels: otherLevels(report), prediction: prediction,
      estimate: estimate, spectrum: spectrum, flags: flags)
    if comparison.relaxations < Comparison.minimumRelaxations {
      comparison.flags.append("slow-direction")
    }
    if let deviation = comparison.deviation, abs(deviation) > 4 {
      comparison.flags.append("deviates")
    }
    return comparison
  }

  /// Whether the prediction's quadratic potential is that of the point: its rank is the exact one,
  /// and no higher order counts.
  private static func rankFlags(
    _ spectrum: HessianSpectrum, _ setting: Setting, _ evidence: Evidence,
    _ certified: CertifiedCoefficient
  ) -> [String] {
    guard setting.regime != .lazy, let rank = evidence.rank(setting.compareLevel) else {
      return []
    }
    var flags: [String] = []
    if spectrum.rank < rank.lower { flags.append("numerical-rank-below-exact") }
    if setting.regime == .full,
      certified.lower != certified.upper || certified.lower * 2 > Rational(rank.upper)
    {
      flags.append("not-quadratic")
    }
    return flags
  }

  private func closedForm(_ report: TheoremReport) -> String? {
    report.rows.first { row in
      guard case .proved(let value) = row.prediction,
        row.theorem.identifier != ExactRankCertificate.identifier
      else { return false }
      return report.certified.isExact && value.value == report.certified.lower
    }?.theorem.identifier
  }

  private func otherLevels(_ report: TheoremReport) -> [Comparison.OtherLevel] {
    report.rows.compactMap { row in
      // The level is wrong because of the inputs, whatever else of the theorem fails.
      let identification = row.assumptions.first {
        $0.statement == Assumption.identificationStatement && $0.verdict.fails
      }
      guard case .inapplicable(let value?) = row.prediction,
        let reason = identification ?? row.decisive
      else { return nil }
      return Comparison.OtherLevel(
        theorem: row.theorem.identifier, level: row.level, value: value.value,
        because: reason.verdict.because)
    }
  }
}

/// Adds up the steps of chains that report from several threads.
private final class StepCounter: Sendable {
  private let name: String
  private let total: Int
  private let steps: Mutex<[Int: Int]>
  private let report: (@Sendable (ExperimentRunner.Progress) -> Void)?

  init(
    _ name: String, _ settings: SamplerSettings,
    _ report: (@Sendable (ExperimentRunner.Progress) -> Void)?
  ) {
    self.name = name
    self.report = report
    total = settings.chains * settings.stepCount
    steps = Mutex([:])
  }

  func update(_ progress: SamplingProgress) {
    guard let report else { return }
    let completed = steps.withLock { steps in
      steps[progress.chain] = progress.step
      return steps.values.reduce(0, +)
    }
    report(.init(caseName: name, stage: .sampling, completed: completed, total: total))
  }
}
