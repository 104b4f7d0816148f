import LLCExperiments
import Testing

/// What a sweep file says, and where it is wrong.
@Suite struct SweepSpecTests {
  private static let full = """
    schema: 1
    name: grokking
    runs:
      modulus: 23
      seed: [1, 2, 3]
      width: [128, 256]
      trainingFraction: 0.5
      optimiser: adamw
      learningRate: [1e-3, 3e-3]
      momentum: 0
      weightDecay: 1
      batchSize: [128, full]
      loss: centred
      initialScale: 1
      epochs: 2000
    checkpoints: {spacing: logarithmic, count: 30}
    measure:
      theory: true
      every: 3
      sampler: {nBeta: 1000, localization: 10, stepSize: 1e-4, chains: 4, burnIn: 200, num_draws: 500}
    """

  @Test func everything() throws {
    let spec = try SweepSpec(yaml: Self.full, file: "f")
    #expect(spec.name == "grokking" && spec.runs.count == 24 && Set(spec.runs).count == 24)
    #expect(spec.checkpoints == .logarithmic(count: 30) && spec.measurement.every == 3)
    #expect(
      spec.measurement.sampler
        == TrajectorySampler(
          nBeta: 1000, localisation: 10, stepSize: 1e-4, chains: 4, burnIn: 200, draws: 500))
    let first = RunSpec(
      modulus: 23, width: 128, learningRate: 1e-3, weightDecay: 1, batchSize: 128, epochs: 2000)
    #expect(spec.runs[0] == first)
    // The last list of the file varies fastest, and the first one slowest.
    #expect(spec.runs[1].batchSize == nil && spec.runs[2].learningRate == 3e-3)
    #expect(spec.runs[4].width == 256 && spec.runs[7].seed == 1 && spec.runs[8].seed == 2)
    #expect(spec.runs[0].trainingPairCount == 265)
  }

  @Test func defaults() throws {
    let spec = try SweepSpec(
      yaml: "schema: 1\nname: a\nruns: {modulus: 5, width: 4, epochs: 10}", file: "f")
    #expect(spec.runs == [RunSpec(modulus: 5, width: 4, epochs: 10)])
    #expect(spec.checkpoints == .logarithmic(count: 30))
    #expect(spec.measurement == TrajectoryMeasurement())
  }

  /// Replaces a line of the whole file, and expects to be told of it.
  @Test(arguments: [
    ("modulus: 23", "modulus: 1", 4, "runs.modulus: is 1; expected at least 2"),
    ("modulus: 23", "modulus: 513", 4, "runs.modulus: is 513; expected at most 512"),
    ("modulus: 23", "modulus: []", 4, "is an empty list"),
    ("width: [128, 256]", "width: [128, 0]", 6, "runs.width[1]: is 0"),
    ("width: [128, 256]", "width: [128, 128]", 6, "runs.width[1]: is 128, which is given twice"),
    ("width: [128, 256]", "width: 1000000", 6, "has 69000000 weights"),
    ("trainingFraction: 0.5", "trainingFraction: 1.5", 7, "expected at most 1"),
    ("trainingFraction: 0.5", "trainingFraction: 1e-4", 7, "is none"),
    ("optimiser: adamw", "optimiser: admw", 8, "did you mean \"adamw\"?"),
    ("learningRate: [1e-3, 3e-3]", "learningRate: nan", 9, "expected a finite number"),
    ("learningRate: [1e-3, 3e-3]", "learningRate: 0", 9, "expected a positive number"),
    ("momentum: 0", "momentum: 0.9", 10, "belongs to sgd, and the optimiser is adamw"),
    ("momentum: 0", "momentum: 1", 10, "expected less than 1"),
    ("weightDecay: 1", "weightDecay: -1", 11, "expected 0 or more"),
    ("batchSize: [128, full]", "batchSize: 266", 12, "has 265 training pairs"),
    ("batchSize: [128, full]", "batchSize: all", 12, "or full"),
    ("batchSize: [128, full]", "batchSize: [1, full]", 12, "loss of a single pair is 0"),
    ("loss: centred", "loss: centered", 13, "did you mean \"centred\"?"),
    ("initialScale: 1", "initialScale: {}", 14, "found a mapping; expected a finite number"),
    ("epochs: 2000", "epochs: 0", 15, "runs.epochs: is 0"),
    ("epochs: 2000", "epoch: 2000", 15, "did you mean \"epochs\"?"),
    ("count: 30", "every: 30", 16, "makes no sense here"),
    ("count: 30", "count: 0", 16, "checkpoints.count: is 0"),
    ("spacing: logarithmic, count: 30", "spacing: linear", 16, "\"every\" is missing"),
    ("theory: true", "theory: yes", 18, "expected true or false"),
    ("every: 3", "every: 0", 19, "measure.every: is 0"),
    ("chains: 4", "chains: 1", 20, "measure.sampler.chains: is 1; expected at least 2"),
    ("nBeta: 1000, ", "", 20, "\"nBeta\" is missing"),
    ("name: grokking", "name: a/b", 2, "since it names the store"),
    ("schema: 1", "schema: 2", 1, "this program reads schema 1"),
  ])
  func errors(old: String, new: String, line: Int, part: String) {
    #expect(Self.full.contains(old))
    let error = #expect(throws: SpecError.self) {
      try SweepSpec(yaml: Self.full.replacing(old, with: new), file: "f")
    }
    #expect(error?.line == line, "\(String(describing: error))")
    #expect(error?.description.contains(part) == true, "\(String(describing: error))")
  }

  @Test func largeGridsAreCountedAndNotBuilt() throws {
    let list = "[" + (1...400).map(String.init).joined(separator: ", ") + "]"
    let text =
      "schema: 1\nname: a\nruns: {modulus: 23, width: \(list), epochs: \(list), seed: \(list)"
    let grid = try SweepGrid(yaml: text + "}", file: "f")
    #expect(grid.count == 64_000_000)
    let error = #expect(throws: SpecError.self) { try SweepSpec(yaml: text + "}", file: "f") }
    #expect(error?.problem == "a grid of 64000000 runs; expected at most 100000")
    let more = [
      "weightDecay", "initialScale", "learningRate",
    ].map { ", \($0): \(list)" }.joined()
    let beyond =
      ", trainingFraction: [\((1...400).map { "\(0.5 + Double($0) / 1000)" }.joined(separator: ", "))], batchSize: [\((2...201).map(String.init).joined(separator: ", "))]"
    #expect(try SweepGrid(yaml: text + more + beyond + "}", file: "f").count == nil)
  }
}
