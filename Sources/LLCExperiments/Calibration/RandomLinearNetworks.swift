import Foundation
import ModelFamilies
import NumericAlgebra

/// Random deep linear networks at their most singular zeros, whose coefficients Aoyagi 2024 gives.
public enum RandomLinearNetworks {
  /// Rows of the largest matrix that is decomposed for one network: about ten seconds.
  static let decomposable = 3000

  /// `count` networks of two to four layers, widths log-uniform, rank uniform below the smallest
  /// width, at most `maximumWeights` weights and
  /// 3,000 coordinates or weights, whichever is fewer: the Hessian is decomposed.
  ///
  /// - Throws: never for positive arguments.
  public static func cases(
    _ count: Int, maximumWeights: Int = 10_000, seed: UInt64
  ) throws -> [CaseSpec] {
    var stream = RandomStream(seed: seed, purpose: .teacherWeights, chain: 1)
    return try (0..<count).map { index in
      while true {
        let depth = 2 + stream.nextInt(below: 3)
        // The largest width that a square network of this size has, on a logarithmic scale from 3.
        let size = 50 * pow(Double(maximumWeights) / 50, stream.nextUniform())
        let typical = (size / Double(depth)).squareRoot()
        let widths = (0...depth).map { _ in
          max(2, Int((typical * pow(3, stream.nextUniform() - 0.5)).rounded()))
        }
        let rank = stream.nextInt(below: (widths.min() ?? 1) + 1)
        let network = try DeepLinearNetwork(widths: widths)
        let coordinates = network.inputDimension * network.outputDimension
        guard network.parameterCount <= maximumWeights,
          min(coordinates, network.parameterCount) <= Self.decomposable
        else { continue }
        return CaseSpec(
          name: "random \(index + 1): \(widths) r=\(rank)",
          model: .deepLinear(DeepLinearSpec(network: network, rank: rank)))
      }
    }
  }
}
