public import AssumptionChecks
import Foundation
import ModelFamilies
public import Reporting

/// The Fourier structure of weights as tables.
public enum StructureTable {
  /// One row a frequency, and what holds of the whole network under it.
  public static func frequencies(_ structure: ModularStructure) -> Table {
    let p = structure.task.modulus
    var table = Table(
      title: "Fourier structure modulo \(p): \(count(structure.frequencies.count, "frequency")) of "
        + "\((p - 1) / 2) in \(count(structure.units.count, "unit"))",
      columns: [
        Column("frequency", alignment: .trailing), Column("units", alignment: .trailing),
        Column(
          "mean share",
          note:
            "the part of a unit's power, constants left out, at its frequency: mean of u, s and v",
          alignment: .trailing), Column("least", alignment: .trailing),
        Column("of W", note: "the part of all power of W at the frequency", alignment: .trailing),
        Column("of V", alignment: .trailing),
        Column(
          "gain", note: "the part of a + b that is computed: 1, with phase 0, in an exact solution",
          alignment: .trailing), Column("its phase", alignment: .trailing),
        Column(
          "mismatch", note: "the largest |φ_u + φ_s - φ_v| of its units, in radians",
          alignment: .trailing),
      ])
    for row in structure.frequencies {
      table.append([
        .integer(row.frequency), .integer(row.units.count), .number(row.meanShare),
        .number(row.smallestShare), .number(structure.inputSpectrum[row.frequency]),
        .number(structure.outputSpectrum[row.frequency]), .number(row.gain),
        .number(row.gainPhase, significantDigits: 2),
        .number(row.largestMismatch, significantDigits: 2),
      ])
    }
    table.footnotes = sentences(structure)
    return table
  }

  /// The units of the smallest share.
  public static func units(_ structure: ModularStructure, limit: Int = 12) -> Table {
    let chosen = structure.units.sorted { ($0.share, $0.index) < ($1.share, $1.index) }
      .prefix(limit)
    var table = Table(
      title: chosen.count < structure.units.count
        ? "The \(chosen.count) units of the smallest share" : "Units by share",
      columns: [
        Column("unit", alignment: .trailing), Column("frequency", alignment: .trailing),
        Column(
          "u", note: "share of the unit's frequency in u, in s and in v", alignment: .trailing),
        Column("s", alignment: .trailing), Column("v", alignment: .trailing),
        Column(
          "constants", note: "the parts of the whole power of u, s, v that their means carry",
          alignment: .trailing),
        Column("φ_u", alignment: .trailing), Column("φ_s", alignment: .trailing),
        Column("φ_v", alignment: .trailing), Column("φ_u + φ_s - φ_v", alignment: .trailing),
      ])
    for unit in chosen {
      let parts = [unit.first, unit.second, unit.output]
      table.append(
        [.integer(unit.index), .integer(unit.frequency)]
          + parts.map { .number($0.share, significantDigits: 3) }
          + [.text(parts.map { fixed($0.constantShare) }.joined(separator: " "))]
          + parts.map { .text(fixed($0.phase)) } + [.text(fixed(unit.mismatch))])
    }
    return table
  }

  /// What is constant, inactive and missing, and how far an exact solution is.
  public static func sentences(_ structure: ModularStructure) -> [String] {
    var lines: [String] = []
    if !structure.missing.isEmpty {
      lines.append("No active unit has frequency \(list(structure.missing)).")
    }
    if !structure.constant.isEmpty {
      lines.append("Mostly constant on their inputs: \(named(structure.constant)).")
    }
    if !structure.inactive.isEmpty {
      lines.append(
        "Inactive, ‖w‖²‖v‖ at most \(ModularStructure.inactiveThreshold) of the largest: "
          + "\(named(structure.inactive)).")
    }
    lines.append(
      "The nearest weights of one frequency a unit are at distance \(digits(structure.distance)), "
        + "\(digits(structure.relativeDistance)) of the norm \(digits(structure.norm)).")
    switch structure.solution {
    case .found(let solution):
      lines.append(
        "An exact Fourier solution of the centred loss lies within \(digits(solution.distance)), "
          + "\(digits(solution.relativeDistance)) of the norm (loss there \(digits(solution.loss)), "
          + "which is rounding).")
    case .none(let because):
      lines.append("No exact Fourier solution was found near: \(because).")
    }
    return lines
  }

  private static func list(_ values: [Int]) -> String {
    values.prefix(12).map(String.init).joined(separator: ", ")
      + (values.count > 12 ? " and \(values.count - 12) more" : "")
  }

  private static func named(_ units: [Int]) -> String {
    "unit\(units.count == 1 ? "" : "s") \(list(units))"
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    if number == 1 { return "1 \(noun)" }
    return "\(number) " + (noun == "frequency" ? "frequencies" : noun + "s")
  }

  private static func digits(_ value: Double) -> String {
    Formatting.significant(value, digits: 3)
  }
  private static func fixed(_ value: Double) -> String { String(format: "%.3f", value) }
}
