import LLCSampling
import LLCTheorems
import ModelFamilies
import NumericModels

extension WeightVerification {
  /// Samples the posterior around the weights, the network's own outputs as targets, by the automatic protocol,
  /// and compares with the certified coefficient there.
  ///
  /// With those targets the loss at the weights is zero whatever they were trained on, so that what is
  /// measured is the coefficient that the ranks are about.
  ///
  /// - Parameter progress: told the steps done.
  /// - Throws: `ExperimentError` when the Hessian is too large to decompose or a sampler fails;
  ///   `CancellationError`.
  public func measured(
    maxThreads: Int, progress: (@Sendable (ExperimentRunner.Progress) -> Void)? = nil
  ) async throws -> Comparison {
    let name = "the given weights"
    let start = CPUClock.seconds
    progress?(.init(caseName: name, stage: .theory, completed: 0, total: 1))
    let loss = try NetworkCase.naming(name) { try ownLoss() }
    let (rows, parameters) = (Double(loss.residualCount), Double(loss.parameterCount))
    let side = min(rows, parameters)
    guard side <= 6000, rows * parameters <= 0x1p27, side * parameters <= 0x1p26 else {
      throw ExperimentError(
        name: name,
        problem:
          "\(Int(rows)) residuals and \(Int(parameters)) weights; measuring needs a Jacobian of "
          + "at most 2^27 entries, its smaller side at most 6000")
    }
    let setting = question.setting(at: question.rationals)
    let subject = CaseSubject(
      loss: loss, centre: question.weights,
      theory: CaseTheory(setting, seed: question.seed, limits: question.limits))
    return try await ExperimentRunner.measure(
      subject, .automatic(AutomaticSettings()), name: name, seed: question.seed,
      maxThreads: maxThreads, since: start, progress)
  }

  private func ownLoss() throws -> any ResidualLoss {
    let centring: Centring = question.loss == .centred ? .centred : .plain
    guard let (inputs, _) = try question.samples() else {
      return try CoordinateQuadraticLoss(
        question.family, teacher: question.weights,
        gram: try .gaussian(question.family, centring: centring))
    }
    let targets = try QuadraticLoss.teacherTargets(
      family: question.family, weights: question.weights, inputs: inputs)
    return try NetworkCase.throughCoordinates(
      QuadraticLoss(family: question.family, inputs: inputs, targets: targets, centring: centring),
      teacher: question.weights, centring: centring)
  }
}
