import ExactAlgebra
import Identifiability
import MapLanguage
import ModelFamilies
import Testing

/// Maps in the language against the built-in families, and their parts against each other.
@Suite("Users' maps") struct UserMapTests {
  /// At the levels of data every entry of the Jacobian is the same; at level coordinates, the rank.
  @Test func quadraticAtThreeLevels() throws {
    var random = SeededGenerator(seed: 31)
    for (d, m, outputs, count) in [(3, 2, 2, 4), (2, 4, 1, 5), (4, 5, 3, 6), (1, 1, 1, 2)] {
      let family = try quadratic(d, m, outputs)
      let inputs = random.inputs(count, dimension: d)
      let points = [
        random.fractions(family.parameterCount), random.specialPoint(family),
        random.specialPoint(family),
      ]
      for centred in [false, true] {
        let built = map(family, centred ? .centred : .data, inputs)
        let own = try UserMap(
          Written.quadratic(d, m, outputs, on: inputs.rows, centred: centred))
        for point in points {
          let ring = RationalField()
          #expect(own.values(at: point, in: ring) == built.values(at: point, in: ring))
          #expect(own.jacobian(at: point, in: ring) == built.jacobian(at: point, in: ring))
          try expectAgreement(own, built, point)
        }
      }
      let own = try UserMap(Written.quadratic(d, m, outputs))
      #expect(own.coordinateCount == outputs * d * (d + 1) / 2 && own.level == .coordinates)
      for point in points { try expectAgreement(own, map(family), point) }
    }
  }

  @Test func biasedQuadratic() throws {
    var random = SeededGenerator(seed: 32)
    for (d, m) in [(1, 1), (2, 3), (3, 2), (5, 2)] {
      let family = try biased(d, m)
      let own = try UserMap(Written.biased(d, m))
      #expect(own.coordinateCount == (d + 1) * (d + 2) / 2)
      let inputs = random.inputs(4, dimension: d)
      let onData = try UserMap(Written.biased(d, m, on: inputs.rows))
      for point in [random.fractions(family.parameterCount), random.specialPoint(family)] {
        try expectAgreement(own, map(family), point)
        try expectAgreement(onData, map(family, .data, inputs), point)
      }
    }
  }

  /// Modular addition: scalings and translations are found, and prove the bounds.
  @Test func modularAddition() throws {
    for (p, m) in [(3, 2), (3, 5), (5, 4)] {
      let task = try ModularAddition(modulus: p)
      let inputs = InputSet.allPairs(of: task)
      for level in [Level.data, .centred] {
        let built = map(.quadratic(try task.network(width: m)), level, inputs)
        let own = try UserMap(
          Written.quadratic(2 * p, m, p, on: inputs.rows, centred: level == .centred))
        let generic = try GenericRank(of: own, seed: 1)
        let reference = try GenericRank(of: built, seed: 1)
        #expect(generic.lower == reference.lower && generic.confidence.isProved, "\(p) \(m)")
        #expect(own.directions.scalingCount == m && own.directions.translationCount == m)
      }
    }
  }

  private func expectAgreement(
    _ own: UserMap, _ built: NetworkMap, _ point: [Rational],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let (a, b) = (
      try UserPointRank(of: own, at: point, seed: 3), try PointRank(of: built, at: point, seed: 4)
    )
    #expect(a.lower == b.lower && a.columns == b.columns, sourceLocation: sourceLocation)
    #expect(a.isProved && a.certificate != nil, sourceLocation: sourceLocation)
    let jacobian = try #require(own.jacobian(at: point, in: RationalField()))
    #expect(rationalRank(jacobian) == a.lower, sourceLocation: sourceLocation)
    let generic = try GenericRank(of: own, seed: 5)
    let reference = try GenericRank(of: built, seed: 6)
    #expect(generic.lower == reference.lower, sourceLocation: sourceLocation)
    // Both intervals hold the coefficient.
    let x = CertifiedCoefficient(point: a, generic: generic, level: own.level)
    let y = CertifiedCoefficient(point: b, generic: reference, level: built.level)
    #expect(
      x.lower == y.lower && x.lower <= y.upper && y.lower <= x.upper,
      sourceLocation: sourceLocation)
  }

  @Test func polynomialNetworks() throws {
    var random = SeededGenerator(seed: 33)
    for (widths, degrees) in [
      ([2, 3, 1], [3]), ([2, 2, 3, 1], [2, 2]), ([3, 2, 2], [4]), ([2, 3, 3, 1], [2, 3]),
    ] {
      let network = try PolynomialNetwork(widths: widths, degrees: degrees)
      let own = try UserMap(Written.network(widths, degrees))
      #expect(own.coordinateCount == network.ambientDimension, "\(widths)")
      let point = random.point(network.parameterCount)
      let a = try UserPointRank(of: own, at: point, seed: 1)
      let b = try SampledPointRank(
        of: network, at: point.map { $0.numerator.exactInt ?? 0 }, seed: 2)
      #expect(a.lower == b.lower && a.isProved, "\(widths)")
      let generic = try GenericRank(of: network, seed: 1)
      #expect(try GenericRank(of: own, seed: 1).lower == generic.lower, "\(widths)")
      #expect(own.directions.scalingCount == network.hiddenUnitCount, "\(widths)")
    }
  }

  @Test func attention() throws {
    for (d, a, e, h, t) in [(2, 1, 1, 1, 2), (3, 2, 2, 1, 2), (3, 1, 2, 2, 3), (2, 2, 1, 1, 1)] {
      let layer = try LightningAttention(
        dimension: d, headDimension: a, outputDimension: e, headCount: h, tokenCount: t)
      let own = try UserMap(Written.attention(layer))
      let (found, reference) = (
        try GenericRank(of: own, seed: 2), try GenericRank(of: layer, seed: 3)
      )
      #expect(own.parameterCount == layer.parameterCount)
      #expect(found.lower == reference.lower, "\(layer)")
    }
  }

  /// Products of layers: the matrices of rank at most r have dimension r (m + n - r).
  @Test func deepLinear() throws {
    for widths in [[3, 2, 4], [4, 1, 3, 4], [3, 3, 3], [5, 2, 2, 3]] {
      let own = try UserMap(Written.network(widths, []))
      let (m, n, r) = (widths[0], widths[widths.count - 1], widths.min()!)
      #expect(try GenericRank(of: own, seed: 1).lower == r * (m + n - r), "\(widths)")
      // At zero nothing moves: lambda lies between 0 and a bound from a coordinate space in the fibre.
      let zero = Array(repeating: Rational.zero, count: own.parameterCount)
      let rank = try UserPointRank(of: own, at: zero, seed: 1)
      #expect(rank.lower == 0 && rank.isProved)
      let smallest = (1..<widths.count).map { widths[$0] * widths[$0 - 1] }.min()!
      #expect(rank.columns - rank.orbitDimension <= own.parameterCount - smallest, "\(widths)")
    }
  }

  /// Coefficients against values at the points of a lattice, on which polynomials of the degree are
  /// determined: the two maps differ by an invertible matrix.
  @Test func coefficientsAgainstValues() throws {
    var random = SeededGenerator(seed: 34)
    for (widths, degrees) in [([2, 2, 1], [3]), ([3, 2, 2], [2]), ([2, 2, 2, 1], [2, 2])] {
      let text = Written.network(widths, degrees)
      let degree = degrees.reduce(1, *)
      var lattice = [[Int]](repeating: [], count: 1)
      for _ in 0..<widths[0] { lattice = lattice.flatMap { p in (0...degree).map { p + [$0] } } }
      lattice = lattice.filter { $0.reduce(0, +) <= degree }
      let columns = (0..<widths[0]).map { i in lattice.map { Rational($0[i]) } }
      let given = text.replacing("input x[\(widths[0])]", with: "input x = \(literal(columns))")
      let (symbolic, sampled) = (try UserMap(text), try UserMap(given))
      #expect(sampled.program.symbolCount == 0)
      for _ in 0..<4 {
        let point = random.point(symbolic.parameterCount, -1...1)
        #expect(
          try UserPointRank(of: symbolic, at: point, seed: 1).lower
            == UserPointRank(of: sampled, at: point, seed: 1).lower)
      }
    }
  }

  /// The hand-written backward rules, over polynomials, against dual numbers over polynomials.
  @Test func jacobians() throws {
    var random = SeededGenerator(seed: 35)
    let texts = [
      Written.quadratic(3, 2, 2), Written.biased(2, 2), Written.network([2, 3, 2], [3]),
      "parameter a, b[2]\ninput x, y\noutput (a*x + b[1]*y + b[2]).^4 - a*x^2*y^2, x*y, 0*a, a - a",
    ]
    for text in texts {
      let own = try UserMap(text)
      let field = EliminationPrime.random(using: &random)
      let weights = random.point(own.parameterCount)
      let residues = weights.compactMap { field.element($0) }
      #expect(
        own.jacobian(at: residues, in: field) == own.jacobianByDualNumbers(at: residues, in: field))
      let ring = RationalField()
      #expect(
        own.jacobian(at: weights, in: ring) == own.jacobianByDualNumbers(at: weights, in: ring))
    }
    // Monomials that cannot occur are no coordinates; those that might are, in increasing order.
    let own = try UserMap("parameter a, b\ninput x, y\noutput (a*x + b*y)^2 + a, 3*x*a")
    #expect(own.values(at: [2, 3], in: RationalField()) == [2, 9, 12, 4, 6])
  }

  /// The (1, 2) and (2, 1) entries are the same, which shows only after multiplying out: 3 is no proved bound.
  @Test func randomPointsProveNoUpperBound() throws {
    let map = try UserMap(
      "parameter v[2], W[2, 2]\noutput v[1]*W[1, :]'*W[1, :] + v[2]*W[2, :]'*W[2, :]")
    let rank = try GenericRank(of: map, seed: 1)
    #expect(rank.lower == 3 && rank.bound.value == 4 && !rank.confidence.isProved)
    guard case .monteCarlo(let failure) = rank.confidence else {
      Issue.record("\(rank.confidence)")
      return
    }
    #expect(failure > 0 && failure < 1e-9)
  }
}
