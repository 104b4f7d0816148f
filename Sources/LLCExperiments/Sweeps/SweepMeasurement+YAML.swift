import LLCSampling

private enum Method: String, CaseIterable { case sgld, mala, hmc }
private enum Spacing: String, CaseIterable { case linear, logarithmic }

extension CheckpointSchedule {
  /// `{spacing: logarithmic, count: 30}` or `{spacing: linear, every: 100}`.
  init(_ node: SpecNode, _ epochs: [Int]) throws(SpecError) {
    let keys = try node.mapping(allowed: ["spacing", "count", "every"])
    switch try keys.required("spacing").choice(Spacing.self) {
    case .logarithmic:
      try keys.refuse(["every"], because: "logarithmic spacing has a count")
      self = .logarithmic(
        count: try keys.required("count").integer(atLeast: 1, atMost: SweepLimits.checkpoints))
    case .linear:
      try keys.refuse(["count"], because: "linear spacing has every")
      let every = try keys.required("every")
      let step = try every.integer(atLeast: 1)
      let longest = epochs.max() ?? 0
      guard longest / step <= SweepLimits.checkpoints else {
        throw every.error(
          "is \(step), \(longest / step) checkpoints of a run; expected at most "
            + "\(SweepLimits.checkpoints)")
      }
      self = .linear(every: step)
    }
  }
}

extension TrajectoryMeasurement {
  /// `{theory: true, sampler: {...}, every: 1}`.
  init(_ node: SpecNode) throws(SpecError) {
    let keys = try node.mapping(allowed: ["theory", "sampler", "every"])
    self.init(
      sampler: try keys["sampler"].map { node throws(SpecError) in try TrajectorySampler(node) },
      theory: try keys["theory"]?.flag() ?? true,
      every: try keys["every"]?.integer(atLeast: 1) ?? 1)
  }
}

extension TrajectorySampler {
  fileprivate init(_ node: SpecNode) throws(SpecError) {
    let allowed = [
      "method", "leapfrogSteps", "nBeta", "localisation", "stepSize", "chains", "burnIn", "draws",
    ]
    let keys = try node.mapping(
      allowed: allowed, aliases: SamplerKeys.aliases.filter { allowed.contains($0.value) })
    self.init(
      nBeta: try keys.required("nBeta").positive(),
      localisation: try keys.required("localisation").notNegative(),
      stepSize: try keys.required("stepSize").positive())
    switch try keys["method"]?.choice(Method.self) ?? .sgld {
    case .sgld: break
    case .mala: method = .mala
    case .hmc: method = .hmc
    }
    if let node = keys["leapfrogSteps"] {
      guard method == .hmc else { throw node.error("belongs to method hmc") }
      leapfrogSteps = try node.integer(atLeast: 1, atMost: 1 << 20)
    }
    // R-hat compares chains, and the ESS needs a few draws of each.
    if let node = keys["chains"] { chains = try node.integer(atLeast: 2, atMost: 1024) }
    if let node = keys["burnIn"] { burnIn = try node.integer(atLeast: 0, atMost: 1_000_000_000) }
    if let node = keys["draws"] { draws = try node.integer(atLeast: 4, atMost: 1_000_000_000) }
  }
}
