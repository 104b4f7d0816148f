extension SparsePolynomial {
  /// One term as `PolynomialText` reads it: `-3/2*x^2*y`.
  public func text(_ exponents: [Int], _ names: [String]) -> String {
    let value = self[exponents]
    let factors = zip(names, exponents).filter { $0.1 > 0 }.map {
      $0.1 == 1 ? $0.0 : "\($0.0)^\($0.1)"
    }
    if factors.isEmpty { return value.description }
    let monomial = factors.joined(separator: "*")
    if value == .one { return monomial }
    return value == -.one ? "-" + monomial : "\(value)*\(monomial)"
  }

  /// All terms, in lexicographic order of their exponents.
  public func text(_ names: [String]) -> String {
    let sorted = terms.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { text($0, names) }
    guard let first = sorted.first else { return "0" }
    return sorted.dropFirst().reduce(first) { sum, term in
      sum + (term.hasPrefix("-") ? " - \(term.dropFirst())" : " + \(term)")
    }
  }
}
