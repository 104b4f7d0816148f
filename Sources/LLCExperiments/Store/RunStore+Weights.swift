import Foundation
import GRDB

/// Why a store does not give the weights that were asked for, in one line.
public struct StoredWeightsError: Error, Equatable, CustomStringConvertible {
  public let description: String
}

extension RunStore {
  /// The weights of a run at the last checkpoint that the store has the state of.
  ///
  /// A store keeps one state a run, to go on from: that of the last checkpoint, and of runs that are
  /// done only when the sweep was told so. What is not kept can be trained again to the last bit, and
  /// the errors say by which command.
  ///
  /// - Parameters:
  ///   - run: nil in a store with a single run.
  ///   - epoch: nil for the one that is kept.
  /// - Throws: `StoredWeightsError`, `StoreError`, `SnapshotError`.
  public func weights(of run: Int?, epoch: Int?) throws -> TrainedWeights {
    func refused(_ problem: String) -> StoredWeightsError {
      StoredWeightsError(description: "\(path): \(problem)")
    }
    let runs = try runs()
    let kept: [Int: Int] = try read { db in
      var kept: [Int: Int] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT run, epoch FROM states") {
        let row = StoredRow(row: row, file: path)
        kept[try row.value("run")] = try row.value("epoch")
      }
      return kept
    }
    func listed() -> String {
      runs.prefix(8).map { run in
        "\(run.index) (\(run.status.rawValue), "
          + (kept[run.index].map { "weights of epoch \($0)" } ?? "no weights") + ")"
      }.joined(separator: ", ") + (runs.count > 8 ? " and \(runs.count - 8) more" : "")
    }
    guard let first = runs.first else { throw refused("it holds no run") }
    guard run != nil || runs.count == 1 else {
      throw refused("holds \(runs.count) runs; say which by --run: \(listed())")
    }
    guard let chosen = runs.first(where: { $0.index == run ?? first.index }) else {
      throw refused("has no run \(run ?? 0); there are \(listed())")
    }
    let again = chosen.spec.trainCommand(epochs: epoch ?? chosen.epoch ?? chosen.spec.epochs)
    guard let state = try state(of: chosen.index), let found = kept[chosen.index] else {
      throw refused(
        chosen.status == .done
          ? "the weights of run \(chosen.index), which is done, were not kept (slt sweep "
            + "--keep-weights keeps them); the same ones, to the last bit, come from: \(again)"
          : "run \(chosen.index) has no checkpoint yet")
    }
    if let epoch, epoch != found {
      throw refused(
        "of run \(chosen.index) only the weights of epoch \(found) are kept; those of epoch "
          + "\(epoch), to the last bit, come from: \(again)")
    }
    return try TrainedWeights(chosen.spec, state: state)
  }

  private func state(of run: Int) throws(StoreError) -> Data? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT state FROM states WHERE run = ?", arguments: [run])
        .map { try StoredRow(row: $0, file: path).data("state") }
    }
  }
}
