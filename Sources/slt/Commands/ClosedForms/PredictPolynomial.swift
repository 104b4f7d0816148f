import ArgumentParser
import ExactAlgebra
import LLCTheorems

extension PredictCommand {
  struct PolynomialLoss: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "polynomial",
      abstract: "A polynomial loss of your own, at a rational point.",
      discussion: """
        Squares are split off exactly, and blow-ups make charts in which monomials decide. With two variables \
        the answer is complete, with more it may be an interval. A sum of squares is best written as one: \
        squares and their products and powers are recognised.

        EXAMPLES
          slt predict polynomial --loss "x^2*y^4"
          slt predict polynomial --loss "(y - x^2)^2 + x^6" --at 0,0
          slt predict polynomial --loss "(a*b - 1)^2/2" --at 1/2,2
          slt predict polynomial --loss "(a*x + b*y)^2 + (c*x + d*y)^2"
          slt predict polynomial --loss "x^2*y^2 + z^4" --variables x,y,z --prior 0,1,0
        """)

    @Option(
      help: ArgumentHelp(
        "Sums, products by *, powers by ^, quotients by numbers.", valueName: "text"))
    var loss: String

    @Option(
      help: ArgumentHelp(
        "Variables in their order; as they appear in the loss if not given.", valueName: "x,y,..."))
    var variables: String?

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The point, fractions; 0 if not given.", valueName: "x,y,..."))
    var at: String?

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Exponents h_i of a prior prod |w_i - at_i|^(h_i). Default: 0.", valueName: "h_1,h_2,..."))
    var prior: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
      let names = variables.map { $0.split(separator: ",").map { $0.trimmed } }
      if let names {
        for name in names where !Self.isName(name) {
          throw UsageError("--variables holds \"\(name)\"; expected names such as x or w_1")
        }
        if Set(names).count != names.count { throw UsageError("--variables names one twice") }
      }
      let text: PolynomialText
      do { text = try PolynomialText(loss, names: names) } catch {
        throw UsageError("--loss, \(error)")
      }
      let point = try at.map { try Self.point($0, text.names) } ?? text.names.map { _ in .zero }
      let powers = try prior.map { try DimensionCheck.list($0, "--prior") }
      if let powers {
        guard powers.count == text.names.count, powers.allSatisfy({ (0...1_000_000).contains($0) })
        else {
          throw UsageError(
            "--prior is \(prior ?? ""); expected \(text.names.count) numbers of at least 0, one for each of "
              + text.names.joined(separator: ", "))
        }
      }
      do {
        try output.print(
          try PolynomialCoefficient.report(
            text.polynomial, squares: text.squares, names: text.names, at: point, prior: powers))
      } catch let failure as PolynomialCoefficient.Failure { throw UsageError("\(failure)") }
    }

    private static func isName(_ name: String) -> Bool {
      guard let first = name.first, first.isASCII, first.isLetter else { return false }
      return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }

    private static func point(_ text: String, _ names: [String]) throws -> [Rational] {
      let values = text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
      guard values.count == names.count else {
        throw UsageError(
          "--at has \(values.count) values; expected \(names.count), for "
            + names.joined(separator: ", "))
      }
      return try values.map { value in
        guard value.count <= 60, let exact = Rational(value) else {
          throw UsageError("--at holds \"\(value)\"; expected a fraction such as -3/7")
        }
        return exact
      }
    }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
