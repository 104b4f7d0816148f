import Foundation
import NumericAlgebra
public import NumericModels

/// Whether the zeros of the loss near w* are a manifold of the kernel's dimension.
///
/// From w* a random step of size s into the kernel of the Hessian is taken, and the loss is
/// minimised over the R regular directions (Newton's method with the Hessian of w*). Where the loss
/// returns to zero for random steps, what is left of the residual vanishes on an open set, and so
/// everywhere, being analytic: the point is **flat** (minimally singular), the coefficient is R/2.
/// Elsewhere what is left grows like s to the degree of the leading singular term.
public struct ZeroSetScreen: Sendable, Codable {
  /// The loss left at one distance.
  public struct Probe: Sendable, Codable {
    /// s: root-mean-square length of the step in each direction of the kernel.
    public let distance: Double
    /// Median over the directions of the loss before and after the minimisation.
    public let start: Double
    public let floor: Double
    /// Largest ratio of two Newton decrements in a row: how much the Hessian changes over s.
    public let contraction: Double
  }

  public let probes: [Probe]
  public let isFlat: Bool
  /// Root-mean-square weight of w*, 1 where w* is zero.
  public let weightScale: Double
  /// The largest s at which the Hessian of w* still describes the regular directions.
  public let radius: Double
  /// The degree of the leading singular term in s, from the two smallest distances; nil when flat.
  public let degree: Double?
  /// Gradients spent.
  public let gradients: Int

  /// Below this fraction of the loss before it, the loss after the minimisation counts as zero.
  static let zero = 1e-14
  /// The Hessian may change by this much over the radius: by more, and its eigenvectors no longer whiten.
  static let contractionLimit = 0.5
  /// How far the local degree may be from the leading one within the radius.
  static let degreeTolerance = 0.25

  public init(
    of loss: any LossFunction, at centre: [Double], geometry: LocalGeometry, seed: UInt64,
    directions: Int = 3
  ) {
    let square = centre.reduce(0) { $0 + $1 * $1 } / Double(max(centre.count, 1))
    let scale = square > 0 ? square.squareRoot() : 1
    weightScale = scale
    let search = RegularSearch(loss: loss, centre: centre, geometry: geometry)
    var stream = RandomStream(seed: seed, purpose: .curvature)
    let steps = (0..<directions).map { _ in
      geometry.kernelPart(of: stream.normals(centre.count))
    }
    var probes: [Probe] = []
    var roundings: [Double] = []
    // Upwards, until the Hessian of w* no longer describes the place.
    for exponent in stride(from: -10, through: -1, by: 1) {
      let distance = scale * pow(2, Double(exponent))
      let starts = steps.map { $0.map { $0 * distance } }
      let found = starts.map(search.minimum)
      roundings.append(starts.map(search.rounding).max() ?? 0)
      let contraction = found.map(\.contraction).max() ?? 0
      probes.append(
        Probe(
          distance: distance, start: median(found.map(\.start)), floor: median(found.map(\.loss)),
          contraction: contraction))
      if contraction > 2 * Self.contractionLimit { break }
    }
    gradients = search.gradients
    self.probes = probes
    let usable = probes.prefix { $0.contraction <= Self.contractionLimit }
    let kernel = geometry.parameterCount - geometry.rank
    isFlat =
      kernel == 0
      || (!usable.isEmpty
        && zip(usable, roundings).allSatisfy { probe, rounding in
          probe.floor <= max(Self.zero * probe.start, rounding)
        })
    if isFlat {
      degree = nil
      radius = usable.last?.distance ?? probes[0].distance
      return
    }
    let slopes = zip(probes, probes.dropFirst()).map { low, high in
      log2(high.floor / low.floor) / log2(high.distance / low.distance)
    }
    let leading = slopes.first(where: \.isFinite) ?? 4
    degree = leading
    // The last distance up to which the leading term alone is seen.
    var last = 0
    for (index, slope) in slopes.enumerated() {
      guard index + 1 < usable.count, abs(slope - leading) <= Self.degreeTolerance else { break }
      last = index + 1
    }
    radius = probes[last].distance
  }

  /// The loss left at the radius.
  public var floorAtRadius: Double {
    probes.first { $0.distance == radius }?.floor ?? 0
  }
}

private func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}
