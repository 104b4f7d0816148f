/// Works through the runs of a sweep that a store has not yet.
///
/// Each worker takes one run at a time, the most expensive first, so that the last ones are short
/// and the cores end together. Every run is decided by its spec alone: neither the number of workers
/// nor the order, nor where earlier processes were stopped, changes a bit of its trajectory.
public struct SweepRunner: Sendable {
  public let sweep: SweepSpec
  public let store: RunStore
  public let driver: any RunDriver.Type
  public let threads: Int
  public let shard: Shard
  /// Recorded with each run.
  public let codeVersion: String
  /// Whether the weights of runs that are done stay in the store.
  public let keepsWeights: Bool

  public init(
    _ sweep: SweepSpec, store: RunStore, driver: any RunDriver.Type, threads: Int,
    shard: Shard = .whole, codeVersion: String, keepsWeights: Bool = false
  ) {
    self.sweep = sweep
    self.store = store
    self.driver = driver
    self.threads = max(1, threads)
    self.shard = shard
    self.codeVersion = codeVersion
    self.keepsWeights = keepsWeights
  }

  /// Returns when every run of the shard is done or has failed, be it by another process. A run that
  /// fails is recorded with its reason, and the others go on.
  ///
  /// - Parameter observe: called by workers, at the same time; keep it short.
  /// - Throws: `StoreError`; `CancellationError`, after which the store can be taken up again.
  public func run(_ observe: @escaping @Sendable (SweepEvent) -> Void = { _ in }) async throws {
    try store.register(sweep, shard: shard)
    let owner = try store.begin()
    let writer = CheckpointWriter(store, owner)
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<min(threads, max(1, sweep.runs.count)) {
          group.addTask(executorPreference: WorkerThread(number)) {
            try await work(owner, writer, observe)
          }
        }
        // The first error ends the others.
        try await group.waitForAll()
      }
    } catch {
      // A store that cannot be written drops the claims with the lock.
      try? store.end(owner)
      throw error
    }
    try store.end(owner)
  }

  private func work(
    _ owner: RunStore.Owner, _ writer: CheckpointWriter,
    _ observe: @escaping @Sendable (SweepEvent) -> Void
  ) async throws {
    var pause = Duration.milliseconds(50)
    while true {
      try Task.checkCancellation()
      switch try store.outlook(for: owner, shard: shard) {
      case .nothing: return
      case .waiting:
        observe(.waiting)
        try await Task.sleep(for: pause)
        pause = min(pause * 2, .seconds(2))
      case .claimable:
        pause = .milliseconds(50)
        guard let run = try store.claim(for: owner, shard: shard, codeVersion: codeVersion) else {
          continue
        }
        try await advance(run, owner, writer, observe)
      }
    }
  }

  private func advance(
    _ run: ClaimedRun, _ owner: RunStore.Owner, _ writer: CheckpointWriter,
    _ observe: @escaping @Sendable (SweepEvent) -> Void
  ) async throws {
    let index = run.index
    observe(.started(run: index, run.spec, run.points))
    var last = ContinuousClock.now
    func lap() -> Double {
      let now = ContinuousClock.now
      defer { last = now }
      return last.duration(to: now) / .seconds(1)
    }
    // A checkpoint is synced to the disk while the run already goes on; at most one is on its way.
    var storing: Task<Void, any Error>?
    do {
      var driver = try driver.init(run.spec, sweep, resuming: run.state)
      while let point = try await driver.advance(
        progress: { observe(.progressed(run: index, $0)) })
      {
        let checkpoint = Checkpoint(
          run: index, point: point, state: try driver.state, seconds: lap())
        try await storing?.value
        storing = Task.detached {
          try await writer.write(checkpoint)
          observe(.measured(run: index, point))
        }
        try Task.checkCancellation()
      }
      try await storing?.value
      try store.finish(run: index, owner: owner, seconds: lap(), keepingState: keepsWeights)
      observe(.finished(run: index))
    } catch {
      // What was measured is stored before anything else is said of the run.
      var error = error
      if case .failure(let failure)? = await storing?.result { error = failure }
      try settle(index, owner, error, observe)
    }
  }

  private func settle(
    _ run: Int, _ owner: RunStore.Owner, _ error: any Error,
    _ observe: @Sendable (SweepEvent) -> Void
  ) throws {
    if let error = error as? StoreError {
      guard case .claimLost = error.problem else { throw error }
      observe(.lost(run: run))
      return
    }
    // What fails because it was told to stop has not failed.
    if error is CancellationError || Task.isCancelled { throw CancellationError() }
    let reason = String("\(error)".map { $0.isNewline ? " " : $0 }.prefix(1000))
    try store.fail(run: run, owner: owner, because: reason)
    observe(.failed(run: run, because: reason))
  }
}
