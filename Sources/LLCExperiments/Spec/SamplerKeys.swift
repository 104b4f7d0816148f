/// The keys of a `sampler:` mapping.
enum SamplerKeys {
  /// Of given settings.
  static let fixed = [
    "method", "nBeta", "localisation", "stepSize", "relativeStepSize", "chains", "burnIn",
    "draws", "thinning", "batchSize", "leapfrogSteps", "noiseLevel", "weightDecay", "boundingBox",
    "initialLoss", "preconditioner", "diffusionFactor", "conventions",
  ]

  /// Of the automatic protocol.
  static let automatic = [
    "method", "chains", "draws", "warmUp", "targetError", "maximumGradients", "acceptance",
    "maximumSteps", "kind", "metric", "localisation", "nBeta", "scan",
  ]

  static let all = fixed + automatic.filter { !fixed.contains($0) }
  static let fixedAlone = fixed.filter { !automatic.contains($0) }
  static let automaticAlone = automatic.filter { !fixed.contains($0) }

  /// devinterp's names, and American spelling, for keys that mean the same here. Its `lr` is the same
  /// epsilon, without a factor of 2 (see `DevinterpSettings`); its `init_loss` is not among them, since
  /// 0 means "missing" there.
  static let aliases = [
    "nbeta": "nBeta", "localization": "localisation", "lr": "stepSize", "num_chains": "chains",
    "num_draws": "draws", "num_burnin_steps": "burnIn", "num_steps_bw_draws": "thinning",
    "noise_level": "noiseLevel", "weight_decay": "weightDecay",
    "bounding_box_size": "boundingBox", "batch_size": "batchSize",
    "diffusion_factor": "diffusionFactor",
  ]
}
