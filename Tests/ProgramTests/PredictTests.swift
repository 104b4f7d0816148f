import ExactAlgebra
import Foundation
import Testing

/// `slt predict`: the documented JSON, and values that are known from theory.
@Suite struct PredictTests {
  static let rowKeys: Set<String> = [
    "theorem", "level", "lambda", "multiplicity", "verdict", "lower", "upper", "assumptions",
  ]
  static let topKeys: Set<String> = ["schema", "family", "rows", "certified", "compareWith"]
  static let certifiedKeys: Set<String> = ["level", "lower", "upper", "exact", "because"]
  static let levels: Set<String> = ["coordinates", "data", "centred"]
  static let verdicts: Set<String> = ["proved", "conditional", "bounded", "inapplicable"]

  @Test(arguments: [
    "predict quadratic --input 10 --width 4 --output 5",
    "predict quadratic --task modular-addition --modulus 3 --width 8",
    "predict quadratic --task modular-addition --modulus 4 --width 2 --loss plain --at random",
    "predict biased-quadratic --input 4 --width 6",
    "predict biased-quadratic --input 3 --width 2 --at random --regime ntk",
    "predict quadratic --input 3 --width 3 --output 2 --active-units 1 --zero-output 1 --zero-both 1",
    "predict quadratic --input 3 --width 3 --output 2 --at random --regime lazy",
  ])
  func schema(_ line: String) throws {
    let answer = try Program.json(line)
    #expect(answer.integer("schema") == 1)
    #expect(answer.keys.isSuperset(of: Self.topKeys))
    #expect(Self.levels.contains(answer.text("compareWith") ?? ""))
    for row in try answer.objects("rows") {
      #expect(row.keys == Self.rowKeys, "\(row.values)")
      #expect(Self.levels.contains(row.text("level") ?? ""))
      #expect(Self.verdicts.contains(row.text("verdict") ?? ""))
      for key in ["lambda", "lower", "upper"] {
        #expect(row.isNull(key) || row.text(key).flatMap { Rational($0) } != nil, "\(row.values)")
      }
      #expect(row.isNull("multiplicity") || (row.integer("multiplicity") ?? 0) >= 1)
      if row.text("verdict") == "proved" { #expect(row.text("lambda") != nil) }
      if row.text("verdict") == "bounded" {
        #expect(row.isNull("lambda") && row.text("lower") != nil && row.text("upper") != nil)
      }
      var open = 0
      for assumption in try row.objects("assumptions") {
        #expect(assumption.keys == ["statement", "verdict", "because"])
        let verdict = assumption.text("verdict") ?? ""
        #expect(["holds", "fails", "undecided"].contains(verdict))
        if verdict != "holds" { open += 1 }
      }
      if row.text("verdict") == "proved" { #expect(open == 0, "\(row.values)") }
      if row.text("verdict") == "conditional" { #expect(open > 0, "\(row.values)") }
    }
    let certified = try answer.object("certified")
    #expect(certified.keys.isSuperset(of: Self.certifiedKeys))
    #expect(certified.flag("exact") != nil)
    #expect(certified.text("level") == answer.text("compareWith"))
    let lower = try #require(certified.text("lower").flatMap { Rational($0) })
    let upper = try #require(certified.text("upper").flatMap { Rational($0) })
    #expect(lower <= upper)
    if certified.flag("exact") == true { #expect(lower == upper) }
  }

  private func row(_ theorem: String, _ answer: Object, level: String? = nil) throws -> Object {
    let found = try answer.objects("rows").first {
      $0.text("theorem") == theorem && (level == nil || $0.text("level") == level)
    }
    return try #require(found, "no row \(theorem)")
  }

  @Test func underparametrised() throws {
    let answer = try Program.json("predict quadratic --input 10 --width 4 --output 5")
    let row = try row("4.2", answer)
    #expect(row.text("lambda") == "28" && row.text("verdict") == "conditional")
    #expect(try answer.object("certified").text("lower") == "28")
    #expect(answer.text("compareWith") == "coordinates")
  }

  /// Dimensions alone leave 4.2 open; a random point settles it either way.
  @Test func randomPointSettles() throws {
    let answer = try Program.json("predict quadratic --input 10 --width 4 --output 5 --at random")
    #expect(try row("4.2", answer).text("verdict") == "proved")
    #expect(
      try row("4.2", answer).objects("assumptions").allSatisfy { $0.text("verdict") == "holds" })
    let text = try Program.run(
      "predict quadratic --input 10 --width 4 --output 5 --at random --seed 9")
    #expect(text.output.contains("random integer weights, seed 9"))
  }

  @Test func modularAddition() throws {
    let answer = try Program.json(
      "predict quadratic --task modular-addition --modulus 7 --width 64")
    let certified = try answer.object("certified")
    #expect(answer.text("compareWith") == "centred")
    #expect(certified.text("lower") == "168" && certified.text("upper") == "168")
    #expect(certified.flag("exact") == true)
    for (level, value) in [("coordinates", "735/2"), ("data", "343/2"), ("centred", "168")] {
      #expect(try row("certificate", answer, level: level).text("lambda") == value)
    }
    let text = try Program.run("predict quadratic --task modular-addition --modulus 7 --width 64")
    #expect(text.output.contains("Compare a measurement with level centred"))
    #expect(text.output.contains("do not identify them"))
  }

  @Test func biasedQuadratic() throws {
    let over = try Program.json("predict biased-quadratic --input 4 --width 6")
    #expect(try row("G.1", over).text("lambda") == "15/2")
    #expect(try row("G.2", over).text("verdict") == "inapplicable")
    let under = try Program.json("predict biased-quadratic --input 5 --width 2 --at random")
    #expect(try row("G.2", under).text("lambda") == "6")
    #expect(try row("G.2", under).text("verdict") == "proved")
    #expect(try row("G.1", under).text("verdict") == "inapplicable")
  }

  /// (d, m, K) = (4, 5, 3): defective, so every weight is a counterexample to 4.2 as published.
  @Test func counterexample() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      """
      {"family":"quadratic","input":4,"width":5,"output":3,
       "W":[[1,2,-1,3],[2,-1,1,"1/2"],[0.5,1,4,-2],["-1/3",3,1,1],[1,1,-2,0.25]],
       "V":[[1,-1,2,3,1],[2,1,"1/5",-1,1],[1,0.125,-1,2,-3]]}
      """, to: "w.json")
    let answer = try Program.json("predict quadratic --weights \(file)")
    let row = try row("4.2", answer)
    #expect(row.text("verdict") == "inapplicable")
    let assumptions = try row.objects("assumptions")
    let numbered = assumptions.filter { $0.text("statement")?.hasPrefix("(") == true }
    #expect(numbered.count == 3)
    #expect(numbered.allSatisfy { $0.text("verdict") == "holds" }, "\(row.values)")
    let exact = try #require(assumptions.first { $0.text("verdict") == "fails" })
    #expect(exact.text("because")?.contains("29 < 30") == true)
    #expect(try answer.object("certified").text("lower") == "29/2")
    let rank = try Program.json("rank quadratic --weights \(file)")
    #expect(rank.integer("rank") == 29 && rank.integer("genericRank") == 29)
  }

  /// One active unit, one with w = 0 and one with v = 0: 5.5 gives only the lower end.
  @Test func inactiveUnits() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      """
      {"family":"quadratic","input":3,"width":3,"output":2,
       "W":[[1,2,3],[0,0,0],[1,1,0]],"V":[[1,1,0],[2,1,0]]}
      """, to: "dead.json")
    let answer = try Program.json("predict quadratic --weights \(file)")
    #expect(try row("5.5", answer).text("verdict") == "inapplicable")
    let corrected = try row("5.5-corrected", answer)
    #expect(corrected.text("verdict") == "bounded")
    #expect(corrected.text("lower") == "3")
    let certified = try answer.object("certified")
    #expect(certified.text("lower") == "3" && certified.flag("exact") == false)
  }

  /// Section 5 of the theory at level 1: K/2 for v = 0, d/4 for w = 0, min(K/2, d/4) for both.
  @Test(arguments: [
    ("--zero-output 1", Rational(3, 2)), ("--zero-input 1", Rational(5, 2)),
    ("--zero-both 1", Rational(3, 2)),
  ])
  func declaredInactiveUnits(_ unit: String, contribution: Rational) throws {
    // d = 10, K = 3, one active unit: r_a / 2 = 12 / 2.
    let answer = try Program.json(
      "predict quadratic --input 10 --width 2 --output 3 --active-units 1 \(unit)")
    let row = try row("5.5-corrected", answer)
    // One unit with both zero beside one active unit: proved exact, K >= 3 and d >= 3.
    let exact = unit.hasPrefix("--zero-both")
    #expect(row.text("lower").flatMap { Rational($0) } == (exact ? Rational(6) + contribution : 6))
    #expect(row.text("upper").flatMap { Rational($0) } == Rational(6) + contribution)
  }
}
