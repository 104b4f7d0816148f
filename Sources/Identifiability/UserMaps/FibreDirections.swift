public import ExactAlgebra
public import MapLanguage

/// Vector fields that a program does not feel, read off its steps: a proof, not a computation with
/// numbers (Proofs/UserMaps.md).
///
/// On the space S where some weights are held at zero: the weights that no output depends on there
/// are free, and gradings scale the others. A grading gives every weight an integer a_i so that every
/// sum in the program adds terms of equal weight and every output has weight 0; then the field
/// `sum a_i w_i d/dw_i` leaves the outputs as they are.
public struct FibreDirections: Sendable {
  /// Weights that are held at zero.
  public let held: [Int]
  /// Weights that are free on S.
  public let free: [Int]
  /// Independent gradings, D integers each, zero at held and at free weights.
  public let scalings: [[Integer]]

  /// Everywhere: S is the whole space.
  public init(of program: MapProgram) {
    self.init(program, held: [])
  }

  /// At a point: S holds weights that are zero there, chosen greedily so that many are free.
  public init(of program: MapProgram, at point: [Rational]) {
    let zeros = point.indices.filter { point[$0].signum == 0 }
    let pattern = MapPattern(program)
    guard !zeros.isEmpty, Double(zeros.count) * pattern.work <= 3e8 else {
      self.init(of: program)
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
    let everywhere = FibreDirections(of: program)
    if let best, best.dimension(at: point) >= everywhere.dimension(at: point) {
      self = best
    } else {
      self = everywhere
    }
  }

  private init(_ program: MapProgram, held: [Int]) {
    self.held = held
    let live = MapPattern(program).live(held: Set(held))
    let heldSet = Set(held)
    free = live.parameters.indices.filter { !live.parameters[$0] && !heldSet.contains($0) }
    scalings = MapGrading(program, live)?.basis() ?? []
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

  /// The fields at a point of S; each lies in the kernel of the Jacobian there.
  func vectors(at point: [Rational]) -> [[Rational]] {
    var vectors = free.map { index in
      point.indices.map { $0 == index ? Rational.one : .zero }
    }
    for scaling in scalings {
      let vector = zip(scaling, point).map { Rational($0) * $1 }
      if vector.contains(where: { $0.signum != 0 }) { vectors.append(vector) }
    }
    return vectors
  }

  /// Independent ones among them, over common denominators.
  func kernelVectors(at point: [Rational]) -> [[Integer]] {
    let vectors = vectors(at: point).map { vector in
      let denominator = vector.reduce(Integer.one) { Integer.lcm($0, $1.denominator) }
      return vector.map { $0.numerator * denominator.dividedExactly(by: $0.denominator) }
    }
    guard !vectors.isEmpty else { return [] }
    var random = SeededGenerator(seed: 1)
    let field = EliminationPrime.random(using: &random)
    let matrix = Matrix(rows: vectors.map { $0.map { field.reduce($0) } })
    let profile = ModularElimination(field: field).rankProfile(of: matrix)
    return profile.pivotRows.sorted().map { vectors[$0] }
  }

  /// The dimension of a manifold through the point on which the map is constant: the rank of the
  /// fields there, from below.
  public func dimension(at point: [Rational]) -> Int { kernelVectors(at: point).count }

  /// The same at almost every weight of S.
  public var genericDimension: Int { free.count + scalings.count }
}
