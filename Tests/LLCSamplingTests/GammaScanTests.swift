import Foundation
import LLCSampling
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

/// The table in Examples/gamma-scan, which a run of minutes makes, against its own specification.
@Suite("The gamma scan of the examples")
struct GammaScanTests {
  private struct Row {
    let localisation: Double
    let predicted: Double
    let measured: Double
    let standardError: Double
  }

  private struct Weights: Decodable {
    let hidden: [[Double]]
    let output: [[Double]]

    enum CodingKeys: String, CodingKey {
      case hidden = "W"
      case output = "V"
    }
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples/gamma-scan")

  private static func text(_ file: String) throws -> String {
    try String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }

  private func rows() throws -> [Row] {
    try Self.text("gamma-scan.csv").split(separator: "\n").filter { $0.hasPrefix("gamma ") }.map {
      let cells = $0.split(separator: ",", omittingEmptySubsequences: false)
      let numbers = [cells[0].dropFirst(6), cells[4], cells[5], cells[6]].compactMap {
        Double($0)
      }
      try #require(numbers.count == 4, "\($0)")
      return Row(
        localisation: numbers[0], predicted: numbers[1], measured: numbers[2],
        standardError: numbers[3])
    }
  }

  /// The settings of each case; `key: number` of the file's sampler line, overridden by the case's.
  private func settings(_ limit: (SamplerSettings) -> Double) throws -> [SamplerSettings] {
    let lines = try Self.text("spec.yaml").split(separator: "\n").filter {
      $0.contains("sampler: {")
    }
    func numbers(_ line: Substring) -> [String: Double] {
      line.matches(of: /(\w+): ([0-9.e+]+)/).reduce(into: [:]) {
        $0[String($1.1)] = Double($1.2)
      }
    }
    let shared = numbers(try #require(lines.first))
    return try lines.dropFirst().map { line in
      let all = shared.merging(numbers(line)) { $1 }
      func value(_ key: String) throws -> Double { try #require(all[key], "\(key) in \(line)") }
      var settings = SamplerSettings(
        nBeta: try value("nBeta"), localisation: try value("localisation"), stepSize: 1,
        burnIn: Int(try value("burnIn")), draws: Int(try value("draws")),
        thinning: Int(try value("thinning")))
      settings.stepSize = try value("relativeStepSize") * limit(settings)
      return settings
    }
  }

  @Test("its predictions are those of the weights' spectrum, and its measurements agree with them")
  func predictions() throws {
    let weights = try JSONDecoder().decode(Weights.self, from: Data(Self.text("weights.json").utf8))
    let task = try ModularAddition(modulus: 7)
    let network = try task.network(width: weights.hidden.count)
    let inputs = NetworkInputs.pairs(task.pairs, modulus: 7)
    let point = (weights.hidden + weights.output).flatMap { $0 }
    let loss = try QuadraticLoss(
      network, inputs: inputs,
      targets: QuadraticLoss.teacherTargets(
        family: .quadratic(network), weights: point, inputs: inputs), centring: .centred)
    let spectrum = try loss.hessianSpectrum(at: point)
    let rows = try rows()
    let settings = try settings { spectrum.stabilityLimit($0) }
    #expect(rows.count == 13 && settings.count == 13)
    var squares = 0.0
    for (row, settings) in zip(rows, settings) {
      #expect(row.localisation == settings.localisation)
      let prediction = try ResponsePrediction(spectrum: spectrum, settings: settings)
      #expect(abs(row.predicted - prediction.value) < 1e-6 * prediction.value)
      let score = (row.measured - row.predicted) / row.standardError
      #expect(abs(score) < 4, "gamma \(row.localisation): \(score) SE")
      #expect(row.standardError < 0.004 * row.measured)
      squares += score * score
    }
    #expect(squares < 40)  // chi^2 of 13 degrees of freedom: p = 1e-4
    // The network does learn addition: the centred loss is that of the task up to rounded weights.
    let trained = try QuadraticLoss(
      network, inputs: inputs, targets: task.oneHotTargets(task.pairs), centring: .centred)
    #expect(trained.empiricalLoss(at: point) < 1e-8)
  }

  @Test("over two decades the measured coefficient is linear in log gamma")
  func logLinear() throws {
    let rows = try rows().filter { (3e7...4e9).contains($0.localisation) }
    #expect(rows.count == 5)
    let (x, y) = (rows.map { log10($0.localisation) }, rows.map(\.measured))
    let (meanX, meanY) = (x.reduce(0, +) / 5, y.reduce(0, +) / 5)
    let slope =
      zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
      / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    let rest = zip(x, y).reduce(0) {
      $0 + pow($1.1 - meanY - slope * ($1.0 - meanX), 2)
    }
    let total = y.reduce(0) { $0 + ($1 - meanY) * ($1 - meanY) }
    #expect((-60 ... -50).contains(slope), "slope \(slope)")
    #expect(1 - rest / total > 0.99, "R^2 = \(1 - rest / total)")
  }
}
