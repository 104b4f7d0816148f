import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

@Test("the lookup path equals the one-hot inputs written out", arguments: Centring.allCases)
func pairsEqualDense(_ centring: Centring) throws {
  for (p, m) in [(2, 3), (3, 8), (7, 64)] {
    let task = try ModularAddition(modulus: p)
    let network = try task.network(width: m)
    let pairs = task.pairs
    let targets = try task.oneHotTargets(pairs)
    let looked = NetworkInputs.pairs(pairs, modulus: p)
    let fast = try QuadraticLoss(network, inputs: looked, targets: targets, centring: centring)
    let dense = try QuadraticLoss(
      network, inputs: .dense(looked.matrix), targets: targets, centring: centring)
    let weights = normals(network.parameterCount, 1)
    let left = fast.lossAndGradient(at: weights)
    let right = dense.lossAndGradient(at: weights)
    #expect(abs(left.loss - right.loss) < 1e-12 * right.loss)
    for (a, b) in zip(left.gradient, right.gradient) { #expect(abs(a - b) < 1e-11) }
  }
}

@Test("one-hot targets are at a + b mod p, and nowhere else")
func targets() throws {
  let task = try ModularAddition(modulus: 5)
  let targets = try task.oneHotTargets(task.pairs)
  for (i, pair) in task.pairs.enumerated() {
    for k in 0..<5 { #expect(targets[i, k] == (k == (pair.a + pair.b) % 5 ? 1 : 0)) }
  }
  #expect(throws: LossError.pairOutOfRange(index: 0, a: 5, b: 0, modulus: 5)) {
    try task.oneHotTargets([ModularAddition.Pair(a: 5, b: 0)])
  }
}

@Test(
  "teacher targets make the residual, the loss and the gradient exactly zero",
  arguments: Centring.allCases)
func teacher(_ centring: Centring) throws {
  let task = try ModularAddition(modulus: 7)
  let families: [(ModelFamily, NetworkInputs)] = [
    (.quadratic(try quadratic(4, 6, 3)), .dense(normalMatrix(50, 4, 1))),
    (.quadratic(try quadratic(40, 64, 23)), .dense(normalMatrix(500, 40, 1))),  // through the BLAS
    (
      .biasedQuadratic(try BiasedQuadraticNetwork(inputDimension: 4, width: 6)),
      .dense(normalMatrix(50, 4, 1))
    ),
    (.quadratic(try task.network(width: 13)), .pairs(task.pairs, modulus: 7)),
  ]
  for (family, inputs) in families {
    let weights = normals(family.parameterCount, 2)
    let targets = try QuadraticLoss.teacherTargets(
      family: family, weights: weights, inputs: inputs)
    let loss = try QuadraticLoss(
      family: family, inputs: inputs, targets: targets, centring: centring)
    #expect(loss.residual(at: weights).allSatisfy { $0 == 0 })
    let (value, gradient) = loss.lossAndGradient(at: weights)
    #expect(value == 0)
    #expect(gradient.allSatisfy { $0 == 0 })
    if family.parameterCount < 200 {
      let linear = try LinearLoss(linearising: loss, at: weights)
      #expect(linear.empiricalLoss(at: weights) == 0)
    }
  }
}

/// Ranks of the residual Jacobian at random weights, known exactly: min(m(d+K-1), K d(d+1)/2) on
/// enough Gaussian inputs, min(m(3p-2), p^3) and min(m(3p-2), p(p^2-1)) on all pairs.
@Test("the residual Jacobian has the exact generic rank")
func genericRanks() throws {
  for (d, m, k) in [(3, 2, 2), (4, 4, 3), (3, 8, 2)] {
    let network = try quadratic(d, m, k)
    let loss = try QuadraticLoss(
      network, inputs: .dense(normalMatrix(40, d, 1)), targets: RealMatrix(rows: 40, columns: k),
      centring: .plain)
    let rank = try loss.residualJacobian(at: normals(loss.parameterCount, 2)).numericalRank()
    // (4, 4, 3) is one of Abo and Brambilla's cases at level 1: d = 2k+2, m = 3k+2 needs m = 5.
    #expect(rank.rank == min(m * (d + k - 1), k * d * (d + 1) / 2), "d=\(d) m=\(m) K=\(k)")
    if let gap = rank.gapRatio { #expect(gap > 1e6) }
  }
  for (p, m) in [(3, 2), (3, 20), (5, 4)] {
    let task = try ModularAddition(modulus: p)
    let network = try task.network(width: m)
    for (centring, coordinates) in [(Centring.plain, p * p * p), (.centred, p * (p * p - 1))] {
      let loss = try QuadraticLoss(
        network, inputs: .pairs(task.pairs, modulus: p),
        targets: try task.oneHotTargets(task.pairs), centring: centring)
      let rank = try loss.residualJacobian(at: normals(loss.parameterCount, 2)).numericalRank()
      #expect(rank.rank == min(m * (3 * p - 2), coordinates), "p=\(p) m=\(m) \(centring)")
    }
  }
}

@Test("data that do not fit are refused with what was found")
func refusals() throws {
  let network = try quadratic(3, 2, 2)
  func loss(_ inputs: RealMatrix, _ targets: RealMatrix) throws -> QuadraticLoss {
    try QuadraticLoss(network, inputs: .dense(inputs), targets: targets, centring: .plain)
  }
  let good = RealMatrix(rows: 4, columns: 3, repeating: 1)
  let targets = RealMatrix(rows: 4, columns: 2)
  #expect(throws: LossError.noSamples) {
    try loss(RealMatrix(rows: 0, columns: 3), RealMatrix(rows: 0, columns: 2))
  }
  #expect(throws: LossError.self) { try loss(RealMatrix(rows: 4, columns: 2), targets) }
  #expect(throws: LossError.self) { try loss(good, RealMatrix(rows: 3, columns: 2)) }
  var bad = good
  bad[2, 1] = .infinity
  #expect(throws: LossError.nonFinite(what: "inputs", row: 2, column: 1, value: "inf")) {
    try loss(bad, targets)
  }
  #expect(throws: LossError.pairOutOfRange(index: 1, a: 0, b: 3, modulus: 3)) {
    try QuadraticLoss(
      try ModularAddition(modulus: 3).network(width: 1),
      inputs: .pairs([.init(a: 0, b: 0), .init(a: 0, b: 3)], modulus: 3),
      targets: RealMatrix(rows: 2, columns: 3), centring: .plain)
  }
  #expect(throws: LossError.self) {
    try LinearLoss(
      regressors: good, targets: RealMatrix(rows: 3, columns: 1), centring: .plain)
  }
}
