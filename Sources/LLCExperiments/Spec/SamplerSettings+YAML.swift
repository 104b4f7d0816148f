import LLCSampling
import Yams

extension SamplerSettings {
  /// The options of one method or another; each is refused where it has no meaning.
  mutating func readOptions(_ nodes: SamplerNodes) throws(SpecError) {
    /// A key that only some methods have.
    func only(_ methods: [SamplerMethod], _ key: String) throws(SpecError) -> SpecNode? {
      guard let node = nodes[key] else { return nil }
      guard methods.contains(method) else {
        // What a file gives all its cases, one with another method leaves aside.
        if nodes.own?[key] == nil, nodes.own?["method"] != nil { return nil }
        let names = methods.map(\.rawValue).joined(separator: " or ")
        throw node.error("belongs to method \(names), and the method is \(method.rawValue)")
      }
      return node
    }
    leapfrogSteps = try only([.hmc], "leapfrogSteps")?.integer(atLeast: 1, atMost: 1 << 20)
    noiseLevel = try only([.sgld, .rmspropSGLD], "noiseLevel")?.notNegative() ?? 1
    weightDecay = try nodes["weightDecay"]?.notNegative() ?? 0
    boundingBox = try only([.sgld, .rmspropSGLD, .sgnht, .mala], "boundingBox")?.positive()
    diffusionFactor = try only([.sgnht], "diffusionFactor")?.positive()
    if let node = try only([.rmspropSGLD], "preconditioner") {
      preconditioner = try Preconditioner(node, conventions)
    }
    initialLoss = try nodes["initialLoss"].map { node throws(SpecError) in
      try InitialLoss(node, conventions)
    }
  }
}

extension Preconditioner {
  /// `{decay: 0.99, floor: 0.1, adaptation: burn-in}`, each with a default.
  fileprivate init(_ node: SpecNode, _ conventions: Conventions) throws(SpecError) {
    let keys = try node.mapping(allowed: ["decay", "floor", "adaptation"])
    self.init(adaptation: conventions == .standard ? .burnIn : .always)
    if let node = keys["decay"] {
      decay = try node.notNegative()
      guard decay < 1 else { throw node.error("is \(decay); expected less than 1") }
    }
    floor = try keys["floor"]?.positive() ?? floor
    adaptation = try keys["adaptation"]?.choice(Adaptation.self) ?? adaptation
  }
}

extension InitialLoss {
  private static let fullBatchName = "full-batch"

  /// A number, `full-batch`, or `{firstBatches: 10}` under devinterp's conventions.
  fileprivate init(_ node: SpecNode, _ conventions: Conventions) throws(SpecError) {
    switch node.node {
    case .mapping:
      let count = try node.mapping(allowed: ["firstBatches"]).required("firstBatches")
      self = .firstBatches(count: try count.integer(atLeast: 1))
      guard conventions == .devinterp else {
        throw count.error("belongs to conventions: devinterp; L(w*) is taken over all samples")
      }
    case .scalar(let scalar) where scalar.string == Self.fullBatchName: self = .fullBatch
    case .scalar(let scalar) where Double(scalar.string) == nil:
      throw node.error(
        "is \"\(scalar.string.prefix(40))\"; expected a number, \(Self.fullBatchName), or under "
          + "conventions: devinterp {firstBatches: COUNT}")
    default: self = .given(value: try node.number())
    }
  }
}
