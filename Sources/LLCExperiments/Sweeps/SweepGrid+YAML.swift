import Yams

extension SweepGrid {
  /// Reads a sweep file.
  ///
  /// - Throws: `SpecError` with file, line, key, what was found and what was expected.
  public init(contentsOfFile path: String) throws(SpecError) {
    try self.init(yaml: try SpecFile.text(contentsOfFile: path), file: path)
  }

  /// - Parameter file: the name that errors give.
  public init(yaml text: String, file: String) throws(SpecError) {
    let root = try SpecFile.root(
      yaml: text, file: file, allowed: ["schema", "name", "runs", "checkpoints", "measure"],
      schema: Self.currentSchema)
    let name = try root.required("name")
    let runs = try root.required("runs").mapping(
      allowed: SweepKeys.runs, aliases: SweepKeys.aliases)
    self.init(
      name: try name.sweepName(),
      modulus: try runs.required("modulus").values { node throws(SpecError) in
        try node.integer(atLeast: 2, atMost: SweepLimits.modulus)
      },
      width: try runs.required("width").values { node throws(SpecError) in
        try node.integer(atLeast: 1, atMost: SweepLimits.weights)
      },
      epochs: try runs.required("epochs").values { node throws(SpecError) in
        try node.integer(atLeast: 1, atMost: SweepLimits.epochs)
      })
    order = runs.listsInOrder
    try readTraining(runs)
    if let node = root["checkpoints"] { checkpoints = try CheckpointSchedule(node, epochs) }
    if let node = root["measure"] { measurement = try TrajectoryMeasurement(node) }
    try SweepLimits.check(self, runs)
  }

  private mutating func readTraining(_ runs: SpecMapping) throws(SpecError) {
    if let node = runs["trainingFraction"] {
      trainingFraction = try node.values { node throws(SpecError) in
        let value = try node.positive()
        guard value <= 1 else { throw node.error("is \(value); expected at most 1") }
        return value
      }
    }
    if let node = runs["optimiser"] {
      optimiser = try node.values { node throws(SpecError) in
        try node.choice(RunSpec.OptimiserKind.self)
      }
    }
    if let node = runs["learningRate"] {
      learningRate = try node.values { node throws(SpecError) in try node.positive() }
    }
    if let node = runs["momentum"] {
      momentum = try node.values { node throws(SpecError) in
        let value = try node.notNegative()
        guard value < 1 else { throw node.error("is \(value); expected less than 1") }
        return value
      }
    }
    if let node = runs["weightDecay"] {
      weightDecay = try node.values { node throws(SpecError) in try node.notNegative() }
    }
    if let node = runs["batchSize"] {
      batchSize = try node.values { node throws(SpecError) in try node.batchSize() }
    }
    if let node = runs["loss"] {
      loss = try node.values { node throws(SpecError) in
        try node.choice(RunSpec.LossKind.self)
      }
    }
    if let node = runs["initialScale"] {
      initialScale = try node.values { node throws(SpecError) in try node.positive() }
    }
    if let node = runs["seed"] {
      seed = try node.values { node throws(SpecError) in try node.unsigned() }
    }
  }
}

extension SweepSpec {
  /// Reads a sweep file and multiplies it out.
  ///
  /// - Parameter maximumRuns: of the grid; a file with more of them is refused unexpanded.
  /// - Throws: `SpecError`.
  public init(
    contentsOfFile path: String, maximumRuns: Int = SweepGrid.moderateCount
  ) throws(SpecError) {
    self = try Self(SweepGrid(contentsOfFile: path), file: path, maximumRuns: maximumRuns)
  }

  /// - Parameter file: the name that errors give.
  public init(
    yaml text: String, file: String, maximumRuns: Int = SweepGrid.moderateCount
  ) throws(SpecError) {
    self = try Self(SweepGrid(yaml: text, file: file), file: file, maximumRuns: maximumRuns)
  }

  private init(_ grid: SweepGrid, file: String, maximumRuns: Int) throws(SpecError) {
    let limit = min(maximumRuns, SweepGrid.largestCount)
    guard let count = grid.count, count <= limit else {
      let count = grid.count.map { "\($0)" } ?? "more than \(Int.max)"
      throw SpecError(
        file: file, line: nil, key: "runs",
        problem: "a grid of \(count) runs; expected at most \(limit)")
    }
    self = grid.sweep()
  }
}

private enum SweepKeys {
  static let runs = [
    "modulus", "width", "trainingFraction", "optimiser", "learningRate", "momentum",
    "weightDecay", "batchSize", "loss", "initialScale", "epochs", "seed",
  ]
  /// American spelling, and the sampler's other names for what is the same here.
  static let aliases = [
    "optimizer": "optimiser", "lr": "learningRate", "weight_decay": "weightDecay",
    "batch_size": "batchSize",
  ]
}

extension SpecMapping {
  /// Keys with a list of values, as they stand in the file.
  fileprivate var listsInOrder: [String] {
    guard case .mapping(let mapping) = place.node else { return [] }
    return mapping.compactMap { key, value in
      guard case .sequence = value, let word = key.scalar?.string else { return nil }
      return SweepKeys.aliases[word] ?? word
    }
  }
}

extension SpecNode {
  /// One value or a list of different ones.
  func values<Value: Hashable>(
    _ read: (SpecNode) throws(SpecError) -> Value
  ) throws(SpecError) -> [Value] {
    guard case .sequence = node else { return [try read(self)] }
    var values: [Value] = []
    var seen: Set<Value> = []
    for item in try sequence() {
      let value = try read(item)
      guard seen.insert(value).inserted else {
        throw item.error("is \(try item.text()), which is given twice")
      }
      values.append(value)
    }
    if values.isEmpty { throw error("is an empty list; expected a value or a list of values") }
    return values
  }

  fileprivate func batchSize() throws(SpecError) -> Int? {
    switch node {
    case .scalar(let scalar) where scalar.string == "full": return nil
    case .scalar(let scalar) where Int(scalar.string) == nil:
      throw error(
        "is \"\(scalar.string.prefix(40))\"; expected a number of training pairs, or full")
    default: return try integer(atLeast: 1)
    }
  }

  /// A name that can name a file.
  fileprivate func sweepName() throws(SpecError) -> String {
    let name = try text()
    let isPlain = name.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || "-_.".unicodeScalars.contains($0)
    }
    guard isPlain, !name.hasPrefix("."), name.count <= 100 else {
      throw error(
        "is \"\(name.prefix(40))\"; expected at most 100 letters, digits, hyphens, underscores "
          + "and dots, since it names the store")
    }
    return name
  }
}
