import ExactAlgebra
import MapLanguage
import Testing

/// The output entries of a text at integer weights.
func outputs(_ text: String, _ weights: [Int] = [], symbols: [Int] = []) throws -> [Rational] {
  let program = try MapProgram(parsing: text)
  let values = try #require(
    program.evaluate(
      weights: weights.map { Rational($0) }, symbols: symbols.map { Rational($0) },
      in: RationalField()))
  return program.outputEntries(values)
}

func rationals(_ text: String) -> [Rational] {
  text.split(separator: " ").compactMap { Rational(String($0)) }
}

@Suite("Expressions of the language of maps") struct ExpressionTests {
  /// A = [[1, 2], [3, 4]], v = (5, 6), c = 7; values worked out by hand.
  @Test(arguments: [
    ("A", "1 2 3 4"), ("A'", "1 3 2 4"), ("transpose(A)", "1 3 2 4"), ("v'", "5 6"),
    ("A * v", "17 39"), ("v' * A", "23 34"), ("v' * v", "61"), ("v * v'", "25 30 30 36"),
    ("A * A", "7 10 15 22"), ("A^2", "7 10 15 22"), ("A^3", "37 54 81 118"), ("A^1", "1 2 3 4"),
    ("A^0", "1 0 0 1"), ("A.^2", "1 4 9 16"), ("A^.2", "1 4 9 16"), ("A.^0", "1 1 1 1"),
    ("c^3", "343"), ("c.^2", "49"), ("2^3*c", "56"), ("A .* A", "1 4 9 16"),
    ("A .* c", "7 14 21 28"), ("c .* A", "7 14 21 28"), ("c * A", "7 14 21 28"),
    ("A * c", "7 14 21 28"), ("A + c", "8 9 10 11"), ("c - A", "6 5 4 3"), ("A - A'", "0 -1 1 0"),
    ("-A", "-1 -2 -3 -4"), ("+c", "7"), ("--c", "7"), ("2 - -c", "9"), ("A / 2", "1/2 1 3/2 2"),
    ("c / 2 / 7", "1/2"), ("c / (1/3)", "21"), ("0.25 * c", "7/4"), ("1.5e-3*c", "21/2000"),
    ("2E+2*c", "1400"), ("-1/2*c", "-7/2"),
    // Powers before signs, signs before products, products before sums, from left to right.
    ("-c^2", "-49"), ("(-c)^2", "49"), ("1 + 2 * c", "15"), ("1 - 2 - c", "-8"), ("2*c^2", "98"),
    ("c*2.^2", "28"), ("2.*c", "14"), ("A * v .* v", "85 234"), ("A'^2", "7 15 10 22"),
    ("A^2'", "7 15 10 22"), ("-A[2, 1]^2", "-9"), ("(A * v)'", "17 39"), ("c^(1+1)", "49"),
    ("sum(A)", "10"), ("rowsums(A)", "3 7"), ("columnsums(A)", "4 6"), ("trace(A)", "5"),
    ("diag(A)", "1 4"), ("diag(v)", "5 0 0 6"), ("diag(A[2, :])", "3 0 0 4"), ("sum(v)", "11"),
    ("rowsums(v)", "5 6"),
    ("identity(2) * A", "1 2 3 4"), ("ones(2, 3)", "1 1 1 1 1 1"), ("ones(2)' * A", "4 6"),
    ("zeros(1, 2)", "0 0"), ("v * ones(1, 2)", "5 5 6 6"),
    ("A[1, 2]", "2"), ("A[2, :]", "3 4"), ("A[:, 1]", "1 3"), ("A[:, 2:2]", "2 4"),
    ("A[1:2, 1]", "1 3"), ("A[:, :]", "1 2 3 4"), ("v[2]", "6"), ("v'[2]", "6"), ("v[1:2]", "5 6"),
    ("v[2, 1]", "6"), ("v[:]", "5 6"), ("c[1]", "7"), ("(A * A)[2, 2]", "22"), ("A'[1, 2]", "3"),
    ("A[1 + 1, 4 / 2]", "4"),
    ("[c, 2, v[1]]", "7 2 5"), ("[[c, 2], [3, c]]", "7 2 3 7"), ("[[A, v]]", "1 2 5 3 4 6"),
    ("[A, v']", "1 2 3 4 5 6"), ("[[A, v], [v', c]]", "1 2 5 3 4 6 5 6 7"), ("[c]", "7"),
    ("[[1, 2], [-1/2, 0.5]]", "1 2 -1/2 1/2"), ("[[1, c, 3]]", "1 7 3"), ("[(v), [c]]", "5 6 7"),
    ("[[1, 2],\n  [3, # a comment\n 4]] * v", "17 39"), ("(c +\n 1)", "8"),
  ])
  func value(_ expression: String, _ expected: String) throws {
    let text = "parameter A[2, 2], v[2], c\noutput \(expression)\noutput c"
    let found = try outputs(text, [1, 2, 3, 4, 5, 6, 7])
    #expect(found.dropLast() == rationals(expected)[...], "\(expression)")
    // Constant folding is another path through the same rules.
    let folded =
      "input A = [[1, 2], [3, 4]]\ninput v = [5, 6]\ninput c = 7\nparameter z\noutput \(expression)"
    #expect(try outputs(folded, [0]) == rationals(expected), "\(expression), folded")
    // So is a path through symbolic inputs.
    let symbolic = "input A[2, 2], v[2], c\nparameter z\noutput \(expression)"
    #expect(
      try outputs(symbolic, [0], symbols: [1, 2, 3, 4, 5, 6, 7]) == rationals(expected),
      "\(expression), symbolic")
  }

  @Test func statements() throws {
    let text = """
      \u{FEFF}# a two-layer network\r
      let m = 2\r
      parameter W[m, 3], V[1, m]\tparameter_ #
      """
    #expect(throws: MapTextError.self) { try MapProgram(parsing: text) }
    let program = try MapProgram(
      parsing: """
        \u{FEFF}# a network
        let m = 2\r
        \tparameter W[m, m + 1], V[1, m], c
        input x[3], t
        input X = [[1, 0, 2], [0, 1, -1/2]], n = 3
        let H = (W * x).^2
        output V * H, c^n
        output sum(X) * t
        point W = [[1, 2, 3], [4, 5, 6]]
        point V = 1/2, c = 2 * n
        """)
    #expect(program.parameters.map(\.name) == ["W", "V", "c"])
    #expect(program.parameters.map(\.offset) == [0, 6, 8])
    #expect(program.symbols.map(\.shape) == [Shape(3, 1), .scalar])
    #expect(program.parameterCount == 9 && program.symbolCount == 4 && program.outputCount == 3)
    #expect(program.degree == 3)
    #expect(program.point == rationals("1 2 3 4 5 6 1/2 1/2 6"))
    #expect(
      (0..<9).map(program.name(ofParameter:))[5...] == ["W[2, 3]", "V[1, 1]", "V[1, 2]", "c"])
  }

  /// Backwards by hand-written rules against dual numbers, entry by entry, over two rings.
  @Test func gradients() throws {
    let program = try MapProgram(
      parsing: """
        parameter A[2, 2], B[2, 3], v[2], c
        input x[3], X = [[1, 0, 1/2], [-1, 2, 0], [0, 0, 3]]
        let H = (A * B * X + v * ones(1, 3) - c / 3).^3
        output H .* B, A^3 - A', diag(v) * A, trace(A) * c^2, [[A, v], [v', c]], -H[1, :] * x
        output sum(c * B) - rowsums(H)[2] + columnsums(H)[3], B * x .* v, (x' * x) * c, zeros(2)
        """)
    var random = SeededGenerator(seed: 5)
    let field = EliminationPrime.random(using: &random)
    func draw(_ count: Int) -> [UInt64] {
      (0..<count).map { _ in UInt64.random(in: 0..<field.modulus, using: &random) }
    }
    let (weights, symbols) = (draw(program.parameterCount), draw(program.symbolCount))
    try check(program, weights, symbols, field)
    try check(
      program, (0..<program.parameterCount).map { Rational($0 * $0 % 7 - 3, 1 + $0 % 3) },
      [1, 0, -2], RationalField())
  }

  private func check<R: Ring>(
    _ program: MapProgram, _ weights: [R.Element], _ symbols: [R.Element], _ ring: R
  ) throws {
    let dual = DualRing(ring)
    let values = try #require(program.evaluate(weights: weights, symbols: symbols, in: ring))
    let columns = try weights.indices.map { moved in
      let point = weights.enumerated().map { Dual($1, $0 == moved ? ring.one : ring.zero) }
      return program.outputEntries(
        try #require(
          program.evaluate(weights: point, symbols: symbols.map { dual.constant($0) }, in: dual))
      ).map(\.derivative)
    }
    var row = 0
    for node in program.outputs {
      for entry in values[node].indices {
        let gradient = program.gradient(ofEntry: entry, ofNode: node, values: values, in: ring)
        #expect(gradient == columns.map { $0[row] }, "output \(row)")
        row += 1
      }
    }
    #expect(row == program.outputCount)
  }

  /// Decimals are what they say, not the nearest double.
  @Test func decimals() throws {
    #expect(try outputs("parameter c\noutput 0.1 + 0.2 - 0.3 + 0*c", [1]) == [.zero])
    #expect(
      try outputs("parameter c\noutput 123456789012345678901234567890 * c", [1])
        == rationals("123456789012345678901234567890"))
  }
}
