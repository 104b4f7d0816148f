import Foundation
import LLCSampling
import Yams

private enum TemperatureName: String, CaseIterable { case wbic }

extension SamplerSpec {
  /// - Parameter samples: n, for `nBeta: wbic`; 0 for a loss without samples.
  init(_ nodes: SamplerNodes, samples: Int) throws(SpecError) {
    try nodes.refuse(SamplerKeys.automaticAlone, because: "it belongs to method: auto")
    let method = try nodes["method"]?.choice(SamplerMethod.self) ?? .sgld
    temperatures = try Self.temperatures(try nodes.required("nBeta"), samples: samples)
    let localisation = try nodes.required("localisation").notNegative()
    let chains = try nodes["chains"]?.integer(atLeast: 1) ?? 4
    if chains == 1, let node = nodes["chains"] {
      throw node.error("is 1; the table prints R-hat, which needs at least 2 chains")
    }
    template = SamplerSettings(
      method: method, nBeta: temperatures[0], localisation: localisation, stepSize: 1,
      chains: chains, burnIn: try nodes["burnIn"]?.integer(atLeast: 0) ?? 0,
      draws: try nodes.required("draws").integer(atLeast: 4),
      thinning: try nodes["thinning"]?.integer(atLeast: 1) ?? 1,
      batchSize: try nodes["batchSize"]?.integer(atLeast: 1))
    step = try Self.step(nodes)
    template.conventions = try nodes["conventions"]?.choice(Conventions.self) ?? .standard
    if template.conventions == .devinterp, method.isAdjusted, let node = nodes["conventions"] {
      throw node.error("devinterp has no \(method.rawValue); leave out its conventions")
    }
    try template.readOptions(nodes)
  }

  /// A number; `wbic` for n / log n, Watanabe's beta* = 1 / log n (2013, JMLR 14); or a list for a
  /// temperature sweep.
  private static func temperatures(
    _ node: SpecNode, samples: Int
  ) throws(SpecError) -> [Double] {
    if case .sequence = node.node {
      var values: [Double] = []
      for item in try node.sequence() {
        let value = try item.positive()
        if values.contains(value) { throw item.error("is \(value), which is given twice") }
        values.append(value)
      }
      guard (2...maximumTemperatures).contains(values.count) else {
        throw node.error(
          "has \(values.count) values; a sweep over temperatures needs 2 to \(maximumTemperatures)"
        )
      }
      guard let (low, high) = values.min().flatMap({ low in values.max().map { (low, $0) } }),
        high >= leastSpread * low
      else {
        throw node.error(
          "spans less than a factor of \(leastSpread): too little to extrapolate from")
      }
      return values
    }
    guard case .scalar(let scalar) = node.node, scalar.string == TemperatureName.wbic.rawValue
    else {
      return [try node.positive()]
    }
    guard samples >= 3 else {
      throw node.error(
        samples == 0
          ? "is wbic, n / log n, but this loss has no samples; give a number"
          : "is wbic, n / log n, which needs at least 3 samples and there are \(samples)")
    }
    return [Double(samples) / log(Double(samples))]
  }

  static let maximumTemperatures = 64
  /// The intercept's error grows with the inverse of what the temperatures span.
  private static let leastSpread = 1.5

  /// The case's own step replaces either form of the file's.
  private static func step(_ nodes: SamplerNodes) throws(SpecError) -> Step {
    let ownStep = nodes.own?["stepSize"] != nil || nodes.own?["relativeStepSize"] != nil
    let source = ownStep ? nodes.own : nodes.shared
    switch (source?["stepSize"], source?["relativeStepSize"]) {
    case (let absolute?, nil): return .absolute(try absolute.positive())
    case (nil, let relative?):
      let fraction = try relative.positive()
      guard fraction < 1 else {
        throw relative.error(
          "is \(fraction); expected less than 1, the stability limit of the method")
      }
      return .relative(fraction)
    case (_?, let both?): throw both.error("stepSize and relativeStepSize are both given")
    case (nil, nil):
      throw nodes.place.error("sampler: \"stepSize\" or \"relativeStepSize\" is missing")
    }
  }
}
