import NumericAlgebra
import NumericModels
import Testing

/// Central differences of a function of the weights, error O(step^2) and rounding / step.
func centralDifferences(
  _ weights: [Double], step: Double = 1e-5, _ function: ([Double]) -> Double
) -> [Double] {
  weights.indices.map { i in
    var up = weights
    var down = weights
    up[i] += step
    down[i] -= step
    return (function(up) - function(down)) / (up[i] - down[i])
  }
}

func largest(_ values: [Double]) -> Double { values.map(abs).max() ?? 0 }

func difference(_ a: [Double], _ b: [Double]) -> Double {
  a.count == b.count ? largest(zip(a, b).map { $0 - $1 }) : .infinity
}

@Test("the loss is its definition", arguments: try Case.all())
func lossIsItsDefinition(_ model: Case) {
  let weights = normals(model.loss.parameterCount, 9)
  let expected = slowLoss(
    { model.outputs($0, weights) }, model.loss.targets, model.loss.centring,
    Array(0..<model.loss.sampleSize))
  let found = model.loss.empiricalLoss(at: weights)
  #expect(abs(found - expected) < 1e-12 * expected)
  #expect(abs(model.loss.lossAndGradient(at: weights).loss - expected) < 1e-12 * expected)
}

@Test("the gradient is the slope of the definition", arguments: try Case.all())
func gradientIsTheSlope(_ model: Case) {
  let weights = normals(model.loss.parameterCount, 9)
  let samples = Array(0..<model.loss.sampleSize)
  let expected = centralDifferences(weights) { w in
    slowLoss({ model.outputs($0, w) }, model.loss.targets, model.loss.centring, samples)
  }
  let found = model.loss.lossAndGradient(at: weights).gradient
  #expect(difference(found, expected) < 1e-7 * largest(expected))
}

@Test("a batch's loss and gradient, centred over the batch", arguments: try Case.all())
func batchGradient(_ model: Case) {
  let weights = normals(model.loss.parameterCount, 9)
  let n = model.loss.sampleSize
  for batch in [[0], [n - 1, 0], [2, 1, n - 2], Array((0..<n).reversed())] where n > 2 {
    let expected = centralDifferences(weights) { w in
      slowLoss({ model.outputs($0, w) }, model.loss.targets, model.loss.centring, batch)
    }
    let loss = slowLoss(
      { model.outputs($0, weights) }, model.loss.targets, model.loss.centring, batch)
    let found = model.loss.lossAndGradient(at: weights, batch: batch)
    #expect(abs(found.loss - loss) <= 1e-12 * loss, "batch \(batch)")
    #expect(
      difference(found.gradient, expected) < 1e-6 * max(largest(expected), 1e-3), "batch \(batch)")
  }
}

@Test(
  "a workspace can be used again and again, batches and full losses mixed",
  arguments: try Case.all())
func workspaceReuse(_ model: Case) {
  let workspace = model.loss.makeWorkspace()
  var gradient = [Double](repeating: .nan, count: model.loss.parameterCount)
  for seed in 10..<13 as Range<UInt64> {
    let weights = normals(model.loss.parameterCount, seed)
    let expected = model.loss.lossAndGradient(at: weights)
    for _ in 0..<2 {
      #expect(workspace.empiricalLoss(at: weights, gradient: &gradient) == expected.loss)
      #expect(gradient == expected.gradient)
      #expect(workspace.empiricalLoss(at: weights) == expected.loss)
      _ = [1, 0].withUnsafeBufferPointer {
        workspace.batchLoss(at: weights, batch: $0, gradient: &gradient)
      }
    }
  }
}

@Test(
  "with r the residual, L = |r|^2 / 2, grad L = J^T r, and J is the slope of r",
  arguments: try Case.all())
func residualJacobian(_ model: Case) throws {
  let weights = normals(model.loss.parameterCount, 9)
  let residual = model.loss.residual(at: weights)
  let (loss, gradient) = model.loss.lossAndGradient(at: weights)
  #expect(abs(residual.reduce(0) { $0 + $1 * $1 } / 2 - loss) < 1e-12 * loss)
  let jacobian = model.loss.residualJacobian(at: weights)
  let pulled = try jacobian.transposed.times(residual)
  #expect(difference(pulled, gradient) < 1e-12 * largest(gradient))
  // A directional derivative reaches every column.
  let direction = normals(weights.count, 10)
  let step = 1e-5
  let up = model.loss.residual(at: zip(weights, direction).map { $0 + step * $1 })
  let down = model.loss.residual(at: zip(weights, direction).map { $0 - step * $1 })
  let slope = zip(up, down).map { ($0 - $1) / (2 * step) }
  #expect(difference(try jacobian.times(direction), slope) < 1e-7 * largest(slope))
}

/// Above a million multiplications the products go to the BLAS; a small batch stays in the own
/// kernels, which the tests above hold to the definition.
@Test("the gradient of a large network is the mean of its batches' gradients")
func largeNetwork() throws {
  let (n, d, m, k) = (320, 60, 64, 23)
  let network = try quadratic(d, m, k)
  let loss = try QuadraticLoss(
    network, inputs: .dense(normalMatrix(n, d, 1)), targets: normalMatrix(n, k, 2),
    centring: .plain)
  #expect(n * m * d >= 1 << 20 && 10 * m * d < 1 << 20)
  let weights = normals(loss.parameterCount, 3)
  let whole = loss.lossAndGradient(at: weights)
  var mean = [Double](repeating: 0, count: weights.count)
  var total = 0.0
  for start in stride(from: 0, to: n, by: 10) {
    let part = loss.lossAndGradient(at: weights, batch: Array(start..<start + 10))
    total += part.loss / 32
    for i in mean.indices { mean[i] += part.gradient[i] / 32 }
  }
  #expect(abs(whole.loss - total) < 1e-12 * total)
  #expect(difference(whole.gradient, mean) < 1e-12 * largest(mean))
}

/// The variance of a batch with divisor b - 1 is unbiased for that of the whole with n - 1.
@Test("over all batches of b, a centred loss averages (1 - 1/b)/(1 - 1/n) times the full one")
func centredBatches() throws {
  let n = 6
  let loss = try FrozenHiddenLoss(
    features: normalMatrix(n, 3, 1), targets: normalMatrix(n, 2, 2), centring: .centred)
  let weights = normals(loss.parameterCount, 3)
  var sum = 0.0
  for i in 0..<n {
    for j in 0..<i { sum += loss.lossAndGradient(at: weights, batch: [i, j]).loss }
  }
  let expected = loss.empiricalLoss(at: weights) * (1 - 1.0 / 2) / (1 - 1.0 / 6)
  #expect(abs(sum / 15 - expected) < 1e-13)
}
