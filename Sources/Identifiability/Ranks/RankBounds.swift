public import ExactAlgebra
import ModelFamilies

/// An upper bound of the rank of a map's Jacobian at every weight, with the reason.
public struct RankBound: Equatable, Sendable {
  public let value: Int
  public let because: String
  /// Where the bound is proved, when not by the two lines in `because`.
  public let source: String?

  init(_ value: Int, _ because: String, source: String? = nil) {
    self.value = value
    self.because = because
    self.source = source
  }
}

/// Upper bounds of the generic rank that follow from the dimensions alone.
public enum RankBounds {
  /// The smallest known bound.
  public static func smallest(for map: NetworkMap) throws(RationalKernel.Failure) -> RankBound {
    let bounds = try all(for: map)
    // `all` always holds the number of coordinates.
    return bounds.min { $0.value < $1.value } ?? RankBound(map.coordinateCount, "coordinates")
  }

  /// Every bound that applies, the plainest first, so that ties go to the plainest.
  public static func all(for map: NetworkMap) throws(RationalKernel.Failure) -> [RankBound] {
    let features = featureDimension(map)
    let affine = UnitLayout(map.family).hasBias
    let inputKernel = try map.inputs?.linearKernel(affine: affine).count ?? 0
    let width = map.family.width
    let outputs = map.family.outputDimension
    var bounds = [
      RankBound(map.coordinateCount, "the rank is at most the number of coordinates")
    ]
    if outputs * features < map.coordinateCount {
      bounds.append(
        RankBound(
          outputs * features,
          "each output lies in the \(features)-dimensional span of the second-order features"))
    }
    let seen = map.family.inputDimension + (affine ? 1 : 0) - inputKernel
    // A generic unit keeps its scaling and its translations; `seen` weights of it are left.
    let perUnit = seen + outputs - 1
    let constant = affine && map.level != .centred ? 1 : 0
    bounds.append(
      RankBound(
        width * perUnit + constant,
        inputKernel == 0
          ? "each unit has its scaling symmetry"
          : "each unit has its scaling symmetry and \(inputKernel) translation\(inputKernel == 1 ? "" : "s")"
      ))
    if outputs == 1 && width <= seen {
      bounds.append(
        RankBound(
          width * perUnit + constant - width * (width - 1) / 2,
          "each unit has its scaling symmetry and each pair of units a rotation"))
    }
    if !affine && width < min(outputs, features) {
      bounds.append(
        RankBound(
          width * (outputs + features - width),
          "the \(outputs) x \(features) matrix of outputs against features has rank at most \(width)"
        ))
    }
    if case .quadraticCoordinates(let coordinates) = map {
      bounds += sporadic(coordinates.network)
    }
    return bounds
  }

  /// An upper bound of the dimension of the span of the second-order features on the inputs.
  static func featureDimension(_ map: NetworkMap) -> Int {
    let d = map.family.inputDimension
    let affine = UnitLayout(map.family).hasBias
    let all = affine ? (d + 1) * (d + 2) / 2 : d * (d + 1) / 2
    guard let inputs = map.inputs else { return all }
    let distinct: Int
    switch inputs {
    case .oneHotPairs(let modulus, let pairs):
      distinct = PairGraph(modulus: modulus, pairs: pairs).distinctPairCount
    case .vectors(let vectors): distinct = Set(vectors).count
    }
    // With a bias the constant is one of the features, and a centred loss does not see it.
    let unseen = map.level == .centred ? 1 : 0
    return min(affine ? all - unseen : all, distinct - unseen)
  }

  /// Secant varieties of `P^(K-1) x P^(d-1)` in O(1,2) of less than the expected dimension
  /// (Abo and Brambilla 2009, Experimental Mathematics 18; 2013, Annali di Matematica 192).
  private static func sporadic(_ network: QuadraticNetwork) -> [RankBound] {
    let (d, m, outputs) = (network.inputDimension, network.width, network.outputDimension)
    let source = "Abo and Brambilla 2013, Annali di Matematica 192"
    if outputs == 3 && d >= 4 && d % 2 == 0 && m == 3 * (d - 2) / 2 + 2 {
      return [
        RankBound(
          outputs * network.symmetricDimension - 1,
          "defective: K = 3, d = 2k + 2, m = 3k + 2", source: source)
      ]
    }
    if (outputs, d, m) == (5, 4, 6) {
      return [RankBound(47, "defective: (K, d, m) = (5, 4, 6)", source: source)]
    }
    return []
  }
}
