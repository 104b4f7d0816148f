import Foundation
import TestSupport
import Testing

/// Experiment files that cannot be run: one line, exit status 65, and nothing allocated first.
@Suite struct BadSpecTests {
  static let good = """
    schema: 1
    seed: 3
    sampler:
      nBeta: 1.0e+6
      localisation: 100
      relativeStepSize: 0.25
      chains: 2
      burnIn: 50
      draws: 100
      thinning: 2
    cases:
      - name: tiny
        model: {family: quadratic, input: 2, width: 2, output: 1}
        data: {inputs: gaussian, samples: 8}

    """

  struct Change: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let words: [String]

    init(_ old: String, _ new: String, _ words: String...) {
      (self.old, self.new, self.words) = (old, new, words)
    }

    var testDescription: String { String(new.prefix(60)) }
  }

  static let task = ("input: 2, width: 2, output: 1", "{inputs: gaussian, samples: 8}")
  static let large = "9223372036854775807"

  static let changes: [Change] = [
    // keys and types
    Change(
      "  thinning: 2", "  thining: 2", "spec.yaml:10", "sampler", "thining",
      "did you mean \"thinning\"", "burnIn"),
    Change("    data:", "    daat:", "spec.yaml:14", "cases[0]", "daat", "did you mean \"data\""),
    Change("seed: 3", "sede: 3", "spec.yaml:2", "did you mean \"seed\"", "sampler"),
    Change("seed: 3", "zzzzzzzz: 3", "spec.yaml:2", "zzzzzzzz", "Expected one of"),
    Change("seed: 3", "seed: three", "spec.yaml:2", "seed", "three", "integer"),
    Change("seed: 3", "seed: -1", "spec.yaml:2", "-1"),
    Change("seed: 3", "seed: 3\nseed: 4", "spec.yaml:2", "seed", "twice"),
    Change("  chains: 2", "  chains: 2\n  chains: 3", "spec.yaml:7", "chains", "twice"),
    Change("seed: 3", "? [1, 2]\n: 3", "spec.yaml:2"),
    Change("schema: 1", "schema: 2", "spec.yaml:1", "schema", "2", "1"),
    Change("schema: 1", "schema: one", "integer"), Change("schema: 1\n", "", "schema", "missing"),
    Change("samples: 8", "samples: 8.5", "spec.yaml:14", "cases[0].data.samples", "8.5", "integer"),
    Change("samples: 8", "samples: [8]", "a list", "integer"),
    Change("samples: 8", "samples: many", "many", "integer"),
    Change("name: tiny", "name: \"\"", "cases[0].name"),
    Change("name: tiny", "name: [a]", "a list"),
    Change("family: quadratic", "family: quadratc", "did you mean \"quadratic\""),
    Change("family: quadratic", "family: 3", "quadratic, biased-quadratic"),
    Change("inputs: gaussian", "inputs: gausian", "did you mean \"gaussian\""),
    Change("inputs: gaussian", "<<: {inputs: gaussian}", "<<"),
    // sampler
    Change("draws: 100", "draws: 0", "spec.yaml:9", "sampler.draws", "0", "at least"),
    Change("draws: 100", "draws: -5", "-5"), Change("chains: 2", "chains: 0", "chains"),
    Change("chains: 2", "chains: 1", "sampler.chains", "R-hat", "2 chains"),
    Change("burnIn: 50", "burnIn: -1", "-1"), Change("thinning: 2", "thinning: 0", "thinning"),
    Change("relativeStepSize: 0.25", "stepSize: -1.0e-9", "spec.yaml:6", "stepSize", "positive"),
    Change("relativeStepSize: 0.25", "stepSize: 0", "positive"),
    Change("relativeStepSize: 0.25", "relativeStepSize: 1", "stability", "less than 1"),
    Change("relativeStepSize: 0.25", "relativeStepSize: 1.5", "stability"),
    Change("relativeStepSize: 0.25", "relativeStepSize: -0.5", "positive"),
    Change("relativeStepSize: 0.25", "stepSize: 1.0", "tiny", "stable below"),
    Change("relativeStepSize: 0.25", "relativeStepSize: 0.25\n  stepSize: 1.0e-9", "both"),
    Change("  relativeStepSize: 0.25\n", "", "missing"),
    Change("  draws: 100\n", "", "draws", "missing"),
    Change("nBeta: 1.0e+6", "nBeta: .nan", "spec.yaml:4", "sampler.nBeta", ".nan", "finite"),
    Change("nBeta: 1.0e+6", "nBeta: nan", "finite"),
    Change("nBeta: 1.0e+6", "nBeta: .inf", "finite"),
    Change("nBeta: 1.0e+6", "nBeta: -.inf", "finite"),
    Change("nBeta: 1.0e+6", "nBeta: 1e999", "finite"),
    Change("nBeta: 1.0e+6", "nBeta:", "nothing"), Change("nBeta: 1.0e+6", "nBeta: ~", "finite"),
    Change("nBeta: 1.0e+6", "nBeta: 0", "positive"),
    Change("nBeta: 1.0e+6", "nBeta: {a: 1}", "mapping"),
    Change("localisation: 100", "localisation: -1", "localisation"),
    Change("localisation: 100", "localisation: 1e400", "finite"),
    Change("thinning: 2", "thinning: 2\n  batchSize: 9", "batchSize", "8"),
    Change("thinning: 2", "thinning: 2\n  batchSize: 2\n  method: mala", "mala"),
    Change("thinning: 2", "thinning: 2\n  method: nuts", "sgld, mala"),
    Change("thinning: 2", "thinning: 2\n  batchSize: 2\n  method: hmc", "tiny", "batchSize", "hmc"),
    Change(
      "thinning: 2", "thinning: 2\n  leapfrogSteps: 4", "spec.yaml:11", "sampler.leapfrogSteps",
      "method hmc"),
    Change(
      "thinning: 2", "thinning: 2\n  nbeta: 3", "spec.yaml:11", "sampler", "nBeta", "twice",
      "nbeta"),
    Change("thinning: 2", "num_steps_bw_draws: 0", "spec.yaml:10", "sampler.num_steps_bw_draws"),
    Change("thinning: 2", "thinning: 2\n  noise_level: -1", "sampler.noise_level", "0 or more"),
    Change("thinning: 2", "thinning: 2\n  weightDecay: many", "weightDecay", "finite"),
    Change("thinning: 2", "thinning: 2\n  bounding_box_size: 0", "bounding_box_size", "positive"),
    Change("thinning: 2", "thinning: 2\n  initialLoss: full", "a number, full-batch"),
    Change(
      "thinning: 2", "thinning: 2\n  initialLoss: {firstBatches: 2}", "conventions: devinterp"),
    Change("thinning: 2", "thinning: 2\n  preconditioner: {}", "rmsprop-sgld"),
    Change("thinning: 2", "thinning: 2\n  diffusion_factor: 1", "sgnht"),
    Change("thinning: 2", "thinning: 2\n  conventions: ours", "standard, devinterp"),
    Change(
      "thinning: 2", "thinning: 2\n  method: sgnht\n  conventions: devinterp", "tiny",
      "localisation", "devinterp's sgnht"),
    Change(
      "thinning: 2", "thinning: 2\n  method: hmc\n  conventions: devinterp", "has no hmc"),
    Change("nBeta: 1.0e+6", "nBeta: [1, 2, x]", "spec.yaml:4", "sampler.nBeta[2]", "finite"),
    Change("nBeta: 1.0e+6", "nBeta: [1, 1]", "sampler.nBeta[1]", "twice"),
    Change("nBeta: 1.0e+6", "nBeta: []", "sampler.nBeta", "2 to 64"),
    Change("nBeta: 1.0e+6", "nBeta: wibc", "finite"),
    // sizes
    Change("samples: 8", "samples: 0", "at least 1"),
    Change("samples: 8", "samples: \(large)", "tiny"),
    Change("samples: 8", "samples: 1000000000000", "tiny", "samples"),
    Change("nBeta: 1.0e+6", "nBeta: [1, 2]\n  localization: 2", "localisation", "twice"),
    Change("samples: 8", "samples: 100000000", "samples"),
    Change("width: 2", "width: 0", "spec.yaml:13", "width"),
    Change("width: 2", "width: \(large)", "64-bit"),
    Change("width: 2", "width: 1000000000", "tiny"),
    Change("input: 2", "input: 3037000500", "64-bit"),
    Change("input: 2", "input: 3037000499", "tiny"), Change("input: 2", "input: 100000", "GiB"),
    Change("output: 1", "output: 1000000000", "tiny"),
    Change("chains: 2", "chains: \(large)", "64-bit"),
    Change("chains: 2", "chains: 1000000000000", "GiB"),
    Change("draws: 100", "draws: \(large)", "64 bits"),
    Change("draws: 100", "draws: 100000000000000", "GiB"),
    Change("thinning: 2", "thinning: \(large)", "64 bits"),
    Change("burnIn: 50", "burnIn: \(large)", "64 bits"),
    // tasks
    Change(
      "inputs: gaussian, samples: 8", "task: modular-addition, modulus: 1", "modulus", "at least 2"),
    Change("inputs: gaussian, samples: 8", "task: modular-addition, modulus: 3037000500", "64-bit"),
    Change("inputs: gaussian, samples: 8", "task: modular-addition, modulus: 5", "expected 10"),
    Change(
      "inputs: gaussian, samples: 8", "task: modular-addition, modulus: 1, samples: 3", "samples"),
    Change("inputs: gaussian, samples: 8", "task: modular-addition", "modulus", "missing"),
    Change("inputs: gaussian, samples: 8", "inputs: gaussian, samples: 8, modulus: 3", "task"),
    // points
    Change("samples: 8}", "samples: 8}\n    point: {kind: trained}", "epochs"),
    Change("samples: 8}", "samples: 8}\n    point: {kind: planted, epochs: 3}", "epochs"),
    Change("samples: 8}", "samples: 8}\n    point: {kind: planted, scale: 0}", "scale"),
    Change("samples: 8}", "samples: 8}\n    point: {kind: planted, scale: 1.0e+200}", "finite"),
    Change("samples: 8}", "samples: 8}\n    point: {kind: file}", "path"),
    Change(
      "samples: 8}", "samples: 8}\n    point: {kind: file, path: nope.json}", "nope.json",
      "no such file"),
    Change("samples: 8}", "samples: 8}\n    point: {kind: file, path: .}", "directory"),
    Change(
      "samples: 8}",
      "samples: 8}\n    point: {kind: trained, epochs: 9, optimiser: sgd, momentum: 2}", "momentum"),
    Change(
      "samples: 8}",
      "samples: 8}\n    point: {kind: trained, epochs: 999, optimiser: sgd, learningRate: 1.0e+9}",
      "learningRate"),
    Change("samples: 8}", "samples: 8}\n    loss: centered", "did you mean \"centred\""),
    Change("samples: 8}", "samples: 8}\n    regime: lasy", "did you mean \"lazy\""),
    Change(
      "samples: 8}",
      "samples: 8}\n  - name: tiny\n    model: {family: quadratic, input: 2, width: 2, output: 1}\n    data: {inputs: gaussian, samples: 8}",
      "spec.yaml:15", "second case"),
  ]

  private func refused(_ data: Data, naming words: [String], _ what: String) throws {
    let scratch = try Scratch()
    try scratch.write(data, to: "spec.yaml")
    let run = try Program.run("compare spec.yaml", in: scratch.url, seconds: 20)
    expectRefusal(run, status: 65, naming: ["spec.yaml"] + words, what)
  }

  @Test(arguments: changes)
  func refused(_ change: Change) throws {
    #expect(Self.good.contains(change.old))
    let text = Self.good.replacingOccurrences(of: change.old, with: change.new)
    try refused(Data(text.utf8), naming: change.words, change.new)
  }

  @Test func compatible() throws {
    let scratch = try Scratch()
    try scratch.write(Self.good, to: "spec.yaml")
    let run = try Program.run("compare spec.yaml --compatible", in: scratch.url)
    #expect(run.status == 0 && run.output.contains("devinterp-conventions"))
    try scratch.write(
      Self.good.replacingOccurrences(of: "thinning: 2", with: "thinning: 2\n  method: mala"),
      to: "spec.yaml")
    expectRefusal(
      try Program.run("compare spec.yaml --compatible", in: scratch.url), status: 65,
      naming: ["spec.yaml", "tiny", "devinterp has no method mala"], "mala")
  }

  @Test func goodSpecRuns() throws {
    let scratch = try Scratch()
    try scratch.write(Self.good, to: "spec.yaml")
    #expect(try Program.run("compare spec.yaml", in: scratch.url).status == 0)
  }

  @Test func hostileText() throws {
    var bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (name, previous) in zip("bcdefghijk", "abcdefghij") {
      let list = Array(repeating: "*\(previous)", count: 9).joined(separator: ", ")
      bomb += "\(name): &\(name) [\(list)]\n"
    }
    var noise = PseudoRandom(seed: 2026)
    let garbage = Data((0..<4096).map { _ in UInt8.random(in: 0...255, using: &noise) })
    let cases: [(Data, [String], String)] = [
      (Data(), ["empty"], "empty"), (Data("\n\n".utf8), ["empty"], "blank"),
      (Data("# nothing\n".utf8), ["empty"], "comment"), (garbage + [0xFF], [], "garbage"),
      (Data("schema: 1\0".utf8), [], "zero byte"), (Data("hello".utf8), ["mapping"], "word"),
      (Data("- 1\n- 2\n".utf8), ["mapping"], "list"), (Data("a: [1\n".utf8), [], "open bracket"),
      (Data("schema: 1\n\tseed: 2\n".utf8), [":2:"], "tab"),
      (Data((Self.good + "---\n" + Self.good).utf8), ["another document"], "two documents"),
      (Data("schema: 1\ncases: []\n".utf8), ["cases", "at least one"], "no cases"),
      (Data("schema: 1\ncases: 3\n".utf8), ["list"], "cases no list"),
      (Data("schema: 1\n".utf8), ["cases", "missing"], "cases missing"),
      (Data(String(repeating: "[", count: 100_000).utf8), ["nesting"], "deep lists"),
      (Data(String(repeating: "{a: ", count: 20_000).utf8), ["nesting"], "deep mappings"),
      (
        Data(
          ("schema: " + String(repeating: "[", count: 50_000)
            + String(repeating: "]", count: 50_000)).utf8), ["nesting"], "deep and closed"
      ),
      (Data(bomb.utf8), ["aliases"], "aliases of aliases"),
      // As a key, the tree behind the alias is hashed.
      (Data((bomb + "z: {? *k : 1, ? *j : 2}\n").utf8), ["aliases"], "aliases as keys"),
      (Data((Self.good + String(repeating: "#", count: 1 << 21)).utf8), ["1048576"], "two MiB"),
    ]
    for (data, words, what) in cases { try refused(data, naming: words, what) }
  }

  @Test(arguments: ["nope.yaml", ".", "/dev/null"])
  func unusableFiles(_ path: String) throws {
    let scratch = try Scratch()
    let run = try Program.run("compare \(path)", in: scratch.url)
    expectRefusal(run, status: 65, naming: [path], path)
  }
}
