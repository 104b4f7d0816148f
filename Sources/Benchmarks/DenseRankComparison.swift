import ExactAlgebra
import Foundation
import Identifiability
import ModelFamilies

/// The rank of the Jacobian of modular addition, p = 13 and m = 120, at a random point modulo a
/// prime of 23 and one of 31 bits: 4563 x 4680, by this program and by others, in turns.
struct DenseRankComparison {
  static let name = "dense rank"
  private static let rounds = 3
  /// No more than `D - m`, as every unit can be scaled; and no less, since every contender finds it
  /// modulo a prime.
  private static let expected = 13 * 120 + 120 * 26 - 120

  private struct Entry {
    let bits: Int
    let contender: Contender
    var measurements: [Contender.Measurement] = []
    var missing: String?

    var cpu: Double? { measurements.map(\.cpuSeconds).min() }
  }

  static func report() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "slt-dense-rank-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let peers = [Contender.fflasFfpack(compiledIn: folder), Contender.flint()]
    var entries = [23, 31].flatMap { bits in
      ([Contender.slt(threads: 1), Contender.slt(threads: 2)] + peers).map {
        Entry(bits: bits, contender: $0)
      }
    }
    for bits in [23, 31] { try write(bits: bits, to: file(bits, in: folder)) }
    for _ in 0..<rounds {
      for i in entries.indices where entries[i].missing == nil {
        switch entries[i].contender.measure(file(entries[i].bits, in: folder)) {
        case .success(let measurement):
          entries[i].measurements.append(measurement)
          if measurement.rank != expected {
            entries[i].missing = "WRONG: rank \(measurement.rank), not \(expected)"
          }
        case .failure(let missing): entries[i].missing = missing.because
        }
      }
    }
    print(table(entries))
    let wrong = entries.contains { $0.missing?.hasPrefix("WRONG") == true }
    if wrong { exit(1) }
  }

  private static func file(_ bits: Int, in folder: URL) -> URL {
    folder.appending(path: "jacobian-\(bits)-bits")
  }

  private static func write(bits: Int, to url: URL) throws {
    var random = SeededGenerator(seed: 1)
    let field =
      bits == 23
      ? ShortPrime.random(using: &random) : EliminationPrime.random(using: &random)
    let network = try ModularAddition(modulus: 13).network(width: 120)
    guard let map = NetworkMap(.quadratic(network), level: .coordinates, inputs: nil) else {
      fatalError("modular addition has no map at level coordinates")
    }
    let point = (0..<map.parameterCount).map { _ in
      UInt64.random(in: 0..<field.modulus, using: &random)
    }
    guard let jacobian = map.jacobian(at: point, in: field) else {
      fatalError("the Jacobian has a denominator")
    }
    try ResidueFile.write(jacobian, modulus: field.modulus, to: url)
  }

  private static func table(_ entries: [Entry]) -> String {
    var lines = [
      "| rank of the 4563 x 4680 Jacobian, p = 13, m = 120 | prime | rank checked | CPU, best of "
        + "\(rounds) | wall | most memory | version |",
      "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for entry in entries {
      let head = "| \(entry.contender.name) | \(entry.bits) bits |"
      if let missing = entry.missing {
        lines.append("\(head) \(missing.hasPrefix("WRONG") ? "" : "missing: ")\(missing) | | | | |")
        continue
      }
      guard let best = entry.measurements.min(by: { $0.cpuSeconds < $1.cpuSeconds }) else {
        continue
      }
      lines.append(
        head + " \(best.rank) |"
          + String(
            format: " %.2f s | %.2f s | %d MB | ", best.cpuSeconds, best.wallSeconds,
            best.peakKiB / 1000) + best.version + " |")
    }
    for (peer, limit) in [("FFLAS-FFPACK", 1.0), ("FLINT", 0.5)] {
      for bits in [23, 31] {
        let cpu = entries.first { $0.bits == bits && $0.contender.name == "slt, 1 thread" }?.cpu
        let other = entries.first { $0.bits == bits && $0.contender.name == peer }?.cpu
        let ratio = cpu.flatMap { own in other.map { own / $0 } }
        lines.append(
          "slt / \(peer), CPU, \(bits) bits: "
            + (ratio.map {
              String(format: "%.2f, %@", $0, $0 <= limit ? "within" : "NOT WITHIN") + " \(limit)"
            } ?? "not measured"))
      }
    }
    return lines.joined(separator: "\n")
  }
}
