import Dispatch
import Foundation
import Synchronization

/// A checkpoint on its way to a store.
struct Checkpoint: Sendable {
  let run: Int
  let point: TrajectoryPoint
  let state: Data
  /// Work on the run since the checkpoint before.
  let seconds: Double
}

/// Stores the checkpoints of many workers: those that come while one transaction is being synced to the
/// disk share the next one, so that 64 workers need no more syncs than one does.
final class CheckpointWriter: Sendable {
  private typealias Waiting = (
    checkpoint: Checkpoint, continuation: CheckedContinuation<Void, any Error>
  )

  private let store: RunStore
  private let owner: RunStore.Owner
  private let queue = DispatchQueue(label: "checkpoints")
  private let waiting = Mutex<[Waiting]>([])

  init(_ store: RunStore, _ owner: RunStore.Owner) {
    self.store = store
    self.owner = owner
  }

  /// Returns when the checkpoint is on the disk.
  func write(_ checkpoint: Checkpoint) async throws {
    try await withCheckedThrowingContinuation { continuation in
      waiting.withLock { $0.append((checkpoint, continuation)) }
      queue.async { self.writeWaiting() }
    }
  }

  private func writeWaiting() {
    let taken = waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
    guard !taken.isEmpty else { return }
    do {
      let lost = try store.write(taken.map(\.checkpoint), owner: owner)
      for (checkpoint, continuation) in taken {
        if lost.contains(checkpoint.run) {
          continuation.resume(
            throwing: StoreError(file: store.path, .claimLost(run: checkpoint.run)))
        } else {
          continuation.resume()
        }
      }
    } catch {
      for (_, continuation) in taken { continuation.resume(throwing: error) }
    }
  }
}
