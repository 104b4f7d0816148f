public import ModelFamilies
public import NumericAlgebra

extension FeatureGram {
  /// G from exact moments, each entry rounded once; the covariance when centred.
  ///
  /// - Throws: as the initialiser from a matrix.
  public init(_ moments: FeatureMoments, centring: Centring = .plain) throws {
    let count = moments.features.count
    try self.init(
      RealMatrix(
        rows: count, columns: count,
        values: moments.approximation(centred: centring == .centred)))
  }

  /// `1/n sum_i phi(x_i) phi(x_i)^T` over given inputs, features centred first if asked; cost
  /// `2 n N^2`, memory n N.
  ///
  /// - Throws: `LossError` for inputs of another dimension, none, or not finite; as above otherwise.
  public init(
    features: MonomialFeatures, inputs: NetworkInputs, centring: Centring = .plain
  ) throws {
    try inputs.check(inputDimension: features.inputDimension)
    let n = Double(inputs.sampleSize)
    var values = features.matrix(inputs.matrix)
    if centring == .centred {
      for p in 0..<values.columns {
        var mean = 0.0
        for i in 0..<values.rows { mean += values[i, p] }
        mean /= n
        for i in 0..<values.rows { values[i, p] -= mean }
      }
    }
    var gram = values.columnGram
    for index in gram.values.indices { gram.values[index] /= n }
    try self.init(gram)
  }

  /// The population form of the quadratic families' features over `x_i ~ N(0, s_i)`, exactly: with
  /// `S = diag(s)`,
  /// `E[(x^T A x + b . x + c)^2] = 2 tr(A S A S) + b^T S b + (tr(A S) + c)^2`, a diagonal plus the
  /// rank one of the mean, which centring removes.
  ///
  /// - Parameter variances: d values; all 1 unless given.
  /// - Throws: `LossError` for variances of the wrong number, negative or not finite.
  public static func gaussian(
    _ family: ModelFamily, variances: [Double]? = nil, centring: Centring = .plain
  ) throws(LossError) -> FeatureGram {
    let d = family.inputDimension
    var scales = variances ?? [Double](repeating: 1, count: d)
    guard scales.count == d else {
      throw .shape(what: "variances", found: "\(scales.count)", expected: "d = \(d)")
    }
    if let bad = scales.first(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .notPositive(what: "a variance", value: "\(bad)")
    }
    // The appended 1 has second moment 1 and no variance of its square.
    if case .biasedQuadratic = family { scales.append(1) }
    var diagonal: [Double] = []
    var mean: [Double] = []
    for i in scales.indices {
      for j in i..<scales.count {
        let constant = i >= d && j >= d
        diagonal.append(constant ? 0 : (i == j ? 2 : 4) * scales[i] * scales[j])
        mean.append(i == j && centring == .plain ? scales[i] : 0)
      }
    }
    return try FeatureGram(diagonal: diagonal, vector: mean)
  }
}

extension MonomialFeatures {
  /// phi of every row: n x N.
  ///
  /// - Precondition: the rows have the features' d.
  public func matrix(_ inputs: RealMatrix) -> RealMatrix {
    precondition(inputs.columns == inputDimension, "\(inputs.columns) columns")
    var result = RealMatrix(rows: inputs.rows, columns: count)
    for i in 0..<inputs.rows {
      for (p, monomial) in monomials.enumerated() {
        result[i, p] = monomial.variables.reduce(Double(monomial.coefficient)) {
          $0 * inputs[i, $1]
        }
      }
    }
    return result
  }
}
