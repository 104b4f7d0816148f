import ExactAlgebra
import Testing

/// `slt rank polynomial-network` and `slt rank attention`.
@Suite struct SampledRankTests {
  static let keys: Set<String> = [
    "schema", "level", "rows", "columns", "rank", "genericRank", "atMost", "basis",
    "failureProbability", "lower", "upper", "exact", "because", "certified", "ambient", "expected",
    "defect", "filling", "seconds",
  ]

  /// (arguments, coefficients, weights, rank, expected); the literature of `NeurovarietyReference`.
  @Test(arguments: [
    ("polynomial-network --widths 2,3,3,4,1 --degree 2", 9, 31, 9, 9),
    ("polynomial-network --widths 5,7,1 --degree 3", 35, 42, 34, 35),
    ("polynomial-network --widths 5,14,1 --degrees 4", 70, 84, 69, 70),
    ("polynomial-network --widths 4,6,5 --degree 2", 50, 54, 47, 48),
    ("polynomial-network --widths 3,5,2 --degree 3", 20, 25, 19, 20),
    ("polynomial-network --widths 10,10,10,10,10 --degree 2", 243_100, 400, 370, 370),
    ("attention --dimension 4 --head-dimension 2", 160, 32, 27, 27),
    ("attention --dimension 3 --head-dimension 2 --output 2 --tokens 7", 36, 18, 13, 13),
  ])
  func schema(_ line: String, rows: Int, columns: Int, rank: Int, expected: Int) throws {
    for point in ["random", "generic"] {
      let answer = try Program.json("rank \(line) --at \(point)")
      #expect(answer.keys == Self.keys)
      #expect(answer.integer("rows") == rows && answer.integer("ambient") == rows)
      #expect(answer.integer("columns") == columns && answer.text("level") == "coordinates")
      #expect(answer.integer("rank") == rank && answer.integer("genericRank") == rank)
      #expect(answer.integer("expected") == expected)
      #expect(answer.integer("defect") == expected - rank)
      #expect(answer.flag("filling") == (rank == rows))
      #expect(answer.text("basis") == "proved" && answer.number("failureProbability") == 0)
      #expect(answer.text("lower") == Rational(rank, 2).description)
      #expect(answer.text("upper") == answer.text("lower"))
      #expect(answer.flag("exact") == true && answer.flag("certified") == true)
      #expect((answer.number("seconds") ?? 9) < 2)
    }
  }

  /// More coefficients than 64 bits count.
  @Test func uncountable() throws {
    let answer = try Program.json("rank polynomial-network --widths 12,3,3,1 --degree 40")
    #expect(answer.isNull("rows") && answer.isNull("ambient"))
    #expect(answer.integer("genericRank") == 42 && answer.flag("filling") == false)
  }

  @Test func threshold() throws {
    let answer = try Program.json(
      "rank polynomial-network --widths 3,2,1 --threshold --up-to 4")
    #expect(answer.integer("threshold") == 3 && answer.integer("largestDegree") == 4)
    #expect(try answer.objects("degrees").map { $0.integer("defect") } == [1, 0, 0])
  }
}
