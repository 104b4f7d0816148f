public import NumericAlgebra
public import NumericModels

/// A random quadrature of the spectrum of a Hessian too large to decompose (stochastic Lanczos
/// quadrature; Ubaru, Chen and Saad 2017): `tr f(H)` is the mean over random sign vectors z of
/// `z^T f(H) z`, and that is `D sum_i tau_i f(theta_i)` by the Gauss rule of the Lanczos process
/// from z.
public struct SpectralQuadrature: Sendable {
  /// Nodes theta (Ritz values, increasing) and weights tau, which sum to 1.
  public struct Rule: Sendable, Equatable {
    public let nodes: [Double]
    public let weights: [Double]

    /// `sum tau f(theta)` over the nodes above `threshold`.
    func integral<E>(
      above threshold: Double, _ f: (Double) throws(E) -> Double
    ) throws(E) -> Double {
      var sum = 0.0
      for (node, weight) in zip(nodes, weights) where node > threshold {
        sum += weight * (try f(node))
      }
      return sum
    }
  }

  /// A trace with what is known of its error.
  public struct Trace: Sendable, Equatable, Codable {
    public let value: Double
    /// Over the probes, of the rule that scatters more.
    public let standardError: Double
    /// Mean over the probes of half the distance between the Gauss rule and the Gauss-Radau rule
    /// with a node at 0, whose middle is taken. Where the derivatives of f alternate in sign, as for
    /// h / (h + c), and for the rank, the two enclose `z^T f(H) z`.
    public let truncation: Double
    /// Both together, in quadrature.
    public var error: Double {
      (standardError * standardError + truncation * truncation).squareRoot()
    }
  }

  /// D.
  public let parameterCount: Int
  /// One for each probe: Gauss, and Gauss-Radau with a node at 0.
  public let rules: [Rule]
  public let radauRules: [Rule]
  /// Nodes at or below this count as eigenvalue zero.
  public let threshold: Double
  /// The largest and the smallest Ritz value: h_max from below, and h_min from above. A smallest
  /// far below `-threshold` says that the point is no minimum.
  public let largest: Double
  public let smallest: Double

  /// Rounding in Hessian products and in the process leaves up to 1e-14 of the largest eigenvalue on a
  /// zero one (measured on quadratic networks of 180 to 17,664 weights); the rest is a margin for
  /// losses of higher degree.
  static let relativeThreshold = 1e-11

  /// - Parameters:
  ///   - weights: w, D values. Where the Hessian there has a negative eigenvalue, the truncation of
  ///     the Lanczos process is not estimated: it counts as 0.
  ///   - probes: sign vectors, at least 2: the error falls with their root.
  ///   - steps: Lanczos steps of each; about the root of (n beta h_max / gamma) resolve the response.
  ///   - seed: of the probes' random stream.
  /// - Throws: `NumericError` when a gradient near w is not finite or LAPACK fails.
  /// - Complexity: `6 probes steps` gradients and `4 probes D steps^2` operations; memory `D steps`.
  public init(
    _ loss: any LossFunction, at weights: [Double], probes: Int = 8, steps: Int = 80,
    seed: UInt64 = 0
  ) throws(NumericError) {
    precondition(probes >= 2 && steps >= 2, "\(probes) probes, \(steps) steps")
    let hessian = HessianProduct(loss, at: weights)
    var processes: [LanczosProcess] = []
    for probe in 0..<probes {
      // Chain 0 of this purpose is the power iteration's.
      var stream = RandomStream(seed: seed, purpose: .curvature, chain: probe + 1)
      let start = RealBuffer(count: hessian.paddedCount)
      for i in 0..<hessian.count { start.pointer[i] = stream.nextWord() >> 63 == 0 ? 1 : -1 }
      processes.append(try LanczosProcess(hessian, start: start, steps: steps))
    }
    var (rules, radauRules): ([Rule], [Rule]) = ([], [])
    for process in processes { rules.append(try process.gaussRule()) }
    let largest = rules.compactMap(\.nodes.last).max() ?? 0
    let threshold = Self.relativeThreshold * max(largest, 0)
    // A node at 0 is an end of the spectrum, and the rule a bound, at a minimum alone; with a negative
    // eigenvalue the rule would put its last node anywhere.
    let lowest = rules.compactMap(\.nodes.first).min() ?? 0
    let isMinimum = lowest >= -threshold
    for process in processes {
      radauRules.append(
        isMinimum ? try process.radauRule(floor: threshold) : try process.gaussRule())
    }
    parameterCount = hessian.count
    self.rules = rules
    self.radauRules = radauRules
    self.largest = largest
    self.threshold = threshold
    smallest = lowest
  }

  /// `tr f(H)` for f with f(0) = 0.
  ///
  /// - Parameter rank: the rank of H where it is known: `rank - tr (1 - f)(H)`, over the positive
  ///   part, has the smaller variance when f is near 1 on most of the spectrum and the steps tell
  ///   zero eigenvalues from positive ones. Of the two forms the one with the smaller error is
  ///   returned.
  public func trace<E>(
    rank: Int? = nil, of f: (Double) throws(E) -> Double
  ) throws(E) -> Trace {
    let plain = try trace(f)
    guard let rank else { return plain }
    let complement = try trace { node throws(E) in try f(node) - 1 }
    guard complement.error < plain.error else { return plain }
    return Trace(
      value: Double(rank) + complement.value, standardError: complement.standardError,
      truncation: complement.truncation)
  }

  private func trace<E>(_ f: (Double) throws(E) -> Double) throws(E) -> Trace {
    let scale = Double(parameterCount)
    var (upper, lower): ([Double], [Double]) = ([], [])
    for rule in rules { upper.append(scale * (try rule.integral(above: threshold, f))) }
    for rule in radauRules { lower.append(scale * (try rule.integral(above: threshold, f))) }
    let count = Double(rules.count)
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / count }
    func standardError(_ values: [Double]) -> Double {
      let centre = mean(values)
      let squares = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
      return (squares / (count - 1) / count).squareRoot()
    }
    return Trace(
      value: (mean(upper) + mean(lower)) / 2,
      standardError: max(standardError(upper), standardError(lower)),
      truncation: mean(zip(upper, lower).map { abs($0 - $1) / 2 }))
  }
}
