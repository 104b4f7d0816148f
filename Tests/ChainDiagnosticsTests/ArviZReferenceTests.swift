import ChainDiagnostics
import Foundation
import Testing

/// A number, or "nan" and "inf" where ArviZ gives those.
enum ReferenceNumber: Decodable, Sendable {
  case finite(Double)
  case infinite, undefined

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Double.self) {
      self = .finite(value)
    } else {
      self = try container.decode(String.self) == "inf" ? .infinite : .undefined
    }
  }
}

struct ReferenceCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let chains: [[Double]]
  let mean, standardDeviation: Double
  let essMean, essBulk, mcseMean, rHat: ReferenceNumber
  var testDescription: String { name }

  struct Table: Decodable {
    let cases: [ReferenceCase]
  }

  static let all: [ReferenceCase] = {
    let url = Bundle.module.url(
      forResource: "arviz", withExtension: "json", subdirectory: "Reference")!
    return try! JSONDecoder().decode(Table.self, from: Data(contentsOf: url)).cases
  }()
}

@Suite("Agreement with ArviZ, Reference/arviz.json")
struct ArviZReferenceTests {
  func expectClose(_ found: Double, _ expected: Double, absolute: Double = 0, _ what: String) {
    let allowed = max(1e-6 * expected.magnitude, absolute)
    #expect((found - expected).magnitude <= allowed, "\(what): \(found), ArviZ \(expected)")
  }

  func expectClose(_ found: Double, _ expected: ReferenceNumber, _ what: String) {
    guard case .finite(let value) = expected else {
      Issue.record("\(what): \(found), ArviZ has none")
      return
    }
    // ArviZ has 1e-17 for constant draws, from the rounding of their mean; here it is zero.
    expectClose(found, value, absolute: 1e-15, what)
  }

  @Test(arguments: ReferenceCase.all)
  func agrees(_ reference: ReferenceCase) throws {
    let summary = try ChainSummary(validating: reference.chains)
    let scale = reference.chains.joined().map(\.magnitude).max()!
    expectClose(summary.mean, reference.mean, absolute: 1e-13 * scale, "mean")
    expectClose(
      summary.standardDeviation, reference.standardDeviation, absolute: 1e-15 * scale,
      "standard deviation")
    expectClose(summary.effectiveSampleSize, reference.essMean, "ESS of the mean")
    expectClose(summary.bulkEffectiveSampleSize, reference.essBulk, "bulk ESS")
    expectClose(summary.monteCarloStandardError, reference.mcseMean, "MCSE")
    switch reference.rHat {
    case .finite(let value): expectClose(try #require(summary.rHat), value, "R-hat")
    case .infinite: #expect(summary.rHat == .infinity)
    case .undefined: #expect(summary.rHat == nil)
    }
    #expect(try EffectiveSampleSize.ofMean(reference.chains) == summary.effectiveSampleSize)
    #expect(try EffectiveSampleSize.bulk(reference.chains) == summary.bulkEffectiveSampleSize)
    #expect(try PotentialScaleReduction.rankNormalisedSplit(reference.chains) == summary.rHat)
  }

  @Test func tableIsTheOneGenerated() {
    #expect(ReferenceCase.all.count == 37)
  }
}
