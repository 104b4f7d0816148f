import Reporting
import Testing

@Suite("Cells that try to break a table")
struct HostileCellTests {
  func table(_ text: String) -> Table { Table(columns: ["x", "y"], rows: [[.text(text), "end"]]) }

  func lines(_ text: String, _ format: OutputFormat) -> [Substring] {
    table(text).rendered(as: format).split(separator: "\n", omittingEmptySubsequences: false)
  }

  static let markdownCases: [(String, String)] = [
    ("a|b", #"a\|b"#), (#"a\|b"#, #"a\\\|b"#), ("a\nb", "a b"), ("a\r\nb", "a b"),
    ("*a* _b_ `c`", #"\*a\* \_b\_ \`c\`"#), ("<b>&amp;", #"\<b\>\&amp;"#), ("$x$", #"\$x\$"#),
    ("[l](u)", #"\[l\](u)"#), ("~~s~~ #1", ##"\~\~s\~\~ \#1"##), ("\u{1B}[31m", #" \[31m"#),
  ]

  @Test(arguments: markdownCases)
  func markdown(_ text: String, _ expected: String) {
    #expect(lines(text, .markdown)[2] == "| \(expected.padded(3)) | end |")
  }

  static let csvCases: [(String, String)] = [
    ("a|b", "a|b"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), (" a", "\" a\""),
    ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), ("a\rb", "\"a\rb\""), (#"a\b"#, #"a\b"#),
    ("a;b", "\"a;b\""), ("\"", "\"\"\"\""), ("", ""),
  ]

  @Test(arguments: csvCases)
  func csv(_ text: String, _ expected: String) {
    #expect(table(text).rendered(as: .csv) == "x,y\n\(expected),end\n")
  }

  static let latexCases: [(String, String)] = [
    ("100% & #1_a {b} $c$", ##"100\% \& \#1\_a \{b\} \$c\$"##),
    (#"a~b^c\d"#, #"a\textasciitilde{}b\textasciicircum{}c\textbackslash{}d"#),
    ("λ≤γ·β ± ε²", #"$\lambda$$\leq$$\gamma$$\cdot$$\beta$ $\pm$ $\varepsilon$$^2$"#),
    ("x₁₀ → ∞", #"x$_1$$_0$ $\to$ $\infty$"#),
    ("λ̂ w̄ x\u{302}", #"$\hat{\lambda}$ $\bar{w}$ $\hat{x}$"#),
    ("a--b", "a-{}-b"), ("---", "-{}-{}-"), ("[a]", "{}[a]"), ("*a", "{}*a"),
    ("a\nb\\\\", #"a b\textbackslash{}\textbackslash{}"#),
    ("a<b>c|d`e", #"a\textless{}b\textgreater{}c\textbar{}d\textasciigrave{}e"#), ("é ß", "é ß"),
  ]

  @Test(arguments: latexCases)
  func latex(_ text: String, _ expected: String) {
    #expect(lines(text, .latex)[4] == "\(expected) & end \\\\")
  }

  static let textCases: [(String, String)] = [
    ("a|b\"%_#&{}~^$\\", "a|b\"%_#&{}~^$\\"), ("a\nb", "a b"), ("a\tb", "a b"),
    ("\u{1B}[2Ja", " [2Ja"), ("a\u{202E}b", "a b"), ("a\u{2028}b", "a b"),
  ]

  @Test(arguments: textCases)
  func text(_ text: String, _ expected: String) {
    #expect(lines(text, .text)[2].hasPrefix("\(expected)  end"))
    #expect(lines(text, .text).count == 4)
  }

  @Test func titlesAndNotesAreEscapedToo() {
    let table = Table(title: "a\n_b", columns: ["x"], footnotes: ["50%\n\\end{tabular}"])
    #expect(table.rendered(as: .text) == "a _b\nx\n-\n\n50% \\end{tabular}\n")
    #expect(table.rendered(as: .latex).hasPrefix("% a _b\n\\begin"))
    #expect(table.rendered(as: .latex).contains("50\\% \\textbackslash{}end\\{tabular\\}"))
    #expect(table.rendered(as: .markdown).hasPrefix("**a \\_b**\n\n"))
  }

  @Test func displayWidths() {
    for (text, width) in [
      ("", 0), ("abc", 3), ("λ̂", 1), ("±", 1), ("深い", 4), ("e\u{301}", 1), ("ｱ", 1), ("Ａ", 2),
      ("👍", 2), ("👨‍👩‍👧", 2), ("☀️", 2), ("한", 2), ("\u{200B}", 0), ("w*", 2),
    ] {
      #expect(text.displayWidth == width, "\(text)")
    }
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
