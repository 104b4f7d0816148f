import ExactAlgebra
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

private func families(_ d: Int, _ m: Int, _ k: Int) throws -> [ModelFamily] {
  [
    .quadratic(try quadratic(d, m, k)),
    .biasedQuadratic(try BiasedQuadraticNetwork(inputDimension: d, width: m)),
  ]
}

private func expectEqual(
  _ a: (loss: Double, gradient: [Double]), _ b: (loss: Double, gradient: [Double]),
  _ tolerance: Double, _ name: String
) {
  #expect(abs(a.loss - b.loss) < tolerance * b.loss, "\(name)")
  #expect(difference(a.gradient, b.gradient) < tolerance * largest(b.gradient), "\(name)")
}

@Test(
  "with the empirical Gram matrix it is the loss over the samples, value and gradient",
  arguments: Centring.allCases)
func onSamples(_ centring: Centring) throws {
  for (n, d, m, k) in [(6, 2, 1, 1), (50, 4, 7, 3), (100, 6, 30, 4), (300, 16, 40, 60)] {
    for family in try families(d, m, k) {
      let name = "\(family.name) n=\(n) d=\(d) m=\(m) K=\(k)"
      let inputs = NetworkInputs.dense(normalMatrix(n, d, 1))
      let teacher = normals(family.parameterCount, 2)
      let samples = try QuadraticLoss(
        family: family, inputs: inputs,
        targets: QuadraticLoss.teacherTargets(family: family, weights: teacher, inputs: inputs),
        centring: centring)
      let gram = try FeatureGram(
        features: MonomialFeatures(family), inputs: inputs, centring: centring)
      let coordinates = try CoordinateQuadraticLoss(family, teacher: teacher, gram: gram)
      let weights = normals(family.parameterCount, 3)
      expectEqual(
        coordinates.lossAndGradient(at: weights), samples.lossAndGradient(at: weights), 1e-12, name)
      let zero = coordinates.lossAndGradient(at: teacher)
      #expect(zero.loss == 0 && zero.gradient.allSatisfy { $0 == 0 }, "\(name)")
    }
  }
}

@Test("one-hot pairs: exact rational moments give the loss over the pairs")
func onPairs() throws {
  let task = try ModularAddition(modulus: 3)
  let family = ModelFamily.quadratic(try task.network(width: 5))
  let inputs = NetworkInputs.pairs(task.pairs, modulus: 3)
  let teacher = normals(family.parameterCount, 2)
  let weights = normals(family.parameterCount, 3)
  let moments = try #require(
    FeatureMoments.empirical(MonomialFeatures(family), inputs: .allPairs(of: task)))
  for centring in Centring.allCases {
    let samples = try QuadraticLoss(
      family: family, inputs: inputs,
      targets: QuadraticLoss.teacherTargets(family: family, weights: teacher, inputs: inputs),
      centring: centring)
    let coordinates = try CoordinateQuadraticLoss(
      family, teacher: teacher, gram: FeatureGram(moments, centring: centring))
    expectEqual(
      coordinates.lossAndGradient(at: weights), samples.lossAndGradient(at: weights), 1e-12,
      "\(centring)")
    // Features of pairs are dependent; the residual has no rows for what the data cannot see.
    #expect(coordinates.residualCount < 3 * MonomialFeatures(family).count)
  }
}

@Test(
  "the Gaussian population is within the error of a large sample", arguments: Centring.allCases)
func population(_ centring: Centring) throws {
  let (n, d) = (40_000, 3)
  for family in try families(d, 4, 2) {
    let teacher = normals(family.parameterCount, 2)
    let weights = normals(family.parameterCount, 3)
    let variances = [1, 0.25, 4]
    var inputs = normalMatrix(n, d, 1)
    for i in 0..<n { for c in 0..<d { inputs[i, c] *= variances[c].squareRoot() } }
    let samples = try QuadraticLoss(
      family: family, inputs: .dense(inputs),
      targets: QuadraticLoss.teacherTargets(
        family: family, weights: teacher, inputs: .dense(inputs)), centring: centring)
    let coordinates = try CoordinateQuadraticLoss(
      family, teacher: teacher,
      gram: .gaussian(family, variances: variances, centring: centring))
    // The loss is a mean over samples of half the squared residuals.
    let squares = samples.residual(at: weights).map { $0 * $0 * Double(n) / 2 }
    let perSample = (0..<n).map { i in
      squares[i * family.outputDimension..<(i + 1) * family.outputDimension].reduce(0, +)
    }
    let mean = perSample.reduce(0, +) / Double(n)
    let variance = perSample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n)
    let error = (variance / Double(n)).squareRoot()
    let expected = coordinates.empiricalLoss(at: weights)
    #expect(abs(mean - expected) < 4 * error, "\(family.name): \(mean) +- \(error), \(expected)")
    #expect(error < 0.03 * expected, "\(family.name): error \(error) of \(expected)")
  }
}

@Test("more features than a page: through the BLAS, equal to the dense form of the same matrix")
func largeCoordinates() throws {
  let family = ModelFamily.quadratic(try quadratic(30, 64, 40))
  let gram = try FeatureGram.gaussian(family)
  let teacher = normals(family.parameterCount, 2)
  let weights = normals(family.parameterCount, 3)
  let fast = try CoordinateQuadraticLoss(family, teacher: teacher, gram: gram)
  let dense = try CoordinateQuadraticLoss(
    family, teacher: teacher, gram: FeatureGram(gram.matrix))
  expectEqual(
    fast.lossAndGradient(at: weights), dense.lossAndGradient(at: weights), 1e-12, "d=30")
  let inputs = NetworkInputs.dense(normalMatrix(5, 30, 1))
  #expect(
    difference(
      try QuadraticLoss.teacherTargets(family: family, weights: weights, inputs: inputs).values,
      try MonomialFeatures(family).matrix(inputs.matrix)
        .times(fast.coordinates(at: weights).transposed).values) < 1e-11)
}
