import Foundation
import LLCSampling
import NumericAlgebra
import NumericModels
import Testing

/// `U = exp x - 2 x + (y - x)^2 / 2 + y^4 / 10`: neither symmetric nor a product.
private let bent = FunctionLoss(parameterCount: 2) { x, gradient in
  let power = exponential(x[0])
  let gap = x[1] - x[0]
  gradient[0] = power - 2 - gap
  gradient[1] = gap + 0.4 * x[1] * x[1] * x[1]
  return power - 2 * x[0] + gap * gap / 2 + x[1] * x[1] * x[1] * x[1] / 10
}

/// One target with each metric.
private struct Setup: Sendable, CustomTestStringConvertible {
  let name: String
  let target: LocalisedPosterior
  let kernel: HamiltonianMonteCarlo
  var testDescription: String { name }

  static let all: [Setup] = {
    do {
      let plain = try LocalisedPosterior(
        loss: bent, nBeta: 1, localisation: 0, centre: [0.3, -0.2])
      let loss = try regression(n: 4, d: 6)
      let origin = [Double](repeating: 0.1, count: 6)
      let whitened = try LocalisedPosterior(
        loss: loss, nBeta: 40, localisation: 2, centre: origin)
      let geometry = try LocalGeometry(of: loss, at: origin)
      return [
        Setup(
          name: "one scale", target: plain,
          kernel: HamiltonianMonteCarlo(metric: MassMatrix(count: 2, scale: 1.3), stepSize: 0.2)),
        Setup(
          name: "whitened, of another n beta", target: whitened,
          kernel: HamiltonianMonteCarlo(
            metric: MassMatrix(whitening: geometry, nBeta: 25, localisation: 3), stepSize: 0.3)),
      ]
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// (u, v) after `steps` steps.
  func flow(_ u: [Double], _ v: [Double], steps: Int, step: Double? = nil)
    -> (u: [Double], v: [Double])
  {
    var kernel = kernel
    if let step { kernel.stepSize = step }
    let state = HamiltonianState(target, displacement: u)
    for i in v.indices { state.velocity.pointer[i] = v[i] }
    state.startProposal()
    kernel.leapfrog(state, steps: steps, target: target)
    return (state.proposal.values, state.velocity.values)
  }

  /// U + v^T S^-2 v / 2.
  func energy(_ u: [Double], _ v: [Double]) -> Double {
    var scratch = [Double](repeating: 0, count: max(u.count, 1))
    return HamiltonianState(target, displacement: u).potential
      + kernel.metric.kineticEnergy(v, &scratch)
  }
}

@Test("leapfrog, the velocity turned round, leapfrog: back at the start", arguments: Setup.all)
private func reversible(_ setup: Setup) {
  let count = setup.target.loss.parameterCount
  let (u, v) = (testNormals(count, 3).map { $0 / 2 }, testNormals(count, 4))
  for steps in [1, 2, 17] {
    let there = setup.flow(u, v, steps: steps)
    #expect(zip(there.u, u).contains { abs($0 - $1) > 0.05 }, "it has to have gone somewhere")
    let back = setup.flow(there.u, there.v.map { -$0 }, steps: steps)
    for i in 0..<count {
      #expect(abs(back.u[i] - u[i]) < 1e-11 && abs(back.v[i] + v[i]) < 1e-11, "\(steps) steps")
    }
  }
}

@Test("leapfrog preserves volume: its Jacobian by central differences has determinant 1")
func volume() throws {
  let setup = Setup.all[0]
  let z = [0.4, -0.7, 0.9, 0.5]
  let h = 1e-5
  let columns = (0..<4).map { j in
    let ends = [h, -h].map { shift in
      var z = z
      z[j] += shift
      let end = setup.flow(Array(z[0..<2]), Array(z[2..<4]), steps: 6, step: 0.35)
      return end.u + end.v
    }
    return zip(ends[0], ends[1]).map { ($0 - $1) / (2 * h) }
  }
  // Far from the identity, and from a linear flow.
  #expect(abs(columns[0][0] - 1) > 0.1)
  #expect(abs(determinant(columns) - 1) < 1e-7, "\(determinant(columns))")
}

/// By Gaussian elimination; the pivots of this matrix are far from zero.
private func determinant(_ matrix: [[Double]]) -> Double {
  var a = matrix
  var result = 1.0
  for k in a.indices {
    result *= a[k][k]
    for i in (k + 1)..<max(a.count, k + 1) {
      let factor = a[i][k] / a[k][k]
      for j in a.indices { a[i][j] -= factor * a[k][j] }
    }
  }
  return result
}

@Test("the energy error is of second order in the step", arguments: Setup.all)
private func secondOrder(_ setup: Setup) {
  let count = setup.target.loss.parameterCount
  let (u, v) = (testNormals(count, 5).map { $0 / 2 }, testNormals(count, 6).map { $0 / 2 })
  let before = setup.energy(u, v)
  func error(_ steps: Int) -> Double {
    let end = setup.flow(u, v, steps: steps, step: 1.1 / Double(steps))
    return setup.energy(end.u, end.v) - before
  }
  let errors = [20, 40, 80].map(error)
  #expect(abs(errors[0]) > 1e-8, "\(errors)")
  for (coarse, fine) in zip(errors, errors.dropFirst()) {
    #expect(abs(coarse / fine - 4) < 0.3, "\(errors)")
  }
}

@Test("without a gradient the motion is straight, without a velocity it goes downhill")
func straightAndDownhill() throws {
  let free = try LocalisedPosterior(
    loss: FunctionLoss.quadratic([0, 0, 0]), nBeta: 7, localisation: 0, centre: [1, 2, 3])
  let kernel = HamiltonianMonteCarlo(metric: MassMatrix(count: 3, scale: 0.4), stepSize: 0.25)
  let state = HamiltonianState(free, displacement: [1, -1, 0])
  let velocity = [0.5, 2, -3]
  for i in 0..<3 { state.velocity.pointer[i] = velocity[i] }
  state.startProposal()
  #expect(kernel.leapfrog(state, steps: 8, target: free) == 8)
  #expect(state.velocity.values == velocity)
  #expect(state.proposal.values == [2, 3, -6])

  // U' = exp(0.5) - 2 < 0 and so to the right; from x = 1 to the left. One step from rest is
  // -(step S)^2 U' / 2.
  let slope = try LocalisedPosterior(
    loss: FunctionLoss.logGamma(2), nBeta: 1, localisation: 0, centre: [0.5])
  let one = HamiltonianMonteCarlo(metric: MassMatrix(count: 1, scale: 0.4), stepSize: 0.25)
  for (start, x) in [(0.0, 0.5), (0.5, 1)] {
    let state = HamiltonianState(slope, displacement: [start])
    state.velocity.pointer[0] = 0
    state.startProposal()
    one.leapfrog(state, steps: 1, target: slope)
    let moved = state.proposal.values[0] - start
    #expect(abs(moved + 0.01 / 2 * (exp(x) - 2)) < 1e-15, "\(moved)")
  }
}

@Test("leapfrog stops where the potential is above the limit, or is not a number")
func stops() throws {
  let wall = FunctionLoss(parameterCount: 1) { x, gradient in
    gradient[0] = 0
    return x[0] > 2 ? .nan : x[0] > 1 ? 50 : 0
  }
  let target = try LocalisedPosterior(loss: wall, nBeta: 1, localisation: 0, centre: [0])
  let kernel = HamiltonianMonteCarlo(metric: MassMatrix(count: 1, scale: 1), stepSize: 0.4)
  for (limit, gradients) in [(10.0, 3), (100.0, 6), (.infinity, 6)] {
    let state = HamiltonianState(target)
    state.velocity.pointer[0] = 1
    state.startProposal()
    #expect(kernel.leapfrog(state, steps: 20, below: limit, target: target) == gradients)
  }
}

@Test(
  "the metric is the inverse of n beta H + gamma, its root squares to it, the energy is its inverse",
  arguments: [(4, 6), (40, 6)])
func metric(samples: Int, weights: Int) throws {
  let loss = try regression(n: samples, d: weights)
  let origin = [Double](repeating: 0, count: weights)
  let geometry = try LocalGeometry(of: loss, at: origin)
  #expect(geometry.rank == min(samples, weights))
  let (nBeta, gamma) = (300.0, 0.7)
  let metric = MassMatrix(whitening: geometry, nBeta: nBeta, localisation: gamma)
  var scratch = [Double](repeating: 0, count: weights)
  let hessian = loss.residualJacobian(at: origin).columnGram
  for seed in 1...3 as ClosedRange<UInt64> {
    let x = testNormals(weights, seed)
    var square = x
    metric.applySquare(x, &square, &scratch)
    // (n beta H + gamma) S^2 x = x.
    let image = try hessian.times(square)
    for i in 0..<weights { #expect(abs(nBeta * image[i] + gamma * square[i] - x[i]) < 1e-9) }
    var root = x
    metric.applyRoot(&root, &scratch)
    #expect(abs(metric.kineticEnergy(root, &scratch) - x.reduce(0) { $0 + $1 * $1 } / 2) < 1e-9)
    metric.applyRoot(&root, &scratch)
    for i in 0..<weights { #expect(abs(root[i] - square[i]) < 1e-10) }
    // In place.
    var same = x
    same.withUnsafeMutableBufferPointer {
      metric.applySquare($0.baseAddress!, $0.baseAddress!, &scratch)
    }
    #expect(same == square)
  }
  let plain = MassMatrix(count: 2, scale: 3)
  var x = [1.0, -2]
  plain.applyRoot(&x, &scratch)
  #expect(x == [3, -6])
  #expect(abs(plain.kineticEnergy(x, &scratch) - 2.5) < 1e-14)
  plain.applySquare([1, -2], &x, &scratch)
  #expect(x == [9, -18])
}
