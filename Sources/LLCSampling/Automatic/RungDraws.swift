/// The draws of one chain at one n beta.
///
/// Besides the energy `e = n beta (L(w) - L(w*))` each draw has two quantities whose mean is zero
/// whatever the loss: for a fixed projection P, integration by parts gives
/// `E[(P u) . grad U] = tr P` (u = w - w*, U the potential of the localised posterior), so
/// `(P u) . grad U - R` and `((1 - P) u) . grad U - (D - R)` are control variates that assume nothing
/// about the model. For a quadratic loss the first is `2 e` up to constants and the pull of the
/// localisation: then almost no variance is left.
package struct RungDraws {
  package struct Draw {
    package let energy: Double
    let regularVirial: Double
    let kernelVirial: Double
    /// gamma |w - w*|^2: D for a posterior that the localisation alone holds.
    let distance: Double

    package init(
      energy: Double, regularVirial: Double, kernelVirial: Double, distance: Double = 0
    ) {
      self.energy = energy
      self.regularVirial = regularVirial
      self.kernelVirial = kernelVirial
      self.distance = distance
    }
  }

  package private(set) var draws: [Draw]
  private(set) var acceptance = 0.0
  private(set) var divergences: [Int] = []

  package init(_ draws: [Draw] = []) { self.draws = draws }

  mutating func append(_ draw: Draw, _ info: HamiltonianMonteCarlo.Info) {
    if info.diverged { divergences.append(draws.count) }
    acceptance += info.acceptance
    draws.append(draw)
  }

  var meanAcceptance: Double { draws.isEmpty ? 0 : acceptance / Double(draws.count) }
}
