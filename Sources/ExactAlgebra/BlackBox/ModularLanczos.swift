/// Lanczos's iteration over a prime field: solves `A x_t = b_t` for a symmetric A and several
/// right-hand sides in one pass.
///
///     w_0 = b_0
///     w_{i+1} = A w_i - (A w_i . A w_i / w_i . A w_i) w_i - (w_i . A w_i / w_{i-1} . A w_{i-1}) w_{i-1}
///     x_t = sum_i (w_i . b_t / w_i . A w_i) w_i
///
/// The w_i are A-orthogonal with `w_i . A w_i != 0`, hence independent modulo the kernel of A: after
/// s steps rank A >= s, whatever happens later. When w_n = 0 after n = dim A steps, A is non-singular
/// and the x_t solve. A `w_i . A w_i = 0` with w_i != 0 is a breakdown, of probability about n/q for
/// a random start (LaMacchia and Odlyzko 1991, CRYPTO '90; Eberly and Kaltofen 1997, ISSAC); start
/// again with another prime or scaling.
///
/// Cost: a product with A and 4 + 2 t passes over vectors for each step; 3 + 2 t vectors of memory.
public final class ModularLanczos {
  public enum Outcome: Equatable, Sendable {
    /// The current vector vanished: the Krylov space of b_0 is exhausted.
    case exhausted
    /// `A w = 0` for a vector that does not vanish: A is singular.
    case singular
    /// `w . A w = 0` although neither w nor A w vanishes.
    case breakdown
  }

  public let operation: any SymmetricOperator
  /// Steps taken: a proved lower bound of rank A.
  public private(set) var steps = 0
  public private(set) var outcome: Outcome?
  public let rightHandSides: [ResidueVector]
  /// After `outcome == .exhausted`: `A solutions[0] = rightHandSides[0]`; the others too when
  /// `steps == dimension`.
  public let solutions: [ResidueVector]

  private let vectors: ResidueVectorOperations
  private var current: ResidueVector
  private var previous: ResidueVector
  private let image: ResidueVector
  private var previousSquare: UInt64 = 0

  /// - Precondition: at least one right-hand side, all of length `operation.dimension`.
  public init(
    _ operation: any SymmetricOperator, rightHandSides: [ResidueVector], threads: Int
  ) {
    let n = operation.dimension
    precondition(
      !rightHandSides.isEmpty && rightHandSides.allSatisfy { $0.count == n },
      "right-hand sides of lengths \(rightHandSides.map(\.count)), not \(n)")
    self.operation = operation
    self.rightHandSides = rightHandSides
    vectors = ResidueVectorOperations(field: operation.field, threads: threads)
    solutions = rightHandSides.map { _ in ResidueVector(count: n) }
    current = ResidueVector(count: n)
    previous = ResidueVector(count: n)
    image = ResidueVector(count: n)
    current.copy(rightHandSides[0])
  }

  /// One step; does nothing after the end.
  public func step() {
    if outcome != nil { return }
    let field = operation.field
    operation.apply(current, into: image)
    let square = field.residue(vectors.dot(current, image))
    guard let inverse = field.field.inverse(square) else {
      outcome = current.isZero ? .exhausted : image.isZero ? .singular : .breakdown
      return
    }
    func over(_ value: Double) -> Double {
      field.balanced(field.field.multiply(field.residue(value), inverse))
    }
    for (side, solution) in zip(rightHandSides, solutions) {
      vectors.add(current, times: over(vectors.dot(current, side)), to: solution)
    }
    let along = over(vectors.dot(image, image))
    let back =
      field.field.inverse(previousSquare)
      .map { field.balanced(field.field.multiply(square, $0)) } ?? 0
    vectors.recur(previous, image, minus: along, times: current, minusOwn: back)
    swap(&previous, &current)
    previousSquare = square
    steps += 1
    if steps == operation.dimension && current.isZero { outcome = .exhausted }
  }

  /// Everything that the next step depends on.
  public struct State {
    public var steps: Int
    public var previousSquare: UInt64
    /// The current vector, the one before it, and the solutions.
    public var vectors: [ResidueVector]
  }

  public var state: State {
    State(steps: steps, previousSquare: previousSquare, vectors: [current, previous] + solutions)
  }

  /// Goes on from a state that an iteration with the same operator and right-hand sides was in.
  ///
  /// - Precondition: as many vectors as `state` has, of the same lengths.
  public func restore(_ state: State) {
    precondition(
      state.vectors.count == 2 + solutions.count
        && state.vectors.allSatisfy { $0.count == operation.dimension }, "another iteration's state"
    )
    current.copy(state.vectors[0])
    previous.copy(state.vectors[1])
    for (solution, vector) in zip(solutions, state.vectors.dropFirst(2)) { solution.copy(vector) }
    (steps, previousSquare, outcome) = (state.steps, state.previousSquare, nil)
  }
}
