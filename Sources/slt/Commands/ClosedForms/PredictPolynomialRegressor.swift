import ArgumentParser
import LLCExperiments
import LLCTheorems
import Reporting

extension PredictCommand {
  struct PolynomialRegressor: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "polynomial-regressor",
      abstract: "A polynomial in x on given points: half the exact rank, and what a sampler reads.",
      discussion: """
        The rank of the Vandermonde matrix is the number of distinct points or of powers, whichever is \
        smaller. At a finite n beta a sampler reads less, since the columns are nearly dependent: \
        --n-beta and --localisation say what.

        EXAMPLES
          slt predict polynomial-regressor --degree 20 --uniform -1,1,500
          slt predict polynomial-regressor --degree 20 --uniform -1,1,500 --n-beta 500 --localisation 1
          slt predict polynomial-regressor --degree 5 --inputs points.npy
        """)

    @Option(
      parsing: .unconditional, help: ArgumentHelp("Degree of the polynomial.", valueName: "n"))
    var degree: Int

    @Option(
      help: ArgumentHelp(
        "The points: .npy, or text with numbers separated by spaces, lines or commas.",
        valueName: "file"))
    var inputs: String?

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("n evenly spaced points from a to b, ends included.", valueName: "a,b,n"))
    var uniform: String?

    @Option(
      name: [.customLong("n-beta"), .customLong("nbeta")], parsing: .unconditional,
      help: ArgumentHelp("n beta of a sampler, with --localisation.", valueName: "number"))
    var nBeta: Double?

    @Option(
      name: [.customLong("localisation"), .customLong("localization")], parsing: .unconditional,
      help: ArgumentHelp("Its localisation gamma.", valueName: "number"))
    var localisation: Double?

    @OptionGroup var output: OutputOptions

    func run() throws {
      try DimensionCheck.rank(degree, "--degree", atMost: DimensionCheck.limit, "the largest taken")
      let points = try points()
      let report = PolynomialRegressionCoefficient.report(
        points: points.count, distinctPoints: points.distinctCount, degree: degree)
      try output.print(report, response: try response(points))
    }

    private func points() throws -> RegressionPoints {
      switch (inputs, uniform) {
      case (let path?, nil): try RegressionPoints(file: path)
      case (nil, let text?): try RegressionPoints(uniform: text)
      default: throw UsageError("give the points by --inputs FILE or by --uniform a,b,n")
      }
    }

    private func response(_ points: RegressionPoints) throws -> PolynomialResponse? {
      guard let nBeta, let localisation else {
        if nBeta == nil && localisation == nil { return nil }
        throw UsageError("--n-beta and --localisation belong together; give both")
      }
      guard nBeta > 0, nBeta.isFinite else {
        throw UsageError("--n-beta is \(nBeta); it must be positive")
      }
      guard localisation >= 0, localisation.isFinite else {
        throw UsageError("--localisation is \(localisation); it must be at least 0")
      }
      guard points.count <= PolynomialResponse.entryLimit / (degree + 1) else {
        throw UsageError(
          "--n-beta needs singular values of a \(points.count) x \(degree + 1) matrix; expected at most "
            + "\(PolynomialResponse.entryLimit) entries. Use fewer points or a lower degree")
      }
      let rank = PolynomialRegressionCoefficient.rank(
        distinctPoints: points.distinctCount, degree: degree)
      do {
        return try PolynomialResponse(
          points: points.values, degree: degree, rank: rank, nBeta: nBeta,
          localisation: localisation)
      } catch { throw DataError("the points: \(error)") }
    }
  }
}

/// The points of a polynomial regressor.
struct RegressionPoints {
  let count: Int
  let distinctCount: Int
  /// Formed when asked for: a sampler's reading needs them, the rank does not.
  let values: [Double]

  init(file: String) throws {
    values = try PointFile.read(file)
    count = values.count
    distinctCount = Set(values).count
  }

  init(uniform text: String) throws {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 3, let a = Double(parts[0]), let b = Double(parts[1]),
      let count = Int(parts[2]), a.isFinite, b.isFinite
    else {
      throw UsageError("--uniform is \"\(text)\"; expected two ends and a number, such as -1,1,500")
    }
    guard a < b else {
      throw UsageError("--uniform is \(text); the first end must be below the second")
    }
    guard (1...Self.limit).contains(count) else {
      throw UsageError(
        "--uniform asks for \(count) points; it must be between 1 and \(Self.limit)")
    }
    self.count = count
    // Evenly spaced and so distinct, whatever rounding does to them below.
    distinctCount = count
    let last = Double(max(count - 1, 1))
    values = (0..<count).map { a * (1 - Double($0) / last) + b * (Double($0) / last) }
  }

  private static let limit = 10_000_000
}
