import Foundation
import LLCSampling
import LLCTheorems
import ModelFamilies

/// Refuses cases that cannot run, from their specs alone: nothing is allocated before.
enum CaseCheck {
  /// - Parameter memory: bytes that the case may take.
  /// - Throws: `ExperimentError`.
  static func check(_ spec: CaseSpec, memory: Int) throws {
    func failure(_ problem: String) -> ExperimentError {
      ExperimentError(name: spec.name, problem: problem)
    }
    try checkSpectrum(spec)
    // The stability limit, and with it a relative step, is not known yet.
    let settings = spec.sampler.settings(stabilityLimit: 1)
    try CaseModel.naming(spec) { try settings.check(sampleSize: sampleSize(spec)) }
    let (_, overflow) = settings.chains.multipliedReportingOverflow(by: settings.stepCount)
    guard !overflow else {
      throw failure("chains (burnIn + draws thinning) does not fit in a 64-bit integer")
    }
    let needed = bytes(spec)
    guard needed <= Double(memory) else {
      throw failure(
        "the case needs about \(Int(min(needed / 0x1p30, 0x1p62).rounded(.up))) GiB, more than the "
          + "\(memory >> 30) GiB allowed; use fewer samples, draws or chains")
    }
    if case .file(let path) = spec.point { _ = try CaseModel.fileWeights(path, spec) }
  }

  private static func sampleSize(_ spec: CaseSpec) -> Int {
    switch spec.data {
    case .gaussian(let samples): samples
    case .modularAddition(let task): task.sampleSize
    }
  }

  /// The response prediction needs the spectrum, and the spectrum the residual Jacobian: the limits
  /// of `hessianSpectrum`, before the Jacobian exists.
  private static func checkSpectrum(_ spec: CaseSpec) throws {
    let (outputs, width) = (spec.family.outputDimension, spec.family.width)
    let parameters = spec.regime == .lazy ? outputs * width : spec.family.parameterCount
    let limit = 6000
    let (rows, overflow) = sampleSize(spec).multipliedReportingOverflow(by: outputs)
    guard !overflow, min(rows, parameters) <= limit,
      Double(rows) * Double(parameters) <= 0x1p27
    else {
      throw ExperimentError(
        name: spec.name,
        problem:
          "\(sampleSize(spec)) samples of \(outputs) outputs and \(parameters) trained weights; "
          + "the prediction needs the spectrum of a Jacobian of at most 2^27 entries, its smaller "
          + "side at most \(limit)")
    }
  }

  /// Bytes of the largest arrays, from above; in `Double`, since they may exceed any integer.
  private static func bytes(_ spec: CaseSpec) -> Double {
    let family = spec.family
    let (n, d) = (Double(sampleSize(spec)), Double(family.inputDimension))
    let (m, k) = (Double(family.width), Double(family.outputDimension))
    let (parameters, chains) = (Double(family.parameterCount), Double(spec.sampler.chains))
    // An exact number takes about 120 bytes. Second-order features of inputs that are no pairs are
    // ranked over the rationals, plain and centred.
    let exactInputs: Double =
      switch spec.data {
      case .gaussian: 120 * n * (d + (d + 1) * (d + 2))
      case .modularAddition: 64 * n
      }
    let jacobian = 8 * n * k * parameters
    let draws = 32 * chains * Double(spec.sampler.draws)
    let workspaces = 8 * chains * (8 * parameters + n * (m + 3 * k))
    return exactInputs + 8 * n * (d + k) + 128 * parameters + 2 * jacobian + draws + workspaces
  }
}
