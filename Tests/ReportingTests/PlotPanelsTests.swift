import Foundation
import Reporting
import Testing

@Suite struct PlotPanelsTests {
  private let panels = PlotPanels([
    Plot(
      title: "first", x: .init("x", range: 0...4), y: .init("y", range: -1...1),
      series: [
        .init("a", .line, [.init(1, 0), .init(2, 1)]), .init("b", .points, [.init(3, 0.5)]),
      ]),
    Plot(title: "empty", x: .init("x"), y: .init("y")),
    Plot(title: "last", x: .init("x"), y: .init("y"), series: [.init("c", .points, [.init(5, 7)])]),
  ])

  @Test("blocks of data are numbered through all panels; a panel without series has none")
  func blocks() {
    let blocks = panels.gnuplotData.components(separatedBy: "\n\n\n")
    #expect(blocks.count == 3 && blocks[2].contains("5.0 7.0"))
    let script = panels.gnuplotScript(name: "f")
    #expect(script.contains("'f.dat' index 2 using 1:2 with points"))
    #expect(script.contains("set xrange [0.0:4.0]") && script.contains("set yrange [-1.0:1.0]"))
    #expect(script.contains("set multiplot layout 1,3"))
  }

  @Test("gnuplot draws all of them in one figure")
  func drawn() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Gnuplot.draw(panels, name: "f", in: folder)
    let svg = try String(contentsOf: folder.appending(path: "f.svg"), encoding: .utf8)
    for word in ["first", "empty", "no data", "last"] { #expect(svg.contains(word), "\(word)") }
    let png = try Data(contentsOf: folder.appending(path: "f.png"))
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }
}
