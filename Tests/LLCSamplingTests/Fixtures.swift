import LLCSampling
import NumericAlgebra
import NumericModels
import Testing

/// A loss given by a function of the weights that also writes the gradient.
struct FunctionLoss: LossFunction {
  let parameterCount: Int
  var sampleSize = 100
  let evaluate:
    @Sendable (_ weights: UnsafePointer<Double>, _ gradient: UnsafeMutablePointer<Double>) -> Double

  func makeWorkspace() -> any LossWorkspace { Workspace(loss: self) }

  private final class Workspace: LossWorkspace {
    let loss: FunctionLoss
    let scratch: RealBuffer

    init(loss: FunctionLoss) {
      self.loss = loss
      scratch = RealBuffer(count: loss.parameterCount)
    }

    func empiricalLoss(at weights: UnsafePointer<Double>) -> Double {
      loss.evaluate(weights, scratch.pointer)
    }

    func empiricalLoss(
      at weights: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>
    ) -> Double { loss.evaluate(weights, gradient) }

    func batchLoss(
      at weights: UnsafePointer<Double>, batch: UnsafeBufferPointer<Int>,
      gradient: UnsafeMutablePointer<Double>
    ) -> Double { loss.evaluate(weights, gradient) }
  }

  /// `L = 1/2 sum h_i x_i^2`.
  static func quadratic(_ curvatures: [Double]) -> FunctionLoss {
    FunctionLoss(parameterCount: curvatures.count) { x, gradient in
      var loss = 0.0
      for i in curvatures.indices {
        gradient[i] = curvatures[i] * x[i]
        loss += curvatures[i] * x[i] * x[i] / 2
      }
      return loss
    }
  }

  /// `L = exp(x) - alpha x`: at n beta = 1, exp(x) has the Gamma(alpha) law. Asymmetric, so that a
  /// reversed sign anywhere shows.
  static func logGamma(_ alpha: Double) -> FunctionLoss {
    FunctionLoss(parameterCount: 1) { x, gradient in
      let power = exponential(x[0])
      gradient[0] = power - alpha
      return power - alpha * x[0]
    }
  }
}

/// The three gates of a stochastic test: enough draws that count, the truth within k standard
/// errors, and a standard error small enough for that to say something.
func expectAgreement(
  _ value: Double, _ error: Double, ess: Double, truth: Double, cap: Double, floor: Double = 400,
  within k: Double = 4.5, _ name: String = "", location: SourceLocation = #_sourceLocation
) {
  #expect(ess >= floor, "\(name): ESS \(ess)", sourceLocation: location)
  #expect(
    abs(value - truth) < k * error, "\(name): \(value) +- \(error), truth \(truth)",
    sourceLocation: location)
  #expect(error < cap, "\(name): standard error \(error)", sourceLocation: location)
}

func expectAgreement(
  _ estimate: LLCEstimate, truth: Double, cap: Double, _ name: String = "",
  location: SourceLocation = #_sourceLocation
) {
  expectAgreement(
    estimate.value, estimate.monteCarloStandardError, ess: estimate.effectiveSampleSize,
    truth: truth, cap: cap, name, location: location)
}

/// Inputs n x d with geometric scales, so that curvatures differ.
func regression(n: Int, d: Int, seed: UInt64 = 1) throws -> LinearLoss {
  var stream = RandomStream(seed: seed, purpose: .testing)
  var inputs = RealMatrix(rows: n, columns: d, values: stream.normals(n * d))
  for i in 0..<n { for c in 0..<d { inputs[i, c] /= Double(1 << c) } }
  return try LinearLoss(
    regressors: inputs, targets: RealMatrix(rows: n, columns: 1), centring: .plain)
}

/// Detailed balance of a chain on a line that has found its law: as many steps lead from one of the
/// regions below 0.1, between, and above 0.8 to another as back. `floor`: transitions of each kind
/// that have to occur for that to say something.
func expectDetailedBalance(
  steps: Int, floor: Double, position: () -> Double, step: () -> Void,
  location: SourceLocation = #_sourceLocation
) {
  func region() -> Int { position() < 0.1 ? 0 : position() < 0.8 ? 1 : 2 }
  var counts = [[Double]](repeating: [0, 0, 0], count: 3)
  var before = region()
  for _ in 0..<steps {
    step()
    let after = region()
    counts[before][after] += 1
    before = after
  }
  for (a, b) in [(0, 1), (1, 2), (0, 2)] {
    let (there, back) = (counts[a][b], counts[b][a])
    #expect(there > floor, "\(counts)", sourceLocation: location)
    #expect(
      abs(there - back) < 4.5 * (there + back).squareRoot(), "\(counts)",
      sourceLocation: location)
  }
}
