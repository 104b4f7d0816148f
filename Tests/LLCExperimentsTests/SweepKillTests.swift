import Foundation
import LLCExperiments
import Testing

/// Processes that are really killed.
@Suite struct SweepKillTests {
  /// 606 points: ten victims of 50 points each do not finish it, however late they are killed.
  static let sweep = Sweeps.spec(seeds: 3, epochs: 500, every: 5, microseconds: 2000)
  /// The same points, at once.
  static let quick = Sweeps.spec(seeds: 3, epochs: 500, every: 5)
  private static let variable = "SLT_TEST_VICTIM_STORE"

  /// The process that is killed: this test, run by the tests below with a store in the environment.
  @Test(.enabled(if: ProcessInfo.processInfo.environment[variable] != nil))
  func victimOfTheKillTests() async throws {
    let path = try #require(ProcessInfo.processInfo.environment[Self.variable])
    try await Sweeps.run(Self.sweep, try RunStore(path))
  }

  private func victim(_ store: String, points: Int = .max) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = ["--testing-library", "swift-testing", "--filter", "victimOfTheKillTests"]
    process.environment = ProcessInfo.processInfo.environment.merging(
      [Self.variable: store, CountingDriver.limitVariable: "\(points)"]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func pointCount(_ store: RunStore) throws -> Int {
    try store.runs().reduce(0) { $0 + (try store.points(of: $1.index).count) }
  }

  @Test func killedTenTimes() async throws {
    let folder = try Folder()
    let path = folder.file("a.sqlite")
    let store = try RunStore(path)
    try store.register(Self.sweep)
    var generator = SystemRandomNumberGenerator()
    var kills = 0
    var before = 0
    while kills < 10, try store.runs().contains(where: { $0.status != .done }) {
      let process = try victim(path, points: 50)
      let deadline = Date().addingTimeInterval(300)
      while try pointCount(store) == before, process.isRunning, Date() < deadline {
        usleep(2000)
      }
      usleep(UInt32.random(in: 0...60_000, using: &generator))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      kills += 1
      // The lock went with the process: nothing is running, and nothing is lost.
      #expect(try store.runs().allSatisfy { $0.status != .running })
      let now = try pointCount(store)
      #expect(now > before, "kill \(kills): no progress")
      before = now
    }
    #expect(kills == 10)
    try await Sweeps.run(Self.sweep, store)
    try Sweeps.expectDone(store, try await Sweeps.truth(Self.quick))
  }

  @Test func twoProcessesShareAStore() async throws {
    let folder = try Folder()
    let path = folder.file("a.sqlite")
    let processes = [try victim(path), try victim(path)]
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0 && process.terminationReason == .exit)
    }
    try Sweeps.expectDone(try RunStore(path), try await Sweeps.truth(Self.quick))
  }
}
