import LLCSampling
import Yams

private enum AutomaticName: String, CaseIterable { case auto }

/// The case's own keys over the file's.
struct SamplerNodes {
  /// Where to point when a key is missing from both.
  let place: SpecNode
  let own: SpecMapping?
  let shared: SpecMapping?

  subscript(key: String) -> SpecNode? { own?[key] ?? shared?[key] }

  func required(_ key: String) throws(SpecError) -> SpecNode {
    guard let node = self[key] else { throw place.error("sampler: \"\(key)\" is missing") }
    return node
  }

  func refuse(_ keys: [String], because reason: String) throws(SpecError) {
    for mapping in [own, shared].compactMap({ $0 }) { try mapping.refuse(keys, because: reason) }
  }
}

extension SamplerChoice {
  /// `sampler: auto`, nothing at all, a mapping with `method: auto`, or one without a method and without
  /// any key of given settings is the automatic protocol; the case's own keys go over the file's.
  ///
  /// - Parameter samples: n, for `nBeta: wbic`.
  init(
    _ place: SpecNode, given: SpecNode?, defaults: SpecNode?, samples: Int
  ) throws(SpecError) {
    let own = try given.flatMap { node throws(SpecError) in try Self.mapping(node) }
    // A case that says only "auto" leaves the file's settings of another method alone.
    let shared =
      given != nil && own == nil
      ? nil : try defaults.flatMap { node throws(SpecError) in try Self.mapping(node) }
    let nodes = SamplerNodes(place: place, own: own, shared: shared)
    let automatic =
      try nodes["method"].map { node throws(SpecError) in
        try node.text() == AutomaticName.auto.rawValue
      } ?? !SamplerKeys.fixedAlone.contains { nodes[$0] != nil }
    if automatic {
      self = .automatic(try AutomaticSettings(nodes))
    } else {
      self = .fixed(try SamplerSpec(nodes, samples: samples))
    }
  }

  /// Nil for the word `auto`.
  private static func mapping(_ node: SpecNode) throws(SpecError) -> SpecMapping? {
    if case .scalar = node.node {
      _ = try node.choice(AutomaticName.self)
      return nil
    }
    return try node.mapping(allowed: SamplerKeys.all, aliases: SamplerKeys.aliases)
  }
}

extension AutomaticSettings {
  init(_ nodes: SamplerNodes) throws(SpecError) {
    try nodes.refuse(
      SamplerKeys.fixedAlone,
      because: "the method is auto, which has warmUp, targetError and maximumGradients instead")
    self.init()
    if let node = nodes["chains"] {
      chains = try node.integer(atLeast: 1)
      if chains == 1 { throw node.error("is 1; the protocol checks R-hat, which needs at least 2") }
    }
    if let node = nodes["draws"] { draws = try node.integer(atLeast: 20) }
    if let node = nodes["warmUp"] { warmUp = try node.integer(atLeast: 0) }
    if let node = nodes["targetError"] { targetError = try node.positive() }
    if let node = nodes["maximumGradients"] { maximumGradients = try node.integer(atLeast: 1) }
    if let node = nodes["acceptance"] { acceptance = try node.positive() }
    if let node = nodes["maximumSteps"] { maximumSteps = try node.integer(atLeast: 1) }
    if let node = nodes["scan"] { scan = try node.flag() }
    kind = try nodes["kind"]?.choice(Kind.self)
    metric = try nodes["metric"]?.choice(Metric.self)
    localisation = try nodes["localisation"]?.positive()
    nBeta = try nodes["nBeta"].map { node throws(SpecError) in
      var values: [Double] = []
      for item in try node.sequence() { values.append(try item.positive()) }
      return values
    }
  }
}
