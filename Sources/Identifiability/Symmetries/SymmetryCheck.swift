public import ExactAlgebra
import ModelFamilies

/// Symmetry vectors that were multiplied out, with the dimensions they span.
public struct SymmetryCheck: Sendable {
  /// The vectors with `J(w) n = 0`, computed over Q.
  public let kernelVectors: [SymmetryVector]
  /// Vectors that a known symmetry promised but the Jacobian does not annihilate: always empty
  /// unless the program is wrong.
  public let refuted: [SymmetryVector]
  /// Dimension of the span of `kernelVectors`, proved from below modulo a prime.
  public let kernelDimension: Int
  /// A lower bound of the dimension of the fibre through the point: directions that are tangent to
  /// orbits or to coordinate subspaces inside the fibre.
  public let orbitDimension: Int
  /// False for the units' own moves, which are identities: `KnownSymmetries` states them.
  public let isMultipliedOut: Bool

  /// Multiplies every known symmetry out at the point, by one evaluation over dual rationals each,
  /// on the units that it moves.
  ///
  /// - Throws: `RationalKernel.Failure` when the kernel of the inputs could not be found.
  public init(
    _ map: NetworkMap, at weights: [Rational], using random: inout some RandomNumberGenerator
  ) throws(RationalKernel.Failure) {
    isMultipliedOut = true
    let known = try KnownSymmetries(map)
    let candidates = known.everywhere(at: weights) + known.atPoint(weights)
    let annihilated = candidates.map { Self.annihilates($0, map, weights, known.units) }
    kernelVectors = zip(candidates, annihilated).filter(\.1).map(\.0)
    refuted = zip(candidates, annihilated).filter { !$0.1 }.map(\.0)
    let field = EliminationPrime.random(using: &random)
    kernelDimension = SpanDimension.lowerBound(
      of: kernelVectors, parameterCount: map.parameterCount, field)
    orbitDimension = SpanDimension.lowerBound(
      of: Self.fibreDirections(kernelVectors), parameterCount: map.parameterCount, field)
  }

  /// The units' own moves, by which of their weights vanish.
  init(_ units: UnitBlocks) {
    (kernelVectors, refuted, isMultipliedOut) = ([], [], false)
    kernelDimension = units.kernelDimension
    orbitDimension = units.orbitDimension
  }

  /// The directions that lie in the fibre together. A unit whose input and output weights are both
  /// free may move one of them at a time: the larger block is kept.
  private static func fibreDirections(_ vectors: [SymmetryVector]) -> [SymmetryVector] {
    var byUnit: [Int: (inputs: [SymmetryVector], outputs: [SymmetryVector])] = [:]
    var kept: [SymmetryVector] = []
    for vector in vectors {
      switch vector.kind {
      case .freeInputWeights: byUnit[vector.units[0], default: ([], [])].inputs.append(vector)
      case .freeOutputWeights: byUnit[vector.units[0], default: ([], [])].outputs.append(vector)
      case .stationaryInputWeights: break
      case .scaling, .translation, .rotation, .constant: kept.append(vector)
      }
    }
    // On the coordinate subspace where a silent block stays zero the block beside it moves freely
    // and the fields of the other units still preserve the map.
    let touched = Set(byUnit.keys)
    kept.removeAll { $0.kind == .rotation && !touched.isDisjoint(with: $0.units) }
    for unit in byUnit.keys.sorted() {
      let blocks = byUnit[unit] ?? ([], [])
      if blocks.inputs.isEmpty {
        // Translations move the inputs of an invisible unit too.
        kept += blocks.outputs
      } else if blocks.outputs.isEmpty {
        kept += blocks.inputs
      } else {
        kept.removeAll { $0.kind == .translation && $0.units == [unit] }
        kept += blocks.inputs.count >= blocks.outputs.count ? blocks.inputs : blocks.outputs
      }
    }
    return kept
  }

  private static func annihilates(
    _ vector: SymmetryVector, _ map: NetworkMap, _ weights: [Rational], _ units: UnitLayout
  ) -> Bool {
    let moved = vector.units.isEmpty ? [0] : vector.units
    guard let (family, positions) = try? units.restricted(to: moved),
      let restricted = NetworkMap(family, level: map.level, inputs: map.inputs)
    else { return false }
    let values = Dictionary(uniqueKeysWithValues: vector.entries.map { ($0.index, $0.value) })
    let direction = positions.map { values[$0] ?? .zero }
    let image = restricted.derivative(
      at: positions.map { weights[$0] }, along: direction, in: RationalField())
    return image?.allSatisfy { $0.signum == 0 } ?? false
  }
}

/// The dimension that symmetry vectors span.
enum SpanDimension {
  /// The rank modulo a prime, a lower bound of the rank over Q. Vectors that move one unit are
  /// grouped by unit, so that wide networks need no wide matrix; vectors that move two units make
  /// one group of everything.
  static func lowerBound(
    of vectors: [SymmetryVector], parameterCount: Int, _ field: PrimeField
  ) -> Int {
    let coupled = vectors.contains { $0.units.count > 1 }
    let groups = Dictionary(grouping: vectors) { coupled ? -1 : ($0.units.first ?? -1) }
    return groups.values.reduce(0) { total, group in
      let columns = Set(group.flatMap { $0.entries.map(\.index) }).sorted()
      let place = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
      var matrix = Matrix(repeating: field.zero, rows: group.count, columns: columns.count)
      for (i, vector) in group.enumerated() {
        // Integers: a residue is then always defined, and a multiple spans the same line.
        let denominator = vector.entries.reduce(Integer.one) {
          Integer.lcm($0, $1.value.denominator)
        }
        for (index, value) in vector.entries {
          let integer = value.numerator * denominator.dividedExactly(by: value.denominator)
          matrix[i, place[index] ?? 0] = field.reduce(integer)
        }
      }
      return total + ModularElimination(field: field).rankProfile(of: matrix).rank
    }
  }
}
