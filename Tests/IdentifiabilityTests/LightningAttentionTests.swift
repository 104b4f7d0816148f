import ExactAlgebra
import Identifiability
import ModelFamilies
import Testing

@Suite("Lightning attention")
struct LightningAttentionTests {
  /// One layer of N. W. Henry, G. L. Marchetti and K. Kohn, Geometry of lightning self-attention,
  /// arXiv:2408.17221 (ICLR 2025); a (2d - a) + d^2 - 1 for e = d also in the authors' repository
  /// giovanni-marchetti/NeuroDim. Here with r = min(a, d) and any e.
  @Test(arguments: 1...5) func oneHead(_ d: Int) throws {
    for a in 1...(d + 1) {
      for e in 1...(d + 1) {
        let attention = try LightningAttention(
          dimension: d, headDimension: a, outputDimension: e)
        let r = min(a, d)
        let known = r * (2 * d - r) + e * d - 1
        let rank = try GenericRank(of: attention, seed: 2)
        #expect(rank.lower == known && rank.confidence == .proved, "d=\(d) a=\(a) e=\(e)")
        #expect(attention.expectedDimension == known, "d=\(d) a=\(a) e=\(e)")
        #expect(plainRank(attention, seed: 3) == known, "d=\(d) a=\(a) e=\(e)")
      }
    }
  }

  /// A third token adds nothing to two.
  @Test func tokens() throws {
    for (d, a, e, h) in [(2, 1, 1, 2), (3, 2, 2, 2), (3, 2, 4, 3), (2, 2, 3, 3)] {
      let ranks = try [2, 3, 4].map { t in
        plainRank(
          try LightningAttention(
            dimension: d, headDimension: a, outputDimension: e, headCount: h, tokenCount: t),
          seed: 4)
      }
      #expect(Set(ranks).count == 1, "d=\(d) a=\(a) e=\(e) h=\(h): \(ranks)")
    }
  }

  /// A product of linear forms: one token, one output, rank one; 3d - 2. A cubic in one variable: 1.
  @Test func oneToken() throws {
    for d in 2...5 {
      let attention = try LightningAttention(
        dimension: d, headDimension: 1, outputDimension: 1, tokenCount: 1)
      #expect(try GenericRank(of: attention, seed: 5).lower == 3 * d - 2)
    }
    let line = try LightningAttention(
      dimension: 1, headDimension: 2, outputDimension: 1, tokenCount: 1)
    #expect(try GenericRank(of: line, seed: 5).lower == 1)
  }

  /// Bounds against ranks that ask none; nearly all small cases are proved.
  @Test func bounds() throws {
    var (proved, made) = (0, 0)
    for t in 1...2 {
      for d in 1...4 {
        for a in 1...4 {
          for (e, h) in [(1, 1), (1, 2), (1, 3), (2, 2), (3, 3), (4, 3), (9, 2)] {
            let attention = try LightningAttention(
              dimension: d, headDimension: a, outputDimension: e, headCount: h, tokenCount: t)
            let label = "t=\(t) d=\(d) a=\(a) e=\(e) h=\(h)"
            let plain = plainRank(attention, seed: 6)
            for bound in attention.rankBounds {
              #expect(bound.value >= plain, "\(label): \(bound.because)")
            }
            let rank = try GenericRank(of: attention, seed: 7)
            #expect(rank.lower == plain, "\(label)")
            made += 1
            if rank.confidence.isProved { proved += 1 }
          }
        }
      }
    }
    #expect(Double(proved) > 0.95 * Double(made), "\(proved) of \(made)")
  }

  @Test func gradients() throws {
    var random = SeededGenerator(seed: 41)
    let attention = try LightningAttention(
      dimension: 3, headDimension: 2, outputDimension: 4, headCount: 2, tokenCount: 3)
    let field = EliminationPrime.random(using: &random)
    let weights = (0..<attention.parameterCount).map { _ in
      UInt64.random(in: 0..<field.modulus, using: &random)
    }
    expectGradient(of: attention, at: weights, in: field, using: &random) { ring, w, input in
      let x = Matrix(rows: 3, columns: 3, elements: input)
      var total = Matrix(repeating: ring.zero, rows: 4, columns: 3)
      for start in [0, 24] {
        let q = Matrix(rows: 2, columns: 3, elements: Array(w[start..<start + 6]))
        let k = Matrix(rows: 2, columns: 3, elements: Array(w[start + 6..<start + 12]))
        let v = Matrix(rows: 4, columns: 3, elements: Array(w[start + 12..<start + 24]))
        let scores = ring.multiply(
          ring.multiply(k, x).transposed(), ring.multiply(q, x))
        let head = ring.multiply(ring.multiply(v, x), scores)
        total.elements = zip(total.elements, head.elements).map { ring.add($0, $1) }
      }
      return total.elements
    }
  }

  /// The orbit through a point: GL_a on queries and keys, and the scaling, less what does not move.
  @Test func orbits() throws {
    let attention = try LightningAttention(dimension: 2, headDimension: 2, outputDimension: 1)
    #expect(attention.orbitDimension(at: [1, 2, 3, 4, 1, 0, 0, 1, 1, 1]) == 5)
    #expect(attention.orbitDimension(at: [1, 2, 2, 4, 1, 1, 1, 1, 1, 1]) == 4)
    #expect(attention.orbitDimension(at: [1, 2, 3, 4, 1, 0, 0, 1, 0, 0]) == 4)
  }
}
