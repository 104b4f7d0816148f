import Foundation
import LLCExperiments
import Testing

/// A sweep gives one answer, however it is cut up.
@Suite struct SweepRunnerTests {
  @Test(arguments: [1, 2, 7]) func threadsDoNotMatter(threads: Int) async throws {
    let (folder, sweep) = (try Folder(), Sweeps.spec())
    let store = try RunStore(folder.file("a.sqlite"))
    try await Sweeps.run(sweep, store, threads: threads)
    try Sweeps.expectDone(store, try await Sweeps.truth(sweep))
    #expect(try folder.names == ["a.sqlite"])
  }

  @Test func runsAreStartedOnceAndTheMostExpensiveFirst() async throws {
    let (folder, sweep) = (try Folder(), Sweeps.spec())
    let store = try RunStore(folder.file("a.sqlite"))
    let started = Shared<[Int]>([])
    for _ in 0..<2 {
      try await Sweeps.run(sweep, store, threads: 1) { event in
        if case .started(let run, _, _) = event { started.update { $0.append(run) } }
      }
    }
    #expect(started.value == [4, 5, 6, 7, 0, 1, 2, 3])
  }

  /// Each run is stopped after each of its checkpoints in turn, and gives the same bits.
  @Test func stoppedAtEveryCheckpoint() async throws {
    let (folder, sweep) = (try Folder(), Sweeps.spec(seeds: 2))
    let path = folder.file("a.sqlite")
    var stops = 0
    while true {
      let store = try RunStore(path)
      defer { store.close() }
      let work = Shared<Task<Void, any Error>?>(nil)
      work.update { task in
        task = Task {
          try await Sweeps.run(sweep, store) { event in
            if case .measured = event { work.value?.cancel() }
          }
        }
      }
      do {
        try await work.value?.value
        break
      } catch is CancellationError {
        stops += 1
      }
      #expect(try store.runs().allSatisfy { $0.status != .running && $0.status != .failed })
    }
    #expect(stops >= 4)
    try Sweeps.expectDone(try RunStore(path), try await Sweeps.truth(sweep))
  }

  /// A claim whose owner is gone without a word, as after kill -9.
  @Test func abandonedRunsGoOn() async throws {
    let (folder, sweep) = (try Folder(), Sweeps.spec(seeds: 1))
    let truth = try await Sweeps.truth(sweep)
    let path = folder.file("a.sqlite")
    let dead = try RunStore(path)
    try dead.register(sweep)
    let owner = try dead.begin()
    let claimed = try #require(try dead.claim(for: owner, codeVersion: "0"))
    var driver = try CountingDriver(claimed.spec, sweep, resuming: nil)
    let point = try #require(try await driver.advance { _ in })
    try dead.checkpoint(
      point, state: try driver.state, run: claimed.index, owner: owner, seconds: 1)

    // While it lives nobody else gets the run.
    let store = try RunStore(path)
    let other = try store.begin()
    let rest = try #require(try store.claim(for: other, codeVersion: "1"))
    #expect(rest.index != claimed.index)
    #expect(try store.claim(for: other, codeVersion: "1") == nil)
    #expect(try store.outlook(for: other) == .waiting)
    #expect(try store.runs().map(\.status) == [.running, .running])
    try store.end(other)

    dead.close()
    #expect(try store.runs().map(\.status) == [.pending, .pending])
    let seen = Shared<[Int: Int]>([:])
    try await Sweeps.run(sweep, store) { event in
      if case .started(let run, _, let points) = event {
        seen.update { $0[run] = points.count }
      }
    }
    #expect(seen.value == [claimed.index: 1, 1 - claimed.index: 0])
    try Sweeps.expectDone(store, truth)
    #expect(try store.runs()[claimed.index].codeVersions == ["0", "1"])
    #expect(try store.runs()[claimed.index].seconds > 1)
  }

  @Test func aLostClaimStoresNothing() async throws {
    let (folder, sweep) = (try Folder(), Sweeps.spec(seeds: 1))
    let store = try RunStore(folder.file("a.sqlite"))
    try store.register(sweep)
    let owner = try store.begin()
    let claimed = try #require(try store.claim(for: owner, codeVersion: "1"))
    try store.end(owner)
    let point = TrajectoryPoint(epoch: 0, steps: 0, trainingLoss: 0, trainingAccuracy: 0)
    #expect(throws: StoreError(file: store.path, .claimLost(run: claimed.index))) {
      try store.checkpoint(
        point, state: Data(), run: claimed.index, owner: owner, seconds: 0)
    }
    #expect(try store.points(of: claimed.index).isEmpty)
  }

  @Test func twoRunnersDoEachRunOnce() async throws {
    let (folder, sweep) = (try Folder(), Sweeps.spec(seeds: 12, microseconds: 200))
    let started = Shared<[Int]>([])
    let path = folder.file("a.sqlite")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          let store = try RunStore(path)
          defer { store.close() }
          try await Sweeps.run(sweep, store) { event in
            if case .started(let run, _, _) = event { started.update { $0.append(run) } }
          }
          // Both return when all of it is done.
          #expect(try store.runs().allSatisfy { $0.status == .done })
        }
      }
      try await group.waitForAll()
    }
    #expect(started.value.sorted() == Array(sweep.runs.indices))
    try Sweeps.expectDone(try RunStore(path), try await Sweeps.truth(sweep))
  }

  @Test func aFailedRunIsRecordedAndTheOthersGoOn() async throws {
    let (folder, sweep) = (try Folder(), Sweeps.spec(unlucky: true))
    let store = try RunStore(folder.file("a.sqlite"))
    let failures = Shared(0)
    for attempt in 1...2 {
      try await Sweeps.run(sweep, store) { event in
        if case .failed(_, "unlucky number") = event { failures.update { $0 += 1 } }
      }
      let runs = try store.runs()
      #expect(runs.filter { $0.status == .done }.count == 6)
      let failed = runs.filter { $0.status == .failed }
      #expect(failed.map(\.reason) == ["unlucky number", "unlucky number"])
      #expect(failed.allSatisfy { $0.epoch == 9 })
      #expect(failures.value == 2 * attempt)
      #expect(try store.retryFailed() == 2)
    }
  }

  @Test(arguments: [1, 3, 5]) func shardsMakeTheWhole(count: Int) async throws {
    let (folder, sweep) = (try Folder(), Sweeps.spec())
    var parts: [String] = []
    for index in 1...count {
      parts.append(folder.file("part-\(index).sqlite"))
      let store = try RunStore(parts[index - 1])
      try await Sweeps.run(
        sweep, store, shard: try #require(Shard("\(index)/\(count)")))
      #expect(try store.runs().allSatisfy { $0.index % count == index - 1 })
      store.close()
    }
    let out = folder.file("all.sqlite")
    let merged = try RunStore.merge(parts.reversed(), into: out)
    let truth = try await Sweeps.truth(sweep)
    #expect(merged.runs == 8 && merged.done == 8 && merged.runCount == 8)
    #expect(merged.points == truth.map(\.count).reduce(0, +))
    let whole = try RunStore(out)
    try Sweeps.expectDone(whole, truth)
    // It is a store like any other: nothing is left to do in it.
    try await Sweeps.run(sweep, whole) { Issue.record("\($0)") }
  }
}
