import Reporting
import Testing

let predictions = Table(
  title: "Predictions",
  columns: [
    "family", Column("m", note: "width of the network"), Column("λ", unit: "nats"), "status",
  ],
  rows: [
    ["quadratic", 3, .measurement(7.5123, standardError: 0.0189), "proved"],
    ["biased", 1200, .number(12.25), "conditional, full rank"],
    ["深い", .empty, .exact("15/2"), "λ̂ ± 1"],
  ],
  footnotes: ["Seed 7."])

@Suite("Tables")
struct TableTests {
  @Test func text() {
    #expect(
      predictions.rendered(as: .text) == """
        Predictions
        family         m       λ [nats]  status
        ---------  -----  -------------  ----------------------
        quadratic      3  7.512 ± 0.019  proved
        biased     1,200          12.25  conditional, full rank
        深い                       15/2  λ̂ ± 1

        m: width of the network
        Seed 7.

        """)
  }

  @Test func textWrapsItsLastColumn() {
    #expect(
      predictions.rendered(as: .text, terminalWidth: 47) == """
        Predictions
        family         m       λ [nats]  status
        ---------  -----  -------------  --------------
        quadratic      3  7.512 ± 0.019  proved
        biased     1,200          12.25  conditional,
                                         full rank
        深い                       15/2  λ̂ ± 1

        m: width of the network
        Seed 7.

        """)
  }

  @Test func wrappedLinesFit() {
    let words = "ab abcdefghijklmnopqrstuvwxyz 深い海の底 xy λ̂λ̂λ̂λ̂ e"
    for width in 14...60 {
      let table = Table(
        columns: ["a", "b"], rows: [["1", .text(words)]], footnotes: [words])
      for line in table.rendered(as: .text, terminalWidth: width).split(separator: "\n") {
        #expect(String(line).displayWidth <= max(width, 15), "width \(width): \(line)")
        #expect(line.last != " ")
      }
    }
  }

  @Test func markdown() {
    #expect(
      predictions.rendered(as: .markdown) == """
        **Predictions**

        | family    |     m |    λ \\[nats\\] | status                 |
        | :-------- | ----: | ------------: | :--------------------- |
        | quadratic |     3 | 7.512 ± 0.019 | proved                 |
        | biased    | 1,200 |         12.25 | conditional, full rank |
        | 深い      |       |          15/2 | λ̂ ± 1                  |

        m: width of the network

        Seed 7.

        """)
  }

  @Test func csv() {
    #expect(
      predictions.rendered(as: .csv) == """
        family,m,λ [nats],λ standard error,status
        quadratic,3,7.5123,0.0189,proved
        biased,1200,12.25,,"conditional, full rank"
        深い,,15/2,,λ̂ ± 1

        """)
  }

  @Test func latex() {
    #expect(
      predictions.rendered(as: .latex) == #"""
        % Predictions
        \begin{tabular}{lrrl}
        \toprule
        family & m & $\lambda$ [nats] & status \\
        \midrule
        quadratic & 3 & 7.512 $\pm$ 0.019 & proved \\
        biased & 1,200 & 12.25 & conditional, full rank \\
        深い &  & 15/2 & $\hat{\lambda}$ $\pm$ 1 \\
        \bottomrule
        \multicolumn{4}{l}{\footnotesize m: width of the network} \\
        \multicolumn{4}{l}{\footnotesize Seed 7.} \\
        \end{tabular}

        """#)
  }

  @Test func emptyTable() {
    let table = Table(columns: ["a", Column("b", alignment: .trailing)])
    #expect(table.rendered(as: .text) == "a  b\n-  -\n")
    #expect(table.rendered(as: .markdown) == "| a   |   b |\n| :-- | --: |\n")
    #expect(table.rendered(as: .csv) == "a,b\n")
    #expect(
      table.rendered(as: .latex)
        == "\\begin{tabular}{lr}\n\\toprule\na & b \\\\\n\\midrule\n\\bottomrule\n\\end{tabular}\n")
  }

  @Test func oneRowOneColumn() {
    let table = Table(columns: ["n"], rows: [[-5]])
    #expect(table.rendered(as: .text) == " n\n--\n-5\n")
    #expect(table.rendered(as: .markdown) == "|   n |\n| --: |\n|  -5 |\n")
    #expect(table.rendered(as: .csv) == "n\n-5\n")
    #expect(table.rendered(as: .latex).contains("\n$-$5 \\\\\n"))
    #expect(Table(columns: [""], rows: [[.empty]]).rendered(as: .csv) == "\"\"\n\"\"\n")
  }

  @Test func alignmentFollowsTheCells() {
    let table = Table(
      columns: [Column("x", alignment: .leading), "mixed", Column("z", alignment: .trailing)],
      rows: [[10, 1, "a"], [2, "text", "bcd"]])
    #expect(
      table.rendered(as: .text) == """
        x   mixed    z
        --  -----  ---
        10  1        a
        2   text   bcd

        """)
  }

  @Test func rowsMustFit() async {
    await #expect(processExitsWith: .failure) { _ = Table(columns: ["a"], rows: [["1", "2"]]) }
    await #expect(processExitsWith: .failure) { _ = Table(columns: []) }
    await #expect(processExitsWith: .failure) { _ = Table(columns: ["a"]).rendered(as: .json) }
  }
}
