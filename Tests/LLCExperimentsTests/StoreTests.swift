import Foundation
import LLCExperiments
import Reporting
import TestSupport
import Testing

/// What a store keeps, and files that are none.
@Suite struct StoreTests {
  /// A finished store, closed.
  private func finished(_ folder: Folder, _ name: String = "a.sqlite") async throws -> String {
    let path = folder.file(name)
    let store = try RunStore(path)
    try await Sweeps.run(Sweeps.spec(seeds: 2), store)
    store.close()
    return path
  }

  private func refusal(_ path: String, _ access: RunStore.Access = .create) -> StoreError? {
    #expect(throws: StoreError.self) {
      let store = try RunStore(path, access)
      defer { store.close() }
      try Sweeps.readAll(store)
    }
  }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  private func write(_ bytes: Data, _ path: String) throws {
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  /// Every property of a point, with the values that a database may take for others.
  @Test(arguments: [
    0.0, -0.0, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    3, -7, 0.1, 1e300, 0x1.fffffffffffffp52,
  ]) func numbersComeBackToTheLastBit(value: Double) throws {
    let folder = try Folder()
    let store = try RunStore(folder.file("a.sqlite"))
    try store.register(Sweeps.spec(seeds: 1))
    let owner = try store.begin()
    let run = try #require(try store.claim(for: owner, codeVersion: "1")).index
    var point = TrajectoryPoint(
      epoch: 3, steps: .max, trainingLoss: value, validationLoss: value, trainingAccuracy: value,
      validationAccuracy: value, flags: ["a", "b-c"])
    (point.coefficient, point.coefficientError, point.rHat) = (value, value, value)
    (point.effectiveSampleSize, point.relativeMovement) = (value, value)
    (point.kernelDrift, point.predicted, point.lowerBound) = (value, value, value)
    (point.featureRank, point.activeUnits, point.effectiveWidth) = (.min, 0, 5)
    (point.stage, point.theorem) = ("nan", "")
    let bare = TrajectoryPoint(epoch: 4, steps: 0, trainingLoss: 1, trainingAccuracy: 0)
    for point in [point, bare] {
      try store.checkpoint(point, state: Data(), run: run, owner: owner, seconds: 0)
    }
    let read = try store.points(of: run)
    #expect(read.map(Sweeps.bits) == [point, bare].map(Sweeps.bits))
    try store.end(owner)
    #expect(try store.claim(for: try store.begin(), codeVersion: "1")?.state == Data())
  }

  /// A property that someone adds to the type and not to the list of columns would be lost.
  @Test func everyPropertyIsStored() throws {
    let point = TrajectoryPoint(epoch: 0, steps: 0, trainingLoss: 0, trainingAccuracy: 0)
    let labels = Mirror(reflecting: point).children.compactMap(\.label)
    #expect(Array(PointTable.table([]).columns.map(\.header).dropFirst()) == labels)
    let run = Sweeps.spec().runs[0]
    let settings = Mirror(reflecting: run).children.compactMap(\.label)
    #expect(run.settings.map(\.key) == settings)
  }

  @Test func strangers() throws {
    let folder = try Folder()
    #expect(refusal(folder.file("none"), .existing)?.problem == .missing)
    #expect(refusal(folder.path)?.description.contains("not a run store: a directory") == true)
    let deep = folder.file("no/such/folder/a.sqlite")
    #expect(refusal(deep)?.description.contains("cannot be opened or created") == true)
    for text in ["schema: 1\n", String(repeating: "text ", count: 5000)] {
      let path = folder.file("text-\(text.count)")
      try write(Data(text.utf8), path)
      #expect(refusal(path)?.description == "\(path): not a run store: not a SQLite file")
      #expect(try bytes(path) == Data(text.utf8))
    }
    let empty = folder.file("empty")
    try write(Data(), empty)
    #expect(refusal(empty, .existing)?.description.contains("it is empty") == true)
  }

  /// The header's `user_version` is at byte 60, `application_id` at 68.
  @Test func otherVersionsAndOtherPrograms() async throws {
    let folder = try Folder()
    let path = try await finished(folder)
    let good = try bytes(path)
    for (place, value, part) in [
      (63, UInt8(2), "written by a newer version (store format 2"), (60, 1, "newer"),
      (63, 0, "damaged: its format is 0"), (68, 0, "a SQLite file of something else"),
    ] {
      var bad = good
      bad[place] = value
      try write(bad, path)
      let error = refusal(path)
      #expect(error?.description.contains(part) == true, "\(String(describing: error))")
      #expect(try bytes(path) == bad, "a refused file was changed")
    }
  }

  /// Of the same length, so that the pages stay sound.
  @Test(arguments: [
    ("\"modulus\":5", "\"modulus\":0"), ("\"width\":16", "\"width\":-6"),
    ("\"epochs\":20", "\"epochs\":-2"), ("\"trainingFraction\":0.5", "\"trainingFraction\":9e9"),
  ])
  func specsThatNoRunHas(old: String, new: String) async throws {
    let folder = try Folder()
    let path = try await finished(folder)
    var bad = try bytes(path)
    bad.replaceSubrange(try #require(bad.range(of: Data(old.utf8))), with: Data(new.utf8))
    try write(bad, path)
    #expect(refusal(path)?.description.contains("damaged: spec holds") == true)
  }

  @Test func truncated() async throws {
    let folder = try Folder()
    let path = try await finished(folder)
    let good = try bytes(path)
    var generator = PseudoRandom(seed: 2026)
    for _ in 0..<40 {
      let length = Int.random(in: 1..<good.count - 1, using: &generator)
      try write(good.prefix(length), path)
      let error = refusal(path)
      #expect(
        error.map { Sweeps.isOneLine("\($0)") } == true, "\(length): \(String(describing: error))")
    }
  }

  /// A byte changed anywhere is refused in one line or does no harm to the reader.
  @Test func mutated() async throws {
    let folder = try Folder()
    let path = try await finished(folder)
    let good = try bytes(path)
    var generator = PseudoRandom(seed: 2026)
    var refused = 0
    for _ in 0..<300 {
      var bad = good
      var places: [Int] = []
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        places.append(Int.random(in: 0..<bad.count, using: &generator))
        bad[places[places.count - 1]] = UInt8.random(in: 0...255, using: &generator)
      }
      try write(bad, path)
      do {
        let store = try RunStore(path, .existing)
        defer { store.close() }
        try Sweeps.readAll(store)
        try store.register(Sweeps.spec(seeds: 2))
        try await Sweeps.run(Sweeps.spec(seeds: 2), store)
      } catch let error as StoreError {
        refused += 1
        #expect(Sweeps.isOneLine("\(error)"), "\(places)")
      }
    }
    #expect(refused > 30)
  }

  @Test func aFullDiskLosesNothing() async throws {
    let folder = try Folder()
    let path = folder.file("a.sqlite")
    let sweep = Sweeps.spec(seeds: 4, epochs: 60, every: 1)
    let small = try RunStore(path, maximumBytes: 70_000)
    let error = await #expect(throws: StoreError.self) { try await Sweeps.run(sweep, small) }
    #expect(error?.problem == .full && error?.description.contains("the disk is full") == true)
    let stored = try small.runs().reduce(0) { $0 + (try small.points(of: $1.index).count) }
    #expect(stored > 50)
    small.close()
    let store = try RunStore(path)
    #expect(try store.runs().allSatisfy { $0.status != .running })
    try await Sweeps.run(sweep, store)
    try Sweeps.expectDone(store, try await Sweeps.truth(sweep))
  }

  @Test func aDiskTooSmallForTheTables() throws {
    let path = try Folder().file("a.sqlite")
    #expect(throws: StoreError.self) { try RunStore(path, maximumBytes: 4096) }
  }

  /// What changed is said by key, with both values.
  @Test func changedSpecs() throws {
    let folder = try Folder()
    let store = try RunStore(folder.file("a.sqlite"))
    let spec = Sweeps.spec()
    try store.register(spec)
    func expect(_ part: String, _ change: (inout SweepSpec) -> Void) {
      var changed = spec
      change(&changed)
      let error = #expect(throws: StoreError.self) { try store.register(changed) }
      #expect(
        error?.description.contains("holds another sweep: " + part) == true,
        "\(String(describing: error))")
    }
    expect("name was fixture and is other") { $0.name = "other" }
    expect("seed was [1, 2, 3, 4] and is [1, 2, 3]; the number of runs was 8 and is 6") {
      $0.runs.removeAll { $0.seed == 4 }
    }
    expect("width was [8, 16] and is [8, 32]") { spec in
      for index in spec.runs.indices where spec.runs[index].width == 16 {
        spec.runs[index].width = 32
      }
    }
    expect("checkpoints was every 3 epochs and is 9 logarithmic") {
      $0.checkpoints = .logarithmic(count: 9)
    }
    expect("theory was true and is false") { $0.measurement.theory = false }
    expect("measured checkpoints was all and is one of 2") { $0.measurement.every = 2 }
    expect("sampler was none and is {method: sgld, nBeta: 10.0,") {
      $0.measurement.sampler = TrajectorySampler(nBeta: 10, localisation: 1, stepSize: 1)
    }
    expect("the order of the runs") { $0.runs.swapAt(5, 6) }
    expect("batchSize was full and is [4, full]") { $0.runs[0].batchSize = 4 }
    try store.register(spec)
    #expect(try store.runs().count == 8)
  }
}

extension Sweeps {
  static func isOneLine(_ text: String) -> Bool { !text.isEmpty && !text.contains("\n") }

  /// Every value of the store, read.
  static func readAll(_ store: RunStore) throws {
    _ = try store.sweep()
    for run in try store.runs() { _ = try store.points(of: run.index) }
    _ = try store.lastPoints()
  }
}
