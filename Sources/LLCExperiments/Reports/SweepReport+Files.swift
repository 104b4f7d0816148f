public import Foundation
import Reporting

extension SweepReport {
  /// What was written, and what could not be drawn.
  public struct Files: Sendable {
    public let written: [String]
    public let problems: [String]
  }

  /// Writes into a folder, which is made if it is not there: each table as Markdown, CSV and LaTeX;
  /// each figure as data, gnuplot script, SVG and PNG; and `report.html`, which shows all of it.
  ///
  /// - Throws: when a file cannot be written. A figure that cannot be drawn is a problem of `Files` and
  ///   leaves the others.
  public func write(to folder: URL) throws -> Files {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var written: [String] = []
    var problems: [String] = []
    var page = Page(title: title)
    func write(_ text: String, _ name: String) throws {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
      written.append(name)
    }
    for table in tables {
      for (format, suffix) in [(OutputFormat.markdown, "md"), (.csv, "csv"), (.latex, "tex")] {
        try write(table.content.rendered(as: format), "\(table.name).\(suffix)")
      }
    }
    page.elements.append(.heading("Figures"))
    for figure in figures {
      do {
        try Gnuplot.draw(figure.content, name: figure.name, in: folder)
        written += ["dat", "gp", "svg", "png"].map { "\(figure.name).\($0)" }
        let svg = try Data(contentsOf: folder.appending(path: "\(figure.name).svg"))
        page.elements.append(.picture(svg: svg, caption: figure.caption))
      } catch let failure as Gnuplot.Failure {
        written += ["dat", "gp"].map { "\(figure.name).\($0)" }
        if !problems.contains(failure.description) { problems.append(failure.description) }
        page.elements.append(.text("\(figure.content.title): not drawn. \(failure.description)"))
      }
    }
    page.elements.append(.heading("Tables"))
    for table in tables { page.elements += [.text(table.caption), .table(table.content)] }
    try write(page.html(), "report.html")
    return Files(written: written, problems: problems)
  }
}
