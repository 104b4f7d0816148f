import ArgumentParser
import Identifiability

/// `slt rank --map FILE`: what `slt rank` does where no family is named, and `--verify FILE`.
struct MapRank: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Your own polynomial model, from the file of --map.",
    discussion: """
      A file says, line by line, what is trained, what is given, and what comes out:

        parameter W[4, 3], V[2, 4]   # matrices; v[5] is a column, c a number
        input x[3]                   # unknowns: coordinates are coefficients in x
        input X = [[1, 0], [0, 1/2]] # or given numbers, exact: -3, 0.25, 1e-3
        let H = (W * x).^2           # a name for an expression
        output V * H                 # every entry is a coordinate
        point W = 0                  # where to ask: entries, or one for all

      Several of a kind go on one line with commas; lines go on inside brackets.

      Expressions: + and - of equal shapes or with a number; * the product of matrices, or with a \
      number; .* and .^ (or ^.) entry by entry; ^ a power of a number or square matrix; / by a number; \
      ' or transpose(A); sum(A), rowsums(A), columnsums(A), trace(A), diag(A); ones(m, n), zeros(m, n), \
      identity(n); A[i, j], A[i, :], A[1:2, :], v[i], from 1; [a, b] a column, [[a, b], [c, d]] rows \
      of numbers or blocks. Powers bind tighter than a sign, which binds tighter than products. \
      Exponents are integers, so x.^2 and x^.2 are squares.

      Where ranks leave an interval for λ at the point, maps of at most 60 weights are multiplied out, and charts \
      are followed as in slt predict polynomial.

      EXAMPLES
        slt rank --map model.slt
        slt rank --map model.slt --at generic
        slt rank --map model.slt --at random --seed 7 --certificate rank.json
      """)

  @ParentCommand var rank: RankCommand
  @OptionGroup var own: UserMapOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    switch (rank.verify, rank.map) {
    case (_?, _?): throw UsageError("--verify and --map are two questions; ask one of them")
    case (nil, let map?): try own.answer(map, output)
    case (let verify?, nil):
      if let stray = own.stray {
        throw UsageError("\(stray) does not belong to --verify; leave it out")
      }
      try CertificateVerification.run(verify, output)
    case (nil, nil):
      throw UsageError(
        "nothing to do; name a family (quadratic, biased-quadratic, polynomial-network, attention) "
          + "or pass --map FILE or --verify FILE")
    }
  }
}
