import Foundation
import GradientTraining
import LLCSampling
import LLCTheorems
import ModelFamilies
import Yams

extension ExperimentSpec {
  /// Reads an experiment file.
  ///
  /// - Throws: `SpecError` with file, line, key, what was found and what was expected.
  public init(contentsOfFile path: String) throws(SpecError) {
    func failure(_ problem: String) -> SpecError {
      SpecError(file: path, line: nil, key: "", problem: problem)
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw failure("no such file")
    }
    if isDirectory.boolValue { throw failure("a directory; expected a YAML file") }
    guard let handle = FileHandle(forReadingAtPath: path) else { throw failure("cannot be read") }
    let data: Data
    // Nil at the end of the file: an empty file is read, and refused for what it is below.
    do { data = try handle.read(upToCount: Self.sizeLimit + 1) ?? Data() } catch {
      throw failure("cannot be read")
    }
    guard data.count <= Self.sizeLimit else {
      throw failure("more than \(Self.sizeLimit) bytes; expected an experiment, not data")
    }
    guard let text = String(data: data, encoding: .utf8) else { throw failure("not UTF-8 text") }
    try self.init(yaml: text, file: path)
    // A relative path is relative to the experiment file, so that both can be moved together.
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    for index in cases.indices {
      guard case .file(let weights) = cases[index].point, !weights.hasPrefix("/") else { continue }
      cases[index].point = .file(path: folder + weights)
    }
  }

  static let sizeLimit = 1 << 20
  static let aliasLimit = 32

  /// - Parameter file: the name that errors give.
  public init(yaml text: String, file: String) throws(SpecError) {
    if let line = Self.lineBeyondAliasLimit(text) {
      throw SpecError(
        file: file, line: line, key: "",
        problem: "more than \(Self.aliasLimit) aliases; write the values out, or give what cases "
          + "share under sampler")
    }
    let node: Node?
    do {
      node = try compose(yaml: text)
    } catch let error as YamlError {
      throw SpecError(file: file, line: error.line, key: "", problem: error.reason)
    } catch {
      throw SpecError(file: file, line: nil, key: "", problem: "not YAML")
    }
    guard let node else {
      throw SpecError(file: file, line: nil, key: "", problem: "the file is empty")
    }
    let root = try SpecNode(node: node, file: file, key: "")
      .mapping(allowed: ["schema", "seed", "sampler", "cases"])
    let schema = try root.required("schema")
    let version = try schema.integer(atLeast: 1)
    guard version == Self.currentSchema else {
      throw schema.error("is \(version); this program reads schema \(Self.currentSchema)")
    }
    seed = try root["seed"]?.unsigned() ?? 1
    let list = try root.required("cases")
    cases = []
    for item in try list.sequence() {
      let parsed = try CaseSpec(item, defaults: root["sampler"])
      if cases.contains(where: { $0.name == parsed.name }) {
        throw item.error("a second case is named \"\(parsed.name)\"")
      }
      cases.append(parsed)
    }
    if cases.isEmpty { throw list.error("is empty; expected at least one case") }
  }
}

extension ExperimentSpec {
  /// Aliases of aliases make a text of a few lines stand for a tree of any size, which the YAML
  /// library walks through when it compares keys. So few cannot; every `*` before a word counts,
  /// also one in a comment, since telling them apart would need a parser.
  private static func lineBeyondAliasLimit(_ text: String) -> Int? {
    var (line, count) = (1, 0)
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if previous == UInt8(ascii: "*"), byte > 0x20 { count += 1 }
      if count > aliasLimit { return line }
      if byte == UInt8(ascii: "\n") { line += 1 }
      previous = byte
    }
    return nil
  }
}

extension YamlError {
  fileprivate var line: Int? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: nil
    }
  }

  fileprivate var reason: String {
    switch self {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
      .composer(_, let problem, _, _):
      "not YAML: \(problem)"
    case .duplicatedKeysInMapping(let keys, _):
      "the key \"\(keys.sorted().first?.prefix(40) ?? "")\" is given twice"
    case .reader(let problem, _, _, _): "not YAML: \(problem)"
    default: "not YAML"
    }
  }
}

private enum FamilyName: String, CaseIterable {
  case quadratic
  case biasedQuadratic = "biased-quadratic"
}

private enum PointName: String, CaseIterable { case planted, trained, file }
private enum InputName: String, CaseIterable { case gaussian }
private enum TaskName: String, CaseIterable { case modularAddition = "modular-addition" }
private enum OptimiserName: String, CaseIterable { case sgd, adam, adamw }

extension CaseSpec {
  init(_ item: SpecNode, defaults: SpecNode?) throws(SpecError) {
    let keys = try item.mapping(
      allowed: ["name", "model", "data", "loss", "regime", "point", "sampler"])
    name = try keys.required("name").text()
    data = try DataSpec(try keys.required("data"))
    family = try Self.family(try keys.required("model"), data)
    loss = try keys["loss"]?.choice(LossKind.self) ?? .plain
    regime = try keys["regime"]?.choice(Regime.self) ?? .full
    point =
      try keys["point"].map { node throws(SpecError) in try PointSpec(node) }
      ?? .planted(scale: 1)
    if regime == .lazy, case .biasedQuadratic = family {
      throw (keys["regime"] ?? item).error("is lazy; expected full or ntk for biased-quadratic")
    }
    sampler = try SamplerSpec(keys["sampler"] ?? item, given: keys["sampler"], defaults: defaults)
  }

  private static func family(_ node: SpecNode, _ data: DataSpec) throws(SpecError) -> ModelFamily {
    let keys = try node.mapping(allowed: ["family", "input", "width", "output"])
    let name = try keys.required("family").choice(FamilyName.self)
    let width = try keys.required("width").integer(atLeast: 1)
    do {
      switch (name, data) {
      case (.quadratic, .modularAddition(let task)):
        for (key, expected) in [("input", task.inputDimension), ("output", task.outputDimension)] {
          if let given = keys[key], try given.integer(atLeast: 1) != expected {
            throw given.error("expected \(expected) for this task, or leave it out")
          }
        }
        return .quadratic(try task.network(width: width))
      case (.quadratic, .gaussian):
        return .quadratic(
          try QuadraticNetwork(
            inputDimension: try keys.required("input").integer(atLeast: 1), width: width,
            outputDimension: try keys.required("output").integer(atLeast: 1)))
      case (.biasedQuadratic, .gaussian):
        try keys.refuse(["output"], because: "biased-quadratic has one output")
        return .biasedQuadratic(
          try BiasedQuadraticNetwork(
            inputDimension: try keys.required("input").integer(atLeast: 1), width: width))
      case (.biasedQuadratic, .modularAddition):
        throw node.error("biased-quadratic has one output; modular addition needs quadratic")
      }
    } catch let error as SpecError {
      throw error
    } catch {
      throw node.error("\(error)")
    }
  }
}

extension DataSpec {
  fileprivate init(_ node: SpecNode) throws(SpecError) {
    let keys = try node.mapping(allowed: ["inputs", "samples", "task", "modulus"])
    if let task = keys["task"] {
      _ = try task.choice(TaskName.self)
      try keys.refuse(["inputs", "samples"], because: "the task fixes the inputs")
      let modulus = try keys.required("modulus")
      do {
        self = .modularAddition(try ModularAddition(modulus: try modulus.integer(atLeast: 2)))
      } catch let error as SpecError {
        throw error
      } catch {
        throw modulus.error("\(error)")
      }
      return
    }
    try keys.refuse(["modulus"], because: "it belongs to a task")
    _ = try keys.required("inputs").choice(InputName.self)
    self = .gaussian(samples: try keys.required("samples").integer(atLeast: 1))
  }
}

extension PointSpec {
  fileprivate init(_ node: SpecNode) throws(SpecError) {
    let training = [
      "optimiser", "learningRate", "weightDecay", "momentum", "epochs", "batchSize",
      "targetLoss",
    ]
    let keys = try node.mapping(allowed: ["kind", "scale", "path"] + training)
    let kind = try keys.required("kind").choice(PointName.self)
    if kind != .trained { try keys.refuse(training, because: "kind is \(kind.rawValue)") }
    switch kind {
    case .planted:
      try keys.refuse(["path"], because: "kind is planted")
      self = .planted(scale: try keys["scale"]?.positive() ?? 1)
    case .file:
      try keys.refuse(["scale"], because: "kind is file")
      self = .file(path: try keys.required("path").text())
    case .trained:
      try keys.refuse(["path"], because: "kind is trained")
      let name = try keys["optimiser"]?.choice(OptimiserName.self) ?? .adam
      let rate = try keys["learningRate"]?.positive() ?? 1e-3
      let optimiser: Optimiser
      switch name {
      case .sgd:
        try keys.refuse(["weightDecay"], because: "it belongs to adamw")
        optimiser = .sgd(
          learningRate: rate, momentum: try keys["momentum"]?.notNegative() ?? 0)
      case .adam:
        try keys.refuse(["weightDecay"], because: "it belongs to adamw")
        try keys.refuse(["momentum"], because: "it belongs to sgd")
        optimiser = .adam(learningRate: rate)
      case .adamw:
        try keys.refuse(["momentum"], because: "it belongs to sgd")
        optimiser = .adamW(
          learningRate: rate, weightDecay: try keys["weightDecay"]?.notNegative() ?? 1e-2)
      }
      self = .trained(
        scale: try keys["scale"]?.positive() ?? 1,
        TrainingSettings(
          optimiser: optimiser, epochs: try keys.required("epochs").integer(atLeast: 1),
          batchSize: try keys["batchSize"]?.integer(atLeast: 1),
          targetLoss: try keys["targetLoss"]?.notNegative(), recordEvery: 100))
    }
  }
}

extension SamplerSpec {
  private static let allowed = [
    "method", "nBeta", "localisation", "stepSize", "relativeStepSize", "chains", "burnIn",
    "draws", "thinning", "batchSize",
  ]

  /// The case's own keys over the file's.
  init(_ place: SpecNode, given: SpecNode?, defaults: SpecNode?) throws(SpecError) {
    let own = try given?.mapping(allowed: Self.allowed)
    let shared = try defaults?.mapping(allowed: Self.allowed)
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
