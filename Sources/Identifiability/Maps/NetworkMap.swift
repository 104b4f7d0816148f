public import ExactAlgebra
public import ModelFamilies

/// The map of a family at a level. An enum and not an existential, so that the generic methods are
/// specialised for the ring in use.
public enum NetworkMap: IdentifiableMap {
  case quadraticCoordinates(QuadraticCoordinateMap)
  case quadraticData(QuadraticDataMap)
  case biasedCoordinates(BiasedQuadraticCoordinateMap)
  case biasedData(BiasedQuadraticDataMap)

  /// - Parameter inputs: needed at the levels `data` and `centred`; without them the result is nil.
  public init?(_ family: ModelFamily, level: Level, inputs: InputSet?) {
    switch (family, level, inputs) {
    case (.quadratic(let network), .coordinates, _):
      self = .quadraticCoordinates(QuadraticCoordinateMap(network))
    case (.biasedQuadratic(let network), .coordinates, _):
      self = .biasedCoordinates(BiasedQuadraticCoordinateMap(network))
    case (.quadratic(let network), _, let inputs?):
      self = .quadraticData(
        QuadraticDataMap(network, inputs: inputs, centred: level == .centred))
    case (.biasedQuadratic(let network), _, let inputs?):
      self = .biasedData(
        BiasedQuadraticDataMap(network, inputs: inputs, centred: level == .centred))
    default: return nil
    }
  }

  public var family: ModelFamily {
    switch self {
    case .quadraticCoordinates(let map): .quadratic(map.network)
    case .quadraticData(let map): .quadratic(map.network)
    case .biasedCoordinates(let map): .biasedQuadratic(map.network)
    case .biasedData(let map): .biasedQuadratic(map.network)
    }
  }

  public var level: Level {
    switch self {
    case .quadraticCoordinates, .biasedCoordinates: .coordinates
    case .quadraticData(let map): map.centred ? .centred : .data
    case .biasedData(let map): map.centred ? .centred : .data
    }
  }

  /// The inputs, at the levels that depend on them.
  public var inputs: InputSet? {
    switch self {
    case .quadraticCoordinates, .biasedCoordinates: nil
    case .quadraticData(let map): map.inputs
    case .biasedData(let map): map.inputs
    }
  }

  public var parameterCount: Int { family.parameterCount }
  public var jacobianDegree: Int { 2 }

  public var coordinateCount: Int {
    switch self {
    case .quadraticCoordinates(let map): map.coordinateCount
    case .quadraticData(let map): map.coordinateCount
    case .biasedCoordinates(let map): map.coordinateCount
    case .biasedData(let map): map.coordinateCount
    }
  }

  @inlinable public func values<R: Ring>(at weights: [R.Element], in ring: R) -> [R.Element]? {
    switch self {
    case .quadraticCoordinates(let map): map.values(at: weights, in: ring)
    case .quadraticData(let map): map.values(at: weights, in: ring)
    case .biasedCoordinates(let map): map.values(at: weights, in: ring)
    case .biasedData(let map): map.values(at: weights, in: ring)
    }
  }

  @inlinable public func jacobian<R: Ring>(
    at weights: [R.Element], in ring: R
  ) -> Matrix<R.Element>? {
    switch self {
    case .quadraticCoordinates(let map): map.jacobian(at: weights, in: ring)
    case .quadraticData(let map): map.jacobian(at: weights, in: ring)
    case .biasedCoordinates(let map): map.jacobian(at: weights, in: ring)
    case .biasedData(let map): map.jacobian(at: weights, in: ring)
    }
  }
}
