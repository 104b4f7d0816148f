import Foundation
public import Reporting

/// Tables and figures of a sweep.
public struct SweepReport: Sendable {
  /// With the name that its files have.
  public struct Named<Content: Sendable>: Sendable {
    public let name: String
    public let content: Content
    /// What it shows, in a sentence.
    public let caption: String
  }

  public let title: String
  public private(set) var tables: [Named<Table>] = []
  public private(set) var figures: [Named<Plot>] = []

  public let runs: [ReportRun]
  private let varied: [String]
  private let plots: SettingPlot

  /// Runs whose curves along training share one figure.
  static let curveLimit = 6

  /// - Parameters:
  ///   - runs: those without a checkpoint are left out; the figures against settings leave out those that
  ///     are not complete as well.
  ///   - varied: the settings in which the runs differ.
  public init(title: String, runs: [ReportRun], varied: [String]) {
    self.title = title
    self.runs = runs.filter { !$0.points.isEmpty }
    self.varied = varied
    // What an unfinished run has reached says nothing beside the ends of others.
    plots = SettingPlot(runs: self.runs.filter(\.isComplete), varied: varied)
    tables.append(
      Named(
        name: "runs", content: RunTable.table(self.runs, varied: varied),
        caption: "One row a run."))
    tables.append(
      Named(
        name: "theory", content: RunTable.theory(self.runs, varied: varied),
        caption: "Coefficients of theory at each level beside the last measurement."))
    addCurves()
    addAgainstSize()
    addSeverity()
    addSensitivities()
    addRegimes()
  }

  private mutating func add(_ name: String, _ plot: Plot, _ caption: String) {
    guard plot.series.contains(where: { !$0.points.isEmpty }) else { return }
    figures.append(Named(name: name, content: plot, caption: caption))
  }

  private static let epochs = Plot.Axis("epoch", isLogarithmic: true)
  private static let coefficient = Plot.Axis("local learning coefficient λ")

  /// Loss, accuracy and coefficient along training, for the first run of each combination of settings.
  private mutating func addCurves() {
    var shown: [(name: String, run: ReportRun)] = []
    for run in runs {
      let name = RunTable.label(run, varied.filter { $0 != "seed" })
      if shown.count < Self.curveLimit, !shown.contains(where: { $0.name == name }) {
        shown.append((name, run))
      }
    }
    func curves(
      _ part: String, _ style: Plot.Series.Style, _ value: (TrajectoryPoint) -> Plot.Point?
    ) -> [Plot.Series] {
      shown.enumerated().map { index, curve in
        let name = [curve.name, part].filter { !$0.isEmpty }.joined(separator: ": ")
        return Plot.Series(
          name, style, curve.run.points.compactMap(value), group: shown.count > 1 ? index : nil)
      }
    }
    let many = shown.count > 3
    add(
      "loss",
      Plot(
        title: "Loss along training", x: Self.epochs, y: .init("loss", isLogarithmic: true),
        series: (many
          ? [] : curves("training", .line) { Plot.Point(Double($0.epoch), $0.trainingLoss) })
          + curves("validation", .line) { point in
            point.validationLoss.map { Plot.Point(Double(point.epoch), $0) }
          }), "Squared loss over the training and over the validation pairs.")
    add(
      "accuracy",
      Plot(
        title: "Accuracy along training", x: Self.epochs, y: .init("share of right answers"),
        series: (many
          ? [] : curves("training", .line) { Plot.Point(Double($0.epoch), $0.trainingAccuracy) })
          + curves("validation", .linesAndPoints) { point in
            point.validationAccuracy.map { Plot.Point(Double(point.epoch), $0) }
          }), "Shares of pairs whose largest output is at the sum.")
    // Before the first minimum the chains only run downhill: such estimates are negative.
    var coefficients = curves(many ? "" : "measured", .linesAndPoints) { point in
      guard let value = point.coefficient, value >= 0 else { return nil }
      return Plot.Point(Double(point.epoch), value, error: point.coefficientError)
    }
    if !many {
      coefficients += curves("predicted at these settings", .line) { point in
        point.response.map { Plot.Point(Double(point.epoch), $0) }
      }
    }
    if shown.count == 1, coefficients.contains(where: { !$0.points.isEmpty }) {
      coefficients += lines(of: shown[0].run)
      coefficients.append(
        contentsOf: curves("theory of the stage", .points) { point in
          point.predicted.map { Plot.Point(Double(point.epoch), $0) }
        })
    }
    add(
      "coefficient",
      Plot(
        title: "Local learning coefficient along training", x: Self.epochs, y: Self.coefficient,
        series: coefficients),
      "Estimates at fixed sampler settings with one standard error, beside values of theory. Negative "
        + "estimates, which say that the weights are no minimum, are left out.")
  }

  private func lines(of run: ReportRun) -> [Plot.Series] {
    let theory = TheoryLines(run.spec)
    let epochs = run.points.map { Double($0.epoch) }.filter { $0 > 0 }
    guard let first = epochs.min(), let last = epochs.max() else { return [] }
    return TheoryLines.named.compactMap { name, value in
      value(theory).map {
        Plot.Series(name, .line, [Plot.Point(first, $0), Plot.Point(last, $0)])
      }
    }
  }

  /// The last coefficient against modulus and width, with the lines of theory.
  private mutating func addAgainstSize() {
    for key in ["modulus", "width"] where varied.contains(key) {
      let symbol = key == "modulus" ? "modulus p" : "width m"
      var plot = plots.plot(
        "Measured coefficient against the \(key)", against: key, x: .init(symbol),
        y: Self.coefficient,
        value: { run in
          run.lastEstimate.flatMap { point in
            point.coefficient.map { ($0, point.coefficientError) }
          }
        }, place: { Double(key == "modulus" ? $0.spec.modulus : $0.spec.width) })
      let measured = plot.series
      guard let group = plots.groups(beside: key).first,
        measured.contains(where: { !$0.points.isEmpty })
      else { continue }
      let theory = group.runs.map { run in
        (Double(key == "modulus" ? run.spec.modulus : run.spec.width), TheoryLines(run.spec))
      }
      for (name, value) in TheoryLines.named {
        var places: [Double: Double] = [:]
        for (x, lines) in theory { if let y = value(lines) { places[x] = y } }
        plot.series.append(
          .init(name, .line, places.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }))
      }
      // Lines of theory can lie decades above what a localised sampler returns.
      let values = plot.series.flatMap { $0.points.map(\.y) }.filter { $0 > 0 }
      if let low = values.min(), let high = values.max() {
        plot.y.isLogarithmic = high > 20 * low
      }
      add(
        "coefficient-against-\(key)", plot,
        "The last estimate of each run, mean over seeds, beside theory at every level"
          + (plots.groups(beside: key).count > 1 ? ", the lines at the first group's settings" : "")
          + ".")
    }
  }

  /// Severity and the largest coefficient against the learning rate.
  private mutating func addSeverity() {
    guard varied.contains("learningRate") else { return }
    let rate = Plot.Axis("learning rate η", isLogarithmic: true)
    var severity = plots.plot(
      "Grokking severity against the learning rate", against: "learningRate", x: rate,
      y: .init("severity S", unit: "epochs", isLogarithmic: true),
      value: { run in
        let measures = run.grokking
        return measures.severity.map { value in
          (value, measures.severityBounds.map { ($0.upperBound - $0.lowerBound) / 2 })
        }
      }, place: { $0.spec.learningRate })
    var fits: [String] = []
    for index in severity.series.indices {
      severity.series[index].style = .points
      severity.series[index].group = index
      let series = severity.series[index]
      guard let fit = ExponentialFit(series.points.map { ($0.x, $0.y) }),
        let first = series.points.first?.x, let last = series.points.last?.x, first < last
      else { continue }
      let steps = (0...40).map { first + (last - first) * Double($0) / 40 }
      severity.series.append(
        .init(
          "fit: \(series.name)", .line, steps.map { .init($0, fit.value(at: $0)) }, group: index))
      let slope = fit.rateError.map { Formatting.measurement(fit.rate, standardError: $0) }
      fits.append(
        "\(series.name): S = \(Formatting.significant(fit.scale, digits: 3)) exp(b η), b = "
          + (slope ?? Formatting.significant(fit.rate, digits: 3)))
    }
    add(
      "severity-against-learning-rate", severity,
      "Severity as GrokkingMeasures defines it, mean over seeds of the runs that generalise. "
        + fits.joined(separator: "; "))
    add(
      "largest-coefficient-against-learning-rate",
      plots.plot(
        "Largest coefficient of a run against the learning rate", against: "learningRate", x: rate,
        y: Self.coefficient,
        value: { run in
          let measures = run.grokking
          return measures.largestCoefficient.map { ($0, measures.largestCoefficientError) }
        }, place: { $0.spec.learningRate }),
      "The maximum of the estimates along each run, mean over seeds.")
  }

  /// How the epoch of generalisation and the last coefficient follow other settings.
  private mutating func addSensitivities() {
    let settings: [(key: String, label: String, place: (ReportRun) -> Double?)] = [
      ("weightDecay", "weight decay", { $0.spec.weightDecay }),
      ("batchSize", "batch size", { Double($0.spec.batchSize ?? $0.spec.trainingPairCount) }),
      ("width", "width m", { Double($0.spec.width) }),
      ("initialScale", "initial scale s", { $0.spec.initialScale }),
    ]
    for (key, label, place) in settings where varied.contains(key) {
      let positive = runs.allSatisfy { (place($0) ?? 0) > 0 }
      let axis = Plot.Axis(label, isLogarithmic: positive)
      add(
        "generalisation-against-\(key)",
        plots.plot(
          "Epoch of generalisation against \(label)", against: key, x: axis,
          y: .init("epoch of generalisation", isLogarithmic: true),
          value: { run in run.grokking.generalisationEpoch.map { (Double($0), nil) } },
          place: place),
        "The first checkpoint with a validation accuracy of 0.99, mean over the seeds that reach it."
      )
      guard key != "width" else { continue }
      add(
        "coefficient-against-\(key)",
        plots.plot(
          "Measured coefficient against \(label)", against: key, x: axis, y: Self.coefficient,
          value: { run in
            run.lastEstimate.flatMap { point in
              point.coefficient.map { ($0, point.coefficientError) }
            }
          }, place: place), "The last estimate of each run, mean over seeds.")
    }
  }

  /// Final accuracies against the amount of data, scaled by p^(5/3).
  private mutating func addRegimes() {
    guard varied.contains("trainingFraction") || varied.contains("modulus") else { return }
    func scaled(_ run: ReportRun) -> Double? {
      Double(run.spec.trainingPairCount) / pow(Double(run.spec.modulus), 5.0 / 3)
    }
    let key = varied.contains("trainingFraction") ? "trainingFraction" : "modulus"
    add(
      "generalisation-regimes",
      plots.plot(
        "Generalisation against scaled data size", against: key,
        x: .init("n / p^(5/3)"), y: .init("last validation accuracy"),
        value: { run in run.last?.validationAccuracy.map { ($0, nil) } }, place: scaled),
      "n training pairs; p^(5/3) is, up to logarithms, what suffices for quadratic networks with small "
        + "weights to generalise (Mohamadi et al. 2024, arXiv:2407.12332).")
  }
}
