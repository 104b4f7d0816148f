import Foundation

/// The limit of a ladder of temperatures at a singular point.
///
/// With `T = n beta g`, g the loss that is left at the radius of the ladder, the energy of a pure
/// singularity approaches the coefficient as
///
///     lambda(T) = lambda - (mult - 1) / (log T + c) - a T^(-delta)
///
/// (Watanabe 2009, chapter 6, for the logarithm; the power is the next pole of the zeta function or
/// the edge of the localisation). Each mult in 1, 2, 3, each delta in 1/4, 1/3, 1/2, 1, each c on a
/// grid, each number of lowest rungs left out is a model with least squares for lambda and a >= 0. They
/// are averaged with Akaike weights, a rung left out counting as one more parameter (Jay and Neil 2021,
/// Phys. Rev. D 103, 114502), and the spread between them is part of the error. Models whose lambda leaves
/// the bounds are left out.
public struct LadderFit: Sendable, Codable {
  public let value: Double
  /// Of the average: each model's own error and the spread between models.
  public let standardError: Double
  /// The share of the error's square that is the spread between models.
  public let modelShare: Double
  /// The weight of each multiplicity.
  public let multiplicityWeights: [Double]
  /// The heaviest multiplicity, summed over its models; it need not be that of the heaviest model.
  public let multiplicity: Int
  public let exponent: Double?
  /// How many of the lowest rungs it leaves out.
  public let droppedRungs: Int
  /// chi^2 of the heaviest model over its degrees of freedom; nil without any.
  public let misfit: Double?

  package struct Point {
    let temperature: Double
    let value: Double
    let error: Double

    package init(temperature: Double, value: Double, error: Double) {
      self.temperature = temperature
      self.value = value
      self.error = error
    }
  }

  private struct Model {
    let multiplicity: Int
    let exponent: Double?
    let value: Double
    let variance: Double
    let chiSquare: Double
    let parameters: Double
    let rungs: Int
    let dropped: Int
    /// Prior weight, so that the grid of c counts once.
    let prior: Double
    var weight = 0.0
  }

  static let exponents = [0.25, 1.0 / 3, 0.5, 1]

  /// - Parameter bounds: of lambda, from ranks.
  package init?(_ points: [Point], bounds: ClosedRange<Double>) {
    guard points.count >= 2 else { return nil }
    var models: [Model] = []
    // A little outside is the noise of a value at the bound.
    let slack = 3 * (points.map(\.error).min() ?? 0)
    let allowed = (bounds.lowerBound - slack)...(bounds.upperBound + slack)
    let first = log(points[0].temperature)
    for (dropped, multiplicity) in (0...max(0, points.count - 3)).flatMap({ dropped in
      (1...3).map { (dropped, $0) }
    }) {
      let points = Array(points.dropFirst(dropped))
      // log T + c is the logarithm of T over the T at which the singularity begins to be seen.
      let shifts = multiplicity == 1 ? [0] : (0..<16).map { Double($0) * 0.5 + 1 - first }
      for shift in shifts {
        let shifted = points.map { point in
          let logarithm = log(point.temperature) + shift
          return Point(
            temperature: point.temperature,
            value: point.value + Double(multiplicity - 1) / logarithm, error: point.error)
        }
        let prior = 1 / Double(shifts.count)
        for exponent in [nil] + Self.exponents.map(Optional.init) {
          guard
            let model = Self.leastSquares(
              shifted, exponent, multiplicity: multiplicity, dropped: dropped,
              prior: exponent == nil ? prior : prior / Double(Self.exponents.count)),
            allowed.contains(model.value)
          else { continue }
          models.append(model)
        }
      }
    }
    guard let best = models.map(Self.criterion).min() else { return nil }
    var total = 0.0
    for i in models.indices {
      models[i].weight = models[i].prior * exp(-(Self.criterion(models[i]) - best) / 2)
      total += models[i].weight
    }
    var (mean, within) = (0.0, 0.0)
    for i in models.indices {
      models[i].weight /= total
      mean += models[i].weight * models[i].value
    }
    var between = 0.0
    var weights = [0.0, 0, 0]
    for model in models {
      let stretch = max(1, model.chiSquare / max(Double(model.rungs) - model.parameters, 1))
      within += model.weight * model.variance * stretch
      between += model.weight * (model.value - mean) * (model.value - mean)
      weights[model.multiplicity - 1] += model.weight
    }
    guard let heaviest = models.max(by: { $0.weight < $1.weight }) else { return nil }
    value = mean
    standardError = (within + between).squareRoot()
    modelShare = within + between > 0 ? between / (within + between) : 0
    multiplicityWeights = weights
    multiplicity = (weights.firstIndex(of: weights.max() ?? 0) ?? 0) + 1
    exponent = heaviest.exponent
    droppedRungs = heaviest.dropped
    let freedom = Double(heaviest.rungs) - heaviest.parameters
    misfit = freedom > 0 ? heaviest.chiSquare / freedom : nil
  }

  private static func criterion(_ model: Model) -> Double {
    model.chiSquare + 2 * (model.parameters + Double(model.dropped))
  }

  /// `value = lambda - a T^(-exponent)`, a >= 0; without an exponent a is 0.
  private static func leastSquares(
    _ points: [Point], _ exponent: Double?, multiplicity: Int, dropped: Int, prior: Double
  ) -> Model? {
    var (s, sx, sxx, sy, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for point in points {
      let weight = 1 / (point.error * point.error)
      let x = exponent.map { pow(point.temperature, -$0) } ?? 0
      s += weight
      sx += weight * x
      sxx += weight * x * x
      sy += weight * point.value
      sxy += weight * x * point.value
    }
    var (value, slope, variance) = (sy / s, 0.0, 1 / s)
    var parameters = multiplicity > 1 ? 2.0 : 1
    if exponent != nil {
      let determinant = s * sxx - sx * sx
      guard determinant > 1e-12 * s * sxx else { return nil }
      slope = (s * sxy - sx * sy) / determinant
      guard slope <= 0 else { return nil }  // a < 0
      value = (sxx * sy - sx * sxy) / determinant
      variance = sxx / determinant
      parameters += 1
    }
    let chiSquare = points.reduce(0.0) { sum, point in
      let fitted = value + slope * (exponent.map { pow(point.temperature, -$0) } ?? 0)
      let deviation = (point.value - fitted) / point.error
      return sum + deviation * deviation
    }
    return Model(
      multiplicity: multiplicity, exponent: exponent, value: value, variance: variance,
      chiSquare: chiSquare, parameters: parameters, rungs: points.count, dropped: dropped,
      prior: prior)
  }
}
