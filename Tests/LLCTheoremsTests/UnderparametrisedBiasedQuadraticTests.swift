import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

@Suite("G.2")
struct UnderparametrisedBiasedQuadraticTests {
  typealias Subject = UnderparametrisedBiasedQuadratic

  @Test func halfTheExactRank() throws {
    var random = SeededGenerator(seed: 211)
    for d in 2...5 {
      for m in 1..<d {
        let family = try biased(d, m)
        for inputs in [InputKnowledge.gaussian, identifyingInputs(d, affine: true)] {
          let setting = Setting(family: family, inputs: inputs, weights: random.point(family))
          let result = try #require(Subject.result(setting))
          #expect(result.proved == Rational(exactRank(setting), 2), "d=\(d) m=\(m)")
          #expect(result.proved == Rational(m * d - m * (m - 1) / 2 + m + 1, 2))
        }
      }
    }
  }

  @Test func degenerateWeights() throws {
    var random = SeededGenerator(seed: 212)
    for (d, m) in [(3, 2), (4, 3)] {
      let network = try BiasedQuadraticNetwork(inputDimension: d, width: m)
      var dependent = random.point(network.parameterCount)
      for k in 0..<d {
        dependent[network.inputWeights.index(1, k)] =
          Rational(3) * dependent[network.inputWeights.index(0, k)]
      }
      var silent = random.point(network.parameterCount)
      silent[network.outputWeights.index(0, 0)] = 0
      for weights in [dependent, silent] {
        let setting = Setting(family: .biasedQuadratic(network), weights: weights)
        let result = try #require(Subject.result(setting))
        #expect(result.verdict("w_1 ... w_m") == "fails")
        #expect(result.prediction == .inapplicable(atLevelOnly: nil))
        #expect(exactRank(setting) < m * d - m * (m - 1) / 2 + m + 1)
      }
    }
    let wide = try #require(Subject.result(Setting(family: try biased(3, 3))))
    #expect(wide.verdict("m < d") == "fails")
    #expect(Subject.result(Setting(family: try quadratic(3, 2, 1))) == nil)
  }

  /// One unit w = e_1 in R^3: inputs that never see w_2 x_2 w_3 x_3 together are enough, inputs that
  /// see fewer dimensions of the tangent are not; a centred loss misses the constant.
  @Test func inputsThatSeeTheTangent() throws {
    let family = try biased(3, 1)
    let weights = [1, 0, 0, 2, 3, 5].map { Rational($0) }
    let vectors: [[Rational]] = [
      [0, 0, 0], [1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1],
    ]
    func result(_ vectors: [[Rational]], _ loss: LossKind) throws -> (TheoremResult, Int) {
      let setting = Setting(
        family: family, inputs: .finite(.vectors(vectors)), loss: loss, weights: weights)
      return (try #require(Subject.result(setting)), exactRank(setting))
    }
    let (enough, rank) = try result(vectors, .plain)
    #expect(rank == 5 && enough.proved == Rational(5, 2))
    let (few, fewRank) = try result(Array(vectors.prefix(4)), .plain)
    #expect(fewRank < 5 && few.verdict("the Fisher form") == "fails" && few.proved == nil)
    let (centred, centredRank) = try result(vectors, .centred)
    #expect(centredRank == 4 && centred.verdict("the Fisher form") == "fails")
    let gaussian = try #require(
      Subject.result(Setting(family: family, loss: .centred, weights: weights)))
    #expect(gaussian.verdict("the Fisher form") == "fails")
  }

  /// G.3/G.4 with w_j = e_j, j <= m, b = 0: the tangent has no entry Q_ab with a, b > m, so a form
  /// may vanish there; it may not vanish or be negative on Q_11.
  @Test func gramForms() throws {
    let (d, m) = (4, 2)
    let network = try BiasedQuadraticNetwork(inputDimension: d, width: m)
    var weights = Array(repeating: Rational(0), count: network.parameterCount)
    for j in 0..<m {
      weights[network.inputWeights.index(j, j)] = 1
      weights[network.outputWeights.index(0, j)] = Rational(j + 2)
    }
    let family = ModelFamily.biasedQuadratic(network)
    let map = try #require(NetworkMap(family, level: .coordinates, inputs: nil))
    let n = map.coordinateCount
    var identity = Matrix(repeating: Rational(0), rows: n, columns: n)
    for i in 0..<n { identity[i, i] = 1 }
    // Entries (a, b), a <= b, in order: those with a >= m are the last 3 of the 10.
    let outside = [7, 8, 9]
    var singular = identity
    for i in outside { singular[i, i] = 0 }
    var indefiniteOutside = identity
    for i in outside { indefiniteOutside[i, i] = -5 }
    var singularInside = identity
    singularInside[0, 0] = 0
    var negativeInside = identity
    negativeInside[0, 0] = -1
    // Positive on every axis and negative on Q_11 - Q_12.
    var skew = identity
    skew[0, 1] = 2
    skew[1, 0] = 2
    for (gram, verdict) in [
      (identity, "holds"), (singular, "holds"), (indefiniteOutside, "holds"),
      (singularInside, "fails"), (negativeInside, "fails"), (skew, "fails"),
      (Matrix(repeating: Rational(0), rows: n, columns: n), "fails"),
      (Matrix(repeating: Rational(1), rows: n, columns: n + 1), "undecided"),
      (Matrix(rows: 0, columns: 0, elements: []), "undecided"),
    ] {
      #expect(TangentPositivity.verdict(map, at: weights, gram: gram).name == verdict)
      let setting = Setting(family: family, weights: weights, gram: gram)
      let result = try #require(Subject.result(setting))
      #expect(result.verdict("the Fisher form") == verdict)
      #expect((result.proved != nil) == (verdict == "holds"))
    }
    var asymmetric = identity
    asymmetric[0, 1] = 1
    #expect(TangentPositivity.verdict(map, at: weights, gram: asymmetric).name == "undecided")
    let open = try #require(Subject.result(Setting(family: family, gram: identity)))
    #expect(open.verdict("the Fisher form") == "undecided")
  }

  /// A Gram form A^T A on random points is positive on the tangent exactly when A is injective
  /// there, decided by ranks.
  @Test func gramFormsOfRandomFeatures() throws {
    var random = SeededGenerator(seed: 213)
    var seen: Set<String> = []
    for rows in 3...9 {
      let family = try biased(3, 2)
      let weights = random.point(family.parameterCount, -5...5)
      let map = try #require(NetworkMap(family, level: .coordinates, inputs: nil))
      let a = Matrix(
        rows: rows, columns: map.coordinateCount,
        elements: random.point(rows * map.coordinateCount, -3...3))
      let ring = RationalField()
      let jacobian = try #require(map.jacobian(at: weights, in: ring))
      let injective = rationalRank(ring.multiply(a, jacobian)) == rationalRank(jacobian)
      let verdict = TangentPositivity.verdict(
        map, at: weights, gram: ring.multiply(a.transposed(), a))
      #expect(verdict.name == (injective ? "holds" : "fails"), "\(rows) rows at \(weights)")
      seen.insert(verdict.name)
    }
    #expect(seen == ["holds", "fails"])
  }
}
