import GradientTraining
import LLCTheorems
import ModelFamilies

private enum PointName: String, CaseIterable { case planted, trained, file }
private enum InputName: String, CaseIterable { case gaussian }
private enum TaskName: String, CaseIterable { case modularAddition = "modular-addition" }
private enum OptimiserName: String, CaseIterable { case sgd, adam, adamw }

extension DataSpec {
  init(_ node: SpecNode) throws(SpecError) {
    let keys = try node.mapping(allowed: ["inputs", "samples", "population", "task", "modulus"])
    if let task = keys["task"] {
      _ = try task.choice(TaskName.self)
      try keys.refuse(["inputs", "samples", "population"], because: "the task fixes the inputs")
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
    switch (keys["samples"], try keys["population"]?.flag() ?? false) {
    case (let samples?, false): self = .gaussian(samples: try samples.integer(atLeast: 1))
    case (nil, true): self = .gaussianPopulation
    case (let samples?, true): throw samples.error("population: true needs no samples")
    case (nil, false): throw node.error("the key \"samples\" is missing, or population: true")
    }
  }
}

extension PointSpec {
  /// - Parameter width: m, that inactive units are counted against.
  init(_ node: SpecNode, width: Int) throws(SpecError) {
    let training = [
      "optimiser", "learningRate", "weightDecay", "momentum", "epochs", "batchSize",
      "targetLoss",
    ]
    let inactive = ["zeroOutput", "zeroInput", "zeroBoth"]
    let keys = try node.mapping(allowed: ["kind", "scale", "path"] + training + inactive)
    let kind = try keys.required("kind").choice(PointName.self)
    if kind != .trained { try keys.refuse(training, because: "kind is \(kind.rawValue)") }
    if kind != .planted { try keys.refuse(inactive, because: "kind is \(kind.rawValue)") }
    switch kind {
    case .planted:
      try keys.refuse(["path"], because: "kind is planted")
      func count(_ key: String) throws(SpecError) -> Int {
        try keys[key]?.integer(atLeast: 0, atMost: width) ?? 0
      }
      let census = UnitCensus(
        active: 0, zeroOutput: try count("zeroOutput"), zeroInput: try count("zeroInput"),
        zeroBoth: try count("zeroBoth"))
      guard census.inactive <= width else {
        throw node.error("\(census.inactive) inactive units of a width of \(width)")
      }
      self = .planted(scale: try keys["scale"]?.positive() ?? 1, inactive: census)
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
