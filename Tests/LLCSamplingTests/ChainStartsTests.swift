import LLCSampling
import NumericModels
import Testing

/// `K = (x + y^2)^2 + y^4 z^2`: regular in x alone, with a valley floor at x = -y^2.
@Suite struct ChainStartsTests {
  private func starts(_ kind: AutomaticSettings.Kind, localisation: Double) throws -> [[Double]?] {
    let loss = try PolynomialLoss(
      variables: 3,
      residuals: [
        Polynomial([.init(1, [1, 0, 0]), .init(1, [0, 2, 0])]), Polynomial([.init(1, [0, 2, 1])]),
      ])
    let centre = [0.0, 0, 0]
    let geometry = try LocalGeometry(of: loss, at: centre)
    #expect(geometry.rank == 1)
    return ChainStarts.places(
      loss, centre, geometry, kind: kind, localisation: localisation, count: 200, seed: 3)
  }

  @Test("chains at a singular point start apart, at the localisation's distance, on the floor")
  func singular() throws {
    for localisation in [25.0, 400] {
      let places = try starts(.singular, localisation: localisation).map { try #require($0) }
      #expect(Set(places).count == places.count)
      for place in places {
        #expect(abs(place[0] + place[1] * place[1]) < 1e-9 * (1 + abs(place[0])), "\(place)")
      }
      // gamma (y^2 + z^2) has mean 2 and variance 4 over 200 chains.
      let mean =
        places.reduce(0) { $0 + $1[1] * $1[1] + $1[2] * $1[2] } * localisation
        / Double(places.count)
      #expect(abs(mean - 2) < 4.5 * (4.0 / 200).squareRoot(), "\(mean)")
    }
  }

  @Test("chains at a flat point start at w*")
  func flat() throws {
    #expect(try starts(.flat, localisation: 25).allSatisfy { $0 == nil })
  }
}
