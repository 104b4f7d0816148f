import ArgumentParser
import Identifiability
import ModelFamilies
import Reporting

/// `slt rank polynomial-network`: the dimension of a deep polynomial network.
struct PolynomialNetworkRank: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "polynomial-network",
    abstract: "f(x) = W_L s(W_{L-1} ... s(W_1 x)), s(z) = z^r entry by entry.",
    discussion: """
      The rank is the affine dimension of the closure of the image, the neurovariety.

      EXAMPLES
        slt rank polynomial-network --widths 2,3,3,4,1 --degree 2
        slt rank polynomial-network --widths 4,5,5,3 --degrees 2,3 --at generic
        slt rank polynomial-network --widths 3,2,1 --threshold --up-to 6
      """)

  @ParentCommand var rank: RankCommand

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("d_0,...,d_L: inputs, hidden layers, outputs.", valueName: "list"),
    transform: IntegerList.parse)
  var widths: [Int]

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("r, the degree of the activation.", valueName: "r"))
  var degree: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("r_1,...,r_{L-1}: one degree for each hidden layer.", valueName: "list"),
    transform: IntegerList.parse)
  var degrees: [Int]?

  @Flag(
    help: "Search the least degree from which on there is no defect, up to --up-to; generic.")
  var threshold = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The largest degree that --threshold tries. Default: 8.", valueName: "r"))
  var upTo: Int?

  @OptionGroup var asked: SampledRankOptions

  func validate() throws { try rank.refuseVerify() }

  func run() throws {
    try checkWidths()
    if threshold { return try search() }
    if upTo != nil { throw UsageError("--up-to belongs to --threshold; leave it out or add that") }
    let network = try PolynomialNetwork(widths: widths, degrees: try activation())
    try asked.answer(
      network,
      Expectation(
        dimension: network.expectedDimension,
        because: "Kileel, Trager and Bruna 2019: weights less scalings, or all coefficients"))
  }

  private func checkWidths() throws {
    let values = widths
    guard values.count >= 3 else {
      throw UsageError(
        "--widths has \(values.count) number\(values.count == 1 ? "" : "s"); expected at least 3, "
          + "inputs, hidden layers and outputs, such as 3,5,1")
    }
    if values.count > PolynomialNetwork.largestDepth + 1 {
      throw UsageError(
        "--widths has \(values.count) numbers; expected at most "
          + "\(PolynomialNetwork.largestDepth + 1)")
    }
    if let bad = values.first(where: { $0 < 1 }) {
      throw UsageError("--widths holds \(bad); every width must be at least 1")
    }
  }

  private func activation() throws -> [Int] {
    let hidden = widths.count - 2
    let values: [Int]
    switch (degree, degrees) {
    case (let degree?, nil):
      try check(degree, "--degree is")
      values = Array(repeating: degree, count: hidden)
    case (nil, let list?):
      guard list.count == hidden else {
        throw UsageError(
          "--degrees has \(list.count) number\(list.count == 1 ? "" : "s"); expected \(hidden), "
            + "one for each hidden layer")
      }
      for value in list { try check(value, "--degrees holds") }
      values = list
    case (nil, nil):
      throw UsageError("the activation is missing; give --degree or --degrees")
    default:
      throw UsageError("--degree and --degrees are two activations; give one of them")
    }
    return values
  }

  /// Above 2^20 a random point modulo a 31-bit prime says nothing.
  private func check(_ degree: Int, _ found: String) throws {
    guard (2...1 << 20).contains(degree) else {
      throw UsageError("\(found) \(degree); expected 2 to \(1 << 20)")
    }
  }

  private func search() throws {
    if degree != nil || degrees != nil {
      throw UsageError("--threshold tries every degree; leave out --degree and --degrees")
    }
    let largest = upTo ?? 8
    guard (2...1000).contains(largest) else {
      throw UsageError("--up-to is \(largest); expected 2 to 1000")
    }
    let payload = ThresholdPayload(
      try ActivationThreshold(
        widths: widths, largestDegree: largest, seed: asked.seed, limits: try asked.limits())
    )
    try asked.output.print([payload.table], json: payload)
  }
}
