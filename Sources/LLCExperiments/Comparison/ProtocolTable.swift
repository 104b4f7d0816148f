public import LLCSampling
public import Reporting

/// How the automatic protocol came to its values: raw value, corrections, model, settings.
public enum ProtocolTable {
  /// Nil when no row was measured by the automatic protocol.
  public static func table(_ comparisons: [Comparison]) -> Table? {
    let rows = comparisons.compactMap { row in row.automatic.map { (row.name, $0) } }
    guard !rows.isEmpty else { return nil }
    var table = Table(
      columns: [
        "case", "kind", Column("raw", alignment: .trailing),
        Column("localisation", alignment: .trailing), Column("n beta", alignment: .trailing),
        Column("extrapolation", alignment: .trailing), Column("corrected", alignment: .trailing),
        Column("Gaussian share", unit: "%", alignment: .trailing),
        Column("rungs", alignment: .trailing), Column("gradients", alignment: .trailing),
        "stopped by",
      ], footnotes: notes(rows))
    for (name, estimate) in rows { table.append(cells(name, estimate)) }
    return table
  }

  private static func cells(_ name: String, _ estimate: AutomaticEstimate) -> [Cell] {
    [
      .text(name), .text(estimate.kind.rawValue),
      .measurement(estimate.raw, standardError: estimate.rawStandardError),
      .number(estimate.localisationCorrection, significantDigits: 2),
      .number(estimate.rungs[estimate.rungs.count - 1].nBeta, significantDigits: 2),
      .number(estimate.extrapolation, significantDigits: 2),
      .measurement(estimate.value, standardError: estimate.standardError),
      .number(100 * estimate.gaussianShare, significantDigits: 3),
      .exact("\(estimate.rungs.count)"), .exact("\(estimate.gradients)"),
      .text(estimate.stopped.rawValue),
    ]
  }

  private static func notes(_ rows: [(String, AutomaticEstimate)]) -> [String] {
    var notes = [
      "raw: n beta (mean L - L(w*)) at the highest n beta ± its Monte Carlo error; localisation: "
        + "what the pull towards w* takes from the regular directions, predicted from the spectrum; "
        + "extrapolation: flat, the regression on 1/(n beta) and the virial control variates; "
        + "singular, the limit of the ladder; Gaussian share: R/2 over the corrected value."
    ]
    for (name, estimate) in rows {
      if let ladder = estimate.ladder {
        notes.append("\(name): \(describe(ladder)).")
      }
    }
    for (name, estimate) in rows {
      if let scan = estimate.scan { notes.append("\(name): \(describe(scan)).") }
    }
    for (name, estimate) in rows {
      notes.append("\(name): sampler: \(estimate.settings.flowMapping)")
    }
    return notes
  }

  private static func describe(_ ladder: LadderFit) -> String {
    let weights = ladder.multiplicityWeights.enumerated()
      .map { "\($0 + 1) with weight \(rounded($1))" }.joined(separator: ", ")
    let power = ladder.exponent.map { "a power T^-\(rounded($0))" } ?? "no power"
    return
      "ladder averaged over multiplicities \(weights); the heaviest model has \(power) and leaves "
      + "out \(ladder.droppedRungs) rungs; \(rounded(100 * ladder.modelShare)) % of the squared "
      + "error is the spread between models"
  }

  private static func describe(_ scan: LocalisationScan) -> String {
    let points = scan.points.map { point in
      let measured = Formatting.measurement(point.value, standardError: point.error)
      let predicted =
        point.predicted.map { ", predicted \(Formatting.significant($0, digits: 5))" } ?? ""
      return
        "\(Formatting.significant(point.localisation, digits: 3)): \(measured)\(predicted)\(point.mixes ? "" : " (chains do not mix)")"
    }
    let leak =
      scan.leaksFrom.map {
        "leaks into a more degenerate stratum from gamma = \(Formatting.significant($0, digits: 3)) down"
      } ?? "no leak into a more degenerate stratum"
    return "raw values at gamma \(points.joined(separator: "; ")): \(leak)"
  }

  private static func rounded(_ value: Double) -> String {
    "\((value * 100).rounded() / 100)"
  }
}

extension AutomaticSettings {
  /// As a YAML flow mapping: what fixes every choice of the protocol.
  public var flowMapping: String {
    var parts = [
      "method: auto", "chains: \(chains)", "draws: \(draws)", "warmUp: \(warmUp)",
      "targetError: \(targetError)", "acceptance: \(acceptance)",
    ]
    if let maximumGradients { parts.append("maximumGradients: \(maximumGradients)") }
    if let maximumSteps { parts.append("maximumSteps: \(maximumSteps)") }
    if let kind { parts.append("kind: \(kind.rawValue)") }
    if let metric { parts.append("metric: \(metric.rawValue)") }
    if let localisation { parts.append("localisation: \(localisation)") }
    if scan { parts.append("scan: true") }
    if let nBeta { parts.append("nBeta: [\(nBeta.map { "\($0)" }.joined(separator: ", "))]") }
    return "{\(parts.joined(separator: ", "))}"
  }
}
