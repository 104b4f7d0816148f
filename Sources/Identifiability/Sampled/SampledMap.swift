public import ExactAlgebra

/// A polynomial parametrisation `w -> (x -> f_w(x))` that is known through values and gradients at
/// inputs: its coordinates are the coefficients of the polynomials f_w.
///
/// A row of samples is the gradient over w of `u . f_w(x)` at an input x and a cotangent u. Such rows
/// are combinations of the rows of the coefficients' Jacobian, and they span them over all (x, u): so
/// as many random rows as a bound of the rank have the rank itself, but for a set of measure zero.
public protocol SampledMap: Sendable {
  /// D.
  var parameterCount: Int { get }
  /// The number of coefficients; nil beyond 64 bits.
  var coordinateCount: Int? { get }
  /// Numbers in one input.
  var inputCount: Int { get }
  /// Numbers in one output.
  var outputCount: Int { get }
  /// The degree of an entry of a row in weights, input and cotangent together.
  var sampleDegree: Double { get }
  /// log2 of a bound of a row's entries where weights, inputs and cotangents lie in 0...size.
  func entryBits(size: Double) -> Double
  /// Upper bounds of the rank at every weight, the plainest first.
  var rankBounds: [RankBound] { get }
  /// The dimension of an orbit of known symmetries through the point, which lies in its fibre.
  func orbitDimension(at point: [Int]) -> Int
  /// Writes `d(u . f_w(x))/dw`, D residues, one forward and one backward pass.
  ///
  /// - Precondition: the field has fewer than 2^31 elements.
  func writeGradient(
    of cotangent: [UInt64], at weights: [UInt64], input: [UInt64], in field: PrimeField,
    to row: UnsafeMutableBufferPointer<UInt64>)
}

extension SampledMap {
  /// The smallest bound, the plainest of equals.
  public var smallestBound: RankBound {
    rankBounds.min { $0.value < $1.value }
      ?? RankBound(parameterCount, "the rank is at most the number of weights")
  }

  /// Rows at random inputs and cotangents.
  ///
  /// - Complexity: `count` forward and backward passes.
  public func samples(
    count: Int, at weights: [UInt64], in field: PrimeField,
    using random: inout some RandomNumberGenerator
  ) -> Matrix<UInt64> {
    precondition(weights.count == parameterCount, "\(weights.count) weights, not \(parameterCount)")
    var matrix = Matrix<UInt64>(repeating: 0, rows: count, columns: parameterCount)
    func draw(_ n: Int) -> [UInt64] {
      (0..<n).map { _ in UInt64.random(in: 0..<field.modulus, using: &random) }
    }
    matrix.elements.withUnsafeMutableBufferPointer { all in
      for row in 0..<count {
        let place = UnsafeMutableBufferPointer(
          rebasing: all[row * parameterCount..<(row + 1) * parameterCount])
        let input = draw(inputCount)
        writeGradient(of: draw(outputCount), at: weights, input: input, in: field, to: place)
      }
    }
    return matrix
  }
}
