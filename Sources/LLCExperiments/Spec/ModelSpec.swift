public import GradientTraining
public import LLCTheorems
public import ModelFamilies
public import NumericModels

/// What is measured.
public enum ModelSpec: Sendable {
  /// A quadratic network on data.
  case network(NetworkSpec)
  /// A deep linear network at planted factors, inputs standard Gaussian in law.
  case deepLinear(DeepLinearSpec)
  /// `L(w) = 1/2 sum_a r_a(w)^2` at the origin.
  case polynomial(PolynomialSpec)
  /// Linear regression with one output.
  case regression(RegressionSpec)
}

/// A quadratic network with its data, loss, regime and point.
public struct NetworkSpec: Sendable {
  public var family: ModelFamily
  public var data: DataSpec
  public var loss: LossKind
  public var regime: Regime
  public var point: PointSpec

  public init(
    family: ModelFamily, data: DataSpec, loss: LossKind = .plain, regime: Regime = .full,
    point: PointSpec = .planted(scale: 1)
  ) {
    self.family = family
    self.data = data
    self.loss = loss
    self.regime = regime
    self.point = point
  }
}

/// The inputs.
public enum DataSpec: Sendable {
  /// n standard Gaussian inputs, rounded to multiples of 2^-8 so that they are short exact numbers.
  case gaussian(samples: Int)
  /// Standard Gaussian inputs in law: the population loss.
  case gaussianPopulation
  /// All pairs of a modular addition.
  case modularAddition(ModularAddition)
}

/// The weights at which the coefficient is measured.
public enum PointSpec: Sendable {
  /// Gaussian weights of this scale, rounded to 10 binary digits after the point of the scale; the
  /// targets are the network's own outputs, so the loss there is zero. The last units are inactive as
  /// the census says.
  case planted(scale: Double, inactive: UnitCensus = UnitCensus(active: 0))
  /// Weights trained from a random start of this scale. Targets: modular addition's, or the outputs
  /// of another planted network of the same dimensions.
  case trained(scale: Double, TrainingSettings)
  /// Weights from a JSON file, relative to the experiment file; targets as for `planted`.
  case file(path: String)
}

/// A deep linear network `W_L ... W_1` and the ranks of the point.
public struct DeepLinearSpec: Sendable {
  public var network: DeepLinearNetwork
  /// Of the product.
  public var rank: Int
  /// Of each factor; nil for `rank`, the most singular point.
  public var factorRanks: [Int]?

  public init(network: DeepLinearNetwork, rank: Int, factorRanks: [Int]? = nil) {
    self.network = network
    self.rank = rank
    self.factorRanks = factorRanks
  }
}

/// Residuals that are polynomials in the weights.
public struct PolynomialSpec: Sendable {
  public var variables: Int
  public var residuals: [Polynomial]
  /// Of `prod w_i^(2 k_i)`, where that is the model: its coefficient is known.
  public var crossing: [Int]?

  public init(variables: Int, residuals: [Polynomial]) {
    self.variables = variables
    self.residuals = residuals
    crossing = nil
  }

  /// A normal crossing `K = prod w_i^(e_i)`, e_i even.
  public init(crossing exponents: [Int]) {
    variables = exponents.count
    residuals = [.monomial(exponents.map { $0 / 2 })]
    crossing = exponents
  }
}

/// `f(x) = w . x` on standard Gaussian inputs.
public struct RegressionSpec: Sendable {
  public var inputDimension: Int
  public var samples: Int

  public init(inputDimension: Int, samples: Int) {
    self.inputDimension = inputDimension
    self.samples = samples
  }
}
