import NumericAlgebra
package import NumericModels

/// Where the chains of the automatic protocol start.
package enum ChainStarts {
  /// Displacements from w*. At flat points w* itself (nil): the kernel is filled by the first
  /// trajectories or does not matter. At singular points a random place at the localisation's
  /// distance, on the floor of the valley: the walk from w* would take longest in large models, and
  /// R-hat needs chains that start apart.
  package static func places(
    _ loss: any LossFunction, _ centre: [Double], _ geometry: LocalGeometry,
    kind: AutomaticSettings.Kind, localisation: Double, count: Int, seed: UInt64
  ) -> [[Double]?] {
    guard kind == .singular, geometry.rank < geometry.parameterCount else {
      return Array(repeating: nil, count: count)
    }
    let search = RegularSearch(loss: loss, centre: centre, geometry: geometry)
    let distance = 1 / localisation.squareRoot()
    return (0..<count).map { index in
      var stream = RandomStream(seed: seed, purpose: .initialWeights, chain: index)
      let step = geometry.kernelPart(of: stream.normals(centre.count)).map { $0 * distance }
      let found = search.minimum(from: step)
      return found.loss.isFinite && found.contraction < 1 ? found.displacement : nil
    }
  }
}
