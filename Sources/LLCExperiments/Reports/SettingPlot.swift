import Reporting

/// Plots of one quantity against one setting, a mean over seeds at each value, a series for each
/// combination of the other settings that vary.
struct SettingPlot {
  let runs: [ReportRun]
  let varied: [String]
  /// Series that one figure can hold apart.
  static let seriesLimit = 6

  /// Runs by the values of all varied settings except `key` and the seed, in the order of the grid.
  func groups(beside key: String) -> [(name: String, runs: [ReportRun])] {
    let others = varied.filter { $0 != key && $0 != "seed" }
    var names: [String] = []
    var groups: [String: [ReportRun]] = [:]
    for run in runs {
      let values = run.spec.settings.filter { others.contains($0.key) }
      let name = values.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      if groups[name] == nil { names.append(name) }
      groups[name, default: []].append(run)
    }
    return names.prefix(Self.seriesLimit).map { ($0, groups[$0] ?? []) }
  }

  /// Mean over seeds of a quantity at each value of a number, ascending.
  static func means(
    _ runs: [ReportRun], x: (ReportRun) -> Double?,
    y: (ReportRun) -> (value: Double, error: Double?)?
  ) -> [(x: Double, mean: SeedMean)] {
    var values: [Double: [(value: Double, error: Double?)]] = [:]
    for run in runs {
      guard let place = x(run), let value = y(run) else { continue }
      values[place, default: []].append(value)
    }
    return values.keys.sorted().compactMap { place in
      SeedMean(values[place] ?? []).map { (place, $0) }
    }
  }

  func plot(
    _ title: String, against key: String, x axis: Plot.Axis, y: Plot.Axis,
    value: (ReportRun) -> (value: Double, error: Double?)?,
    place: (ReportRun) -> Double?
  ) -> Plot {
    let series = groups(beside: key).map { group in
      let points = Self.means(group.runs, x: place, y: value)
        .map { Plot.Point($0.x, $0.mean.value, error: $0.mean.error) }
      return Plot.Series(group.name.isEmpty ? "measured" : group.name, .linesAndPoints, points)
    }
    return Plot(title: title, x: axis, y: y, series: series)
  }
}
