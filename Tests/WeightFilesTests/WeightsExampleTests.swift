import Foundation
import Testing

extension TensorPythonTests {
  /// `Examples/weights` with this build and these packages; what it prints is what its README shows.
  @Test func example() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = try TensorBytes.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try PythonPackages.run(
      "/bin/bash", [root.appending(path: "Examples/weights/run.sh").path(), folder.path()],
      environment: [
        "SLT": try #require(VerifyMutationTests.executable).path(),
        "PYTHON": PythonPackages.folder.appending(path: "bin/python").path(),
      ])
    #expect(run.status == 0, "\(run.output)")
    let readme = try String(
      contentsOf: root.appending(path: "Examples/weights/README.md"), encoding: .utf8)
    let shown = try #require(readme.split(separator: "```").dropFirst(3).first)
      .split(separator: "\n").dropFirst()
    #expect(shown.count >= 9)
    for line in shown { #expect(run.output.contains(line), "not printed: \(line)") }
  }
}
