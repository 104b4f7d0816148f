import ExactAlgebra
import Foundation
import Testing

/// `slt rank quadratic --at fourier`.
@Suite struct FourierTests {
  static let task = "rank quadratic --task modular-addition"

  /// Ranks measured before there was a closed form, and the widths they belong to.
  @Test(arguments: [(5, 94), (7, 219), (11, 625)])
  func measuredRanks(_ p: Int, _ rank: Int) throws {
    let answer = try Program.json("\(Self.task) --modulus \(p) --at fourier --phases 3")
    #expect(answer.integer("schema") == 1 && answer.text("point") == "fourier")
    #expect(answer.integer("width") == 3 * (p - 1))
    #expect(answer.integer("parameters") == 9 * p * (p - 1))
    #expect(answer.text("interpolation") == "targets-up-to-constant")
    let levels = try answer.objects("levels")
    #expect(levels.map { $0.text("level") } == ["coordinates", "data", "centred"])
    #expect(levels.map { $0.flag("interpolates") } == [false, false, true])
    let centred = levels[2]
    #expect(centred.integer("rank") == rank && centred.integer("computedRank") == rank)
    #expect(centred.text("lower") == Rational(rank, 2).description)
    #expect(centred.flag("exact") == false && centred.keys.contains("upper"))
    for row in levels {
      let lower = try #require(row.text("lower").flatMap { Rational($0) })
      let upper = try #require(row.text("upper").flatMap { Rational($0) })
      #expect(lower <= upper && row.text("basis") == "proved")
      #expect((row.integer("rank") ?? 0) <= (row.integer("genericRankBound") ?? 0))
    }
  }

  /// lambda = (p - 1)(6p - 5) / 2 at the solution of width 2p - 1.
  @Test func minimal() throws {
    for (p, lambda) in [(5, "50"), (7, "111"), (97, "27696")] {
      let answer = try Program.json(
        "\(Self.task) --modulus \(p) --at fourier-minimal --level centred")
      #expect(answer.integer("width") == 2 * p - 1 && answer.text("interpolation") == "targets")
      let row = try #require(try answer.objects("levels").first)
      #expect(row.text("lower") == lambda && row.text("upper") == lambda)
      #expect(row.flag("exact") == true && row.integer("multiplicity") == 1)
      #expect(row.flag("interpolates") == true)
    }
  }

  @Test func subsets() throws {
    let line =
      "\(Self.task) --modulus 7 --width 20 --at fourier --phases 5 --frequencies 1,3 --amplitudes "
      + "1,-1/2 --loss centred"
    let answer = try Program.json(line)
    #expect(answer.text("interpolation") == "none")
    #expect(answer.text("interpolationBecause")?.contains("2 of 3 frequencies") == true)
    #expect(try answer.objects("levels").map { $0.integer("rank") } == [170])
    let shown = try Program.run(line)
    #expect(shown.output.contains("does not compute modular addition"))
  }

  @Test func largeModulusIsQuick() throws {
    let run = try Program.run("\(Self.task) --modulus 97 --at fourier --phases 3", seconds: 30)
    #expect(run.status == 0 && run.output.contains("59,664"))
  }

  @Test(arguments: ["text", "markdown", "csv", "latex"])
  func formats(_ format: String) throws {
    let run = try Program.run(
      "\(Self.task) --modulus 5 --at fourier --phases 3 --format \(format)")
    #expect(run.status == 0 && run.output.contains("94") && run.output.hasSuffix("\n"))
  }

  static let refusals: [(String, [String])] = [
    ("--modulus 5 --at fourier", ["--phases"]),
    ("--modulus 5 --at fourier --phases 0", ["phases is 0"]),
    ("--modulus 5 --at fourier --phases -3", ["phases is -3"]),
    ("--modulus 5 --at fourier --phases x", ["--phases"]),
    ("--modulus 5 --at fourier --phases 9223372036854775807", ["roots of unity"]),
    ("--modulus 6 --at fourier --phases 3", ["modulus is 6", "odd"]),
    ("--modulus 2 --at fourier-minimal", ["modulus is 2", "odd"]),
    ("--modulus 1 --at fourier-minimal", ["modulus is 1"]),
    ("--modulus 2000001 --at fourier-minimal", ["roots of unity"]),
    ("--at fourier --phases 3", ["--modulus"]),
    ("--modulus 7 --at fourier --phases 3 --frequencies 4", ["frequency 4", "(p-1)/2 = 3"]),
    ("--modulus 7 --at fourier --phases 3 --frequencies 0,1", ["frequency 0"]),
    ("--modulus 7 --at fourier --phases 3 --frequencies -1", ["frequency -1"]),
    ("--modulus 7 --at fourier --phases 3 --frequencies 1,2,1", ["frequency 1", "twice"]),
    ("--modulus 7 --at fourier --phases 3 --frequencies 1,,2", ["--frequencies", "integers"]),
    ("--modulus 7 --at fourier --phases 3 --amplitudes 1,2", ["2 amplitudes for 3"]),
    ("--modulus 7 --at fourier --phases 3 --amplitudes 1,0,2", ["frequency 2 is 0"]),
    ("--modulus 7 --at fourier --phases 3 --amplitudes 1,x,2", ["--amplitudes", "\"x\""]),
    ("--modulus 7 --at fourier --phases 3 --amplitudes 1,1/0,2", ["--amplitudes", "1/0"]),
    ("--modulus 7 --width 20 --at fourier --phases 3", ["--width is 20", "18"]),
    ("--modulus 7 --input 3 --at fourier --phases 3", ["--input is 3", "14"]),
    ("--modulus 7 --at fourier-minimal --phases 3", ["no --phases"]),
    ("--modulus 7 --width 8 --phases 3", ["--phases needs --at fourier"]),
    ("--modulus 7 --width 8 --at random --frequencies 1", ["--frequencies needs --at fourier"]),
    ("--modulus 7 --at fourier --phases 3 --weights w.json", ["--at", "--weights"]),
    ("--modulus 7 --at fourier --phases 3 --certificate c.json", ["--certificate", "cyclotomic"]),
    ("--modulus 1009 --at fourier --phases 3 --memory-limit 1MiB", ["GiB", "modulus"]),
  ]

  @Test(arguments: refusals)
  func refused(_ line: String, naming words: [String]) throws {
    let whole = "\(Self.task) \(line)"
    expectRefusal(try Program.run(whole, seconds: 20), status: 64, naming: words, whole)
  }

  @Test(arguments: [
    "predict quadratic --task modular-addition --modulus 5 --width 4 --at fourier",
    "rank biased-quadratic --input 3 --width 2 --at fourier-minimal",
    "predict biased-quadratic --input 3 --width 2 --at fourier",
    "rank quadratic --input 4 --width 5 --output 3 --at fourier --phases 3",
  ])
  func elsewhere(_ line: String) throws {
    expectRefusal(try Program.run(line, seconds: 20), status: 64, naming: ["--at fourier"], line)
  }
}
