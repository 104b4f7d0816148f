import LLCSampling

/// What a sweep is, short enough to compare and to say in which setting two sweeps differ.
struct SweepSummary: Codable, Hashable, Sendable {
  var name: String
  var runCount: Int
  /// The values of each setting, in the order in which the grid meets them.
  var values: [String: [String]]
  var checkpoints: CheckpointSchedule
  var measurement: TrajectoryMeasurement
  /// Of all settings of all runs in their order.
  var fingerprint: String

  init(_ sweep: SweepSpec) {
    name = sweep.name
    runCount = sweep.runs.count
    checkpoints = sweep.checkpoints
    measurement = sweep.measurement
    values = [:]
    var seen: [String: Set<String>] = [:]
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for run in sweep.runs {
      for setting in run.settings {
        if seen[setting.key, default: []].insert(setting.value).inserted {
          values[setting.key, default: []].append(setting.value)
        }
        // FNV-1a; a byte that no setting holds ends each.
        for byte in setting.value.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ 0xFF) &* 0x100_0000_01B3
      }
    }
    fingerprint = String(hash, radix: 16)
  }

  /// What the other has that this one has not; empty when they are the same sweep.
  func changes(to other: SweepSummary) -> [SpecChange] {
    var changes: [SpecChange] = []
    func compare(_ key: String, _ mine: String, _ theirs: String) {
      if mine != theirs { changes.append(SpecChange(key: key, stored: mine, given: theirs)) }
    }
    compare("name", name, other.name)
    let keys =
      SweepSummary.keys + values.keys.filter { !SweepSummary.keys.contains($0) }.sorted()
    for key in keys {
      let (mine, theirs) = (values[key] ?? [], other.values[key] ?? [])
      if mine != theirs {
        compare(key, Self.list(mine, unlike: theirs), Self.list(theirs, unlike: mine))
      }
    }
    compare("the number of runs", "\(runCount)", "\(other.runCount)")
    compare("checkpoints", checkpoints.text, other.checkpoints.text)
    compare("measured checkpoints", measurement.cadence, other.measurement.cadence)
    compare("theory", "\(measurement.theory)", "\(other.measurement.theory)")
    compare(
      "sampler", measurement.sampler?.text ?? "none", other.measurement.sampler?.text ?? "none")
    if changes.isEmpty && fingerprint != other.fingerprint {
      compare("the order of the runs", "one", "another")
    }
    return changes
  }

  private static let keys = RunSpec(modulus: 2, width: 1, epochs: 1).settings.map(\.key)

  /// As a file would give them; of many values those that the other has not.
  private static func list(_ values: [String], unlike other: [String]) -> String {
    if values.isEmpty { return "missing" }
    if values.count == 1 { return values[0] }
    if values.count <= 8 { return "[" + values.joined(separator: ", ") + "]" }
    let known = Set(other)
    let own = values.filter { !known.contains($0) }
    if own.isEmpty { return "\(values.count) values" }
    let rest = own.count > 6 ? ", ..." : ""
    return "\(values.count) values with " + own.prefix(6).joined(separator: ", ") + rest
  }
}

extension CheckpointSchedule {
  /// As a file would give it.
  var text: String {
    switch self {
    case .linear(let every): "every \(every) epochs"
    case .logarithmic(let count): "\(count) logarithmic"
    }
  }
}

extension TrajectoryMeasurement {
  fileprivate var cadence: String { every == 1 ? "all" : "one of \(every)" }
}

extension TrajectorySampler {
  var text: String {
    "{method: \(method.rawValue), nBeta: \(nBeta), localisation: \(localisation), stepSize: \(stepSize), chains: \(chains), "
      + "burnIn: \(burnIn), draws: \(draws)"
      + (leapfrogSteps.map { ", leapfrogSteps: \($0)" } ?? "") + "}"
  }
}
