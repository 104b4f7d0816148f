import Foundation
import Reporting
import Synchronization
import Testing

/// A clock set by hand and a place to collect what is written.
final class Stage: Sendable {
  let time = Mutex(0.0)
  let written = Mutex("")

  func environment(terminal: Bool, width: Int = 80) -> ProgressReporter.Environment {
    .init(
      isTerminal: terminal, width: width,
      now: { self.time.withLock { $0 } },
      write: { text in self.written.withLock { $0 += text } })
  }

  func wait(_ seconds: Double) { time.withLock { $0 += seconds } }
  var text: String { written.withLock { $0 } }
}

@Suite("Progress")
struct ProgressReporterTests {
  @Test(arguments: [true, false])
  func silentForShortWork(terminal: Bool) {
    let stage = Stage()
    let progress = ProgressReporter(
      "sampling", total: 10, environment: stage.environment(terminal: terminal))
    for _ in 0..<10 {
      stage.wait(0.19)
      progress.advance()
    }
    progress.finish()
    #expect(stage.text == "")
    #expect(progress.completed == 10)
  }

  @Test func redrawnBarClearedAtTheEnd() {
    let stage = Stage()
    let progress = ProgressReporter(
      "sampling", total: 1000, environment: stage.environment(terminal: true))
    stage.wait(4)
    progress.advance(by: 250)
    progress.advance()  // too soon to redraw
    stage.wait(4)
    progress.update(completed: 500)
    progress.finish()
    progress.finish()
    progress.advance()
    let clear = "\u{1B}[K"
    #expect(
      stage.text
        == "\rsampling [#####---------------] 250 of 1,000 (25%), 62.5/s, 12.0 s left\(clear)"
        + "\rsampling [##########----------] 500 of 1,000 (50%), 62.5/s, 8.0 s left\(clear)"
        + "\r\(clear)")
  }

  @Test func sparseLinesInALog() {
    let stage = Stage()
    let progress = ProgressReporter(
      "ranks\u{1B}[31m", total: 100, environment: stage.environment(terminal: false))
    for _ in 0..<100 {
      stage.wait(0.25)
      progress.advance()
    }
    progress.finish()
    #expect(
      stage.text == """
        ranks [31m: 8 of 100 (8%), 4.00/s, 23.0 s left
        ranks [31m: 48 of 100 (48%), 4.00/s, 13.0 s left
        ranks [31m: 88 of 100 (88%), 4.00/s, 3.0 s left
        ranks [31m: 100 done in 25.0 s

        """)
  }

  @Test func unknownTotal() {
    let stage = Stage()
    let progress = ProgressReporter("search", environment: stage.environment(terminal: true))
    stage.wait(2)
    progress.advance(by: 3000)
    #expect(stage.text == "\rsearch: 3,000, 1500/s\u{1B}[K")
  }

  @Test func fitsANarrowTerminal() {
    for width in 2...90 {
      let stage = Stage()
      let progress = ProgressReporter(
        "λ̂ sampling", total: 1000, environment: stage.environment(terminal: true, width: width))
      stage.wait(3)
      progress.advance(by: 100)
      let line = stage.text.dropFirst(1).dropLast(3)
      #expect(String(line).displayWidth < width)
    }
  }

  @Test func countsFromManyThreads() async {
    let stage = Stage()
    let progress = ProgressReporter(
      "threads", total: 8000, environment: stage.environment(terminal: true))
    stage.wait(3)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<1000 {
            progress.advance()
            stage.wait(0.001)
          }
        }
      }
    }
    #expect(progress.completed == 8000)
    progress.finish()
    #expect(stage.text.hasSuffix("\r\u{1B}[K"))
  }

  @Test func filesHaveNoTerminalWidth() throws {
    let null = try #require(FileHandle(forReadingAtPath: "/dev/null"))
    #expect(!Terminal.isTerminal(null))
    #expect(Terminal.width(null) == nil)
  }
}
