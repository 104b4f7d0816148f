import NumericAlgebra
import NumericModels
import Testing

@Test("polynomial losses are the polynomials that they are named after")
func namedPolynomials() throws {
  let (x, y, z) = (1.5, -0.75, 0.5)
  let expected: [String: ([Double], Double)] = [
    "x^4": ([x], x * x * x * x),
    "x^2 + y^4": ([x, y], x * x + y * y * y * y),
    "normal crossing x^4 y^2 z^6": ([x, y, z], x * x * x * x * y * y * z * z * z * z * z * z),
    "r^4": ([x, y, z], (x * x + y * y + z * z) * (x * x + y * y + z * z)),
    "cusp": ([x, y], (y * y - x * x * x) * (y * y - x * x * x) / 2),
    "with constants": ([x, y], (3 - x * y) * (3 - x * y) / 2),
  ]
  for (name, variables, residuals) in PolynomialCases.all {
    let loss = try PolynomialLoss(variables: variables, residuals: residuals)
    let (point, value) = try #require(expected[name])
    #expect(abs(loss.empiricalLoss(at: point) - value) < 1e-14 * value, "\(name)")
  }
}

@Test("at the origin the derivative of a product is not 0 / 0")
func derivativesAtTheOrigin() throws {
  // r = x y + x: grad L = r (y + 1, x) is 0 at the origin, finite and right beside it.
  let loss = try PolynomialLoss(
    variables: 2, residuals: [Polynomial([.init(1, [1, 1]), .init(1, [1, 0])])])
  #expect(loss.lossAndGradient(at: [0, 0]).gradient == [0, 0])
  #expect(loss.lossAndGradient(at: [0.5, 0]).gradient == [0.5, 0.25])
  #expect(loss.residualJacobian(at: [0, 0]).values == [1, 0])
}

@Test("terms that do not fit are refused")
func polynomialRefusals() {
  #expect(throws: LossError.self) {
    try PolynomialLoss(variables: 2, residuals: [.monomial([1])])
  }
  #expect(throws: LossError.self) {
    try PolynomialLoss(variables: 1, residuals: [.monomial([1], coefficient: .nan)])
  }
  #expect(throws: LossError.self) { try PolynomialLoss(variables: 1, residuals: []) }
  #expect(throws: LossError.self) { try PolynomialLoss(variables: 0, residuals: [.monomial([])]) }
}
