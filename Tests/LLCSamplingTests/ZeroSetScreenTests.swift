import LLCSampling
import ModelFamilies
import NumericModels
import Testing

private func screen(_ known: KnownCase, seed: UInt64 = 4) throws -> ZeroSetScreen {
  ZeroSetScreen(
    of: known.loss, at: known.centre,
    geometry: try LocalGeometry(of: known.loss, at: known.centre), seed: seed)
}

private func flatCases() throws -> [KnownCase] {
  [
    try .biased(4, 6), try .quadratic(8, 4, 4), try .quadratic(3, 8, 2),
    try .regularModel(n: 50, d: 8), try .regularModel(n: 5, d: 8),
    try .linear([10, 10, 10], rank: 5, factors: [5, 10]),
    try .linear([10, 10, 10], rank: 5, factors: [10, 5]), try .linear([3, 7, 3], rank: 3),
    try .modularAddition(5, 6),
  ]
}

private func singularCases() throws -> [(KnownCase, Double)] {
  [
    (try .linear([10, 10, 10], rank: 5, factors: [5, 5]), 4),
    (try .linear([10, 10, 10], rank: 5, factors: [5, 9]), 4), (try .linear([6, 4, 5], rank: 2), 4),
    (try .linear([6, 4, 5], rank: 0), 4), (try .linear([8, 8, 8, 8], rank: 3), 6),
    (try .crossing([2, 2]), 4), (try .crossing([2, 2, 2]), 6), (try .crossing([4]), 4),
    (try .crossing([2, 4]), 6), (try inactive(output: true, input: true), 6),
    (try inactive(output: false, input: true), 4),
  ]
}

@Test(
  "where the zeros are a manifold of the kernel's dimension the screen says flat",
  arguments: try flatCases())
func flat(_ known: KnownCase) throws {
  for seed in 1...3 as ClosedRange<UInt64> {
    let found = try screen(known, seed: seed)
    #expect(found.isFlat && found.degree == nil, "\(found)")
    #expect(found.radius > 0 && found.gradients > 0)
  }
}

/// The degree of the loss that the regular directions cannot remove: two for each factor that
/// has lost rank.
@Test(
  "where they are not, the loss that is left has the degree of its leading term",
  arguments: try singularCases())
func singular(_ known: KnownCase, degree: Double) throws {
  for seed in 1...3 as ClosedRange<UInt64> {
    let found = try screen(known, seed: seed)
    #expect(!found.isFlat, "\(found)")
    #expect(abs(try #require(found.degree) - degree) < 0.25, "\(found)")
    #expect(found.floorAtRadius > 0)
  }
}

/// A unit with v = 0 and w = 0 beside two active ones: |v|^2 |w|^4 is left; with w = 0 alone |w|^4.
private func inactive(output: Bool, input: Bool) throws -> KnownCase {
  let network = try QuadraticNetwork(inputDimension: 4, width: 3, outputDimension: 3)
  return try .network(
    "inactive unit, v=0: \(output), w=0: \(input)", .quadratic(network)
  ) { weights in
    // W is 3 x 4, V is 3 x 3, both by rows.
    if input { for i in 8..<12 { weights[i] = 0 } }
    if output { for k in 0..<3 { weights[12 + 3 * k + 2] = 0 } }
  }
}

/// v = 0, w != 0: K more regular directions, and a smooth zero set: w moves freely.
@Test("a unit that is off in its outputs alone is flat")
func deadOutput() throws {
  let found = try screen(try inactive(output: true, input: false))
  #expect(found.isFlat, "\(found)")
}

/// `r = x^2 (1 + 900 x^2)`: degree 4 up to |x| of a hundredth, 8 beyond a thirtieth.
@Test("the radius ends where the next term of the loss is felt")
func radiusOfOneDegree() throws {
  let loss = try PolynomialLoss(
    variables: 1, residuals: [Polynomial([.init(1, [2]), .init(900, [4])])])
  let known = KnownCase(name: "two degrees", loss: loss, centre: [0])
  for seed in 1...3 as ClosedRange<UInt64> {
    let found = try screen(known, seed: seed)
    #expect(abs(try #require(found.degree) - 4) < 0.1 && !found.isFlat)
    #expect((0.001...0.07).contains(found.radius), "\(found.radius)")
  }
}

@Test("the screen is a function of the seed, and does not depend on the units of the weights")
func screenSeeds() throws {
  let known = try KnownCase.linear([6, 4, 5], rank: 2)
  #expect(try screen(known).probes.map(\.floor) == screen(known).probes.map(\.floor))
  #expect(try screen(known).probes.map(\.floor) != screen(known, seed: 5).probes.map(\.floor))
  // At the origin there is no scale: it counts as 1.
  let origin = try screen(try KnownCase.crossing([2, 2]))
  #expect(origin.weightScale == 1)
}
