import ExactAlgebra

/// Solves the challenges of a statement by Lanczos's iteration over F_q.
struct GramSolver {
  enum Outcome {
    case nonSingular(GramCertificate)
    /// A modulo q is singular, and of rank at least `steps`.
    case singular(steps: Int)
    /// Of rank at least `steps`; an isotropic vector was met.
    case breakdown(steps: Int)
    /// Of rank at least `steps`; A has an eigenvalue twice, which another scaling removes.
    case repeated(steps: Int)
  }

  let statement: GramStatement
  let field: BalancedField
  private let operation: any SymmetricOperator
  private let scaling: DiagonalScaling?
  let work: StructuredWork
  /// What a checkpoint belongs to.
  private let instance: String

  /// - Parameter scaling: seed of a random diagonal D; the iteration then runs on D A D.
  init(
    _ statement: GramStatement, _ field: BalancedField, _ operation: any SymmetricOperator,
    _ work: StructuredWork, scaling seed: UInt64?
  ) {
    self.work = work
    precondition(
      operation.dimension == statement.dimension && operation.field == field,
      "an operator of dimension \(operation.dimension), not \(statement.dimension)")
    self.statement = statement
    self.field = field
    if let seed {
      var random = SeededGenerator(seed: seed)
      scaling = DiagonalScaling(operation, using: &random)
    } else {
      scaling = nil
    }
    self.operation = scaling ?? operation
    instance = statement.stream.hexadecimal + (seed.map { " scaled \($0)" } ?? "")
  }

  /// - Throws: `LongRun.Interrupted`, `LanczosCheckpoint.Failure`, or what writing a file throws.
  func run(_ control: LongRun) throws -> Outcome {
    let n = statement.dimension
    let sides = (0..<statement.challengeCount).map { t in
      let side = ResidueVector(count: n)
      for (i, residue) in statement.challenge(t).enumerated() { side[i] = field.balanced(residue) }
      scaling?.scale(side)
      return side
    }
    let lanczos = try iterate(sides, instance, control)
    switch lanczos.outcome {
    case .exhausted where lanczos.steps == n:
      for solution in lanczos.solutions { scaling?.scale(solution) }
      let solutions = lanczos.solutions.map { x in (0..<n).map { field.residue(x[$0]) } }
      return .nonSingular(GramCertificate(statement: statement, solutions: solutions))
    case .exhausted: return .repeated(steps: lanczos.steps)
    case .singular: return .singular(steps: lanczos.steps)
    case .breakdown, nil: return .breakdown(steps: lanczos.steps)
    }
  }

  /// A lower bound of rank A that is the rank for almost every scaling: the steps of an iteration
  /// that starts in the image of A. Nothing certifies it but doing it again.
  func rankFromImage(_ control: LongRun) throws -> Int {
    let (start, image) = (
      ResidueVector(count: statement.dimension), ResidueVector(count: statement.dimension)
    )
    for (i, residue) in statement.challenge(0).enumerated() { start[i] = field.balanced(residue) }
    operation.apply(start, into: image)
    return try iterate([image], instance + " image", control).steps
  }

  private func iterate(
    _ sides: [ResidueVector], _ instance: String, _ control: LongRun
  ) throws -> ModularLanczos {
    let n = statement.dimension
    let lanczos = ModularLanczos(operation, rightHandSides: sides, threads: control.threads)
    let seconds = secondsPerProduct() * Double(n)
    if let limit = control.timeLimit, seconds > limit {
      throw RankRefusal.structureTooLong(work, seconds: seconds)
    }
    let checkpoint = control.checkpoint(instance: instance, seconds: seconds)
    if let path = checkpoint, LanczosCheckpoint.exists(path) {
      lanczos.restore(
        try LanczosCheckpoint.read(
          path, of: field, instance: instance, dimension: n, vectors: 2 + sides.count))
    }
    control.announce(
      LongRun.Announcement(
        work: work, seconds: seconds * Double(n - lanczos.steps) / Double(max(n, 1)),
        checkpoint: checkpoint, stepsDone: lanczos.steps))
    func save() throws {
      guard let path = checkpoint else { return }
      try LanczosCheckpoint.write(lanczos.state, of: field, instance: instance, to: path)
    }
    var saved = ContinuousClock.now
    // A step more than rows, to see the vector vanish.
    while lanczos.outcome == nil && lanczos.steps <= n {
      lanczos.step()
      control.progress?.update(Double(lanczos.steps) / Double(n))
      if control.shouldStop() {
        try save()
        throw LongRun.Interrupted(stepsDone: lanczos.steps, steps: n, checkpoint: checkpoint)
      }
      if saved.duration(to: .now) / .seconds(1) >= control.checkpointSeconds {
        try save()
        saved = .now
      }
    }
    precondition(lanczos.steps <= n, "more than \(n) orthogonal vectors: the product is not exact")
    if lanczos.outcome == .exhausted && lanczos.steps == n {
      try save()
    } else if let path = checkpoint {
      // The next attempt is another instance.
      try LanczosCheckpoint.remove(path)
    }
    return lanczos
  }

  /// The second of two products: the first warms the caches.
  private func secondsPerProduct() -> Double {
    let (input, output) = (
      ResidueVector(count: operation.dimension), ResidueVector(count: operation.dimension)
    )
    operation.apply(input, into: output)
    let start = ContinuousClock.now
    operation.apply(input, into: output)
    return start.duration(to: .now) / .seconds(1)
  }
}
