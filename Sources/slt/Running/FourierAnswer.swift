import Identifiability
import LLCTheorems
import ModelFamilies

/// `slt rank quadratic --at fourier`: closed forms, the same ranks modulo a prime, the coefficient.
enum FourierAnswer {
  /// - Parameter loss: without `--level`, the level of this loss alone; nil for all levels.
  static func run(_ network: FourierNetwork, _ asked: RankOptions, loss: LossKind?) throws {
    if asked.certificate != nil {
      throw UsageError(
        "--certificate is for rational weights; those of --at fourier are cyclotomic, and their "
          + "ranks are proved in Proofs/FourierRanks.md")
    }
    let limits = try Machine.limits(memoryLimit: asked.point.memoryLimit)
    let bytes = FourierPointRank.bytes(for: network)
    guard bytes <= Double(limits.memory) else {
      throw UsageError(
        "modulus \(network.modulus) with width \(network.width) needs about "
          + "\(Int(bytes / 0x1p30) + 1) GiB, the limit is \(limits.memory >> 20) MiB; "
          + "use a smaller modulus")
    }
    let levels =
      asked.level.map { [$0] }
      ?? loss.map { [$0 == .plain ? Level.data : .centred] } ?? Level.allCases
    let family = ModelFamily.quadratic(try network.network())
    let start = ContinuousClock.now
    let rows = try levels.map { level in
      guard
        let map = NetworkMap(family, level: level, inputs: .allPairs(of: network.task))
      else { throw UsageError("level \(level.rawValue) needs inputs") }
      let bound = try RankBounds.smallest(for: map)
      let rank = FourierPointRank(of: network, level: level, seed: asked.point.seed)
      let coefficient = FourierCoefficient(network, level: level, genericBound: bound.value)
      return FourierPayload.Row(network, level, map, rank, bound, coefficient)
    }
    let seconds = start.duration(to: .now) / .seconds(1)
    let payload = FourierPayload(network, rows, seconds: seconds)
    try asked.output.print([payload.table()], json: payload)
  }
}
