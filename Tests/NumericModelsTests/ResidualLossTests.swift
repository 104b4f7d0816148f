import ModelFamilies
import NumericAlgebra
import NumericModels
import Testing

/// A loss that is half a sum of squares, and the point that it is checked at.
struct ResidualCase: Sendable, CustomTestStringConvertible {
  let name: String
  let loss: any ResidualLoss
  var testDescription: String { name }

  static func all() throws -> [ResidualCase] {
    var cases: [ResidualCase] = []
    for widths in [[3, 2], [2, 3, 1], [10, 10, 10], [5, 4, 9, 2], [3, 8, 2, 4, 17]] {
      let network = try DeepLinearNetwork(widths: widths)
      let gram = try FeatureGram(normalMatrix(2 * widths[0], widths[0], 5).columnGram)
      for (name, form) in [("identity", nil), ("dense", gram)] {
        cases.append(
          ResidualCase(
            name: "deep linear \(widths) \(name)",
            loss: try DeepLinearLoss(
              network, teacher: normals(network.parameterCount, 6), gram: form)))
      }
    }
    for (d, m, k) in [(2, 1, 1), (3, 5, 2), (4, 8, 9), (6, 11, 3)] {
      let families: [ModelFamily] = [
        .quadratic(try quadratic(d, m, k)),
        .biasedQuadratic(try BiasedQuadraticNetwork(inputDimension: d, width: m)),
      ]
      for family in families {
        let teacher = normals(family.parameterCount, 6)
        for centring in Centring.allCases {
          let empirical = try FeatureGram(
            features: MonomialFeatures(family), inputs: .dense(normalMatrix(70, d, 5)),
            centring: centring)
          let population = try FeatureGram.gaussian(family, centring: centring)
          for (name, gram) in [("empirical", empirical), ("population", population)] {
            cases.append(
              ResidualCase(
                name: "\(family.name) d=\(d) m=\(m) K=\(k) \(name) \(centring)",
                loss: try CoordinateQuadraticLoss(family, teacher: teacher, gram: gram)))
          }
        }
      }
    }
    cases.append(
      ResidualCase(
        name: "polynomial regression",
        loss: try GramLinearLoss.polynomialRegression(
          inputs: normals(30, 5), teacher: [1, -2, 0, 0.5])))
    cases.append(
      ResidualCase(
        name: "linear, 3 outputs",
        loss: try GramLinearLoss(
          target: normalMatrix(3, 4, 6), gram: FeatureGram(normalMatrix(9, 4, 5).columnGram))))
    for (name, variables, residuals) in PolynomialCases.all {
      cases.append(
        ResidualCase(
          name: name, loss: try PolynomialLoss(variables: variables, residuals: residuals)))
    }
    return cases
  }
}

enum PolynomialCases {
  static let root2 = 2.0.squareRoot()
  static let all: [(String, Int, [Polynomial])] = [
    ("x^4", 1, [.monomial([2], coefficient: root2)]),
    (
      "x^2 + y^4", 2,
      [.monomial([1, 0], coefficient: root2), .monomial([0, 2], coefficient: root2)]
    ),
    ("normal crossing x^4 y^2 z^6", 3, [.monomial([2, 1, 3], coefficient: root2)]),
    (
      "r^4", 3,
      [Polynomial([.init(root2, [2, 0, 0]), .init(root2, [0, 2, 0]), .init(root2, [0, 0, 2])])]
    ),
    ("cusp", 2, [Polynomial([.init(1, [0, 2]), .init(-1, [3, 0])])]),
    ("with constants", 2, [Polynomial([.init(3, [0, 0]), .init(-1, [1, 1])]), Polynomial([])]),
  ]
}

@Test(
  "L = |r|^2 / 2, grad L = J^T r is the slope of L, and J that of r",
  arguments: try ResidualCase.all())
func residualLoss(_ model: ResidualCase) throws {
  let loss = model.loss
  let weights = normals(loss.parameterCount, 9)
  let residual = loss.residual(at: weights)
  #expect(residual.count == loss.residualCount)
  let (value, gradient) = loss.lossAndGradient(at: weights)
  #expect(abs(residual.reduce(0) { $0 + $1 * $1 } / 2 - value) < 1e-12 * value)
  #expect(abs(loss.empiricalLoss(at: weights) - value) <= 1e-15 * value)
  let jacobian = loss.residualJacobian(at: weights)
  #expect(jacobian.rows == loss.residualCount && jacobian.columns == loss.parameterCount)
  let pulled = try jacobian.transposed.times(residual)
  #expect(difference(pulled, gradient) < 1e-12 * largest(gradient))
  let slopes = centralDifferences(weights) { loss.empiricalLoss(at: $0) }
  #expect(difference(slopes, gradient) < 1e-6 * largest(gradient))
  let direction = normals(weights.count, 10)
  let step = 1e-5
  let up = loss.residual(at: zip(weights, direction).map { $0 + step * $1 })
  let down = loss.residual(at: zip(weights, direction).map { $0 - step * $1 })
  let slope = zip(up, down).map { ($0 - $1) / (2 * step) }
  #expect(difference(try jacobian.times(direction), slope) < 1e-7 * max(largest(slope), 1e-3))
  #expect(loss.gradientOperations > 0)
  #expect(loss.sampleSize == 0)
}

@Test("a workspace can be used again and again", arguments: try ResidualCase.all())
func residualWorkspaceReuse(_ model: ResidualCase) {
  let workspace = model.loss.makeWorkspace()
  var gradient = [Double](repeating: .nan, count: model.loss.parameterCount)
  for seed in 10..<13 as Range<UInt64> {
    let weights = normals(model.loss.parameterCount, seed)
    let expected = model.loss.lossAndGradient(at: weights)
    for _ in 0..<2 {
      #expect(workspace.empiricalLoss(at: weights, gradient: &gradient) == expected.loss)
      #expect(gradient == expected.gradient)
      #expect(workspace.empiricalLoss(at: weights) == expected.loss)
    }
  }
}
