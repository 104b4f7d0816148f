public import ExactAlgebra
import ModelFamilies

extension CertifiedCoefficient {
  /// What the units say by themselves of a quadratic network whose rank was not computed:
  ///
  ///     K f <= r*   and   lambda <= (D - dim orbit)/2,
  ///
  /// f the rank of the hidden features `(w_j . x)^2` at the level of the map, since the derivatives over the
  /// output weights alone are `e_k (x) (w_j . x)^2`; the orbit that of scalings, translations and free
  /// weights, unit by unit. By (a) and (b) of the certificate.
  ///
  /// - Parameters:
  ///   - featureRank: f, or a lower bound of it that is proved.
  ///   - refusal: why the rank was not computed.
  /// - Returns: nil for other families, or when the kernel of the inputs could not be found.
  public init?(
    units map: NetworkMap, at weights: [Rational], featureRank: Int, refusal: String
  ) {
    guard case .quadratic(let network) = map.family,
      let units = try? UnitBlocks(map, network, at: weights)
    else { return nil }
    let lower = network.outputDimension * featureRank
    let upper = map.parameterCount - units.orbitDimension
    guard lower <= upper else { return nil }
    self.init(
      level: map.level, lower: Rational(lower, 2), upper: Rational(upper, 2), multiplicity: nil,
      confidence: .proved,
      because: "\(refusal); it is at least K = \(network.outputDimension) times the rank of the "
        + "hidden features, \(featureRank), and the units' own moves span a fibre of dimension "
        + "\(units.orbitDimension)")
  }
}
