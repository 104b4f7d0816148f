import Foundation
import Testing

/// The certificate of the largest rank that was computed, kept as an example.
@Suite("The example of a large rank")
struct LargeRankTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// p = 97, m = 1024: m (d + K - 1) = 1024 (194 + 96) = 296,960, accepted by the program and by the
  /// checker in Python.
  @Test func isVerified() throws {
    let file = Self.root.appending(path: "Examples/large-rank/certificate.json").path()
    let answer = try Program.run("rank --verify \(file) --format json", seconds: 300)
    #expect(answer.status == 0, "\(answer.errors)")
    let fields = try #require(
      try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
    #expect(fields["rank"] as? Int == 296_960 && fields["level"] as? String == "coordinates")
    #expect(fields["rows"] as? Int == 1_834_755 && fields["columns"] as? Int == 297_984)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", Self.root.appending(path: "Tests/Certificates/check_certificate.py").path(), file,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && text.contains(": valid, rank 296960"), "\(text)")
  }
}
