import ExactAlgebra
import Foundation
import Identifiability
import MapLanguage
import ModelFamilies
import Testing

/// Directions that are read off a program, its relations, and the certificates they go into.
@Suite("Directions without effect") struct UserMapDirectionTests {
  static let texts = [
    Written.quadratic(3, 3, 2), Written.biased(2, 3), Written.network([2, 3, 2, 1], [2, 3]),
    Written.network([2, 3, 2], []),
    Written.quadratic(
      4, 3, 2, on: InputSet.allPairs(of: try! ModularAddition(modulus: 2)).rows, centred: true),
    "parameter a, b, c, d\noutput a*b + c*d, (a*b)^2 - a*b*c*d",
    "parameter a[3], b\ninput X = [[1, 2, 3], [2, 4, 6]]\noutput (X * a).^2 * b, sum(X * a) + b^2 - b*b",
    "parameter W[2, 2], U[2, 2]\noutput trace(W * U), (W * U)[1, 1] - 3*(W * U)[1, 1]",
    "parameter a, b\ninput x\noutput (a*x + b)^3 - a*b*x",
    "parameter a, b, c\noutput [a*b, 2*a*b, a*b - 1/3, 5], 0*c",
  ]

  /// The fields at a point lie in the kernel of the Jacobian there, and so they do at every other point
  /// with the same zeros, where the flows go.
  @Test func fieldsAreInTheKernel() throws {
    var random = SeededGenerator(seed: 51)
    var dimensions = 0
    for text in Self.texts {
      let map = try UserMap(text)
      for _ in 0..<12 {
        let pattern = (0..<map.parameterCount).map { _ in Int.random(in: 0..<3, using: &random) }
        let point = zip(pattern, random.fractions(map.parameterCount)).map { $0 == 0 ? .zero : $1 }
        let directions = FibreDirections(of: map, at: point)
        for _ in 0..<2 {
          let moved = point.indices.map { i in
            point[i].signum == 0 && directions.held.contains(i)
              ? Rational.zero : Rational(Int.random(in: -9...9, using: &random))
          }
          for place in [point, moved] {
            for vector in directions.kernelVectors(at: place) {
              let image = map.derivative(
                at: place, along: vector.map { Rational($0) }, in: RationalField())
              #expect(image?.allSatisfy { $0.signum == 0 } == true, "\(text) at \(place)")
              dimensions += 1
            }
          }
        }
      }
    }
    #expect(dimensions > 300)
  }

  /// lambda never falls below r*/2, so no orbit is larger than D - r*.
  @Test func boundsAreInOrder() throws {
    var random = SeededGenerator(seed: 52)
    for text in Self.texts {
      let map = try UserMap(text)
      let generic = try GenericRank(of: map, seed: 3)
      for _ in 0..<6 {
        let point = random.point(map.parameterCount, -1...1)
        let rank = try UserPointRank(of: map, at: point, seed: 4)
        #expect(rank.lower + rank.orbitDimension <= rank.columns, "\(text) at \(point)")
        #expect(rank.lower <= generic.lower && rank.isProved, "\(text) at \(point)")
        let jacobian = try #require(map.jacobian(at: point, in: RationalField()))
        #expect(rationalRank(jacobian) == rank.lower, "\(text) at \(point)")
      }
    }
  }

  @Test func counts() throws {
    func map(_ text: String) throws -> UserMap { try UserMap(text) }
    let products = try map("parameter a, b, c, d\noutput a*b + c*d")
    #expect(products.directions.scalingCount == 2 && products.directions.genericDimension == 2)
    // Rank-one terms of a tensor: 3,584 equations hang together.
    let tensor = try map(
      "parameter A[8, 7], B[8, 7], C[8, 7]\n"
        + (1...8).map { "output A * diag(B[\($0), :]) * C'\n" }.joined())
    #expect(tensor.directions.scalingCount == 14 && tensor.directions.genericDimension == 14)
    let shift = try map("parameter a[3], b\noutput (a[1] - a[2])^2, b")
    #expect(shift.directions.free == [2] && shift.directions.translationCount == 1)
    let relations = try map("parameter a, b\nlet p = a*b\noutput [p, 2*p, p - 1/3, 5, a]")
    #expect(relations.relations.count == 3)
    #expect(try GenericRank(of: relations, seed: 1).confidence.isProved)
    // g/2 is no upper bound: four squares have g = 1 and lambda = 1 at zero.
    let squares = try map("parameter w[4]\noutput w' * w\npoint w = 0")
    let rank = try UserPointRank(of: squares, at: try #require(squares.program.point), seed: 1)
    let generic = try GenericRank(of: squares, seed: 1)
    let coefficient = CertifiedCoefficient(point: rank, generic: generic, level: .data)
    #expect(generic.lower == 1 && rank.lower == 0)
    #expect(coefficient.lower == 0 && coefficient.upper == 2 && coefficient.multiplicity == nil)
    // x, x y at 0 is exact by its orbit although the rank is not generic there.
    let cross = try map("parameter x, y\noutput x, x * y\npoint x = 0, y = 0")
    let there = try UserPointRank(of: cross, at: [0, 0], seed: 1)
    let exact = CertifiedCoefficient(
      point: there, generic: try GenericRank(of: cross, seed: 1), level: .data)
    #expect(there.lower == 1 && exact.isExact && exact.lower == Rational(1, 2))
  }

  @Test func certificates() throws {
    var random = SeededGenerator(seed: 53)
    var kinds: Set<String> = []
    for text in Self.texts {
      let map = try UserMap(text)
      for range in [-1...1, -9...9] {
        let point = random.point(map.parameterCount, range)
        let rank = try UserPointRank(of: map, at: point, seed: 5)
        let document = MapCertificateDocument(
          try #require(rank.certificate), of: map, at: point)
        let data = try JSONEncoder().encode(document)
        let read = try JSONDecoder().decode(MapCertificateDocument.self, from: data)
        try read.verify()
        kinds.insert(read.upperBound)
        try expectRefusals(read)
      }
    }
    #expect(kinds == ["rows", "columns", "kernel", "leftKernel"])
  }

  /// Every part changed: refused, whichever it is.
  private func expectRefusals(_ document: MapCertificateDocument) throws {
    func refuse(_ what: String, _ edit: (inout MapCertificateDocument) -> Void) {
      var copy = document
      edit(&copy)
      #expect(throws: (any Error).self, "\(what): \(document.map)") { try copy.verify() }
    }
    refuse("kind") { $0.kind = "slt-rank-certificate" }
    refuse("schema") { $0.schema = 2 }
    refuse("rank") { $0.rank += 1 }
    refuse("prime") { $0.prime = "4194303" }
    refuse("weights") { $0.weights.removeLast() }
    refuse("weights") { $0.weights[0] = "x" }
    refuse("map") { $0.map += "\nparameter more" }
    refuse("map") { $0.map += "\noutput exp(1)" }
    refuse("bound") { $0.upperBound = "none" }
    if document.rank > 0 {
      refuse("pivots") { $0.pivotRows[0] = -1 }
      refuse("fewer") {
        $0.pivotRows.removeLast()
        $0.pivotColumns.removeLast()
        $0.rank -= 1
      }
    }
    if !document.vectors.isEmpty {
      refuse("vectors") { $0.vectors.removeLast() }
      refuse("vector") { $0.vectors[0].indices[0] = 1 << 40 }
    }
  }
}
