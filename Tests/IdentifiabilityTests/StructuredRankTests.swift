import ExactAlgebra
import Foundation
import Identifiability
import ModelFamilies
import Testing

@Suite("Ranks by products, without the Jacobian")
struct StructuredRankTests {
  /// Quadratic networks whose ranks are settled in every way: few units, units as many as features,
  /// more outputs than features, one output, the middle regime where the map is onto.
  private func maps() throws -> [NetworkMap] {
    var maps: [NetworkMap] = []
    for (d, m, outputs) in [
      (2, 3, 4), (3, 5, 4), (4, 5, 3), (6, 12, 8), (5, 9, 7), (4, 10, 3), (4, 12, 3), (3, 2, 1),
      (7, 4, 2), (8, 20, 9), (3, 6, 20), (4, 9, 12),
    ] {
      maps.append(map(try quadratic(d, m, outputs)))
    }
    for (p, widths) in [(3, [2, 5, 8, 9]), (5, [4, 10, 24, 30])] {
      let task = try ModularAddition(modulus: p)
      for m in widths {
        let family = ModelFamily.quadratic(try task.network(width: m))
        let some = InputSet.oneHotPairs(
          modulus: p, pairs: task.pairs.filter { ($0.a + 2 * $0.b) % 4 != 1 })
        for inputs in [InputSet.allPairs(of: task), some] {
          maps += [map(family, .data, inputs), map(family, .centred, inputs)]
        }
      }
    }
    var random = SeededGenerator(seed: 12)
    for (d, m, outputs, n) in [(3, 4, 5, 4), (4, 6, 5, 30), (5, 3, 4, 3), (3, 5, 4, 9)] {
      let inputs = random.inputs(n, dimension: d)
      maps += [
        map(try quadratic(d, m, outputs), .data, inputs),
        map(try quadratic(d, m, outputs), .centred, inputs),
      ]
    }
    return maps
  }

  /// Against elimination, at random points and at points with dead and equal units. What is proved
  /// is right, and its certificate is accepted by the checker that shares no code with it.
  @Test func agreesWithElimination() throws {
    var random = SeededGenerator(seed: 211)
    var (proved, sides): (Int, Set<String>) = (0, [])
    for map in try maps() {
      for round in 0..<3 {
        let weights =
          round == 0 ? random.point(map.parameterCount) : random.specialPoint(map.family)
        let comment = "\(label(map)) round \(round)"
        let slow = try PointRank(of: map, at: weights, seed: 4)
        let fast = try StructuredRank(of: map, at: weights, seed: UInt64(round))
        #expect(fast.lower <= slow.lower && slow.lower <= fast.upper, "\(comment)")
        if round == 0 && slow.isProved && slow.certificate != nil {
          let generic = try GenericRank(of: map, seed: 2)
          if generic.confidence.isProved && slow.lower == generic.lower {
            #expect(fast.isProved, "\(comment): \(fast.lower)...\(fast.upper), \(fast.method)")
          }
        }
        guard fast.isProved, let certificate = fast.certificate else { continue }
        proved += 1
        sides.insert("\(certificate.statement.side) \(map.level)")
        try GramCertificateChecker.check(certificate)
        #expect(certificate.statement.rank == slow.lower, "\(comment)")
      }
    }
    #expect(proved > 60, "\(proved) of the ranks were proved")
    #expect(sides.count == 6, "\(sides)")
  }

  /// Proportional units: the squares have relations, which are found, multiplied out and certified.
  @Test func dependentSquares() throws {
    let map = map(try quadratic(4, 5, 3))
    var random = SeededGenerator(seed: 31)
    var weights = random.point(map.parameterCount, 1...9)
    for a in 0..<4 { weights[4 + a] = Rational(2) * weights[a] }
    let slow = try PointRank(of: map, at: weights, seed: 4)
    let fast = try StructuredRank(of: map, at: weights, seed: 1)
    #expect(fast.isProved && fast.lower == slow.lower)
    let certificate = try #require(fast.certificate)
    #expect(certificate.relations.count == 1 && certificate.statement.outputUnits.count == 4)
    let document = RankCertificateDocument(.gram(certificate), of: map, at: weights)
    try document.verify()
    var bad = document
    bad.vectors[0].values[0] = "5"
    #expect(throws: RankCertificateChecker.Refusal.self) { try bad.verify() }
    bad = document
    bad.vectors = []
    #expect(throws: CertificateDocumentError.self) { try bad.verify() }
  }

  /// Every residue of every solution counts.
  @Test func tamperedSolutions() throws {
    let task = try ModularAddition(modulus: 5)
    let family = ModelFamily.quadratic(try task.network(width: 7))
    var random = SeededGenerator(seed: 32)
    for map in [map(family), map(family, .centred, .allPairs(of: task))] {
      let weights = random.point(map.parameterCount)
      let rank = try StructuredRank(of: map, at: weights, seed: 1)
      let certificate = try #require(rank.certificate)
      try GramCertificateChecker.check(certificate)
      for (t, place) in [(0, 0), (1, 5), (2, certificate.statement.dimension - 1)] {
        var solutions = certificate.solutions
        solutions[t][place] = (solutions[t][place] + 1) % certificate.statement.field.modulus
        #expect(throws: GramCertificateChecker.Refusal.notASolution(challenge: t)) {
          try GramCertificateChecker.check(
            GramCertificate(statement: certificate.statement, solutions: solutions))
        }
      }
      #expect(throws: GramCertificateChecker.Refusal.challengeCount(found: 2, needed: 3)) {
        try GramCertificateChecker.check(
          GramCertificate(
            statement: certificate.statement, solutions: Array(certificate.solutions.prefix(2))))
      }
    }
  }

  /// Stopped and gone on with, the answer and the certificate are the same; another instance's
  /// checkpoint is refused.
  @Test func stoppedAndGoneOnWith() throws {
    let map = map(try quadratic(6, 12, 8))
    var random = SeededGenerator(seed: 33)
    let weights = random.point(map.parameterCount)
    let whole = try StructuredRank(of: map, at: weights, seed: 9)
    var control = LongRun(threads: 2)
    let path = FileManager.default.temporaryDirectory
      .appending(path: "rank-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    control.checkpoint = path
    control.shouldStop = { true }
    for step in 1...5 {
      #expect(
        throws: LongRun.Interrupted(
          stepsDone: step, steps: whole.certificate?.statement.dimension ?? 0, checkpoint: path)
      ) {
        try StructuredRank(of: map, at: weights, seed: 9, control: control)
      }
    }
    control.shouldStop = { false }
    #expect(throws: LanczosCheckpoint.Failure.self) {
      try StructuredRank(of: map, at: random.point(map.parameterCount), seed: 9, control: control)
    }
    let resumed = try StructuredRank(of: map, at: weights, seed: 9, control: control)
    #expect(resumed.lower == whole.lower)
    #expect(resumed.certificate?.solutions == whole.certificate?.solutions)
    // The last state is kept until the caller has written the result.
    let again = try StructuredRank(of: map, at: weights, seed: 9, control: control)
    #expect(again.certificate?.solutions == whole.certificate?.solutions)
  }

  /// The direct product of the checker against the Gram formula, on every block size.
  @Test(arguments: [1, 2, 3, 100])
  func blocksOfRows(_ block: Int) throws {
    var random = SeededGenerator(seed: UInt64(block))
    let field = BalancedField.random(products: 100, using: &random)
    func matrix(_ rows: Int, _ columns: Int) -> Matrix<UInt64> {
      Matrix(
        rows: rows, columns: columns,
        elements: (0..<rows * columns).map { _ in
          UInt64.random(in: 0..<field.field.modulus, using: &random)
        })
    }
    let (w, v) = (matrix(7, 4), matrix(3, 7))
    let input = ResidueVector(count: 49)
    for i in 0..<49 {
      input[i] = field.balanced(UInt64.random(in: 0..<field.field.modulus, using: &random))
    }
    var images: [[UInt64]] = []
    for threads in [1, 2, 5] {
      let gram = CoordinateGram(
        field: field, inputWeights: w, outputWeights: v, threads: threads, rowBlock: block)
      let output = ResidueVector(count: 49)
      gram.apply(input, into: output)
      images.append((0..<49).map { field.residue(output[$0]) })
    }
    // J^T M J with M = diag(1 on the diagonal entries, 2 off it), from the written-out Jacobian.
    let jacobian = try #require(
      map(try quadratic(4, 7, 3)).jacobian(at: w.elements + v.elements, in: field.field))
    // The Jacobian's columns are W then V, the operator's V then W.
    let order = Array(28..<49) + Array(0..<28)
    let image = (0..<jacobian.rows).map { row in
      (0..<49).reduce(UInt64(0)) {
        field.field.add(
          $0, field.field.multiply(jacobian[row, order[$1]], field.residue(input[$1])))
      }
    }
    var weight: [UInt64] = []
    for _ in 0..<3 { for a in 0..<4 { for b in a..<4 { weight.append(a == b ? 1 : 2) } } }
    let expected = (0..<49).map { i in
      (0..<jacobian.rows).reduce(UInt64(0)) {
        field.field.add(
          $0,
          field.field.multiply(
            jacobian[$1, order[i]], field.field.multiply(weight[$1], image[$1])))
      }
    }
    for image in images { #expect(image == expected) }
  }

  @Test func refusals() throws {
    let map = map(try quadratic(3, 3, 2))
    let weights = Array(repeating: Rational(1), count: map.parameterCount)
    #expect(throws: RankRefusal.self) {
      try StructuredRank(of: map, at: weights, seed: 1, limits: RankLimits(memory: 100))
    }
    #expect(throws: RankRefusal.self) {
      try StructuredRank(
        of: NetworkMap(try biased(2, 2), level: .coordinates, inputs: nil)!,
        at: Array(repeating: 1, count: 9), seed: 1)
    }
  }
}
