import Foundation
import LLCExperiments
import Testing

/// Stores that cannot be joined, and those that can in more than one way.
@Suite struct StoreMergeTests {
  private func store(
    _ folder: Folder, _ name: String, _ sweep: SweepSpec, shard: Shard = .whole
  ) async throws -> String {
    let store = try RunStore(folder.file(name))
    defer { store.close() }
    try await Sweeps.run(sweep, store, shard: shard)
    return store.path
  }

  private func expectNothingWritten(_ folder: Folder, _ part: String, _ parts: [String]) throws {
    let names = try folder.names
    let error = #expect(throws: StoreError.self) {
      try RunStore.merge(parts, into: folder.file("out.sqlite"))
    }
    #expect(error?.description.contains(part) == true, "\(String(describing: error))")
    #expect(error?.description.contains("partial") == false)
    #expect(try folder.names == names)
  }

  @Test func refusals() async throws {
    let folder = try Folder()
    let sweep = Sweeps.spec(seeds: 2)
    let a = try await store(folder, "a", sweep)
    let other = try await store(folder, "b", Sweeps.spec(seeds: 3))
    try expectNothingWritten(folder, "\(other): holds another sweep: seed was", [a, other])
    try expectNothingWritten(folder, "none: no such store", [a, folder.file("none")])
    try Data("text".utf8).write(to: URL(fileURLWithPath: folder.file("text")))
    try expectNothingWritten(folder, "text: not a run store", [a, folder.file("text")])
    let bare = try RunStore(folder.file("bare"))
    bare.close()
    try expectNothingWritten(folder, "bare: not a run store: it holds no sweep", [bare.path, a])
    let error = #expect(throws: StoreError.self) { try RunStore.merge([a], into: other) }
    #expect(error?.problem == .exists)
    let replaced = try RunStore.merge([a], into: other, replacing: true)
    #expect(replaced.done == 4)
    let nowhere = #expect(throws: StoreError.self) {
      try RunStore.merge([a], into: folder.file("no/such/out"))
    }
    #expect(nowhere?.description.hasPrefix(folder.file("no/such/out")) == true)
  }

  /// Results of one run that differ in a single bit.
  @Test func conflict() throws {
    let folder = try Folder()
    let sweep = Sweeps.spec(seeds: 1)
    for (name, loss) in [("a", 1.0), ("b", 1.0.nextUp), ("c", 1.0)] {
      let store = try RunStore(folder.file(name))
      defer { store.close() }
      try store.register(sweep)
      let owner = try store.begin()
      let run = try #require(try store.claim(for: owner, codeVersion: "1")).index
      let point = TrajectoryPoint(epoch: 5, steps: 0, trainingLoss: loss, trainingAccuracy: 0)
      try store.checkpoint(point, state: Data([1]), run: run, owner: owner, seconds: 0)
      try store.end(owner)
    }
    try expectNothingWritten(
      folder, "b: run 1 has two different results: trainingLoss at epoch 5",
      [folder.file("a"), folder.file("b")])
    try RunStore.merge([folder.file("a"), folder.file("c")], into: folder.file("out"))
  }

  /// Of two parts the one that got further counts, whatever their order, and the run goes on from it.
  @Test(arguments: [false, true]) func theFurthestCounts(reversed: Bool) async throws {
    let folder = try Folder()
    let sweep = Sweeps.spec(seeds: 1)
    var parts: [String] = []
    for checkpoints in [1, 3] {
      let store = try RunStore(folder.file("part-\(checkpoints)"))
      defer { store.close() }
      try store.register(sweep)
      let owner = try store.begin()
      let claimed = try #require(try store.claim(for: owner, codeVersion: "\(checkpoints)"))
      var driver = try CountingDriver(claimed.spec, sweep, resuming: nil)
      for _ in 0..<checkpoints {
        let point = try #require(try await driver.advance { _ in })
        try store.checkpoint(
          point, state: try driver.state, run: claimed.index, owner: owner, seconds: 0)
      }
      parts.append(store.path)
    }
    if reversed { parts.reverse() }
    let out = folder.file("out")
    let merged = try RunStore.merge(parts, into: out)
    #expect(merged.points == 3 && merged.done == 0)
    let store = try RunStore(out)
    let resumed = Shared<[Int]>([])
    try await Sweeps.run(sweep, store) { event in
      if case .started(_, _, let points) = event {
        resumed.update { $0.append(points.count) }
      }
    }
    #expect(resumed.value.sorted() == [0, 3])
    try Sweeps.expectDone(store, try await Sweeps.truth(sweep))
  }
}
