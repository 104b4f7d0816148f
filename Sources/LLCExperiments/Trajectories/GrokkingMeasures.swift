import LLCSampling

/// How late a run generalised after it had memorised.
///
/// With a_tr(t) and a_val(t) the accuracies at epoch t, theta a threshold and T the last epoch:
///
///     memorisation    t_mem = the first recorded epoch with a_tr >= theta
///     generalisation  t_gen = the first recorded epoch with a_val >= theta
///     severity        S = integral from t_mem to T of (a_tr(t) - a_val(t)) dt,  if a_val(T) >= theta
///
/// in epochs; undefined where the run did not memorise, or does not generalise in the end. This
/// puts into a formula what Cullen, Estan-Ruiz et al. 2026 (arXiv:2603.01192) call grokking severity:
/// the cumulative gap between training and validation accuracy after memorisation, conditional on
/// final generalisation. A run that generalises as it memorises has S near 0; one that waits with a
/// validation accuracy of a for d epochs has about (1 - a) d.
///
/// The accuracies are known at checkpoints alone. Between two of them they are taken as straight;
/// `severityBounds` takes the smaller and the larger gap of the two ends instead, and holds S wherever
/// the gap stays between its values at the two ends.
public struct GrokkingMeasures: Sendable, Hashable, Codable {
  public let threshold: Double
  public let memorisationEpoch: Int?
  public let generalisationEpoch: Int?
  public let severity: Double?
  public let severityBounds: ClosedRange<Double>?
  /// The largest lambda-hat of the run among the estimates without a chain that failed or a negative
  /// value, with its standard error and where it was.
  public let largestCoefficient: Double?
  public let largestCoefficientError: Double?
  public let largestCoefficientEpoch: Int?

  /// The share of right answers from which a set counts as learned.
  public static let defaultThreshold = 0.99

  /// - Parameter points: of one run, by epoch.
  public init(_ points: [TrajectoryPoint], threshold: Double = defaultThreshold) {
    self.threshold = threshold
    let memorised = points.firstIndex { $0.trainingAccuracy >= threshold }
    memorisationEpoch = memorised.map { points[$0].epoch }
    generalisationEpoch = points.first { ($0.validationAccuracy ?? 0) >= threshold }?.epoch
    if let memorised, let last = points.last?.validationAccuracy, last >= threshold {
      let part = points[memorised...].compactMap { point in
        point.validationAccuracy.map { (Double(point.epoch), point.trainingAccuracy - $0) }
      }
      var (middle, low, high) = (0.0, 0.0, 0.0)
      for ((t0, gap0), (t1, gap1)) in zip(part, part.dropFirst()) {
        middle += (t1 - t0) * (gap0 + gap1) / 2
        low += (t1 - t0) * min(gap0, gap1)
        high += (t1 - t0) * max(gap0, gap1)
      }
      severity = middle
      severityBounds = low...high
    } else {
      severity = nil
      severityBounds = nil
    }
    let largest = points.filter { point in
      (point.coefficient ?? -1) >= 0 && point.coefficient != .infinity
        && !point.flags.contains(EstimateFlag.droppedChains.rawValue)
    }.max { ($0.coefficient ?? 0) < ($1.coefficient ?? 0) }
    largestCoefficient = largest?.coefficient
    largestCoefficientError = largest?.coefficientError.flatMap { $0.isFinite ? $0 : nil }
    largestCoefficientEpoch = largest?.epoch
  }
}
