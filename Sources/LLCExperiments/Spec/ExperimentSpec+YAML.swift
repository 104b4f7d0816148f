extension ExperimentSpec {
  /// Reads an experiment file.
  ///
  /// - Throws: `SpecError` with file, line, key, what was found and what was expected.
  public init(contentsOfFile path: String) throws(SpecError) {
    try self.init(yaml: try SpecFile.text(contentsOfFile: path), file: path)
    // A relative path is relative to the experiment file, so that both can be moved together.
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    for index in cases.indices {
      guard var network = cases[index].network, case .file(let weights) = network.point,
        !weights.hasPrefix("/")
      else { continue }
      network.point = .file(path: folder + weights)
      cases[index].model = .network(network)
    }
  }

  /// - Parameter file: the name that errors give.
  public init(yaml text: String, file: String) throws(SpecError) {
    let root = try SpecFile.root(
      yaml: text, file: file, allowed: ["schema", "seed", "sampler", "cases"],
      schema: Self.currentSchema)
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
