import Foundation
import Identifiability
import ModelFamilies
import Testing

@Suite("The phase diagram")
struct PhaseDiagramTests {
  /// The computation against the formulas, on a grid that has every kind of exception.
  @Test func smallGrid() throws {
    var cells = try PhaseDiagram.coordinates(maximalInput: 4, maximalOutput: 7, seed: 21)
    cells += try PhaseDiagram.modularAddition(maximalModulus: 5, seed: 22)
    for cell in cells {
      #expect(
        cell.agreement == .proved && cell.rank.lower == cell.expected.value,
        "\(cell.level) \(cell.network): \(cell.rank.lower), \(cell.expected)")
    }
    #expect(Set(cells.compactMap(\.expected.deviation)) == Set(ExpectedRank.Deviation.allCases))
    #expect(Set(cells.map(\.expected.regime)) == Set(ExpectedRank.Regime.allCases))
    #expect(Set(cells.map(\.level)) == Set(Level.allCases))
  }

  /// Values from the literature: Abo and Brambilla 2009, 2013; symmetric matrices of rank m.
  @Test(arguments: [
    (4, 5, 3, 29, ExpectedRank.Deviation.pfaffian), (6, 8, 3, 62, .pfaffian),
    (8, 11, 3, 107, .pfaffian), (4, 6, 5, 47, .curve), (3, 5, 6, 35, .unbalanced),
    (4, 8, 12, 112, .unbalanced), (6, 5, 1, 20, .rotations), (6, 6, 1, 21, .rotations),
    (4, 4, 3, 24, nil), (4, 6, 3, 30, nil), (4, 5, 5, 40, nil), (4, 7, 12, 105, nil),
  ])
  func published(
    _ d: Int, _ m: Int, _ outputs: Int, _ value: Int, _ deviation: ExpectedRank.Deviation?
  ) {
    let expected = ExpectedRank(inputDimension: d, outputDimension: outputs, width: m)
    #expect(expected.value == value && expected.deviation == deviation)
  }

  /// A rank that is not the theory's is a contradiction, one that bounds leave open is not.
  @Test func agreement() throws {
    let network = try QuadraticNetwork(inputDimension: 4, width: 5, outputDimension: 3)
    let rank = try GenericRank(of: map(.quadratic(network)), seed: 23)
    func cell(_ rank: GenericRank, _ width: Int) -> PhaseDiagram.Cell {
      PhaseDiagram.Cell(
        level: .coordinates, modulus: nil, network: network, rank: rank,
        expected: ExpectedRank(inputDimension: 4, outputDimension: 3, width: width))
    }
    #expect(cell(rank, 5).agreement == .proved)
    #expect(cell(rank, 4).agreement == .contradicted)
    #expect(cell(rank, 6).agreement == .contradicted)
    let task = try ModularAddition(modulus: 11)
    let open = try GenericRank(
      of: map(.quadratic(try task.network(width: 43)), .data, .allPairs(of: task)), seed: 5,
      limits: RankLimits(operations: 1e7, denseOperations: 0))
    let cell43 = PhaseDiagram.Cell(
      level: .data, modulus: 11, network: try task.network(width: 43), rank: open,
      expected: ExpectedRank(modulus: 11, width: 43, level: .data))
    #expect(cell43.agreement == .undecided)
    let cell30 = PhaseDiagram.Cell(
      level: .data, modulus: 11, network: try task.network(width: 30), rank: open,
      expected: ExpectedRank(modulus: 11, width: 30, level: .data))
    #expect(cell30.agreement == .contradicted)
  }
}

/// The data that the examples commit, against the formulas and in part computed again.
@Suite("Committed ranks")
struct CommittedRankTests {
  private struct Table {
    let comments: [String]
    let rows: [[String: String]]

    init(_ path: String) throws {
      let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
      let lines = text.split(separator: "\n").map(String.init)
      comments = lines.filter { $0.hasPrefix("#") }
      let data = lines.filter { !$0.hasPrefix("#") }
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
      let header = try #require(data.first)
      rows = data.dropFirst().map { fields in
        Dictionary(zip(header, fields), uniquingKeysWith: { first, _ in first })
      }
    }
  }

  @Test func phaseDiagram() throws {
    let table = try Table("Examples/phase-diagram/ranks.csv")
    #expect(table.comments.first?.contains("slt phase-diagram quadratic") == true)
    #expect(table.comments.count >= 2)
    var seen: Set<[Int]> = []
    for (index, row) in table.rows.enumerated() {
      let numbers = try ["d", "K", "m", "rank", "at most", "formula", "theory"].map {
        try #require(row[$0].flatMap(Int.init), "row \(index): \($0)")
      }
      let (d, outputs, m) = (numbers[0], numbers[1], numbers[2])
      let level = try #require(row["level"].flatMap(Level.init))
      let modulus = row["p"].flatMap(Int.init)
      let expected =
        modulus.map { ExpectedRank(modulus: $0, width: m, level: level) }
        ?? ExpectedRank(inputDimension: d, outputDimension: outputs, width: m)
      let comment: Comment = "row \(index): \(row)"
      #expect(numbers[3] == expected.value && numbers[4] == expected.value, comment)
      #expect(numbers[5] == expected.formula && numbers[6] == expected.value, comment)
      #expect(row["regime"] == expected.regime.rawValue, comment)
      #expect(row["exception"] == expected.deviation?.rawValue ?? "", comment)
      #expect(row["basis"] == "proved" && row["agreement"] == "agrees", comment)
      seen.insert([Level.allCases.firstIndex(of: level) ?? -1, d, outputs, m])
      guard index % 41 == 0 || expected.deviation != nil else { continue }
      let network = try QuadraticNetwork(inputDimension: d, width: m, outputDimension: outputs)
      let inputs = try modulus.map { InputSet.allPairs(of: try ModularAddition(modulus: $0)) }
      let again = try GenericRank(of: map(.quadratic(network), level, inputs), seed: 31)
      #expect(again.lower == numbers[3] && again.confidence == .proved, comment)
    }
    let forms = (1...8).map { $0 * ($0 + 1) / 2 + 1 }.reduce(0, +)
    let squares = (2...17).map { $0 * $0 + 1 }.reduce(0, +)
    #expect(seen.count == 12 * forms + 2 * squares && table.rows.count == seen.count)
  }

  @Test func fullScale() throws {
    let table = try Table("Examples/generic-ranks/ranks.csv")
    #expect(table.comments.first?.contains("Examples/generic-ranks/run.sh") == true)
    var (proved, levels) = (0, Set<String>())
    for (index, row) in table.rows.enumerated() {
      let comment: Comment = "row \(index): \(row)"
      guard row["basis"] != "refused" else { continue }
      let numbers = try ["p", "m", "rank", "at_most"].map {
        try #require(row[$0].flatMap(Int.init), comment)
      }
      let (p, m) = (numbers[0], numbers[1])
      let level = try #require(row["level"].flatMap(Level.init), comment)
      let expected = ExpectedRank(modulus: p, width: m, level: level)
      #expect(numbers[2] <= expected.value && expected.value <= numbers[3], comment)
      #expect((row["basis"] == "proved") == (numbers[2] == numbers[3]), comment)
      if row["basis"] == "proved" {
        proved += 1
      } else {
        // Only next to the width at which the bounds of units and coordinates meet, and there by little.
        let full = ExpectedRank(modulus: p, width: 2 * p * p + p, level: level).value
        let unit = ExpectedRank(modulus: p, width: 1, level: level).value
        #expect(abs(Double(m) - Double(full) / Double(unit)) < 3, comment)
        #expect(numbers[2] * 100 > numbers[3] * 98, comment)
      }
      levels.insert("\(level) \(p)")
      guard index % 53 == 0, row["point"] == "groups", row["basis"] == "proved" else { continue }
      let task = try ModularAddition(modulus: p)
      let map = map(.quadratic(try task.network(width: m)), level, .allPairs(of: task))
      #expect(try GenericRank(of: map, seed: 32).lower == numbers[2], comment)
    }
    // Every prime up to 97 at every level.
    #expect(levels.count == 75 && table.rows.count > 75 * 8)
    #expect(proved * 10 > table.rows.count * 8, "\(proved) of \(table.rows.count)")
  }
}
