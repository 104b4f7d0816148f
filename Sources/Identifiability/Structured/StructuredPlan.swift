import ExactAlgebra
import ModelFamilies

/// One attempt: a prime, and the Gram matrix that is to be shown non-singular modulo it.
struct StructuredPlan: CustomStringConvertible {
  let statement: GramStatement
  let field: BalancedField
  let work: StructuredWork
  private let instance: StructuredInstance

  /// - Parameter projectedOutputs: K', or nil for as few as can carry the claim.
  init(
    _ instance: StructuredInstance, projectedOutputs: Int?,
    using random: inout some RandomNumberGenerator
  ) throws(RankRefusal) {
    self.instance = instance
    let network = instance.network
    let (d, m, outputs) = (network.inputDimension, network.width, network.outputDimension)
    let features = instance.featureCount
    let products = CoordinateGram.products(width: m, inputDimension: d, outputDimension: outputs)
    var field: BalancedField?
    var residues: [UInt64] = []
    for _ in 0..<8 where field == nil {
      let candidate = BalancedField.random(products: products, using: &random)
      residues = instance.weights.compactMap { candidate.field.element($0) }
      if residues.count == instance.weights.count { field = candidate }
    }
    guard let field else { throw .noInverse(0) }
    self.field = field
    let w = Matrix(rows: m, columns: d, elements: Array(residues.prefix(m * d)))
    let v = Matrix(rows: outputs, columns: m, elements: Array(residues.dropFirst(m * d)))
    let basis = SquaresBasis.units(w, instance, field)
    let kept = Self.keptInputWeights(w, instance, field)
    let claim = outputs * basis.count + kept.count
    let side: GramStatement.Side
    var projected = outputs
    var dropped = Set(0..<m * d)
    if basis.count == features {
      (side, projected) = (.weights, 1)
    } else if claim <= instance.upperBound.0 || instance.upperBound.0 < outputs * features {
      side = .weights
      dropped.subtract(kept)
      projected =
        projectedOutputs
        ?? Self.fewestOutputs(
          directions: kept.count, freeFeatures: features - basis.count, outputs: outputs)
    } else {
      side = .coordinates
    }
    statement = GramStatement(
      side: side, level: instance.map.level, field: field.field, inputWeights: w, outputWeights: v,
      inputs: instance.inputs, projectedOutputs: projected, outputUnits: basis,
      droppedInputWeights: dropped.sorted())
    work = StructuredWork(statement)
  }

  var description: String {
    let q = field.field.modulus
    return switch statement.side {
    case .weights:
      "Gram matrix of \(statement.dimension) weights modulo \(q)"
        + (statement.projectedOutputs < statement.outputDimension
          ? ", outputs mapped to \(statement.projectedOutputs)" : "")
    case .coordinates: "Gram matrix of \(statement.dimension) coordinates modulo \(q)"
    }
  }

  /// - Parameter scaling: seed of a random diagonal scaling, or nil for none.
  func solver(threads: Int, scaling: UInt64?) -> GramSolver {
    let (m, d) = (statement.width, statement.inputDimension)
    let isSmall = m * m * (d + statement.projectedOutputs) < Self.parallelThreshold
    let operation = GramOperator.make(statement, field, threads: isSmall ? 1 : threads)
    return GramSolver(statement, field, operation, work, scaling: scaling)
  }

  /// Multiplications of a product, about, below which waking a second thread costs more than it
  /// brings.
  private static let parallelThreshold = 1 << 20

  /// What `steps` steps show of rank J: the columns of the Gram matrix are among J's after the
  /// outputs have been mapped.
  func provedRank(steps: Int) -> Int { steps }

  /// K' for the next attempt.
  var moreOutputs: Int? {
    statement.side == .weights && statement.projectedOutputs > 1
      ? min(2 * statement.projectedOutputs, statement.outputDimension) : nil
  }

  /// The input weights less, for every active unit, one for each of its symmetries; flat indices.
  private static func keptInputWeights(
    _ w: Matrix<UInt64>, _ instance: StructuredInstance, _ field: BalancedField
  ) -> [Int] {
    let d = w.columns
    let translations = instance.translations.map { $0.map { field.field.element($0) } }
    var kept: [Int] = []
    for j in instance.units.active {
      let symmetries = Matrix(rows: [Array(w.row(j))] + translations)
      let pivots = Set(
        ModularElimination(field: field.field).rankProfile(of: symmetries).pivotColumns)
      kept += (0..<d).filter { !pivots.contains($0) }.map { j * d + $0 }
    }
    return kept
  }

  /// The fewest outputs whose features can hold the directions, and one more where that is few:
  /// with one to three outputs there are weights, exceptional or all, where they do not.
  private static func fewestOutputs(directions: Int, freeFeatures: Int, outputs: Int) -> Int {
    let fewest = (directions + freeFeatures - 1) / max(freeFeatures, 1)
    return min(outputs, fewest <= 3 ? fewest + 1 : fewest)
  }
}

/// Units whose squares `(w_j . x)^2` are a basis of the span of all.
enum SquaresBasis {
  /// By the rank profile of the Gram matrix of the squares. Of many more units than features the
  /// first ones usually suffice.
  static func units(
    _ w: Matrix<UInt64>, _ instance: StructuredInstance, _ field: BalancedField
  ) -> [Int] {
    let few = 2 * instance.featureCount
    if w.rows > few {
      let first = w.submatrix(rows: Array(0..<few), columns: Array(0..<w.columns))
      let basis = units(first, instance, field)
      if basis.count == instance.featureCount { return basis }
    }
    let gram = GramOperator.squares(w, instance.map.level, instance.inputs, field)
    return ModularElimination(field: field.field).rankProfile(of: gram).pivotColumns
  }
}
