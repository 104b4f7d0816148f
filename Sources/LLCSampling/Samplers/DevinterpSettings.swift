import Foundation

/// Settings of devinterp 1.3.2 under its own names, with its defaults, so that published ones can be
/// replayed. A JSON object of them decodes.
///
/// What its names are here:
///
/// | devinterp | here |
/// | --- | --- |
/// | `lr` | `stepSize`: the same epsilon, in `-lr/2 drift + sqrt(lr) noise`; no factor of 2 |
/// | `nbeta`, `localization` | `nBeta`, `localisation` |
/// | `num_chains`, `num_draws`, `num_burnin_steps`, `num_steps_bw_draws` | `chains`, `draws`, `burnIn`, `thinning` |
/// | `noise_level`, `weight_decay`, `bounding_box_size` | `noiseLevel`, `weightDecay`, `boundingBox` |
/// | `alpha`, `eps` of `rmsprop_sgld` | `preconditioner.decay`, `.floor`, adapting always |
/// | `diffusion_factor` of `sgnht` | `diffusionFactor` |
/// | `batch_size` of the shuffled `DataLoader` | `batchSize`, in passes through the data |
/// | `init_loss` | `initialLoss` |
///
/// What `Conventions.devinterp` reproduces, and why a new measurement should not use it:
///
/// 1. The draw of step t is the loss over the step's batch *before* the step: with a small batch
///    its own noise swamps the estimate, and the first draw without burn-in is w* itself.
/// 2. The initial loss is the mean over the first `num_chains` batches. Its error is multiplied by
///    n beta, common to all chains, and in no error bar. An `init_loss` of exactly 0 counts as
///    missing.
/// 3. `nbeta` defaults to b / log b of the *batch* size b, though the posterior is that of n samples.
/// 4. `rmsprop_sgld` adapts for ever without the correction Gamma.
/// 5. `sgnht` (`SGMCMC.sgnht`) computes a thermostat and a momentum and uses neither: its step is
///    SGLD without localisation, with noise `sqrt(2 A)`. It samples at the temperature 2 A and
///    returns about 2 A lambda: a fiftieth, with the default A = 0.01. (The deprecated class
///    `devinterp.optim.SGNHT` is a thermostat; that one is not reproduced.)
///
/// Not reproduced: one NaN loses the whole run there and one chain here; the error printed there is
/// the spread between chains; losses are single precision there.
public struct DevinterpSettings: Sendable, Hashable, Codable {
  public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
    case sgld
    case rmspropSGLD = "rmsprop_sgld"
    case sgnht
  }

  public var samplingMethod = Method.sgld
  public var numChains = 10
  public var numDraws = 100
  public var numBurninSteps = 0
  public var numStepsBetweenDraws = 1
  /// nil for `defaultNBeta`.
  public var nBeta: Double?
  public var learningRate = 0.01
  public var localization = 0.0
  public var noiseLevel = 1.0
  public var weightDecay = 0.0
  public var boundingBoxSize: Double?
  /// nil for all samples.
  public var batchSize: Int?
  public var initialLoss: Double?
  public var alpha = 0.99
  public var epsilon = 0.1
  public var diffusionFactor = 0.01

  public init() {}

  /// devinterp's `default_nbeta`: b / log b for the batch size b, and 1 for b = 1.
  public static func defaultNBeta(batchSize: Int) -> Double {
    batchSize <= 1 ? 1 : Double(batchSize) / log(Double(batchSize))
  }

  /// The same measurement in this program's settings.
  ///
  /// - Parameter sampleSize: n.
  /// - Throws: `SettingsError` when a setting cannot be used; fewer than 4 draws cannot.
  public func samplerSettings(sampleSize: Int) throws(SettingsError) -> SamplerSettings {
    var settings = SamplerSettings(
      nBeta: nBeta ?? Self.defaultNBeta(batchSize: batchSize ?? sampleSize),
      localisation: localization, stepSize: learningRate, chains: numChains,
      burnIn: numBurninSteps, draws: numDraws, thinning: numStepsBetweenDraws,
      batchSize: batchSize)
    settings.conventions = .devinterp
    settings.noiseLevel = noiseLevel
    settings.weightDecay = weightDecay
    settings.boundingBox = boundingBoxSize
    settings.initialLoss =
      switch initialLoss {
      case nil, 0: .firstBatches(count: numChains)
      case let value?: .given(value: value)
      }
    switch samplingMethod {
    case .sgld: settings.method = .sgld
    case .rmspropSGLD:
      settings.method = .rmspropSGLD
      settings.preconditioner = Preconditioner(decay: alpha, floor: epsilon, adaptation: .always)
    case .sgnht:
      settings.method = .sgnht
      settings.diffusionFactor = diffusionFactor
    }
    try settings.check(sampleSize: sampleSize)
    return settings
  }
}
