import Foundation
import LLCExperiments
import Reporting
import Testing

@Suite("Reports") struct SweepReportTests {
  /// Runs at three learning rates and two seeds; severity 1000 exp(-100 eta).
  private func runs() -> [ReportRun] {
    var runs: [ReportRun] = []
    for rate in [0.01, 0.02, 0.04] {
      for seed in 1...2 as ClosedRange<UInt64> {
        let severity = 1000 * exp(-100 * rate)
        var points = [
          TrajectoryPoint(
            epoch: 1, steps: 1, trainingLoss: 1, validationLoss: 2, trainingAccuracy: 1,
            validationAccuracy: 0),
          TrajectoryPoint(
            epoch: 1 + Int(2 * severity), steps: 9, trainingLoss: 0.1, validationLoss: 0.2,
            trainingAccuracy: 1, validationAccuracy: 1),
        ]
        points[1].coefficient = 10 + Double(seed)
        points[1].coefficientError = 0.5
        runs.append(
          ReportRun(
            index: runs.count,
            spec: RunSpec(modulus: 5, width: 7, learningRate: rate, epochs: 9, seed: seed),
            points: points, seconds: 1, isComplete: true))
      }
    }
    return runs
  }

  @Test("a sweep of learning rates has curves, severity with its fit, and the largest coefficient")
  func learningRates() throws {
    let report = SweepReport(title: "t", runs: runs(), varied: ["learningRate", "seed"])
    #expect(
      report.figures.map(\.name) == [
        "loss", "accuracy", "coefficient", "severity-against-learning-rate",
        "largest-coefficient-against-learning-rate",
      ])
    let largest = try #require(report.figures.last).content
    // Two seeds, 11 and 12: mean 11.5, standard error of the mean 0.5.
    #expect(largest.series[0].points.map(\.x) == [0.01, 0.02, 0.04])
    #expect(largest.series[0].points.allSatisfy { $0.y == 11.5 && $0.error == 0.5 })
    let severity = report.figures[3]
    #expect(severity.content.series.map(\.name) == ["measured", "fit: measured"])
    #expect(severity.caption.contains("b = -100"), "\(severity.caption)")
  }

  @Test("runs that have not ended stand in the tables and not among the ends of others")
  func incomplete() throws {
    var runs = runs()
    var points = runs[0].points
    points[1].coefficient = 900
    points[1].coefficientError = .nan
    points.append(
      TrajectoryPoint(
        epoch: 5000, steps: 10, trainingLoss: 0.1, trainingAccuracy: 1, flags: ["diverged"]))
    runs[0] = ReportRun(
      index: 0, spec: runs[0].spec, points: points, seconds: 1, isComplete: false)
    let report = SweepReport(title: "t", runs: runs, varied: ["learningRate", "seed"])
    let largest = try #require(report.figures.last).content
    #expect(largest.series[0].points.map(\.y) == [12, 11.5, 11.5])
    let table = report.tables[0].content.rendered(as: .csv)
    #expect(table.contains("incomplete; diverged"), "\(table)")
    // An error that no number tells is none in JSON, which has no NaN.
    #expect(throws: Never.self) { try JSONOutput.encode(ReportPayload(report)) }
  }

  @Test("theory at every level for the dimensions of a run")
  func theoryLines() {
    // p = 5, m = 200, half of the 25 pairs: 13, rounded away from zero.
    let lines = TheoryLines(RunSpec(modulus: 5, width: 200, epochs: 1))
    #expect(lines.coordinates == 5 * 55 / 2.0)  // K d (d + 1) / 4
    #expect(lines.allPairs == 5 * 24 / 2.0)  // p (p^2 - 1) / 2
    #expect(lines.trainingPairs == 5 * 12 / 2.0)  // K (n - 1) / 2
    #expect(lines.lazy == 5 * 12 / 2.0)
    let narrow = TheoryLines(RunSpec(modulus: 5, width: 2, loss: .plain, epochs: 1))
    #expect(narrow.coordinates == 2 * 14 / 2.0 && narrow.allPairs == 2 * 13 / 2.0)
    #expect(narrow.trainingPairs == 13 && narrow.lazy == 5)
  }

  @Test("what theorem 5.2 says at a lazy checkpoint is not certified of the last weights")
  func lazyBoundsAreNotTheLast() throws {
    func certified(_ theorem: String, at epoch: Int) throws -> Cell {
      var run = runs()[0]
      var points = run.points
      let place = try #require(points.firstIndex { $0.epoch == epoch })
      (points[place].theorem, points[place].lowerBound, points[place].upperBound) = (theorem, 7, 7)
      run = ReportRun(
        index: 0, spec: run.spec, points: points, seconds: 1, isComplete: true)
      let table = try #require(
        SweepReport(title: "t", runs: [run], varied: []).tables.first { $0.name == "theory" }
      ).content
      let column = try #require(table.columns.firstIndex { $0.header == "certified" })
      return table.rows[0][column]
    }
    let last = runs()[0].points[1].epoch
    #expect(try certified("5.2", at: 1) == .empty)
    #expect(try certified("5.2", at: last) == .empty)
    #expect(try certified("certificate", at: last) != .empty)
  }

  @Test("an exponential is found again, with an error that its noise explains")
  func exponentialFit() throws {
    let exact = try #require(
      ExponentialFit([(0, 8), (1, 4), (2, 2)]))
    #expect(abs(exact.rate + log(2)) < 1e-12 && abs(exact.scale - 8) < 1e-12)
    #expect(try #require(exact.rateError) < 1e-12)
    // log y = 0, 1, 0 at x = 0, 1, 2: slope 0, residuals 2/3, error sqrt(2/3 / 1 / 2).
    let noisy = try #require(ExponentialFit([(0, 1), (1, exp(1)), (2, 1)]))
    #expect(abs(noisy.rate) < 1e-12)
    #expect(abs(try #require(noisy.rateError) - (1.0 / 3).squareRoot()) < 1e-12)
    #expect(ExponentialFit([(1, 2), (1, 3)]) == nil && ExponentialFit([(1, 2), (2, -3)]) == nil)
  }

  @Test("files: every table in three formats, every figure in four, and a page with all of it")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let report = SweepReport(title: "t", runs: runs(), varied: ["learningRate", "seed"])
    let files = try report.write(to: folder)
    #expect(files.problems.isEmpty)
    for name in files.written {
      #expect(
        FileManager.default.fileExists(atPath: folder.appending(path: name).path()), "\(name)")
    }
    #expect(files.written.count == 3 * report.tables.count + 4 * report.figures.count + 1)
    let page = try String(contentsOf: folder.appending(path: "report.html"), encoding: .utf8)
    #expect(page.components(separatedBy: "<img").count - 1 == report.figures.count)
    #expect(page.components(separatedBy: "<table>").count - 1 == report.tables.count)
  }
}
