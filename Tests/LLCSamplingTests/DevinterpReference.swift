import Foundation
import LLCSampling
import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

/// Reference/devinterp.json, written by Tests/Peers/devinterp_reference.py.
struct DevinterpReference: Decodable {
  struct Header: Decodable {
    let command: String
    let devinterp: String
    let torch: String
  }

  struct Case: Decodable {
    let name: String
    let family: String
    let inputDimension: Int?
    let width: Int?
    let outputDimension: Int?
    let weights: [Double]
    let inputs: [[Double]]
    let targets: [[Double]]

    func loss() throws -> any LossFunction {
      let (x, y) = (matrix(inputs), matrix(targets))
      guard family == "quadratic" else {
        return try LinearLoss(regressors: x, targets: y, centring: .plain)
      }
      let network = try QuadraticNetwork(
        inputDimension: try #require(inputDimension), width: try #require(width),
        outputDimension: try #require(outputDimension))
      return try QuadraticLoss(network, inputs: .dense(x), targets: y, centring: .plain)
    }

    private func matrix(_ rows: [[Double]]) -> RealMatrix {
      RealMatrix(rows: rows.count, columns: rows[0].count, values: rows.flatMap { $0 })
    }
  }

  struct Value: Decodable {
    let mean: Double
    let standardError: Double
  }

  struct Draw: Decodable {
    let index: Int
    let mean: Double
    let standardError: Double
  }

  struct Row: Decodable, CustomTestStringConvertible {
    let `case`: String
    let settings: DevinterpSettings
    let runs: Int
    let llc: Value
    let draws: [Draw]

    var testDescription: String { "\(`case`): \(settings)" }
  }

  let header: Header
  let cases: [Case]
  let rows: [Row]

  static func load() throws -> DevinterpReference {
    let file = try #require(
      Bundle.module.url(forResource: "devinterp", withExtension: "json", subdirectory: "Reference"))
    return try JSONDecoder().decode(DevinterpReference.self, from: Data(contentsOf: file))
  }
}
