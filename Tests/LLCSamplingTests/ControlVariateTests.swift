import ChainDiagnostics
import LLCSampling
import NumericAlgebra
import Testing

/// `energy = 3 + 0.7 a - 1.5 b + 0.1 noise`, a and b of mean zero and with some correlation.
private func chains(seed: UInt64, draws: Int, shift: Double = 0) -> [RungDraws] {
  var stream = RandomStream(seed: seed, purpose: .testing)
  return (0..<4).map { _ in
    RungDraws(
      (0..<draws).map { _ in
        let z = stream.normals(3)
        let (a, b) = (z[0], z[1] + 0.5 * z[0])
        return RungDraws.Draw(
          energy: 3 + 0.7 * a - 1.5 * b + 0.1 * z[2], regularVirial: a + shift, kernelVirial: b)
      })
  }
}

@Test("the virials take their share of the variance and leave the mean")
func controlVariates() {
  let found = ControlVariates(chains(seed: 1, draws: 5000))
  let summary = ChainSummary(chains: found.reduced)
  expectAgreement(
    summary.mean, summary.monteCarloStandardError, ess: summary.effectiveSampleSize, truth: 3,
    cap: 0.001)
  // Var = (0.7 - 0.75)^2 + 1.5^2 + 0.1^2.
  #expect(abs(found.unexplained / (0.01 / 2.2625) - 1) < 0.06, "\(found.unexplained)")
}

@Test("over many short runs the reduced estimate is unbiased, and its scatter is its error")
func controlVariateBias() {
  // Long enough for R-hat to let the virials pass.
  let runs = (0..<100).map { seed in
    let reduced = ControlVariates(chains(seed: UInt64(100 + seed), draws: 1000)).reduced
    return reduced.joined().reduce(0, +) / 4000
  }
  let mean = runs.reduce(0, +) / 100
  let spread = (runs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 99).squareRoot()
  // 0.1 / sqrt(4000) in one run; 0.024 without the virials.
  #expect(abs(spread / 0.00158 - 1) < 0.35, "\(spread)")
  #expect(abs(mean - 3) < 4 * spread / 10, "\(mean) +- \(spread / 10)")
}

@Test("a virial whose mean is not zero is left out, and nothing to explain is not explained")
func unusableVirials() {
  let shifted = ControlVariates(chains(seed: 2, draws: 1000, shift: 1))
  // b alone is left: it explains what it can, and the mean stays.
  #expect(shifted.unexplained > 0.02, "\(shifted.unexplained)")
  let summary = ChainSummary(chains: shifted.reduced)
  expectAgreement(
    summary.mean, summary.monteCarloStandardError, ess: summary.effectiveSampleSize, truth: 3,
    cap: 0.02)
  // Too short for any virial: the energies as they are.
  let short = chains(seed: 3, draws: 12)
  #expect(ControlVariates(short).reduced == short.map { $0.draws.map(\.energy) })
  #expect(ControlVariates(short).unexplained == 1)
  let constant = ControlVariates([
    RungDraws(
      [0.5, -0.5, 1, -1].map { .init(energy: 2, regularVirial: $0, kernelVirial: 0) })
  ])
  #expect(constant.unexplained == 1 && constant.reduced == [[2, 2, 2, 2]])
}

@Test("two virials that are multiples of one another do what one does")
func collinearVirials() {
  var stream = RandomStream(seed: 4, purpose: .testing)
  func make(_ second: Double) -> ControlVariates {
    var stream = stream
    return ControlVariates(
      (0..<2).map { _ in
        RungDraws(
          (0..<500).map { _ in
            let z = stream.normals(2)
            return .init(
              energy: 1 + z[0] + 0.1 * z[1], regularVirial: z[0], kernelVirial: second * z[0])
          })
      })
  }
  _ = stream.nextWord()
  let (one, two) = (make(0), make(3))
  #expect(abs(one.unexplained - two.unexplained) < 1e-9 && one.unexplained < 0.02)
  for (a, b) in zip(one.reduced.joined(), two.reduced.joined()) { #expect(abs(a - b) < 1e-9) }
}
