import Foundation
import Identifiability
public import LLCTheorems
public import ModelFamilies

/// Which units of a network are active, by the norms of their weights.
///
/// Norms are taken relative to the largest of their kind. A unit's block counts as zero where its relative
/// norm is at most the threshold. What noise could have made is zero always. Unless given, the threshold is the
/// geometric middle of the widest gap between neighbouring norms above the noise, if that gap is a factor of at
/// least 10; without such a gap it is the noise.
public struct ActiveUnits: Sendable {
  /// Norms of one kind of block.
  public struct Norms: Sendable {
    /// By unit.
    public let values: [Double]
    public let largest: Double
    /// Relative to the largest.
    public let threshold: Double
    /// The ratio of the norms on both sides of the threshold; nil where nothing is below it.
    public let gap: Double?

    public func isZero(_ unit: Int) -> Bool { values[unit] <= threshold * largest }
  }

  /// Units with a relative norm in [10^(exponent), 10^(exponent + 1/2)).
  public struct Bin: Sendable, Equatable {
    public let exponent: Double
    public let inputs: Int
    public let outputs: Int
  }

  public let inputs: Norms
  public let outputs: Norms
  public let active: [Int]
  /// v_j = 0 alone, w_j = 0 alone, and both.
  public let zeroOutput: [Int]
  public let zeroInput: [Int]
  public let zeroBoth: [Int]

  public static let leastGap = 10.0

  /// - Parameters:
  ///   - tolerance: the Frobenius norm of perturbations that are noise.
  ///   - threshold: relative, at least 0 and below 1; nil to look for a gap.
  public init(
    _ family: ModelFamily, weights: [Double], tolerance: Double, threshold: Double? = nil
  ) {
    let units = UnitWeights(family, weights)
    let inputs = Self.norms(units.inputNorms, tolerance, threshold)
    let outputs = Self.norms(units.outputNorms, tolerance, threshold)
    func those(_ silent: Bool, _ unseen: Bool) -> [Int] {
      (0..<units.width).filter { outputs.isZero($0) == silent && inputs.isZero($0) == unseen }
    }
    (self.inputs, self.outputs) = (inputs, outputs)
    active = those(false, false)
    zeroOutput = those(true, false)
    zeroInput = those(false, true)
    zeroBoth = those(true, true)
  }

  public var census: UnitCensus {
    UnitCensus(
      active: active.count, zeroOutput: zeroOutput.count, zeroInput: zeroInput.count,
      zeroBoth: zeroBoth.count)
  }

  /// Half-decades from the largest norm down, those without units left out.
  public var histogram: [Bin] {
    func bins(_ norms: Norms) -> [Int: Int] {
      norms.values.reduce(into: [:]) { bins, value in
        // Exact zeros have a bin of their own, the lowest.
        let relative = norms.largest > 0 ? value / norms.largest : 0
        let index = relative > 0 ? Int((log10(relative) * 2).rounded(.down)) : Int.min
        bins[min(index, -1), default: 0] += 1
      }
    }
    let (inputs, outputs) = (bins(inputs), bins(outputs))
    return Set(inputs.keys).union(outputs.keys).sorted(by: >).map {
      Bin(
        exponent: $0 == Int.min ? -.infinity : Double($0) / 2, inputs: inputs[$0] ?? 0,
        outputs: outputs[$0] ?? 0)
    }
  }

  /// The weights with every inactive block set to zero, and how far that is in Frobenius norm.
  public func zeroed(
    _ family: ModelFamily, weights: [Double]
  ) -> (weights: [Double], distance: Double) {
    var result = weights
    let layout = UnitLayout(family)
    for index in (zeroOutput + zeroBoth).flatMap(layout.outputWeights) { result[index] = 0 }
    for index in (zeroInput + zeroBoth).flatMap(layout.innerWeights) { result[index] = 0 }
    return (result, UnitWeights.norm(zip(weights, result).map { $0 - $1 }))
  }

  private static func norms(
    _ values: [Double], _ tolerance: Double, _ threshold: Double?
  ) -> Norms {
    let largest = values.max() ?? 0
    guard largest > 0 else {
      return Norms(values: values, largest: 0, threshold: threshold ?? 0, gap: nil)
    }
    let noise = min(tolerance / largest, 1)
    let relative = values.map { $0 / largest }.sorted(by: >)
    var chosen = threshold ?? noise
    if threshold == nil {
      let seen = relative.filter { $0 > noise }
      var widest = leastGap
      for (upper, lower) in zip(seen, seen.dropFirst()) where upper / lower >= widest {
        (widest, chosen) = (upper / lower, (upper * lower).squareRoot())
      }
    }
    let below = relative.first { $0 <= chosen }
    let above = relative.last { $0 > chosen }
    return Norms(
      values: values, largest: largest, threshold: chosen,
      gap: below.flatMap { below in above.map { below > 0 ? $0 / below : .infinity } })
  }
}
