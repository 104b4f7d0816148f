import ArgumentParser
import ExactAlgebra
import Foundation
import Identifiability
import ModelFamilies
import Reporting
import Synchronization

enum RankMethod: String, ExpressibleByArgument, CaseIterable {
  case elimination
  case products
}

/// The rank at given weights: by elimination where that is quick, otherwise by products.
final class WeightRank: Sendable {
  private let method: RankMethod?
  private let checkpoint: String?
  private let timeLimit: Double?
  private let seed: UInt64
  /// The checkpoint in use, named or not.
  private let inUse = Mutex<String?>(nil)

  /// Operations of an elimination above which products are tried first: about a second.
  private static let productsThreshold = 4e9

  /// - Parameter timeLimit: the most seconds that products may take.
  init(method: RankMethod?, checkpoint: String?, timeLimit: Double?, seed: UInt64) {
    (self.method, self.checkpoint) = (method, checkpoint)
    (self.timeLimit, self.seed) = (timeLimit, seed)
  }

  func rank(
    of map: NetworkMap, at weights: [Rational], _ limits: RankLimits
  ) throws -> PointRank {
    guard byProducts(map) else {
      return try RefusedRank.withHint(map, limits) { () throws(RankRefusal) in
        try PointRank(
          of: map, at: weights, seed: seed, limits: limits,
          progress: ProgressLines.ranks("rank at the weights"))
      }
    }
    StopSignal.listen()
    let reporter = ProgressReporter("rank at the weights", total: 1000)
    var control = LongRun(
      threads: Machine.threads,
      progress: RankProgress { reporter.update(completed: Int($0 * 1000)) })
    control.checkpoint = checkpoint
    control.timeLimit = timeLimit
    control.checkpointFolder = "."
    control.shouldStop = { StopSignal.isRaised }
    control.announce = { announcement in
      self.inUse.withLock { $0 = announcement.checkpoint }
      ProgressLines.announce(announcement)
      let done = Double(announcement.stepsDone) / Double(max(announcement.work.steps, 1))
      reporter.resume(at: Int(done * 1000))
    }
    let rank = try StructuredRank(
      of: map, at: weights, seed: seed, limits: limits, control: control)
    return PointRank(rank, of: map)
  }

  /// Once the result has been written.
  func removeCheckpoint() throws {
    if let path = inUse.withLock({ $0 }) { try LanczosCheckpoint.remove(path) }
  }

  private func byProducts(_ map: NetworkMap) -> Bool {
    if let method { return method == .products }
    guard map.family.name == "quadratic" else { return false }
    let work = RankWork(rows: map.coordinateCount, columns: map.parameterCount)
    return work.operations > Self.productsThreshold
  }
}
