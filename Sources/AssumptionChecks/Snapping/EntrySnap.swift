import ExactAlgebra
import Foundation
public import ModelFamilies

/// Rounding entry by entry: zeros, then shared values, then rationals, as far as they are asked for.
///
/// An entry may move by the tolerance times the root mean square of its matrix, so that rounding W does
/// not depend on the size of V. Units are not rescaled first.
public enum EntrySnap {
  /// - Parameters:
  ///   - given: D finite values in the order of the network's layout.
  ///   - kinds: of `zeros`, `shared`, `rationals`.
  ///   - tolerance: relative, above 0 and below 1.
  /// - Throws: `Unsnapped` when no entry has the structure.
  /// - Complexity: D log D, and for rationals D times the quotients of a continued fraction.
  public static func point(
    _ family: ModelFamily, weights given: [Double], kinds: Set<SnapKind>, tolerance: Double
  ) throws(Unsnapped) -> SnappedPoint {
    precondition(given.count == family.parameterCount && tolerance > 0 && tolerance < 1)
    precondition(!kinds.isEmpty && !kinds.contains(.fourier))
    let ordered = SnapKind.allCases.filter { kinds.contains($0) }
    var entries = given.map { Rational(exactly: $0) ?? .zero }
    var values = given
    var notes: [String] = []
    var touched = kinds.contains(.rationals)
    for block in family.layout.blocks {
      let range = block.range
      let size = Length.rootMeanSquare(given[range])
      // A matrix of zeros has nothing to round.
      guard size > 0 else { continue }
      var matrix = SnappedMatrix(
        name: block.name, rows: block.rows, columns: block.columns,
        values: Array(given[range]), allowed: tolerance * size)
      if kinds.contains(.zeros) { touched = matrix.snapZeros(&notes) || touched }
      if kinds.contains(.shared) { touched = matrix.snapShared(&notes) || touched }
      if kinds.contains(.rationals) { matrix.snapRationals(&notes) }
      for (place, index) in range.enumerated() {
        entries[index] = matrix.entries[place]
        values[index] = matrix.entries[place].approximation
      }
    }
    guard touched else {
      throw Unsnapped(
        kinds: ordered,
        because: notes.isEmpty
          ? "all weights are zero already"
          : "no entry is near zero or near another one: " + notes.joined(separator: "; "))
    }
    return SnappedPoint(
      kinds: ordered, weights: .rational(entries), approximation: values, given: given, notes: notes
    )
  }
}

/// One matrix while it is rounded.
private struct SnappedMatrix {
  let name: String
  let rows: Int
  let columns: Int
  let values: [Double]
  /// How far an entry may move.
  let allowed: Double
  var entries: [Rational]
  /// The values that an entry may take: those within `allowed`, or of its whole group.
  private var intervals: [(low: Rational, high: Rational)?]
  private var isZero: [Bool]

  init(name: String, rows: Int, columns: Int, values: [Double], allowed: Double) {
    self.name = name
    self.rows = rows
    self.columns = columns
    self.values = values
    self.allowed = allowed
    entries = values.map { Rational(exactly: $0) ?? .zero }
    intervals = Array(repeating: nil, count: values.count)
    isZero = values.map { $0 == 0 }
  }

  mutating func snapZeros(_ notes: inout [String]) -> Bool {
    var new = 0
    func clear(_ place: Int) {
      if !isZero[place] { new += 1 }
      isZero[place] = true
      entries[place] = .zero
    }
    for place in values.indices where abs(values[place]) <= allowed { clear(place) }
    // Noise is judged by its mean over a line: single entries of it may be several times as large.
    var lines = 0
    let all =
      (0..<rows).map { row in (0..<columns).map { row * columns + $0 } }
      + (0..<columns).map { column in (0..<rows).map { $0 * columns + column } }
    for line in all {
      let size = Length.rootMeanSquare(line.map { values[$0] })
      if size <= allowed {
        lines += 1
        for place in line { clear(place) }
      }
    }
    let zeros = isZero.count { $0 }
    notes.append(
      "\(name): \(new) entries became zero"
        + (lines > 0 ? ", among them \(lines) whole rows and columns" : "")
        + ", \(zeros) of \(values.count) are")
    return new > 0
  }

  mutating func snapShared(_ notes: inout [String]) -> Bool {
    let places = values.indices.filter { !isZero[$0] }
    let clusters = ValueClusters(places.map { abs(values[$0]) }, tolerance: allowed)
    for (place, group) in zip(places, clusters.groups) {
      guard let group else { continue }
      let range = clusters.ranges[group]
      let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
      // Within `allowed` of every member of the group.
      let low = min(middle, range.upperBound - allowed)
      let high = max(middle, range.lowerBound + allowed)
      set(place, to: middle, within: max(low, 0), high)
    }
    let grouped = clusters.groups.count { $0 != nil }
    notes.append(
      "\(name): \(grouped) entries share \(clusters.ranges.count) values up to sign"
        + (clusters.continuum > 0
          ? "; \(clusters.continuum) were left, whose values form no groups apart from each other"
          : ""))
    return grouped > 0
  }

  private mutating func set(_ place: Int, to middle: Double, within low: Double, _ high: Double) {
    let sign = values[place] < 0 ? -1.0 : 1.0
    entries[place] = Rational(exactly: sign * middle) ?? .zero
    guard let a = Rational(exactly: low), let b = Rational(exactly: high) else { return }
    intervals[place] = sign < 0 ? (-b, -a) : (a, b)
  }

  mutating func snapRationals(_ notes: inout [String]) {
    guard let radius = Rational(exactly: allowed) else { return }
    var made: [Double: Rational] = [:]
    var largest = Integer.one
    for place in values.indices where !isZero[place] {
      let centre = entries[place]
      let key = intervals[place] == nil ? values[place] : entries[place].approximation
      let simple =
        made[key]
        ?? {
          let (low, high) = intervals[place] ?? (centre - radius, centre + radius)
          return Rational.simplest(from: low, to: high)
        }()
      made[key] = simple
      entries[place] = simple
      largest = max(largest, simple.denominator)
    }
    let distinct = Set(entries.map { $0.signum < 0 ? -$0 : $0 }).count
    notes.append(
      "\(name): \(distinct) different rationals up to sign, denominators up to \(largest)")
  }
}
