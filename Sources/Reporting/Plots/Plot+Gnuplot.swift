import Foundation

extension Plot {
  /// The Okabe and Ito palette, which readers with any common colour blindness tell apart (M. Okabe and
  /// K. Ito, "Color universal design", 2008). Black last: it is the axes' colour.
  static let palette = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000",
  ]
  /// Markers and dashes also differ, for print in grey.
  static let markers = [7, 5, 9, 13, 11, 6, 4]
  static let dashes = [1, 2, 4, 5, 3, 6, 7]

  /// The series as gnuplot's data: blocks that two empty lines separate, columns x, y, error ("NaN"
  /// without one).
  public var gnuplotData: String {
    drawable.series.map { series in
      var lines = ["# \(Self.oneLine(series.name)): x y error"]
      for point in series.points {
        let error = point.error.flatMap { $0.isFinite ? "\($0)" : nil } ?? "NaN"
        lines.append("\(point.x) \(point.y) \(error)")
      }
      return lines.joined(separator: "\n")
    }.joined(separator: "\n\n\n") + "\n"
  }

  /// A script that draws `name.dat` as `name.svg` and `name.png`; run it in their folder.
  public func gnuplotScript(name: String) -> String {
    let (settings, drawing) = gnuplotCommands(file: name, firstBlock: 0)
    let lines =
      ["# gnuplot \(name).gp", "set encoding utf8"] + settings + [
        "drawing = \"\(drawing)\"",
        "set terminal svg size 900,540 dynamic font 'DejaVu Sans,14' background '#ffffff'",
        "set output '\(name).svg'", "eval(drawing)",
        "set terminal pngcairo size 1350,810 font 'DejaVu Sans,16'",
        "set output '\(name).png'", "eval(drawing)", "set output",
      ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// What sets the figure up and the command that draws it, its series being blocks of `file.dat` from
  /// `firstBlock` on.
  func gnuplotCommands(file: String, firstBlock: Int) -> (settings: [String], drawing: String) {
    let plot = drawable
    var lines = [
      "set title '\(Self.quoted(title))' noenhanced",
      "set xlabel '\(Self.quoted(x.text))' noenhanced",
      "set ylabel '\(Self.quoted(y.text))' noenhanced",
      "set key below noenhanced",
      "set grid lc rgb '#dddddd'",
      "set border 3", "set tics nomirror",
    ]
    if x.isLogarithmic { lines += ["set logscale x", "set format x '%g'"] }
    if y.isLogarithmic { lines += ["set logscale y", "set format y '%g'"] }
    lines += plot.range + plot.ticks
    if plot.series.isEmpty {
      // gnuplot refuses to plot nothing.
      lines.append("set label 'no data' at graph 0.5, graph 0.5 center")
      lines.append("set xrange [0:1]; set yrange [0:1]; unset logscale")
      return (lines, "plot NaN notitle")
    }
    let parts = plot.series.enumerated().map { index, series in
      Self.part(index, series, file: file, block: firstBlock + index)
    }
    return (lines, "plot \(parts.joined(separator: ", "))")
  }

  /// The range of x with a margin: what lies on the border itself, ticks and error bars among it, gnuplot
  /// leaves out when the border is rounded.
  private var range: [String] {
    let y = y.range.map { ["set yrange [\($0.lowerBound):\($0.upperBound)]"] } ?? []
    if let x = x.range { return ["set xrange [\(x.lowerBound):\(x.upperBound)]"] + y }
    return pointRange + y
  }

  private var pointRange: [String] {
    let places = series.flatMap { $0.points.map(\.x) }
    guard let low = places.min(), let high = places.max(), low < high else { return [] }
    if x.isLogarithmic {
      let margin = pow(high / low, 0.02)
      return ["set xrange [\(low / margin):\(high * margin)]"]
    }
    let margin = 0.02 * (high - low)
    return ["set xrange [\(low - margin):\(high + margin)]"]
  }

  /// A few values of x, such as those of a setting, are the ticks themselves; a logarithmic y of less
  /// than two decades gets ticks between the powers of ten.
  private var ticks: [String] {
    var lines: [String] = []
    let marked = series.filter { $0.style != .line }
    let places = Set(marked.flatMap { $0.points.map(\.x) }).sorted()
    if !places.isEmpty && places.count <= 8 {
      lines.append("set xtics (\(places.map { "\($0)" }.joined(separator: ", ")))")
    }
    let values = series.flatMap { $0.points.map(\.y) }
    if y.isLogarithmic, let low = values.min(), let high = values.max(), high < 100 * low {
      lines.append("set ytics add (\(Self.steps(low, high).joined(separator: ", ")))")
    }
    return lines
  }

  /// 2 and 5 times the powers of ten around a range.
  private static func steps(_ low: Double, _ high: Double) -> [String] {
    let powers = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
    return powers.flatMap { power in [2, 5].map { "\($0)e\(power)" } }
  }

  private static func part(
    _ index: Int, _ series: Series, file: String, block: Int
  ) -> String {
    let colour = palette[(series.group ?? index) % palette.count]
    let marker = markers[index % markers.count]
    let dash = dashes[index % dashes.count]
    let title = "title '\(quoted(series.name))'"
    let source = "'\(file).dat' index \(block)"
    let hasErrors = series.points.contains { $0.error != nil }
    let look = "lc rgb '\(colour)' pt \(marker) ps 0.8 lw 1.5"
    switch series.style {
    case .points:
      return
        "\(source) using 1:2\(hasErrors ? ":3 with yerrorbars" : " with points") \(look) \(title)"
    case .line where series.points.count == 1:
      return "\(source) using 1:2 with points \(look) \(title)"
    case .line:
      return "\(source) using 1:2 with lines dt \(dash) lw 2 lc rgb '\(colour)' \(title)"
    case .linesAndPoints:
      let line = "\(source) using 1:2 with linespoints dt \(dash) \(look) \(title)"
      return hasErrors
        ? line + ", \(source) using 1:2:3 with yerrorbars \(look) notitle" : line
    }
  }

  /// Text between single quotes inside a double-quoted string: without what would end either.
  private static func quoted(_ text: String) -> String {
    oneLine(text).replacing("'", with: "\u{2019}").replacing("\"", with: "\u{201D}")
      .replacing("\\", with: "/").replacing("`", with: "\u{2019}")
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\0" ? " " : $0 })
  }
}
