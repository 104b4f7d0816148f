import Foundation
import Reporting
import Testing

@Suite struct PageTests {
  @Test("markup in titles, cells, notes and captions is shown, not read")
  func escaping() {
    let hostile = "<script>alert('x')</script> & \"y\""
    var table = Table(title: hostile, columns: [Column(hostile, unit: hostile), "n"])
    table.append([.text(hostile), 3])
    table.footnotes = [hostile]
    let page = Page(
      title: hostile,
      elements: [
        .heading(hostile), .text(hostile), .table(table),
        .picture(svg: Data(hostile.utf8), caption: hostile),
      ]
    ).html()
    #expect(!page.contains("<script") && !page.contains("alert('x')"))
    // title, h1, h2, p, caption, th with its unit (2), td, note, alt, figcaption
    #expect(page.components(separatedBy: "&lt;script&gt;").count - 1 == 11)
    #expect(page.contains("<td class=\"number\">3</td>"))
    #expect(page.contains(Data(hostile.utf8).base64EncodedString()))
  }

  @Test("the page asks for nothing from elsewhere")
  func selfContained() {
    let page = Page(title: "t", elements: [.picture(svg: Data("<svg/>".utf8), caption: "c")]).html()
    for word in ["http:", "https:", "src=\"/", "<link", "<script", "@import", "url("] {
      #expect(!page.contains(word), "\(word)")
    }
  }
}
