/// What is known of a run at one checkpoint. Optional where it was not asked for or does not exist.
public struct TrajectoryPoint: Sendable, Hashable, Codable {
  /// Passes over the training pairs so far; 0 is the start.
  public var epoch: Int
  /// Updates so far.
  public var steps: Int
  /// The training loss of the spec's kind on all training pairs, and on all validation pairs.
  public var trainingLoss: Double
  public var validationLoss: Double?
  /// Shares of pairs whose largest output is at (a + b) mod p. With the centred loss, which does not see a
  /// constant added to an output, after adding to each output the mean of target less output over the
  /// training pairs.
  public var trainingAccuracy: Double
  public var validationAccuracy: Double?

  /// lambda-hat with its Monte Carlo standard error, at the sampler settings of the sweep.
  public var coefficient: Double?
  public var coefficientError: Double?
  /// What theory predicts that this sampler returns at these settings, from the Hessian's spectrum at the
  /// weights (theory of a quadratic potential; see `ResponsePrediction`), and the standard error of the
  /// quadrature, 0 from a dense spectrum. Only where the training loss is below a hundredth of that at the
  /// start: elsewhere the weights are no minimum.
  public var response: Double?
  public var responseError: Double?
  /// The largest split R-hat and the smallest bulk ESS over the chains of the losses.
  public var rHat: Double?
  public var effectiveSampleSize: Double?
  /// Names of what is wrong with the estimate.
  public var flags: [String]

  /// `||W - W_0|| / ||W_0||` of the input weights.
  public var relativeMovement: Double?
  /// The numerical rank of the centred features `P (X W^T)^2` on the training pairs.
  public var featureRank: Int?
  /// `1 - <K, K_0> / (||K|| ||K_0||)` of the tangent kernel on the training pairs.
  public var kernelDrift: Double?
  /// Units whose input and output norms are both above the threshold, and those with an output norm
  /// above it (the effective width of theorem 5.5).
  public var activeUnits: Int?
  public var effectiveWidth: Int?
  /// `lazy`, `feature-learning`, or `between`.
  public var stage: String?
  /// The theorem that the stage points to, its value, and the certified interval of the coefficient.
  public var theorem: String?
  public var predicted: Double?
  public var lowerBound: Double?
  public var upperBound: Double?

  public init(
    epoch: Int, steps: Int, trainingLoss: Double, validationLoss: Double? = nil,
    trainingAccuracy: Double, validationAccuracy: Double? = nil, flags: [String] = []
  ) {
    self.epoch = epoch
    self.steps = steps
    self.trainingLoss = trainingLoss
    self.validationLoss = validationLoss
    self.trainingAccuracy = trainingAccuracy
    self.validationAccuracy = validationAccuracy
    self.flags = flags
  }
}
