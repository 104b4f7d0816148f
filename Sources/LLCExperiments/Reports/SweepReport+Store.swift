extension SweepReport {
  /// The report of all runs of a store that have at least one checkpoint.
  ///
  /// - Throws: `StoreError`; `ExperimentError` when no run has begun.
  public init(storeAt path: String) throws {
    let store = try RunStore(path, .existing)
    defer { store.close() }
    let stored = try store.runs()
    let runs = try stored.map { run in
      ReportRun(
        index: run.index, spec: run.spec, points: try store.points(of: run.index),
        seconds: run.seconds, isComplete: run.status == .done)
    }
    guard let name = try store.sweep()?.name, runs.contains(where: { !$0.points.isEmpty }) else {
      throw ExperimentError(name: path, problem: "no run of this store has reached a checkpoint")
    }
    self.init(title: name, runs: runs, varied: RunSetting.varied(in: stored.map(\.spec)))
  }
}
