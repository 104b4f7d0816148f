public import Foundation

/// A page that shows tables and figures and needs nothing else: no script, no network, no file.
public struct Page: Sendable {
  public enum Element: Sendable {
    case heading(String)
    case text(String)
    case table(Table)
    /// An SVG picture and its caption. Embedded as an image, so that names inside two pictures cannot
    /// meet and nothing in it runs.
    case picture(svg: Data, caption: String)
  }

  public var title: String
  public var elements: [Element]

  public init(title: String, elements: [Element] = []) {
    self.title = title
    self.elements = elements
  }

  public func html() -> String {
    let body = elements.map { element in
      switch element {
      case .heading(let text): "<h2>\(HTML.escaped(text))</h2>"
      case .text(let text): "<p>\(HTML.escaped(text))</p>"
      case .table(let table): table.html()
      case .picture(let svg, let caption):
        "<figure><img alt=\"\(HTML.escaped(caption))\" "
          + "src=\"data:image/svg+xml;base64,\(svg.base64EncodedString())\">"
          + "<figcaption><p>\(HTML.escaped(caption))</p></figcaption></figure>"
      }
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(HTML.escaped(title))</title>
      <style>
      body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; }
      figure { margin: 1.2rem 0; overflow-x: auto; }
      img { width: 100%; height: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      caption { font-weight: 600; text-align: left; padding: 0.3rem 0; }
      th, td { border-bottom: 1px solid #ccc; padding: 0.25rem 0.7rem; text-align: left; }
      th.number, td.number { text-align: right; }
      figcaption { color: #444; font-size: 0.9rem; }
      figcaption p { margin: 0.2rem 0; }
      </style>
      </head>
      <body>
      <h1>\(HTML.escaped(title))</h1>
      \(body.joined(separator: "\n"))
      </body>
      </html>

      """
  }
}
