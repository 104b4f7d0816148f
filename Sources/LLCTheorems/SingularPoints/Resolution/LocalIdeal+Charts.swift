import ExactAlgebra

/// Charts that cover the points in question.
extension LocalIdeal {
  /// The chart in which `pivot` divides the other variables of the centre: `w_k -> w_k w_pivot`.
  ///
  /// The Jacobian is `w_pivot^(|S| - 1)`. The points above the old ones have w_pivot = 0 and any w_k.
  func blownUp(along centre: [Int], pivot: Int) -> LocalIdeal {
    var chart = self
    let others = centre.filter { $0 != pivot }
    chart.generators = generators.map { generator in
      SparsePolynomial(
        variables: variables,
        terms: Dictionary(
          uniqueKeysWithValues: generator.terms.map { key, value in
            var own = key
            for k in others { own[pivot] += key[k] }
            return (own, value)
          }))
    }
    for k in others {
      chart.density[pivot] += density[k]
      chart.places[k] = .anywhere
    }
    chart.density[pivot] += others.count
    return chart
  }

  /// The points with a variable at 0, and those where it is not.
  func split(at index: Int) -> [LocalIdeal] {
    var (zero, nonzero) = (self, self)
    zero.places[index] = .zero
    nonzero.places[index] = .nonzero
    nonzero.density[index] = 0
    return [zero, nonzero]
  }

  /// Parts without common variables, of which this is the sum of squares or the sum; nil where all hang together.
  func separated() -> [LocalIdeal]? {
    // Where a loss is the sum of others and vanishes, each of them does only at 0.
    guard form == .squares || places.indices.allSatisfy({ places[$0] == .zero || !occurs($0) })
    else { return nil }
    let pieces =
      form == .squares
      ? generators
      : generators[0].terms.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
        SparsePolynomial(variables: variables, terms: [$0.key: $0.value])
      }
    // Units say where the points are, and keep their variables together.
    let entries = units.map { (Set($0.support), []) } + pieces.map { (Set($0.support), [$0]) }
    var groups: [(support: Set<Int>, pieces: [SparsePolynomial])] = []
    for entry in entries {
      let meeting = groups.filter { !$0.support.isDisjoint(with: entry.0) }
      groups.removeAll { !$0.support.isDisjoint(with: entry.0) }
      groups.append(
        (
          meeting.reduce(entry.0) { $0.union($1.support) },
          meeting.flatMap(\.pieces) + entry.1
        ))
    }
    let parts = groups.map(\.pieces).filter { !$0.isEmpty }
    guard parts.count > 1 else { return nil }
    return parts.map { pieces in
      var part = self
      part.generators =
        form == .squares
        ? pieces : [pieces.reduce(SparsePolynomial(variables: variables), +)]
      return part
    }
  }

  /// Variables up to which every set of them is tried as a centre.
  private static let searchLimit = 14

  /// Two sets of variables of which every term has one of each, as the entries of two factors of a matrix product, each
  /// with the variables that stand alone; empty where there are none.
  private func halves(of rests: [[[Int]]], _ candidates: [Int]) -> [[Int]] {
    var neighbours: [Int: Set<Int>] = [:]
    for key in rests.joined() {
      let own = candidates.filter { key[$0] > 0 }
      for index in own { neighbours[index, default: []].formUnion(own.filter { $0 != index }) }
    }
    var colours: [Int: Int] = [:]
    for start in candidates where colours[start] == nil && !(neighbours[start] ?? []).isEmpty {
      colours[start] = 0
      var open = [start]
      while let index = open.popLast() {
        for other in neighbours[index]! {
          if colours[other] == colours[index] { return [] }
          if colours[other] == nil {
            colours[other] = 1 - colours[index]!
            open.append(other)
          }
        }
      }
    }
    return [0, 1].map { side in candidates.filter { (colours[$0] ?? side) == side } }
      .filter { $0.count >= 2 }
  }

  /// Centres of coordinates at which every generator vanishes, beyond the monomial that divides all: first those in whose
  /// variables every generator is homogeneous, the smallest first.
  func centres(limit: Int) -> [[Int]] {
    let contents = generators.map(\.monomialContent)
    let common = contents.dropFirst().reduce(contents[0]) { zip($0, $1).map { min($0, $1) } }
    let rests = generators.map { Array($0.divided(byMonomial: common).terms.keys) }
    let candidates = places.indices.filter { index in
      places[index] == .zero && rests.contains { $0.contains { $0[index] > 0 } }
    }
    guard candidates.count >= 2 else { return [] }
    if candidates.count > Self.searchLimit { return halves(of: rests, candidates) }
    var homogeneous: [[Int]] = []
    var others: [(order: Int, set: [Int])] = []
    for mask in 1..<(1 << candidates.count) where mask.nonzeroBitCount >= 2 {
      let set = candidates.indices.filter { mask >> $0 & 1 == 1 }.map { candidates[$0] }
      var (order, isHomogeneous) = (Int.max, true)
      for keys in rests {
        var (least, largest) = (Int.max, 0)
        for key in keys {
          let degree = set.reduce(0) { $0 + key[$1] }
          least = min(least, degree)
          largest = max(largest, degree)
        }
        order = min(order, least)
        isHomogeneous = isHomogeneous && least == largest
        if order == 0 { break }
      }
      guard order > 0 else { continue }
      if isHomogeneous { homogeneous.append(set) } else { others.append((order, set)) }
    }
    let smallest = homogeneous.sorted { $0.count < $1.count }.reduce(into: [[Int]]()) { kept, set in
      if !kept.contains(where: { Set($0).isSubset(of: set) }) { kept.append(set) }
    }
    let ranked = others.sorted {
      ($1.order, $0.set.count, $0.set.lexicographicallyPrecedes($1.set) ? 0 : 1)
        < ($0.order, $1.set.count, $0.set.lexicographicallyPrecedes($1.set) ? 1 : 0)
    }
    return Array((smallest + ranked.map(\.set)).prefix(limit))
  }
}
