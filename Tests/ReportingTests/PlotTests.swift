import Foundation
import Reporting
import Testing

@Suite struct PlotTests {
  private let plot = Plot(
    title: "p' = 5 \"quoted\" `id`", x: .init("epoch", isLogarithmic: true),
    y: .init("loss", unit: "nat", isLogarithmic: true),
    series: [
      .init("training", .line, [.init(0, 1), .init(1, 0.5), .init(10, .nan), .init(100, 0.25)]),
      .init("empty", .points, [.init(1, -1)]),
      .init("measured", .points, [.init(2, 3, error: 0.5), .init(4, 5, error: .infinity)]),
    ])

  @Test(
    "points that a logarithmic axis or a drawing cannot hold are left out, and so are empty series")
  func drawable() {
    #expect(
      plot.gnuplotData == """
        # training: x y error
        1.0 0.5 NaN
        100.0 0.25 NaN


        # measured: x y error
        2.0 3.0 0.5
        4.0 5.0 NaN

        """)
  }

  @Test("a line of a single point is drawn as a point")
  func lonePoint() {
    let lone = Plot(
      title: "t", x: .init("x"), y: .init("y"), series: [.init("one", .line, [.init(1, 1)])])
    #expect(lone.gnuplotScript(name: "figure").contains("using 1:2 with points"))
  }

  @Test("nothing in a title or a name ends a string of the script or runs a command")
  func quoting() {
    let hostile = Plot(
      title: "a'; system('touch broken'); '", x: .init("x\nset output 'broken'"),
      y: .init("`touch broken`"), series: [.init("\"; !touch broken", .line, [.init(1, 1)])])
    let script = hostile.gnuplotScript(name: "figure")
    for line in script.split(separator: "\n") {
      #expect(!line.contains("'touch") && !line.contains("`"), "\(line)")
      #expect(!line.hasPrefix("set output 'broken'"))
    }
  }

  @Test("gnuplot draws SVG and PNG, also of a plot without data")
  func drawn() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let empty = Plot(title: "nothing", x: .init("x", isLogarithmic: true), y: .init("y"))
    for (name, plot) in [("figure", plot), ("empty", empty)] {
      try Gnuplot.draw(plot, name: name, in: folder)
      let svg = try String(
        contentsOf: folder.appending(path: "\(name).svg"), encoding: .utf8)
      #expect(svg.contains("</svg>"))
      let png = try Data(contentsOf: folder.appending(path: "\(name).png"))
      #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }
    // Ticks at the least and the largest x, where rounding would put them outside of the figure.
    let ends = Plot(
      title: "ends", x: .init("x", isLogarithmic: true), y: .init("y"),
      series: [.init("one", .points, [.init(0.005, 1, error: 1), .init(0.01, 2, error: 1)])])
    try Gnuplot.draw(ends, name: "ends", in: folder)
    let drawn = try String(contentsOf: folder.appending(path: "ends.svg"), encoding: .utf8)
    #expect(drawn.contains(">0.005</tspan>") && drawn.contains(">0.01</tspan>"))
    let svg = try String(contentsOf: folder.appending(path: "figure.svg"), encoding: .utf8)
    #expect(svg.contains("training") && svg.contains("measured") && svg.contains("loss [nat]"))
  }
}
