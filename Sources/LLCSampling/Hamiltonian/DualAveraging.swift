import Foundation

/// Nesterov's dual averaging of log(step) towards a mean acceptance, with the constants of Hoffman
/// and Gelman 2014 (JMLR 15), section 3.2: gamma = 0.05, t_0 = 10, kappa = 0.75,
/// `mu = log(eps_0)` in place of their `log(10 eps_0)`. Used in the warm-up alone: the draws have one step.
struct DualAveraging {
  let target: Double
  private let centre: Double
  private var count = 0.0
  private var error = 0.0
  private(set) var logStep: Double
  private var averaged = 0.0

  init(firstStep: Double, target: Double = 0.8) {
    self.target = target
    // mu = log(eps_0), not log(10 eps_0): the first step is already the optimum of the Gaussian, and
    // ten times that is unstable.
    centre = log(firstStep)
    logStep = centre
    averaged = centre
  }

  var step: Double { exp(logStep) }
  /// The step to keep.
  var averagedStep: Double { exp(averaged) }

  mutating func update(acceptance: Double) {
    count += 1
    let weight = 1 / (count + 10)
    error = (1 - weight) * error + weight * (target - acceptance)
    logStep = centre - count.squareRoot() / 0.05 * error
    let decay = pow(count, -0.75)
    averaged = decay * logStep + (1 - decay) * averaged
  }
}
