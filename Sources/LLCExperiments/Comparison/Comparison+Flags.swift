import Identifiability
import LLCSampling
import NumericModels

extension Comparison {
  /// Adds what theory and measurement together say against a row.
  mutating func addFlags(_ subject: CaseSubject) {
    // The Gauss-Newton spectrum is the Hessian's only where the residual vanishes.
    if let estimate,
      estimate.lossAtCentre * estimate.settings.nBeta > 0.01 * max(estimate.value, 1)
    {
      flags.append("loss-at-centre")
    }
    if !certified.isExact { flags.append("theory-not-exact") }
    if let settings = estimate?.settings {
      flags += theory.flags(spectrum)
      if settings.localisation == 0 && spectrum.rank < subject.loss.parameterCount {
        flags.append("not-localised")
      }
    }
    if let relaxations, relaxations < Self.minimumRelaxations { flags.append("slow-direction") }
    if let deviation, abs(deviation) > 4 { flags.append("deviates") }
  }
}
