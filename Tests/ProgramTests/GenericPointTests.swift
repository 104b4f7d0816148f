import ExactAlgebra
import Foundation
import Testing

/// `slt rank --at generic` and `slt phase-diagram`.
@Suite struct GenericPointTests {
  @Test(arguments: [
    ("--input 4 --width 5 --output 3", "coordinates", 30, 35, 29),
    ("--task modular-addition --modulus 3 --width 2", "centred", 24, 18, 14),
    // Refused at given weights: 912,576 x 297,984.
    (
      "--task modular-addition --modulus 97 --width 1024 --level coordinates", "coordinates",
      1_834_755, 297_984, 296_960
    ),
    (
      "--task modular-addition --modulus 53 --width 1024 --memory-limit 64MiB", "centred",
      148_824, 162_816, 148_824
    ),
  ])
  func schema(_ line: String, level: String, rows: Int, columns: Int, rank: Int) throws {
    let answer = try Program.json("rank quadratic \(line) --at generic")
    #expect(answer.integer("schema") == 1 && answer.text("level") == level)
    #expect(answer.integer("rows") == rows && answer.integer("columns") == columns)
    #expect(answer.integer("genericRank") == rank && answer.integer("atMost") == rank)
    #expect(answer.text("basis") == "proved" && answer.number("failureProbability") == 0)
    #expect(answer.text("lower") == Rational(rank, 2).description)
    #expect(answer.text("upper") == Rational(rank, 2).description)
    #expect(answer.flag("exact") == true && answer.text("method")?.isEmpty == false)
    #expect((answer.number("seconds") ?? -1) >= 0)
    let bounds = try answer.objects("bounds")
    #expect(bounds.count >= 2 && bounds.first?.integer("value") == rank)
    for bound in bounds {
      #expect((bound.integer("value") ?? 0) >= rank && bound.text("because")?.isEmpty == false)
    }
  }

  /// The table has the same; a biased network, which has no special points, too.
  @Test func tables() throws {
    let run = try Program.run("rank biased-quadratic --input 5 --width 2 --at generic --format csv")
    #expect(run.status == 0 && run.errors.isEmpty)
    let lines = run.output.split(separator: "\n")
    #expect(lines[0] == "what,value,basis" && lines[1].hasPrefix("generic rank,12,"))
    for what in ["at most,12,", "at most,21,", "λ,6,", "seconds,"] {
      #expect(lines.contains { $0.hasPrefix(what) }, "\(what) in \(run.output)")
    }
    // Almost every weight is what `predict` speaks of without weights.
    let plain = try Program.run("predict quadratic --input 4 --width 5 --output 3 --format csv")
    let generic = try Program.run(
      "predict quadratic --input 4 --width 5 --output 3 --at generic --format csv")
    #expect(plain.output == generic.output && generic.status == 0)
  }

  /// Between two bounds: an interval, and no value.
  @Test func boundsThatDoNotMeet() throws {
    let line =
      "rank quadratic --task modular-addition --modulus 29 --width 287 --level data --at generic "
      + "--time-limit 0.1s"
    let answer = try Program.json(line)
    let (lower, upper) = (answer.integer("genericRank") ?? 0, answer.integer("atMost") ?? 0)
    #expect(lower < upper && lower > upper * 95 / 100 && upper == 29 * 29 * 29)
    #expect(answer.text("basis") == "monteCarlo" && answer.number("failureProbability") == 1)
    #expect(answer.flag("exact") == false)
    let table = try Program.run(line)
    #expect(table.output.contains("[\(lower), \(upper)]"), "\(table.output)")
    #expect(table.output.contains("between two bounds"))
  }

  @Test(arguments: [
    (
      "rank quadratic --task modular-addition --modulus 97 --width 1024 --method elimination",
      ["912576 x 297984", "GiB", "--at generic"]
    ),
    (
      "rank quadratic --task modular-addition --modulus 53 --width 256 --time-limit 1s",
      ["products", "MiB", "time limit", "--at generic"]
    ),
    (
      "rank quadratic --task modular-addition --modulus 53 --width 1024 --at generic "
        + "--memory-limit 10KiB",
      ["elimination", "MiB", "10 KiB", "--memory-limit"]
    ),
    (
      "rank biased-quadratic --input 400 --width 300 --at generic --memory-limit 2GiB",
      ["80601 x 120601", "GiB", "2.0 GiB", "fits"]
    ),
    (
      "rank quadratic --input 2 --width 1 --output 1 --at generic --certificate rank.json",
      ["--certificate", "--at generic"]
    ),
    ("rank quadratic --input 2 --width 1 --output 1 --time-limit soon", ["--time-limit", "20min"]),
    ("rank quadratic --input 2 --width 1 --output 1 --time-limit -1s", ["--time-limit"]),
    ("rank quadratic --input 2 --width 1 --output 1 --at generic --level data", ["--task"]),
    ("phase-diagram quadratic --max-input -1", ["--max-input is -1"]),
    ("phase-diagram quadratic --max-output 0", ["--max-output is 0"]),
    ("phase-diagram quadratic --max-modulus 1", ["--max-modulus is 1"]),
    ("phase-diagram quadratic --max-modulus 1000", ["--max-modulus is 1000"]),
    ("phase-diagram quadratic --max-input 0 --max-modulus 0", ["nothing to compute"]),
  ])
  func refusals(_ line: String, _ words: [String]) throws {
    expectRefusal(try Program.run(line), status: 64, naming: words, line)
  }

  @Test func phaseDiagram() throws {
    let answer = try Program.json(
      "phase-diagram quadratic --max-input 3 --max-output 6 --max-modulus 3")
    let rows = try answer.objects("rows")
    // 6 (2 + 4 + 7) at level coordinates, 2 (5 + 10) on the data.
    #expect(answer.integer("schema") == 1 && rows.count == 78 + 30)
    for row in rows {
      #expect(row.integer("rank") == row.integer("theory"), "\(row.values)")
      #expect(row.text("agreement") == "agrees" && row.text("basis") == "proved")
    }
    let unbalanced = rows.filter { $0.text("exception") == "unbalanced" }
    #expect(unbalanced.count == 1 && unbalanced[0].integer("rank") == 35)
    #expect(unbalanced[0].integer("formula") == 36 && unbalanced[0].isNull("modulus"))
  }
}
