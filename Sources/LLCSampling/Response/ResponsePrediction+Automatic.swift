extension ResponsePrediction {
  /// At the settings of the highest rung of a flat point: Hamiltonian Monte Carlo is stationary at the
  /// posterior itself.
  public init(_ estimate: AutomaticEstimate) {
    let last = estimate.rungs[estimate.rungs.count - 1]
    self.init(
      value: last.gaussianTerm, stationary: last.gaussianTerm,
      asymptotic: Double(estimate.rank) / 2)
  }
}
