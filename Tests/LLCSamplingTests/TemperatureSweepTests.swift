import LLCSampling
import NumericAlgebra
import Testing

private func points(
  _ nBetas: [Double], _ errors: [Double], seed: UInt64? = nil,
  _ line: (Double) -> Double
) -> [(nBeta: Double, value: Double, error: Double)] {
  let noise = seed.map { testNormals(nBetas.count, $0) } ?? nBetas.map { _ in 0 }
  return nBetas.indices.map { i in
    (nBetas[i], line(nBetas[i]) + errors[i] * noise[i], errors[i])
  }
}

private let ladder = [1e3, 4e3, 1.6e4, 6.4e4]
private let errors = [0.02, 0.01, 0.02, 0.03]

@Test("a line in 1/(n beta) is found exactly")
func exactLine() {
  for scale in [1e-9, 1, 1e12] {
    let sweep = TemperatureSweep(
      points(ladder.map { $0 * scale }, errors) { 7.5 - 300 * scale / $0 })
    #expect(abs(sweep.intercept - 7.5) < 1e-12)
    #expect(abs(sweep.slope / (300 * scale) + 1) < 1e-10)
    #expect(sweep.chiSquare < 1e-16 && sweep.degreesOfFreedom == 2 && !sweep.deviates)
  }
  // Two points: the line through them; errors as of (4 y_2 - y_1) / 3.
  let two = TemperatureSweep(points([1, 4], [0.3, 0.6]) { 2 + 1 / $0 })
  #expect(abs(two.intercept - 2) < 1e-14 && abs(two.slope - 1) < 1e-14)
  #expect(abs(two.interceptError - (16 * 0.36 + 0.09).squareRoot() / 3) < 1e-14)
  #expect(abs(two.slopeError - (0.36 + 0.09).squareRoot() / 0.75) < 1e-13)
  #expect(two.degreesOfFreedom == 0 && !two.deviates)
}

@Test("one temperature, or one repeated, is the weighted mean")
func oneTemperature() {
  let one = TemperatureSweep([(10, 3.5, 0.1)])
  #expect(one.intercept == 3.5 && abs(one.interceptError - 0.1) < 1e-16 && one.slope == 0)
  let same = TemperatureSweep([(10, 3, 0.1), (10, 4, 0.2)])
  #expect(abs(same.intercept - (4 * 3 + 4) / 5) < 1e-14)
  #expect(abs(same.interceptError - 0.2 / 5.0.squareRoot()) < 1e-14)
  #expect(same.degreesOfFreedom == 1 && same.deviates == (20 > 12))
}

@Test("the errors are the scatter, and chi^2 is beyond its limit once in a thousand")
func sweepErrors() {
  let fits = (0..<4000).map { seed in
    TemperatureSweep(points(ladder, errors, seed: UInt64(seed)) { 7.5 - 300 / $0 })
  }
  let scores = fits.map { ($0.intercept - 7.5) / $0.interceptError }
  let slopes = fits.map { ($0.slope + 300) / $0.slopeError }
  for z in [scores, slopes] {
    let mean = z.reduce(0, +) / 4000
    let variance = z.reduce(0) { $0 + $1 * $1 } / 4000
    #expect(abs(mean) < 4.5 / 4000.0.squareRoot(), "\(mean)")
    #expect(abs(variance - 1) < 4.5 * (2 / 4000.0).squareRoot(), "\(variance)")
  }
  #expect((0...14).contains(fits.count { $0.deviates }))
  let bent = TemperatureSweep(points(ladder, errors) { 7.5 - 20 / $0.squareRoot() })
  #expect(bent.deviates, "\(bent.chiSquare)")
}
