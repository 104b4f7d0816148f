import Foundation
import LLCSampling
import LLCTheorems
import ModelFamilies

/// Refuses cases that cannot run, from their specs alone: nothing is allocated before.
enum CaseCheck {
  /// - Parameter memory: bytes that the case may take.
  /// - Throws: `ExperimentError`.
  static func check(_ spec: CaseSpec, memory: Int) throws {
    func failure(_ problem: String) -> ExperimentError {
      ExperimentError(name: spec.name, problem: problem)
    }
    try checkSpectrum(spec)
    switch spec.sampler {
    case .automatic(let settings):
      try NetworkCase.naming(spec.name) { try settings.check() }
    case .fixed(let sampler):
      for nBeta in sampler.temperatures {
        let settings = sampler.settings(nBeta: nBeta, largest: nil)
        try NetworkCase.naming(spec.name) { try settings.check(sampleSize: spec.sampleSize) }
        guard settings.gradients <= .max / SamplerSpec.maximumTemperatures else {
          throw failure("chains (burnIn + draws thinning) does not fit in a 64-bit integer")
        }
      }
    }
    let needed = spec.bytes
    guard needed <= Double(memory) else {
      throw failure(
        "the case needs about \(Int(min(needed / 0x1p30, 0x1p62).rounded(.up))) GiB, more than the "
          + "\(memory >> 30) GiB allowed; use fewer samples, draws or chains")
    }
    if let network = spec.network, case .file(let path) = network.point {
      _ = try NetworkCase.fileWeights(path, spec.name, network)
    }
  }

  /// The dense spectrum needs the residual Jacobian: the limits of `hessianSpectrum` and of
  /// `LocalGeometry`, before the Jacobian exists. At given settings a quadrature can replace it.
  private static func checkSpectrum(_ spec: CaseSpec) throws {
    let (rows, parameters) = (spec.residualCount, spec.parameterCount)
    let automatic = spec.sampler.settings == nil
    if !automatic && spec.model.hasGradientsAlone { return }
    let limit = 6000.0
    let entries: Double = automatic ? min(rows, parameters) * parameters : 0
    guard min(rows, parameters) <= limit, rows * parameters <= 0x1p27, entries <= 0x1p26 else {
      throw ExperimentError(
        name: spec.name,
        problem:
          "\(spec.sampleSize) samples, \(Int(min(rows, 0x1p62))) residuals and "
          + "\(Int(min(parameters, 0x1p62))) trained weights; the spectrum needs a Jacobian of at most "
          + "2^27 entries, its smaller side at most \(Int(limit))")
    }
  }
}

extension ModelSpec {
  /// n; 0 for a loss without samples.
  var sampleSize: Int {
    switch self {
    case .network(let network):
      switch network.data {
      case .gaussian(let samples): samples
      case .gaussianPopulation: 0
      case .modularAddition(let task): task.sampleSize
      }
    case .regression(let regression): regression.samples
    case .deepLinear, .polynomial: 0
    }
  }

  /// Whether nothing of the size of the Jacobian is needed to sample: not so for models that are
  /// linear in their weights, whose Jacobian is the model, and for moments in closed form.
  var hasGradientsAlone: Bool {
    switch self {
    case .network(let network): network.regime == .full && sampleSize > 0
    case .deepLinear: true
    case .polynomial, .regression: false
    }
  }
}

extension CaseSpec {
  /// n; 0 for a loss without samples.
  var sampleSize: Int { model.sampleSize }

  /// Whether the Hessian is decomposed, by the limits of `hessianSpectrum`.
  var isDense: Bool {
    min(residualCount, parameterCount) <= 6000 && residualCount * parameterCount <= 0x1p27
  }

  /// In `Double`, since products may exceed any integer.
  var residualCount: Double {
    switch model {
    case .network(let network):
      let (d, k) = (Double(network.family.inputDimension), Double(network.family.outputDimension))
      return k * (sampleSize > 0 ? Double(sampleSize) : (d + 1) * (d + 2) / 2)
    case .deepLinear(let linear):
      return Double(linear.network.inputDimension) * Double(linear.network.outputDimension)
    case .polynomial(let polynomial): return Double(polynomial.residuals.count)
    case .regression(let regression): return Double(regression.samples)
    }
  }

  /// D.
  var parameterCount: Double {
    switch model {
    case .network(let network):
      network.regime == .lazy
        ? Double(network.family.outputDimension) * Double(network.family.width)
        : Double(network.family.parameterCount)
    case .deepLinear(let linear): Double(linear.network.parameterCount)
    case .polynomial(let polynomial): Double(polynomial.variables)
    case .regression(let regression): Double(regression.inputDimension)
    }
  }

  /// Bytes of the largest arrays, from above.
  var bytes: Double {
    let curvature =
      isDense
      ? 16 * residualCount * parameterCount : 8 * Double(CaseCurvature.steps + 16) * parameterCount
    let (chains, draws): (Double, Double) =
      switch sampler {
      case .fixed(let sampler):
        (
          Double(sampler.template.chains),
          Double(sampler.template.draws) * Double(sampler.temperatures.count)
        )
      // Rounds double up to the budget of gradients; each draw takes one at least.
      case .automatic(let settings):
        (
          Double(settings.chains),
          Double(settings.maximumGradients ?? 4_000_000) / Double(settings.chains)
        )
      }
    var total = curvature + 64 * chains * draws + 64 * chains * parameterCount
    switch model {
    case .network(let network):
      let (n, d) = (Double(sampleSize), Double(network.family.inputDimension))
      let (m, k) = (Double(network.family.width), Double(network.family.outputDimension))
      // An exact number takes about 120 bytes. Second-order features of inputs that are no pairs
      // are ranked over the rationals, plain and centred.
      if case .modularAddition = network.data {
        total += 64 * n
      } else {
        total += 120 * n * (d + (d + 1) * (d + 2))
      }
      total +=
        8 * n * (d + k) + 128 * Double(network.family.parameterCount) + 8 * chains * n * (m + 3 * k)
    case .regression(let regression):
      total += 120 * Double(regression.samples) * Double(regression.inputDimension)
    case .deepLinear(let linear):
      // A random orthonormal basis of each layer, and what it is made from.
      total += linear.network.widths.reduce(0) { $0 + 24 * Double($1) * Double($1) }
    case .polynomial: break
    }
    return total
  }
}
