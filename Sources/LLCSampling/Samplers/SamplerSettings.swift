/// Everything that decides a measurement except the model, the data, the point and the seed.
public struct SamplerSettings: Sendable, Hashable, Codable {
  public var method: SamplerMethod
  /// n beta: the number of samples times the inverse temperature.
  public var nBeta: Double
  /// gamma: strength of the Gaussian pull towards w*. 0 leaves the posterior unlocalised.
  public var localisation: Double
  /// epsilon in x + eps/2 drift + sqrt(eps) noise; for sgnht the square of the time of a step; for hmc
  /// the time of a leapfrog step.
  public var stepSize: Double
  public var chains: Int
  /// Steps before the first step that can be recorded.
  public var burnIn: Int
  /// Recorded draws of each chain.
  public var draws: Int
  /// Steps from one recorded draw to the next: t = burnIn + thinning, burnIn + 2 thinning, ...
  public var thinning: Int
  /// Samples in each step's gradient; nil for all of them.
  public var batchSize: Int?
  /// nu, which multiplies the injected noise: 1 is sampling, anything else samples at the
  /// temperature nu^2 and measures about nu^2 lambda. For sgld and rmsprop-sgld.
  public var noiseLevel = 1.0
  /// lambda_wd, which adds `lambda_wd w` to the gradient of the potential: a Gaussian prior at 0.
  public var weightDecay = 0.0
  /// Weights stay within this distance of w*, each by itself: sgld and rmsprop-sgld clamp, sgnht
  /// reflects, mala rejects, hmc has none; nil for no box.
  public var boundingBox: Double?
  /// nil for what the conventions say: over all samples, or over as many batches as chains.
  public var initialLoss: InitialLoss?
  /// For rmsprop-sgld; nil for alpha 0.99 and delta 0.1, learnt in the burn-in, or always under
  /// devinterp's conventions.
  public var preconditioner: Preconditioner?
  /// A of sgnht; nil for `0.1 / sqrt eps`, or 0.01 under devinterp's conventions.
  public var diffusionFactor: Double?
  /// Mean number of leapfrog steps in a trajectory of hmc; nil for 16.
  public var leapfrogSteps: Int?
  public var conventions = Conventions.standard

  public init(
    method: SamplerMethod = .sgld, nBeta: Double, localisation: Double, stepSize: Double,
    chains: Int = 4, burnIn: Int, draws: Int, thinning: Int = 1, batchSize: Int? = nil
  ) {
    self.method = method
    self.nBeta = nBeta
    self.localisation = localisation
    self.stepSize = stepSize
    self.chains = chains
    self.burnIn = burnIn
    self.draws = draws
    self.thinning = thinning
    self.batchSize = batchSize
  }

  /// Steps of each chain: burnIn + draws thinning.
  public var stepCount: Int { burnIn + draws * thinning }
}

extension SamplerSettings {
  /// Settings written before an option existed read as its neutral value.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      method: try values.decode(SamplerMethod.self, forKey: .method),
      nBeta: try values.decode(Double.self, forKey: .nBeta),
      localisation: try values.decode(Double.self, forKey: .localisation),
      stepSize: try values.decode(Double.self, forKey: .stepSize),
      chains: try values.decode(Int.self, forKey: .chains),
      burnIn: try values.decode(Int.self, forKey: .burnIn),
      draws: try values.decode(Int.self, forKey: .draws),
      thinning: try values.decode(Int.self, forKey: .thinning),
      batchSize: try values.decodeIfPresent(Int.self, forKey: .batchSize))
    noiseLevel = try values.decodeIfPresent(Double.self, forKey: .noiseLevel) ?? 1
    weightDecay = try values.decodeIfPresent(Double.self, forKey: .weightDecay) ?? 0
    boundingBox = try values.decodeIfPresent(Double.self, forKey: .boundingBox)
    initialLoss = try values.decodeIfPresent(InitialLoss.self, forKey: .initialLoss)
    preconditioner = try values.decodeIfPresent(Preconditioner.self, forKey: .preconditioner)
    diffusionFactor = try values.decodeIfPresent(Double.self, forKey: .diffusionFactor)
    leapfrogSteps = try values.decodeIfPresent(Int.self, forKey: .leapfrogSteps)
    conventions = try values.decodeIfPresent(Conventions.self, forKey: .conventions) ?? .standard
  }
}
