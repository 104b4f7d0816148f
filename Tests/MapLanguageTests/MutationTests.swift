import ExactAlgebra
import MapLanguage
import TestSupport
import Testing

/// Mutated texts: refused with a place inside the text or accepted, never a trap or a hang.
@Suite struct MutationTests {
  static let originals = [
    """
    # a network
    let m = 2
    parameter W[m, 3], V[1, m], b[2], c
    input x[3]
    input X = [[1, 0, 2], [0, 1, -1/2], [0.25, 3, -1]]
    let H = (W * X' + b * ones(1, 3)).^2
    output V * H - c^2, trace(X) * c
    output V[1, 1:2] * (W * x) / 3
    point W = [[1, 2, 3], [4, 5, 6]]
    point V = 1/2, b = [1, 2], c = 2 * m
    """,
    """
    parameter Q[2, 3], K[2, 3], P[3, 3]
    input t[3, 4]
    let A = (K * t)' * (Q * t)
    output P * t * A, diag(t[:, 1])', [[Q, ones(2, 1)], [zeros(1, 3), 1]] * [t[:, 2], 1]
    output sum(A), rowsums(A.^2), columnsums(-A), identity(3) * P^3, transpose(P) .* P
    """,
  ]

  static let pieces = [
    "(", ")", "[", "]", ",", "+", "-", "*", "/", "^", ".^", ".*", "'", "=", ":", "\n", "#", "0",
    "1", "999",
    "99999999999999999999", "1e5", "1e300", "0.5", "W", "x", "c", "t", "sum(", "ones(", "identity(",
    "trace(",
    "diag(", "point ", "input ", "let ", "output ", "parameter ", "ones(999, 999)", "^999", "é",
    "\u{0}",
    "[[", "]]", "\r\n", "\t", "\u{1F600}", "exp(",
  ]

  static func mutated(_ text: String, using random: inout SeededGenerator) -> String {
    var characters = Array(text)
    for _ in 0..<Int.random(in: 1...4, using: &random) where !characters.isEmpty {
      let place = Int.random(in: 0..<characters.count, using: &random)
      let end = min(characters.count, place + Int.random(in: 1...12, using: &random))
      let piece = Array(pieces.randomElement(using: &random) ?? "")
      switch Int.random(in: 0..<6, using: &random) {
      case 0: characters.removeSubrange(place..<end)
      case 1: characters.insert(contentsOf: piece, at: place)
      case 2: characters.replaceSubrange(place..<end, with: piece)
      case 3: characters.insert(contentsOf: characters[place..<end], at: place)
      case 4: characters.removeSubrange(place...)
      default: characters[place] = Array("0123456789Wxct")[Int.random(in: 0..<14, using: &random)]
      }
    }
    return String(characters)
  }

  @Test func mutations() throws {
    for text in Self.originals { _ = try MapProgram(parsing: text) }
    var refused = 0
    let count = 6000
    for seed in 0..<UInt64(count) {
      var random = SeededGenerator(seed: seed)
      let text = Self.mutated(Self.originals[Int(seed % 2)], using: &random)
      let time = ProcessorTime()
      do {
        let program = try MapProgram(parsing: text)
        // What is accepted can be evaluated, and its outputs are as many as it says.
        if program.nodes.reduce(0, { $0 + $1.shape.count }) < 10_000 {
          let field = try PrimeField(modulus: 2_147_483_629)
          let values = program.evaluate(
            weights: Array(repeating: 3, count: program.parameterCount),
            symbols: Array(repeating: 2, count: program.symbolCount), in: field)
          #expect(values.map(program.outputEntries)?.count == program.outputCount, "seed \(seed)")
        }
      } catch let error as MapTextError {
        refused += 1
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
          (1...lines.count).contains(error.line)
            && (1...lines[error.line - 1].count + 1).contains(error.column),
          "seed \(seed): \(error)")
        #expect(!error.problem.contains("\n"), "seed \(seed): \(error)")
      }
      #expect(time.seconds < 3, "seed \(seed): \(text)")
    }
    // Neither all nor none: a fuzz that meets one kind of answer tests little.
    #expect((count / 2..<count - 100).contains(refused), "\(refused) of \(count) refused")
  }
}
