import ExactAlgebra
import ModelFamilies

/// Points of a quadratic network whose output matrix is a chain of blocks: groups of outputs as in
/// `SplitPoint`, and between a group and the next at most one unit that feeds both.
///
/// Groups alone round: what is left over in each, less than a unit's directions, is lost. Here the
/// unit between two groups fills what is left over in the first, and the combinations of its
/// directions that vanish there, modulo the first group's own, go on to the second. No rank is lost,
/// at the price of an elimination for each group: all at one point.
struct ChainPoint: CustomStringConvertible {
  struct Unit {
    let input: [UInt64]
    /// The weights to the outputs of one group.
    let output: [UInt64]
  }

  private struct Link {
    let outputs: Int
    let own: Range<Int>
    /// The unit shared with the next group.
    let shared: Int?
  }

  private let features: SecondOrderFeatures
  private let width: Int
  private let links: [Link]

  /// - Returns: nil unless the map is one of a quadratic network with more than one output whose
  ///   squares do not span everything, and no more than can be dealt out.
  init?(_ map: NetworkMap) {
    guard case .quadratic(let network) = map.family, network.outputDimension > 1,
      network.outputDimension <= 1 << 12
    else { return nil }
    features = SecondOrderFeatures(map)
    width = network.width
    guard width < features.count else { return nil }
    let outputs = network.outputDimension
    let last = outputs % 2 == 1 ? 3 : 2
    let sizes = Array(repeating: 2, count: (outputs - last) / 2) + [last]
    var links: [Link] = []
    var (output, unit) = (0, 0)
    for size in sizes {
      // Unit j lies at [j, j + 1) width outputs of the outputs' line; it is shared where it crosses.
      output += size
      let end = width * output / outputs
      let crosses = width * output % outputs != 0
      links.append(Link(outputs: size, own: unit..<max(end, unit), shared: crosses ? end : nil))
      unit = crosses ? end + 1 : end
    }
    // With few units one might cross two boundaries.
    let shared = links.compactMap(\.shared)
    guard Set(shared).count == shared.count else { return nil }
    self.links = links
  }

  var description: String {
    "point where every unit feeds two or three outputs, or two groups of them, in a chain"
  }

  /// The largest elimination.
  var work: RankWork {
    let units = links.map { $0.own.count + 2 }.max() ?? 0
    let outputs = links.map(\.outputs).max() ?? 0
    let directions = units * features.inputDimension
    let first = RankWork(rows: width + directions, columns: features.count)
    let second = RankWork(rows: directions, columns: outputs * (features.count - width))
    return first.bytes > second.bytes ? first : second
  }

  /// Multiplications in all.
  var operations: Double {
    links.reduce(0) { total, link in
      let directions = (link.own.count + 2) * features.inputDimension
      let first = RankWork(rows: width, columns: features.count).operations
      let update = Double(width) * Double(directions) * Double(features.count - width / 2)
      let second = RankWork(
        rows: directions, columns: link.outputs * (features.count - width))
      return total + first + update + second.operations
    }
  }

  func fits(_ limits: RankLimits) -> Bool {
    work.bytes <= Double(limits.memory) && operations <= limits.operations
  }

  /// The rank at a random point of this shape. Zero when the random prime divides a denominator of
  /// the inputs, which is improbable.
  func rankLowerBound(using random: inout SeededGenerator, progress: RankProgress?) -> Int {
    let field = EliminationPrime.random(using: &random)
    let d = features.inputDimension
    let inputs = (0..<width).map { _ in field.randomVector(d, using: &random) }
    var rank = 0
    // The unit that came from the group before, and its directions that are still free, in R^d.
    var carried: (input: [UInt64], directions: [[UInt64]])?
    for (index, link) in links.enumerated() {
      func unit(_ j: Int) -> Unit {
        Unit(
          input: inputs[j], output: field.randomVector(link.outputs, using: &random))
      }
      let arriving = carried.map {
        Unit(input: $0.input, output: field.randomVector(link.outputs, using: &random))
      }
      let leaving = link.shared.map(unit)
      guard
        let block = GroupElimination(
          features, squaresOf: inputs, own: link.own.map(unit),
          border: [arriving, leaving].compactMap { $0 }, field, nil)
      else { return 0 }
      rank += block.rank(outputs: link.outputs)
      var rows = (0..<block.border.rows).map { Array(block.border.row($0)) }
      var small = SmallElimination(field: field)
      if let carried {
        let border = rows.prefix(d)
        for direction in carried.directions {
          small.insert(Self.combination(Array(border), direction, field))
        }
        rows.removeFirst(d)
      }
      carried = nil
      if let shared = link.shared {
        // Directions that vanish here go on.
        carried = (inputs[shared], small.kernel(inserting: rows))
      }
      rank += small.rank
      progress?.update(Double(index + 1) / Double(links.count))
    }
    return rank
  }

  private static func combination(
    _ rows: [[UInt64]], _ factors: [UInt64], _ field: PrimeField
  ) -> [UInt64] {
    var total = Array(repeating: field.zero, count: rows.first?.count ?? 0)
    for (row, factor) in zip(rows, factors) where factor != 0 {
      for i in row.indices { total[i] = field.add(total[i], field.multiply(factor, row[i])) }
    }
    return total
  }
}
