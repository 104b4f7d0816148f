public import Foundation

/// Draws plots with gnuplot, which is looked for on the path.
public enum Gnuplot {
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// Writes `name.dat` and `name.gp` into a folder and runs the script there, which writes `name.svg`
  /// and `name.png`.
  ///
  /// - Throws: `Failure` when gnuplot is missing or fails; data and script stay where they are. Errors
  ///   of writing the files.
  public static func draw(_ plot: Plot, name: String, in folder: URL) throws {
    try draw(
      data: plot.gnuplotData, script: plot.gnuplotScript(name: name), name: name, in: folder)
  }

  /// The same for plots side by side.
  public static func draw(_ panels: PlotPanels, name: String, in folder: URL) throws {
    try draw(
      data: panels.gnuplotData, script: panels.gnuplotScript(name: name), name: name, in: folder)
  }

  private static func draw(data: String, script: String, name: String, in folder: URL) throws {
    try data.write(
      to: folder.appending(path: "\(name).dat"), atomically: true, encoding: .utf8)
    try script.write(
      to: folder.appending(path: "\(name).gp"), atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gnuplot", "\(name).gp"]
    process.currentDirectoryURL = folder
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    do { try process.run() } catch {
      throw Failure(description: "gnuplot cannot be run: \(error.localizedDescription)")
    }
    let said = (try? errors.fileHandleForReading.read(upToCount: 4000)) ?? Data()
    process.waitUntilExit()
    switch process.terminationStatus {
    case 0: return
    case 127:
      throw Failure(
        description: "gnuplot is not installed (on Debian: apt-get install gnuplot-nox); "
          + "\(name).gp draws \(name).dat once it is")
    default:
      let line = String(decoding: said, as: UTF8.self).split(separator: "\n").suffix(1).joined()
      throw Failure(description: "gnuplot could not draw \(name).gp: \(line)")
    }
  }
}
