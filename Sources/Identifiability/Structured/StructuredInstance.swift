import ExactAlgebra
import ModelFamilies

/// A quadratic network at exact weights, with what is known of its Jacobian's rank from above.
struct StructuredInstance {
  let map: NetworkMap
  let network: QuadraticNetwork
  let weights: [Rational]
  let inputs: InputSet?
  let units: UnitBlocks
  /// A basis of the directions in R^d that every input is orthogonal to.
  let translations: [[Int]]
  /// The number and the reason.
  let upperBound: (Int, String)
  /// The dimension of the space of values of one output: coordinates of the features.
  let featureCount: Int

  init(_ map: NetworkMap, at weights: [Rational]) throws(RankRefusal) {
    guard case .quadratic(let network) = map.family else {
      throw .structureMissing("products without the Jacobian are known for quadratic networks only")
    }
    precondition(
      weights.count == network.parameterCount,
      "\(weights.count) weights, not \(network.parameterCount)")
    self.map = map
    self.network = network
    self.weights = weights
    inputs = map.inputs
    featureCount = map.coordinateCount / network.outputDimension
    let bound: RankBound
    do {
      translations = try map.inputs?.linearKernel(affine: false) ?? []
      bound = try RankBounds.smallest(for: map)
      units = try UnitBlocks(map, network, at: weights)
    } catch { throw .inputKernel(error.description) }
    if units.blockRank < bound.value {
      upperBound = (units.blockRank, "the ranks of the units' blocks added up")
    } else {
      upperBound = (bound.value, bound.because)
    }
  }
}
