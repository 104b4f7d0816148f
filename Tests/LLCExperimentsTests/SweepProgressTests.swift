import LLCExperiments
import Testing

/// What a waiting person reads.
@Suite struct SweepProgressTests {
  @Test func lines() throws {
    let folder = try Folder()
    let store = try RunStore(folder.file("a.sqlite"))
    let sweep = Sweeps.spec(seeds: 2, epochs: 1000)
    try store.register(sweep)
    var progress = SweepProgress(name: "grokking", try store.runs(), now: 0)
    #expect(progress.lines(now: 1, unicode: true) == ["grokking: 0 of 4 runs done, 0%"])
    progress.take(.started(run: 2, sweep.runs[2], []), now: 0)
    for (epoch, coefficient) in [(0, 1.0), (250, 3), (500, 2)] {
      var point = TrajectoryPoint(
        epoch: epoch, steps: 0, trainingLoss: 0.0123456, validationLoss: 0.5, trainingAccuracy: 1,
        validationAccuracy: 0.25)
      (point.coefficient, point.coefficientError) = (coefficient, 0.5)
      progress.take(.measured(run: 2, point), now: 5)
    }
    // Wide runs cost twice what narrow ones do: half a wide one is a sixth of all.
    #expect(
      progress.lines(now: 10, unicode: true) == [
        "grokking: 0 of 4 runs done, 16%, 50.0 s left",
        "  run 2  epoch 500 of 1,000, 50.0/s, 10.0 s left  accuracy 100% | 25.0%  "
          + "loss 0.0123 | 0.500  LLC ▁█▅ 2.00 ± 0.50  (width 16, seed 1)",
      ])
    progress.take(
      .progressed(run: 2, RunProgress(epoch: 600, batchLoss: 1, isMeasuring: true)), now: 12)
    let plain = progress.lines(now: 12, unicode: false)[1]
    #expect(
      plain.hasSuffix("LLC _#+ 2.00 +- 0.50  measuring  (width 16, seed 1)")
        && plain.utf8.allSatisfy { $0 < 128 })
    #expect(progress.line(now: 12).hasSuffix("left; run 2 at epoch 600 of 1000"))
    progress.take(.finished(run: 2), now: 20)
    progress.take(.started(run: 3, sweep.runs[3], []), now: 20)
    progress.take(.failed(run: 3, because: "x"), now: 21)
    progress.take(.waiting, now: 22)
    #expect(
      progress.lines(now: 22, unicode: true) == [
        "grokking: 1 of 4 runs done, 1 failed, 66%, 11.0 s left, waiting for another process"
      ])
  }

  /// What was done before counts as done, and not for the speed.
  @Test func resumed() async throws {
    let folder = try Folder()
    let store = try RunStore(folder.file("a.sqlite"))
    let sweep = Sweeps.spec(seeds: 2)
    try await Sweeps.run(sweep, store, shard: try #require(Shard("1/2")))
    try store.register(sweep)
    let progress = SweepProgress(name: "a", try store.runs(), now: 0)
    #expect(progress.line(now: 9) == "a: 2 of 4 runs done, 50%")
  }
}
