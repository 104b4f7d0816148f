public import ExactAlgebra
import ModelFamilies

/// A direction in weight space that a known symmetry says leaves the map unchanged.
public struct SymmetryVector: Equatable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// `(w_j, v_j) -> (t w_j, t^-2 v_j)`; for units with a bias `b_j -> t b_j` as well.
    case scaling
    /// `w_j -> w_j + n` with n orthogonal to every input; on all one-hot pairs the shift
    /// `u_j + c, s_j - c`.
    case translation
    /// Single output: units i and j rotated into each other, `dw_i = v_j w_j`, `dw_j = -v_i w_i`.
    case rotation
    /// The constant `c`, which a centred loss does not see.
    case constant
    /// Input weights of a unit whose output weights vanish.
    case freeInputWeights
    /// Output weights of a unit that is zero (centred: constant) on every input.
    case freeOutputWeights
    /// Input weights of a unit that is zero on every input: in the kernel of the Jacobian, but not
    /// a direction of the fibre.
    case stationaryInputWeights
  }

  public let kind: Kind
  /// The units whose weights the vector moves.
  public let units: [Int]
  /// The non-zero entries, by position in the flat parameter vector.
  public let entries: [(index: Int, value: Rational)]

  public static func == (a: SymmetryVector, b: SymmetryVector) -> Bool {
    a.kind == b.kind && a.units == b.units
      && a.entries.map(\.index) == b.entries.map(\.index)
      && a.entries.map(\.value) == b.entries.map(\.value)
  }

  /// The vector with coprime integer entries, written out in full.
  public func integers(parameterCount: Int) -> [Integer] {
    let denominator = entries.reduce(Integer.one) { Integer.lcm($0, $1.value.denominator) }
    var vector = Array(repeating: Integer.zero, count: parameterCount)
    for (index, value) in entries {
      vector[index] = value.numerator * denominator.dividedExactly(by: value.denominator)
    }
    return vector
  }
}

/// The symmetries that are known for the quadratic families, as vectors at a point.
///
/// `everywhere` holds fields that preserve the map at every weight; `atPoint` those that exist
/// because weights of this point vanish. None is believed: `SymmetryCheck` multiplies them out.
public struct KnownSymmetries: Sendable {
  let map: NetworkMap
  let units: UnitLayout
  let inputKernel: [[Int]]

  /// - Throws: `RationalKernel.Failure` when the kernel of the inputs could not be found.
  public init(_ map: NetworkMap) throws(RationalKernel.Failure) {
    self.map = map
    units = UnitLayout(map.family)
    inputKernel = try map.inputs?.linearKernel(affine: units.hasBias) ?? []
  }

  /// Scalings, translations, rotations (single output) and the unseen constant.
  public func everywhere(at weights: [Rational]) -> [SymmetryVector] {
    var vectors: [SymmetryVector] = []
    for j in 0..<units.width {
      let inner = units.innerWeights(j)
      let outer = units.outputWeights(j)
      vectors.append(
        vector(
          .scaling, [j],
          inner.map { ($0, weights[$0]) } + outer.map { ($0, Rational(-2) * weights[$0]) }))
      for kernel in inputKernel {
        vectors.append(
          vector(.translation, [j], zip(inner, kernel).map { ($0, Rational($1)) }))
      }
    }
    if units.outputDimension == 1 {
      for i in 0..<units.width {
        for j in 0..<i {
          let (vi, vj) = (weights[units.outputWeights(i)[0]], weights[units.outputWeights(j)[0]])
          let pairs = zip(units.innerWeights(i), units.innerWeights(j))
          vectors.append(
            vector(
              .rotation, [j, i],
              pairs.map { ($0, vj * weights[$1]) } + pairs.map { ($1, -(vi * weights[$0])) }))
        }
      }
    }
    if let constant = units.constant, map.level == .centred {
      vectors.append(vector(.constant, [], [(constant, .one)]))
    }
    return vectors.filter { !$0.entries.isEmpty }
  }

  /// The free moves of units that vanish at this point.
  public func atPoint(_ weights: [Rational]) -> [SymmetryVector] {
    (0..<units.width).flatMap { j -> [SymmetryVector] in
      let silentOutput = units.outputWeights(j).allSatisfy { weights[$0].signum == 0 }
      let response = UnitResponse(map, unit: j, weights: weights, units: units)
      var vectors: [SymmetryVector] = []
      if silentOutput {
        vectors += units.innerWeights(j).map { vector(.freeInputWeights, [j], [($0, .one)]) }
      }
      if response.isInvisible {
        vectors += units.outputWeights(j).map { vector(.freeOutputWeights, [j], [($0, .one)]) }
      }
      if response.isZero && !silentOutput {
        vectors += units.innerWeights(j).map {
          vector(.stationaryInputWeights, [j], [($0, .one)])
        }
      }
      return vectors
    }
  }

  private func vector(
    _ kind: SymmetryVector.Kind, _ units: [Int], _ entries: [(Int, Rational)]
  ) -> SymmetryVector {
    SymmetryVector(
      kind: kind, units: units,
      entries: entries.filter { $0.1.signum != 0 }.map { (index: $0.0, value: $0.1) })
  }
}
