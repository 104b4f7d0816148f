import LLCSampling
import NumericAlgebra
import NumericModels
import Testing

@Test(
  "V has orthonormal rows and takes the Hessian to its eigenvalues, from either side of J",
  arguments: [(4, 6), (40, 6), (6, 6)])
func localGeometry(samples: Int, weights: Int) throws {
  let loss = try regression(n: samples, d: weights)
  let origin = [Double](repeating: 0, count: weights)
  let geometry = try LocalGeometry(of: loss, at: origin)
  let rank = min(samples, weights)
  #expect(geometry.rank == rank && geometry.parameterCount == weights)
  // By a separate routine of LAPACK.
  let spectrum = try loss.hessianSpectrum(at: origin)
  #expect(geometry.spectrum.rank == spectrum.rank)
  for (found, expected) in zip(geometry.eigenvalues, spectrum.eigenvalues) {
    #expect(abs(found / expected - 1) < 1e-9)
  }
  #expect(geometry.eigenvalues == geometry.eigenvalues.sorted(by: >) && geometry.smallest > 0)
  let basis = RealMatrix(rows: rank, columns: weights, values: geometry.basis.values)
  let gram = basis.rowGram
  let hessian = loss.residualJacobian(at: origin).columnGram
  let rotated = try basis.times(try hessian.times(basis.transposed))
  for i in 0..<rank {
    for j in 0..<rank {
      #expect(abs(gram[i, j] - (i == j ? 1 : 0)) < 1e-10)
      #expect(abs(rotated[i, j] - (i == j ? geometry.eigenvalues[i] : 0)) < 1e-12)
    }
  }
  // What is left of a vector has no part in the span of V, and the Hessian annihilates it.
  let vector = testNormals(weights, 7)
  let rest = geometry.kernelPart(of: vector)
  for value in try basis.times(rest) + hessian.times(rest) { #expect(abs(value) < 1e-12) }
  for (once, twice) in zip(rest, geometry.kernelPart(of: rest)) {
    #expect(abs(once - twice) < 1e-14)
  }
}

@Test("the rank of a planted network is that of exact arithmetic, and clear of rounding")
func geometryRank() throws {
  // q = M a + b N - a b at the strata of reduced rank regression; (d+1)(d+2)/2 of G.1.
  for (known, rank) in [
    (try KnownCase.linear([6, 4, 5], rank: 2), 18),
    (try KnownCase.linear([6, 4, 5], rank: 2, factors: [3, 2]), 21),
    (try KnownCase.biased(4, 6), 15), (try KnownCase.quadratic(8, 4, 4), 44),
    (try KnownCase.crossing([2, 2]), 0),
  ] {
    let geometry = try LocalGeometry(of: known.loss, at: known.centre)
    #expect(geometry.rank == rank, "\(known.name)")
    #expect(geometry.gap > 1e8, "\(known.name): \(geometry.gap)")
  }
}

@Test("a Jacobian that is too large or not finite is refused")
func geometryRefusals() throws {
  let loss = try regression(n: 40, d: 6)
  let origin = [Double](repeating: 0, count: 6)
  #expect(throws: SpectrumSizeError.self) {
    _ = try LocalGeometry(of: loss, at: origin, limit: 5)
  }
  let network = try KnownCase.quadratic(3, 2, 2)
  #expect(throws: NumericError.self) {
    _ = try LocalGeometry(of: network.loss, at: network.centre.map { _ in .infinity })
  }
}
