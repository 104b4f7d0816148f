import LLCSampling
import Yams

private enum AutomaticName: String, CaseIterable { case auto }

extension SamplerChoice {
  /// `sampler: auto`, nothing at all, a mapping with `method: auto`, or one without a method and without
  /// any key of given settings is the automatic protocol; the case's own keys go over the file's.
  init(_ place: SpecNode, given: SpecNode?, defaults: SpecNode?) throws(SpecError) {
    let own = try given.flatMap { node throws(SpecError) in try Self.mapping(node) }
    // A case that says only "auto" leaves the file's settings of another method alone.
    let shared =
      given != nil && own == nil
      ? nil : try defaults.flatMap { node throws(SpecError) in try Self.mapping(node) }
    func value(_ key: String) -> SpecNode? { own?[key] ?? shared?[key] }
    let method = value("method")
    let automatic =
      try method.map { node throws(SpecError) in try node.text() == AutomaticName.auto.rawValue }
      ?? !SamplerSpec.allowed.contains {
        !AutomaticSettings.allowed.contains($0) && value($0) != nil
      }
    if automatic {
      self = .automatic(try AutomaticSettings(own: own, shared: shared))
    } else {
      self = .fixed(try SamplerSpec(place, own: own, shared: shared))
    }
  }

  /// Nil for the word `auto`.
  private static func mapping(_ node: SpecNode) throws(SpecError) -> SpecMapping? {
    if case .scalar = node.node {
      _ = try node.choice(AutomaticName.self)
      return nil
    }
    return try node.mapping(
      allowed: SamplerSpec.allowed
        + AutomaticSettings.allowed.filter {
          !SamplerSpec.allowed.contains($0)
        })
  }
}

extension AutomaticSettings {
  static let allowed = [
    "method", "chains", "draws", "warmUp", "targetError", "maximumGradients", "acceptance",
    "maximumSteps", "kind", "metric", "localisation", "nBeta", "scan",
  ]

  init(own: SpecMapping?, shared: SpecMapping?) throws(SpecError) {
    for mapping in [own, shared].compactMap({ $0 }) {
      try mapping.refuse(
        SamplerSpec.allowed.filter { !Self.allowed.contains($0) },
        because: "the method is auto, which has warmUp, targetError and maximumGradients instead")
    }
    func value(_ key: String) -> SpecNode? { own?[key] ?? shared?[key] }
    self.init()
    if let node = value("chains") {
      chains = try node.integer(atLeast: 1)
      if chains == 1 { throw node.error("is 1; the protocol checks R-hat, which needs at least 2") }
    }
    if let node = value("draws") { draws = try node.integer(atLeast: 20) }
    if let node = value("warmUp") { warmUp = try node.integer(atLeast: 0) }
    if let node = value("targetError") { targetError = try node.positive() }
    if let node = value("maximumGradients") { maximumGradients = try node.integer(atLeast: 1) }
    if let node = value("acceptance") { acceptance = try node.positive() }
    if let node = value("maximumSteps") { maximumSteps = try node.integer(atLeast: 1) }
    if let node = value("scan") { scan = try node.flag() }
    kind = try value("kind")?.choice(Kind.self)
    metric = try value("metric")?.choice(Metric.self)
    localisation = try value("localisation")?.positive()
    nBeta = try value("nBeta").map { node throws(SpecError) in
      var values: [Double] = []
      for item in try node.sequence() { values.append(try item.positive()) }
      return values
    }
  }
}

extension SamplerSpec {
  static let allowed = [
    "method", "nBeta", "localisation", "stepSize", "relativeStepSize", "chains", "burnIn",
    "draws", "thinning", "batchSize",
  ]

  /// The case's own keys over the file's.
  init(_ place: SpecNode, own: SpecMapping?, shared: SpecMapping?) throws(SpecError) {
    for mapping in [own, shared].compactMap({ $0 }) {
      try mapping.refuse(
        AutomaticSettings.allowed.filter { !Self.allowed.contains($0) },
        because: "it belongs to method: auto")
    }
    func value(_ key: String) -> SpecNode? { own?[key] ?? shared?[key] }
    func required(_ key: String) throws(SpecError) -> SpecNode {
      guard let node = value(key) else { throw place.error("sampler: \"\(key)\" is missing") }
      return node
    }
    method = try value("method")?.choice(SamplerMethod.self) ?? .sgld
    nBeta = try required("nBeta").positive()
    localisation = try required("localisation").notNegative()
    chains = try value("chains")?.integer(atLeast: 1) ?? 4
    if chains == 1, let node = value("chains") {
      throw node.error("is 1; the table prints R-hat, which needs at least 2 chains")
    }
    burnIn = try value("burnIn")?.integer(atLeast: 0) ?? 0
    draws = try required("draws").integer(atLeast: 4)
    thinning = try value("thinning")?.integer(atLeast: 1) ?? 1
    batchSize = try value("batchSize")?.integer(atLeast: 1)
    // The case's own step replaces either form of the file's.
    let source = own?["stepSize"] != nil || own?["relativeStepSize"] != nil ? own : shared
    switch (source?["stepSize"], source?["relativeStepSize"]) {
    case (let absolute?, nil): step = .absolute(try absolute.positive())
    case (nil, let relative?):
      let fraction = try relative.positive()
      guard fraction < 1 else {
        throw relative.error("is \(fraction); expected less than 1, the stability limit of sgld")
      }
      step = .relative(fraction)
    case (_?, let both?): throw both.error("stepSize and relativeStepSize are both given")
    case (nil, nil):
      throw place.error("sampler: \"stepSize\" or \"relativeStepSize\" is missing")
    }
  }
}
