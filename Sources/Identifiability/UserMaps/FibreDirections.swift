public import ExactAlgebra
import MapLanguage

/// Vector fields that a program does not feel, read off its steps: a proof, not a computation with
/// numbers (Proofs/UserMaps.md).
///
/// On the space S where some weights are held at zero there are two kinds.
///
/// - Translations: the weights enter through linear forms, and what all of them annihilate can be added.
///   A weight that no output depends on there is one.
/// - Scalings: a grading gives every weight a number a_i so that every sum in the program adds terms of
///   equal weight and every output has weight 0; then the field `sum a_i w_i d/dw_i` leaves the outputs
///   as they are.
public struct FibreDirections: Sendable {
  /// Weights that are held at zero.
  public let held: [Int]
  /// Weights that are free on S: translations along one of them.
  public let free: [Int]
  /// The other translations, independent.
  let translations: [SparseVector<Integer>]
  /// Independent gradings.
  let scalings: [SparseVector<Integer>]
  /// The dimension that the fields span at almost every weight of S, from below.
  public let genericDimension: Int

  public var translationCount: Int { translations.count }
  public var scalingCount: Int { scalings.count }

  /// Everywhere: S is the whole space.
  init(of program: MapProgram) {
    self.init(program, held: [])
  }

  /// At a point: S holds weights that are zero there, chosen greedily so that many are free.
  public init(of map: UserMap, at point: [Rational]) {
    let program = map.program
    let zeros = point.indices.filter { point[$0].signum == 0 }
    let pattern = MapPattern(program)
    guard !zeros.isEmpty, Double(zeros.count) * pattern.work <= 3e8 else {
      self = map.directions
      return
    }
    var best: FibreDirections?
    for order in [zeros, zeros.reversed()] {
      let held = Self.released(order, pattern)
      let directions = FibreDirections(program, held: held.sorted())
      if best.map({ directions.dimension(at: point) > $0.dimension(at: point) }) ?? true {
        best = directions
      }
    }
    if let best, best.dimension(at: point) >= map.directions.dimension(at: point) {
      self = best
    } else {
      self = map.directions
    }
  }

  private init(_ program: MapProgram, held: [Int]) {
    self.held = held
    let heldSet = Set(held)
    let live = MapPattern(program).live(held: heldSet)
    let all = live.parameters.indices
    free = all.filter { !live.parameters[$0] && !heldSet.contains($0) }
    scalings = MapGrading(program, live)?.basis() ?? []
    if let forms = LinearForms(program, live) {
      let columns = all.filter { live.parameters[$0] && !heldSet.contains($0) }
      let kept = Set(columns)
      translations = SparseKernel.basis(
        rows: Set(forms.seen.map { $0.filter { kept.contains($0.key) } }).filter { !$0.isEmpty },
        columns: columns)
    } else {
      translations = []
    }
    var random = SeededGenerator(seed: 2)
    let count = program.parameterCount
    genericDimension =
      Self.independent(
        Self.vectors(free, translations, scalings) { _ in
          Integer(Int.random(in: 1...1 << 30, using: &random))
        }, count: count
      ).count
  }

  /// The zeros that stay held when all are at first, and each is let go that is then free.
  private static func released(_ zeros: [Int], _ pattern: MapPattern) -> Set<Int> {
    var held = Set(zeros)
    func freeCount(_ held: Set<Int>) -> Int {
      let live = pattern.live(held: held).parameters
      return live.indices.count { !live[$0] && !held.contains($0) }
    }
    var count = freeCount(held)
    for zero in zeros {
      held.remove(zero)
      let now = freeCount(held)
      if now == count + 1 { count = now } else { held.insert(zero) }
    }
    return held
  }

  /// The fields at a point of S, by its integers.
  private static func vectors(
    _ free: [Int], _ translations: [SparseVector<Integer>], _ scalings: [SparseVector<Integer>],
    at weight: (Int) -> Integer
  ) -> [SparseVector<Integer>] {
    var cache: [Int: Integer] = [:]
    func value(_ index: Int) -> Integer {
      if let known = cache[index] { return known }
      let value = weight(index)
      cache[index] = value
      return value
    }
    return free.map { [$0: Integer.one] } + translations
      + scalings.map { scaling in
        var vector: SparseVector<Integer> = [:]
        for (index, factor) in scaling.sorted(by: { $0.key < $1.key }) {
          let entry = factor * value(index)
          if entry.signum != 0 { vector[index] = entry }
        }
        return vector
      }
  }

  /// Those of the vectors that are independent modulo a prime, written out.
  private static func independent(
    _ vectors: [SparseVector<Integer>], count: Int
  ) -> [[Integer]] {
    let dense = vectors.filter { !$0.isEmpty }
      .map { vector in (0..<count).map { vector[$0] ?? .zero } }
    guard !dense.isEmpty else { return [] }
    var random = SeededGenerator(seed: 1)
    let field = EliminationPrime.random(using: &random)
    let matrix = Matrix(rows: dense.map { $0.map { field.reduce($0) } })
    let profile = ModularElimination(field: field).rankProfile(of: matrix)
    return profile.pivotRows.sorted().map { dense[$0] }
  }

  /// Independent fields at a point of S, over common denominators; they lie in the kernel of the
  /// Jacobian there.
  public func kernelVectors(at point: [Rational]) -> [[Integer]] {
    let denominator = point.reduce(Integer.one) {
      $1.denominator == .one ? $0 : Integer.lcm($0, $1.denominator)
    }
    return Self.independent(
      Self.vectors(free, translations, scalings) {
        point[$0].numerator * denominator.dividedExactly(by: point[$0].denominator)
      }, count: point.count)
  }

  /// The dimension of a manifold through the point on which the map is constant: the rank of the
  /// fields there, from below.
  public func dimension(at point: [Rational]) -> Int { kernelVectors(at: point).count }
}
