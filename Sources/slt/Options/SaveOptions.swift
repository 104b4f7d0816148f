import ArgumentParser
import Foundation
import LLCExperiments

/// Where the weights of a network are saved.
struct SaveOptions: ParsableArguments {
  @Option(
    name: .customLong("save"),
    help: ArgumentHelp(
      "File to write, .safetensors or .npz; all of it or nothing.", valueName: "file"))
  var path: String

  @Flag(help: "Replaces the file.")
  var force = false

  /// Before anything is worked out, so that hours are not lost to a slip of the hand.
  ///
  /// - Throws: `UsageError` for another ending or a file that is there; `DataError` when the folder
  ///   cannot be written.
  func check() throws {
    let url = URL(filePath: path)
    guard ["safetensors", "npz"].contains(url.pathExtension) else {
      throw UsageError(
        "--save is \(path); expected a name that ends in .safetensors or .npz")
    }
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) {
      if isDirectory.boolValue { throw DataError("\(path): a directory; expected a file to write") }
      if !force { throw UsageError("\(path) exists; pass --force to replace it") }
    }
    // Asked by writing: permissions do not say whether a disk is mounted read-only.
    let probe = url.deletingLastPathComponent().appending(path: ".slt-\(UUID().uuidString)")
    guard FileManager.default.createFile(atPath: probe.path(percentEncoded: false), contents: nil)
    else {
      throw DataError(
        "\(path): its folder is missing or cannot be written; expected one that can")
    }
    try? FileManager.default.removeItem(at: probe)
  }

  func write(_ weights: TrainedWeights) throws {
    do { try weights.write(to: path, version: SLT.configuration.version) } catch {
      throw DataError("\(error)")
    }
  }
}
