import ExactAlgebra
import Foundation
import Testing

/// A symmetric matrix that is written down.
private final class ExplicitOperator: SymmetricOperator {
  let field: BalancedField
  let matrix: Matrix<UInt64>
  var dimension: Int { matrix.rows }
  private(set) var products = 0

  init(_ matrix: Matrix<UInt64>, _ field: BalancedField) {
    (self.matrix, self.field) = (matrix, field)
  }

  func apply(_ input: ResidueVector, into output: ResidueVector) {
    products += 1
    for i in 0..<dimension {
      output[i] = field.balanced(
        (0..<dimension).reduce(0) {
          field.field.add(
            $0, field.field.multiply(matrix[i, $1], field.residue(input[$1])))
        })
    }
  }
}

@Suite("Lanczos over prime fields")
struct ModularLanczosTests {
  private func field(_ modulus: UInt64) throws -> BalancedField {
    try BalancedField(try PrimeField(modulus: modulus))
  }

  private func vector(_ residues: [UInt64], _ field: BalancedField) -> ResidueVector {
    let vector = ResidueVector(count: residues.count)
    for (i, residue) in residues.enumerated() { vector[i] = field.balanced(residue) }
    return vector
  }

  /// `B^T B` for a random rank x n matrix B: symmetric, of that rank with probability near 1.
  private func gram(
    _ n: Int, rank: Int, _ field: PrimeField, _ random: inout SeededGenerator
  ) -> Matrix<UInt64> {
    let b = Matrix(
      rows: rank, columns: n,
      elements: (0..<rank * n).map { _ in UInt64.random(in: 0..<field.modulus, using: &random) })
    var product = Matrix<UInt64>(repeating: 0, rows: n, columns: n)
    for i in 0..<n {
      for j in 0..<n {
        product[i, j] = (0..<rank).reduce(0) {
          field.add($0, field.multiply(b[$1, i], b[$1, j]))
        }
      }
    }
    return product
  }

  /// Three systems at once, on one thread and on three; the products check the solutions.
  @Test(arguments: [1, 2, 7, 40])
  func solves(_ n: Int) throws {
    var random = SeededGenerator(seed: UInt64(n))
    let field = try field(4_194_301)
    let matrix = gram(n, rank: n, field.field, &random)
    for threads in [1, 3] {
      let operation = ExplicitOperator(matrix, field)
      let sides = (0..<3).map { _ in
        (0..<n).map { _ in UInt64.random(in: 0..<field.field.modulus, using: &random) }
      }
      let lanczos = ModularLanczos(
        operation, rightHandSides: sides.map { vector($0, field) }, threads: threads)
      while lanczos.outcome == nil { lanczos.step() }
      #expect(lanczos.outcome == .exhausted && lanczos.steps == n, "n = \(n)")
      for (side, solution) in zip(sides, lanczos.solutions) {
        let image = ResidueVector(count: n)
        operation.apply(solution, into: image)
        #expect((0..<n).map { field.residue(image[$0]) } == side, "n = \(n)")
      }
    }
  }

  /// A singular matrix is found out after as many steps as its rank.
  @Test(arguments: [(10, 0), (10, 1), (12, 7), (30, 29)])
  func singular(_ n: Int, _ rank: Int) throws {
    var random = SeededGenerator(seed: UInt64(100 + rank))
    let field = try field(4_194_301)
    let operation = ExplicitOperator(gram(n, rank: rank, field.field, &random), field)
    let side = (0..<n).map { _ in UInt64.random(in: 1..<field.field.modulus, using: &random) }
    let lanczos = ModularLanczos(operation, rightHandSides: [vector(side, field)], threads: 1)
    while lanczos.outcome == nil { lanczos.step() }
    #expect(lanczos.outcome == .singular && lanczos.steps == rank)
  }

  /// Isotropic starts: `b . A b = 0` though A is non-singular. Modulo 13, 5^2 = -1.
  @Test func plantedBreakdowns() throws {
    let field = try field(13)
    for (matrix, side) in [
      (Matrix<UInt64>(rows: [[1, 0], [0, 1]]), [UInt64(1), 5]),
      (Matrix<UInt64>(rows: [[0, 1], [1, 0]]), [1, 0]),
    ] {
      let lanczos = ModularLanczos(
        ExplicitOperator(matrix, field), rightHandSides: [vector(side, field)], threads: 1)
      while lanczos.outcome == nil { lanczos.step() }
      #expect(lanczos.outcome == .breakdown && lanczos.steps == 0)
    }
    // One step goes well and the second vector is isotropic:
    // w_1 = A b - (Ab.Ab / b.Ab) b for A = diag(1, 2, 4), b = (1, 1, 1) modulo 13.
    var found = false
    for a in 1..<UInt64(13) {
      for c in 1..<UInt64(13) {
        let matrix = Matrix<UInt64>(rows: [[1, 0, 0], [0, a, 0], [0, 0, c]])
        let lanczos = ModularLanczos(
          ExplicitOperator(matrix, field), rightHandSides: [vector([1, 1, 1], field)], threads: 1)
        while lanczos.outcome == nil { lanczos.step() }
        if lanczos.outcome == .breakdown && lanczos.steps == 1 { found = true }
        // The Krylov space of equal eigenvalues is smaller: exhausted early, never "solved all".
        if lanczos.outcome == .exhausted { #expect(lanczos.steps == Set([1, a, c]).count) }
      }
    }
    #expect(found, "no breakdown at the second step was met")
  }

  private func iteration(_ n: Int, _ field: BalancedField) -> ModularLanczos {
    var random = SeededGenerator(seed: 77)
    let matrix = gram(n, rank: n, field.field, &random)
    let sides = (0..<2).map { _ in
      vector(
        (0..<n).map { _ in UInt64.random(in: 0..<field.field.modulus, using: &random) }, field)
    }
    return ModularLanczos(ExplicitOperator(matrix, field), rightHandSides: sides, threads: 1)
  }

  /// Stopped after any number of steps and gone on with from the file: the same solutions.
  @Test func checkpoints() throws {
    let field = try field(4_194_301)
    let whole = iteration(9, field)
    while whole.outcome == nil { whole.step() }
    let path = FileManager.default.temporaryDirectory
      .appending(path: "lanczos-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    for stop in 0...9 {
      let first = iteration(9, field)
      for _ in 0..<stop { first.step() }
      try LanczosCheckpoint.write(first.state, of: field, instance: "abc", to: path)
      let second = iteration(9, field)
      second.restore(
        try LanczosCheckpoint.read(path, of: field, instance: "abc", dimension: 9, vectors: 4))
      #expect(second.steps == stop)
      while second.outcome == nil { second.step() }
      #expect(second.outcome == .exhausted && second.steps == 9, "stopped after \(stop)")
      for (a, b) in zip(whole.solutions, second.solutions) {
        #expect((0..<9).allSatisfy { field.residue(a[$0]) == field.residue(b[$0]) })
      }
    }
  }

  @Test func foreignAndDamagedCheckpoints() throws {
    typealias Failure = LanczosCheckpoint.Failure
    let field = try field(4_194_301)
    let path = FileManager.default.temporaryDirectory
      .appending(path: "lanczos-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    func read(_ instance: String = "abc", _ dimension: Int = 9) throws {
      _ = try LanczosCheckpoint.read(
        path, of: field, instance: instance, dimension: dimension, vectors: 4)
    }
    try LanczosCheckpoint.write(iteration(9, field).state, of: field, instance: "abc", to: path)
    try read()
    #expect(throws: Failure.anotherInstance(path, found: "abc", expected: "abd")) {
      try read("abd")
    }
    #expect(throws: Failure.anotherInstance(path, found: "abc", expected: "abc")) {
      try read("abc", 8)
    }
    let good = try Data(contentsOf: URL(filePath: path))
    for place in stride(from: 0, to: good.count, by: 7) {
      var bad = good
      bad[place] ^= 1
      try bad.write(to: URL(filePath: path))
      #expect(throws: Failure.self, "byte \(place)") { try read() }
    }
    for length in [0, 1, 100, good.count - 1] {
      try good.prefix(length).write(to: URL(filePath: path))
      #expect(throws: Failure.self, "\(length) bytes") { try read() }
    }
  }

  /// The largest residues at the largest admissible prime: every sum of products is exact.
  @Test(arguments: [1, 2, 100, 2049])
  func sumsAtTheBound(_ products: Int) {
    var random = SeededGenerator(seed: UInt64(products))
    let field = BalancedField.random(products: products, using: &random)
    #expect(field.productLimit >= products)
    let largest = ((field.modulus + 1) / 2).rounded(.down)
    let x = ResidueVector(count: products)
    for i in 0..<products { x[i] = largest }
    let sum = ResidueVector(count: 1)
    ExactProduct.multiply(
      rows: 1, columns: 1, inner: products, x.base, products, x.base, 1, into: sum.base, 1)
    let square = UInt64(largest) * UInt64(largest)
    #expect(UInt64(sum[0]) == UInt64(products) * square)
    let expected = field.field.multiply(
      field.field.element(products), square % field.field.modulus)
    #expect(field.residue(sum[0]) == expected)
    #expect(field.residue(ExactProduct.dot(x.base, x.base, count: products, field)) == expected)
    ExactProduct.reduce(sum.base, count: 1, modulo: field)
    #expect(field.residue(sum[0]) == expected && abs(sum[0]) <= largest)
  }

  @Test func primesThatAreNone() throws {
    #expect(throws: PrimeField.Failure.notPrime(4_194_303)) {
      try PrimeField(modulus: 4_194_303)
    }
    #expect(throws: BalancedField.Failure.tooLarge(2)) { try self.field(2) }
    #expect(throws: BalancedField.Failure.tooLarge(2_147_483_647)) {
      try self.field(2_147_483_647)
    }
  }
}

@Suite("Challenges")
struct ChallengeStreamTests {
  /// FIPS 180-4, the examples "abc" and the empty message.
  @Test func knownHashes() {
    #expect(
      ChallengeStream(hashing: Array("abc".utf8)).hexadecimal
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      ChallengeStream(hashing: []).hexadecimal
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  /// Prefixes agree, tags and messages differ.
  @Test func streams() throws {
    let field = try PrimeField(modulus: 4_194_301)
    let stream = ChallengeStream(hashing: [1, 2, 3])
    let long = stream.residues(11, tag: 0, in: field)
    #expect(stream.residues(5, tag: 0, in: field) == Array(long.prefix(5)))
    #expect(stream.residues(11, tag: 1, in: field) != long)
    #expect(ChallengeStream(hashing: [1, 2, 4]).residues(11, tag: 0, in: field) != long)
    #expect(long.allSatisfy { $0 < field.modulus })
  }
}
