import Identifiability
import ModelFamilies

/// A refusal of a rank with what would fit instead.
enum RefusedRank {
  /// At given weights: the generic rank alone may be within reach.
  static func withHint<T>(
    _ map: NetworkMap, _ limits: RankLimits, _ body: () throws(RankRefusal) -> T
  ) throws -> T {
    do { return try body() } catch {
      guard case .tooLarge = error, GenericRank.fits(map, limits) else { throw error }
      throw UsageError("\(error); --at generic asks for the generic rank alone, which fits")
    }
  }

  /// At generic weights: a smaller width may fit.
  static func withSmallerWidth<T>(
    _ map: NetworkMap, _ limits: RankLimits, _ body: () throws(RankRefusal) -> T
  ) throws -> T {
    do { return try body() } catch {
      guard case .tooLarge = error else { throw error }
      var width = map.family.width / 2
      while width > 0 {
        if let smaller = narrowed(map, to: width), GenericRank.fits(smaller, limits) {
          throw UsageError("\(error); width \(width) fits")
        }
        width /= 2
      }
      throw UsageError("\(error); raise --time-limit or --memory-limit")
    }
  }

  private static func narrowed(_ map: NetworkMap, to width: Int) -> NetworkMap? {
    let family: ModelFamily?
    switch map.family {
    case .quadratic(let network):
      family =
        (try? QuadraticNetwork(
          inputDimension: network.inputDimension, width: width,
          outputDimension: network.outputDimension)).map { .quadratic($0) }
    case .biasedQuadratic(let network):
      family = (try? BiasedQuadraticNetwork(inputDimension: network.inputDimension, width: width))
        .map { .biasedQuadratic($0) }
    }
    return family.flatMap { NetworkMap($0, level: map.level, inputs: map.inputs) }
  }
}
