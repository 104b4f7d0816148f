public import ExactAlgebra
public import ModelFamilies

/// What a Gram certificate claims: a matrix A over F_q, named by few numbers, is non-singular.
///
/// With J the Jacobian of a quadratic network at given weights modulo q:
///
/// - `side == .weights`: A = J_B^T M J_B, J_B the columns of some weights B after the outputs have
///   been mapped by a K' x K matrix H (network `(W, H V)`), M the inner product of the level. A
///   non-singular gives rank J >= K |output units kept| + |input weights kept|
///   (Proofs/StructuredRanks.md, lemma 1: a direction that H V sees as zero has no input part).
/// - `side == .coordinates`: A = J J^T. A non-singular gives rank J = number of coordinates.
///
/// Inner products: `sum_k tr(Q_k R_k)` at level coordinates; `sum_ik f_k(x_i) g_k(x_i)` at level
/// data; the same less the products of the sums over i divided by n at level centred.
///
/// Directions are ordered C (K' x output units kept), then the input weights kept, row after row of
/// W. Coordinates are ordered as the map's.
public struct GramStatement: Sendable {
  public enum Side: String, Sendable, Codable {
    case weights
    case coordinates
  }

  public let side: Side
  public let level: Level
  public let field: PrimeField
  /// W, m x d, and V, K x m, residues.
  public let inputWeights: Matrix<UInt64>
  public let outputWeights: Matrix<UInt64>
  public let inputs: InputSet?
  /// K'; K when the outputs are not mapped.
  public let projectedOutputs: Int
  /// Units whose output weights are in B, increasing.
  public let outputUnits: [Int]
  /// Flat indices into W of the input weights that are not in B, increasing.
  public let droppedInputWeights: [Int]
  /// The hash of all of this, from which H and the challenges follow.
  public let stream: ChallengeStream

  public var inputDimension: Int { inputWeights.columns }
  public var width: Int { inputWeights.rows }
  public var outputDimension: Int { outputWeights.rows }

  public init(
    side: Side, level: Level, field: PrimeField, inputWeights: Matrix<UInt64>,
    outputWeights: Matrix<UInt64>, inputs: InputSet?, projectedOutputs: Int, outputUnits: [Int],
    droppedInputWeights: [Int]
  ) {
    self.side = side
    self.level = level
    self.field = field
    self.inputWeights = inputWeights
    self.outputWeights = outputWeights
    self.inputs = level == .coordinates ? nil : inputs
    self.projectedOutputs = projectedOutputs
    self.outputUnits = outputUnits
    self.droppedInputWeights = droppedInputWeights
    stream = Self.hash(
      side, level, field, inputWeights, outputWeights, self.inputs, projectedOutputs, outputUnits,
      droppedInputWeights)
  }

  /// The number n of rows of A.
  public var dimension: Int {
    switch side {
    case .weights:
      projectedOutputs * outputUnits.count + inputWeights.elements.count
        - droppedInputWeights.count
    case .coordinates: outputDimension * coordinatesPerOutput
    }
  }

  /// The coordinates of one output.
  public var coordinatesPerOutput: Int {
    switch level {
    case .coordinates: inputDimension * (inputDimension + 1) / 2
    case .data: inputs?.count ?? 0
    case .centred: max((inputs?.count ?? 0) - 1, 0)
    }
  }

  /// What rank J is at least, when A is non-singular.
  public var rank: Int {
    switch side {
    case .weights:
      outputDimension * outputUnits.count + inputWeights.elements.count
        - droppedInputWeights.count
    case .coordinates: dimension
    }
  }

  /// H V: V itself when `projectedOutputs == outputDimension`; otherwise the entries of H are the
  /// first K' K residues of stream 0, row after row.
  public var projectedOutputWeights: Matrix<UInt64> {
    if projectedOutputs == outputDimension { return outputWeights }
    let projection = stream.residues(projectedOutputs * outputDimension, tag: 0, in: field)
    var product: [UInt64] = []
    for row in 0..<projectedOutputs {
      for j in 0..<width {
        product.append(
          (0..<outputDimension).reduce(0) {
            field.add(
              $0, field.multiply(projection[row * outputDimension + $1], outputWeights[$1, j]))
          })
      }
    }
    return Matrix(rows: projectedOutputs, columns: width, elements: product)
  }

  /// Right-hand side t: n residues of stream 1 + t.
  public func challenge(_ t: Int) -> [UInt64] {
    stream.residues(dimension, tag: UInt8(1 + t), in: field)
  }

  /// How many right-hand sides push the probability that a singular A passes, at most
  /// `((1 + q/2^64)/q)^t`, below 2^-60.
  public var challengeCount: Int {
    let bits = 63 - field.modulus.leadingZeroBitCount
    return (60 + bits) / max(bits, 1)
  }

  /// Places of the kept directions among all, C for all units first and then X.
  var keptDirections: [Int] {
    let dropped = Set(droppedInputWeights)
    var kept: [Int] = []
    for k in 0..<projectedOutputs { kept += outputUnits.map { k * width + $0 } }
    let start = projectedOutputs * width
    kept += (0..<inputWeights.elements.count).filter { !dropped.contains($0) }.map { start + $0 }
    return kept
  }

  /// Units with a direction that is kept, increasing. At `side == .weights` the others do not matter
  /// for A.
  var involvedUnits: [Int] {
    let (d, dropped) = (inputDimension, Set(droppedInputWeights))
    let outputs = Set(outputUnits)
    return (0..<width).filter { j in
      outputs.contains(j) || !(j * d..<(j + 1) * d).allSatisfy { dropped.contains($0) }
    }
  }

  /// Places of the kept directions when only the involved units are left.
  func keptDirections(among units: [Int]) -> [Int] {
    let place = Dictionary(uniqueKeysWithValues: units.enumerated().map { ($1, $0) })
    let (m, d) = (width, inputDimension)
    return keptDirections.map { direction in
      if direction < projectedOutputs * m {
        return direction / m * units.count + (place[direction % m] ?? 0)
      }
      let weight = direction - projectedOutputs * m
      return projectedOutputs * units.count + (place[weight / d] ?? 0) * d + weight % d
    }
  }
}

extension GramStatement {
  /// SHA-256 of a text of `name value` lines and of 32-bit numbers, least significant byte first:
  /// W, V, the output units, the dropped input weights, then the inputs (the pairs, or residues).
  private static func hash(
    _ side: Side, _ level: Level, _ field: PrimeField, _ w: Matrix<UInt64>, _ v: Matrix<UInt64>,
    _ inputs: InputSet?, _ projectedOutputs: Int, _ outputUnits: [Int], _ dropped: [Int]
  ) -> ChallengeStream {
    var numbers = w.elements + v.elements
    numbers += outputUnits.map { UInt64($0) }
    numbers += dropped.map { UInt64($0) }
    let kind: String
    switch inputs {
    case nil: kind = "none"
    case .oneHotPairs(_, let pairs):
      kind = "pairs"
      for pair in pairs { numbers += [UInt64(pair.a), UInt64(pair.b)] }
    case .vectors(let vectors):
      kind = "vectors"
      // The prime divides no denominator: the operator could not have been formed.
      for vector in vectors { numbers += vector.map { field.element($0) ?? 0 } }
    }
    let text = [
      "slt-rank-certificate 2 gram", "side \(side.rawValue)", "level \(level.rawValue)",
      "prime \(field.modulus)", "input \(w.columns)", "width \(w.rows)", "output \(v.rows)",
      "projectedOutputs \(projectedOutputs)", "outputUnits \(outputUnits.count)",
      "droppedInputWeights \(dropped.count)", "inputs \(kind) \(inputs?.count ?? 0)", "",
    ].joined(separator: "\n")
    var bytes = Array(text.utf8)
    bytes.reserveCapacity(bytes.count + 4 * numbers.count)
    for number in numbers {
      for byte in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * byte))) }
    }
    return ChallengeStream(hashing: bytes)
  }
}
