/// Plots side by side in one figure.
public struct PlotPanels: Sendable, Equatable {
  public var panels: [Plot]

  public init(_ panels: [Plot]) { self.panels = panels }

  /// The data of all panels, one after the other, as `Plot.gnuplotData` writes them.
  public var gnuplotData: String {
    // A panel without series has no block.
    panels.filter { !$0.drawable.series.isEmpty }.map(\.gnuplotData).joined(separator: "\n\n")
  }

  /// A script that draws `name.dat` as `name.svg` and `name.png`; run it in their folder.
  public func gnuplotScript(name: String) -> String {
    var block = 0
    var drawing: [String] = []
    for panel in panels {
      let (settings, plot) = panel.gnuplotCommands(file: name, firstBlock: block)
      block += panel.drawable.series.count
      // Room below for the label and the key, which a multiplot does not make.
      drawing += ["reset"] + settings + ["set bmargin 5.5", plot]
    }
    let (columns, rows) = (panels.count, 1)
    let layout = "set multiplot layout \(rows),\(columns)"
    let lines =
      [
        "# gnuplot \(name).gp", "set encoding utf8",
        "set terminal svg size \(560 * columns),480 dynamic font 'DejaVu Sans,13' "
          + "background '#ffffff'", "set output '\(name).svg'", layout,
      ] + drawing + [
        "unset multiplot",
        "set terminal pngcairo size \(700 * columns),600 font 'DejaVu Sans,13'",
        "set output '\(name).png'", layout,
      ] + drawing + ["unset multiplot", "set output"]
    return lines.joined(separator: "\n") + "\n"
  }
}
