import ExactAlgebra
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

private func rationals(_ count: Int, _ seed: UInt64) -> [Rational] {
  var random = SeededGenerator(seed: seed)
  return (0..<count).map { _ in
    Rational(Int.random(in: -9...9, using: &random), Int.random(in: 1...6, using: &random))
  }
}

private func form(_ theta: [Rational], _ gram: [Rational]) -> Rational {
  let count = theta.count
  return gram.indices.reduce(.zero) { sum, i in
    sum + theta[i / count] * gram[i] * theta[i % count]
  }
}

/// E[(x^T A x + b . x + c)^2] = 2 tr(A S A S) + b^T S b + (tr(A S) + c)^2 for x ~ N(0, S), S
/// diagonal.
@Test(
  "exact Gaussian moments of quadratic features are the closed form",
  arguments: 0..<5 as Range<UInt64>)
func gaussianMoments(_ seed: UInt64) throws {
  let d = 3
  let variances = rationals(d, seed + 100).map { $0 * $0 }
  let a = rationals(d * d, seed)
  let (b, c) = (rationals(d, seed + 50), rationals(1, seed + 60)[0])
  func entry(_ i: Int, _ j: Int) -> Rational { a[min(i, j) * d + max(i, j)] }
  var (trace, squares, linear) = (Rational.zero, Rational.zero, Rational.zero)
  for i in 0..<d {
    trace = trace + entry(i, i) * variances[i]
    linear = linear + b[i] * b[i] * variances[i]
    for j in 0..<d {
      squares = squares + entry(i, j) * entry(i, j) * variances[i] * variances[j]
    }
  }
  let plain = (0..<d).flatMap { i in (i..<d).map { entry(i, $0) } }
  let moments = FeatureMoments.gaussian(.quadratic(inputDimension: d), variances: variances)
  #expect(form(plain, moments.second) == Rational(2) * squares + trace * trace)
  #expect(form(plain, moments.covariance) == Rational(2) * squares)
  // 2 beta = b; the triangle of ((A, beta), (beta^T, c)), row by row.
  var biased: [Rational] = []
  for i in 0..<d {
    biased += (i..<d).map { entry(i, $0) } + [b[i] * Rational(1, 2)]
  }
  biased.append(c)
  let all = FeatureMoments.gaussian(.biasedQuadratic(inputDimension: d), variances: variances)
  let mean = trace + c
  #expect(form(biased, all.second) == Rational(2) * squares + linear + mean * mean)
  #expect(form(biased, all.covariance) == Rational(2) * squares + linear)
}

@Test("the numeric Gaussian form is the exact one", arguments: Centring.allCases)
func numericGaussian(_ centring: Centring) throws {
  let variances: [Rational] = [Rational(1, 4), 1, 3]
  let families: [ModelFamily] = [
    .quadratic(try quadratic(3, 2, 1)),
    .biasedQuadratic(try BiasedQuadraticNetwork(inputDimension: 3, width: 2)),
  ]
  for family in families {
    let exact = FeatureMoments.gaussian(MonomialFeatures(family), variances: variances)
    let numeric = try FeatureGram.gaussian(
      family, variances: variances.map(\.approximation), centring: centring)
    #expect(numeric.matrix.values == exact.approximation(centred: centring == .centred))
  }
}

@Test("exact and numeric moments of given inputs agree", arguments: Centring.allCases)
func empiricalMoments(_ centring: Centring) throws {
  let vectors = (0..<7).map { rationals(2, UInt64($0)) }
  let inputs = RealMatrix(rows: vectors.map { $0.map(\.approximation) })
  for features in [
    MonomialFeatures.linear(inputDimension: 2), .quadratic(inputDimension: 2),
    .biasedQuadratic(inputDimension: 2),
  ] {
    let exact = try #require(FeatureMoments.empirical(features, inputs: .vectors(vectors)))
    let numeric = try FeatureGram(features: features, inputs: .dense(inputs), centring: centring)
    let expected = exact.approximation(centred: centring == .centred)
    #expect(difference(numeric.matrix.values, expected) < 1e-13 * largest(expected))
    #expect(exact.mean.count == features.count)
  }
  #expect(FeatureMoments.empirical(.linear(inputDimension: 2), inputs: .vectors([])) == nil)
}

@Test("moments of powers are those of the normal law")
func powers() {
  let moments = FeatureMoments.gaussian(.powers(through: 3), variances: [2])
  // E[x^(j+k)] = s^((j+k)/2) (j + k - 1)!!: 1, s, 3 s^2, 15 s^3.
  let expected: [Rational] = [1, 0, 2, 0, 0, 2, 0, 12, 2, 0, 12, 0, 0, 12, 0, 120]
  #expect(moments.second == expected)
}

@Test("polynomial regression through its Gram matrix is least squares on the Vandermonde matrix")
func vandermonde() throws {
  let inputs = normals(40, 1)
  let teacher = [0.5, -1, 2, 0, 1]
  let rows = MonomialFeatures.powers(through: 4).matrix(
    RealMatrix(rows: 40, columns: 1, values: inputs))
  let plain = try LinearLoss(
    regressors: rows,
    targets: RealMatrix(rows: 40, columns: 1, values: try rows.times(teacher)), centring: .plain)
  let gram = try GramLinearLoss.polynomialRegression(inputs: inputs, teacher: teacher)
  let weights = normals(5, 2)
  let (a, b) = (gram.lossAndGradient(at: weights), plain.lossAndGradient(at: weights))
  #expect(abs(a.loss - b.loss) < 1e-12 * b.loss)
  #expect(difference(a.gradient, b.gradient) < 1e-12 * largest(b.gradient))
  #expect(gram.empiricalLoss(at: teacher) == 0)
  #expect(throws: LossError.self) {
    try GramLinearLoss.polynomialRegression(inputs: [], teacher: teacher)
  }
  #expect(throws: LossError.self) {
    try GramLinearLoss.polynomialRegression(inputs: inputs, teacher: [])
  }
}
