import Identifiability
import ModelFamilies
import NumericAlgebra

/// `1/2 |F(w)|^2`, F what is seen of the network less what is seen of the targets.
struct LeastSquares {
  let family: ModelFamily
  private(set) var weights: [Double]
  let view: FormView
  /// K L values, k slowest.
  let targets: [Double]

  var units: UnitWeights { UnitWeights(family, weights) }

  init(family: ModelFamily, weights: [Double], view: FormView, targets: [Double]) {
    self.family = family
    self.weights = weights
    self.view = view
    self.targets = targets
  }

  /// F(w): `sum_j v_kj` times what is seen of `w_j w_j^T`, less the targets.
  func residual() throws(NumericError) -> [Double] {
    let units = units
    let squares = try QuadraticMatrices(units: units, view: view).squares()
    let outputs = RealMatrix(rows: units.outputs).transposed
    var values = try outputs.times(squares).values
    if let constant = UnitLayout(family).constant {
      let length = view.dimension
      var corner = [Double](repeating: 0, count: length)
      corner[length - 1] = 1
      let seen = try view.seen(RealMatrix(rows: [view.symmetric(corner, corner)]))
      for i in 0..<seen.columns { values[i] += weights[constant] * seen[0, i] }
    }
    return zip(values, targets).map { $0 - $1 }
  }

  /// The linear problem at the weights, by the eigenvalues of the smaller Gram matrix.
  func linearised() throws(NumericError) -> Linearised {
    try Linearised(
      QuadraticMatrices(units: units, view: view).jacobian(), residual: residual())
  }

  /// Levenberg-Marquardt steps until nothing improves.
  mutating func descend(_ iterations: Int) throws(NumericError) {
    var value = half(try residual())
    var damping = 1e-6
    for _ in 0..<iterations where value > 0 {
      let linear = try linearised()
      let scale = linear.eigenvalues.last ?? 0
      guard scale > 0 else { return }
      var improved = false
      while damping < 1e8 {
        var next = self
        next.move(by: try linear.step(damping: damping * scale, rank: nil))
        let reached = half(try next.residual())
        if reached < value {
          let gain = value - reached
          (self, value, improved) = (next, reached, gain > 1e-15 * value)
          damping = max(damping / 10, 1e-16)
          break
        }
        damping *= 10
      }
      if !improved { return }
    }
  }

  private func half(_ residual: [Double]) -> Double { residual.reduce(0) { $0 + $1 * $1 } / 2 }

  /// - Parameter step: in the order of the Jacobian's rows, unit by unit.
  private mutating func move(by step: [Double]) {
    let layout = UnitLayout(family)
    var places = (0..<layout.width).flatMap { layout.innerWeights($0) + layout.outputWeights($0) }
    if let constant = layout.constant { places.append(constant) }
    for (place, value) in zip(places, step) { weights[place] += value }
  }
}

/// `min |F + J h|`: J given transposed, D x N.
struct Linearised {
  private let jacobian: RealMatrix
  private let residual: [Double]
  private let eigen: SymmetricEigenvectors
  private let isWide: Bool
  /// J^T F, D values.
  let gradient: [Double]

  init(_ jacobian: RealMatrix, residual: [Double]) throws(NumericError) {
    self.jacobian = jacobian
    self.residual = residual
    gradient = try jacobian.times(residual)
    isWide = jacobian.rows < jacobian.columns
    eigen = try (isWide ? jacobian.rowGram : jacobian.columnGram).symmetricEigenvectors()
  }

  /// Of the smaller Gram matrix, in increasing order.
  var eigenvalues: [Double] { eigen.eigenvalues }

  /// `-(J^T J + damping)^-1 J^T F`, of least norm; without damping on the largest `rank` eigenvalues alone.
  func step(damping: Double, rank: Int?) throws(NumericError) -> [Double] {
    let right = isWide ? gradient : residual
    var solution = [Double](repeating: 0, count: right.count)
    let largest = eigenvalues.last ?? 0
    let dropped = eigenvalues.count - (rank ?? eigenvalues.count)
    for (index, value) in eigenvalues.enumerated() where index >= dropped {
      let divisor = max(value, 0) + damping
      guard divisor > 1e-30 * largest else { continue }
      let vector = eigen.eigenvectors.row(index)
      let share = zip(vector, right).reduce(0) { $0 + $1.0 * $1.1 } / divisor
      for i in solution.indices { solution[i] -= share * vector[i] }
    }
    guard !isWide else { return solution }
    return try jacobian.times(solution)
  }
}
