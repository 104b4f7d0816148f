import ExactAlgebra

/// Steps that change neither the threshold nor its order: other generators of the same ideal, factors that do not
/// vanish, and polynomial coordinates (Proofs/PolynomialCoefficient.md).
extension LocalIdeal {
  /// Terms in one generator beyond which a substitution is not made.
  private static let termLimit = 600

  /// - Returns: false where some generator vanishes nowhere or there are no points, so that there is no pole.
  mutating func simplify() -> Bool {
    repeat {
      let zero = indices(.zero)
      units = units.map { $0.restricted(toZero: zero) }.filter { $0.degree > 0 || $0.isZero }
      if units.contains(where: \.isZero) { return false }
      guard tidy() else { return false }
    } while splitLinear() || combine() || straighten() || shear() || completeSquare()
    return true
  }

  /// Units and repetitions left out, and from squares what monomial generators divide.
  private mutating func tidy() -> Bool {
    var changed = true
    while changed {
      changed = false
      var found: [SparsePolynomial] = []
      for generator in generators where !generator.isZero {
        let content = generator.monomialContent
        let rest = generator.divided(byMonomial: content)
        let plain = SparsePolynomial(variables: variables, terms: [local(content): .one])
        let isMonomial = isUnit(rest)
        if form == .loss, isMonomial, !isPositive(generator) { hasOpenSign = true }
        // Other factors of a loss may be negative, and stay.
        let other = form == .loss ? rest : withoutUnits(rest)
        let own =
          isMonomial
          ? plain : other.multiplied(byMonomial: form == .loss ? content : local(content))
        if own.support.isEmpty { return false }
        let scaled = form == .loss ? own : own.monic
        if !found.contains(scaled) { found.append(scaled) }
      }
      if form == .squares {
        let monomials = found.filter { $0.terms.count == 1 }.map { $0.terms.keys.first! }
        let reduced = found.map { generator in
          let own = generator.terms.count == 1 ? generator.terms.keys.first! : nil
          return SparsePolynomial(
            variables: variables,
            terms: generator.terms.filter { term in
              !monomials.contains { monomial in
                monomial != own && zip(monomial, term.key).allSatisfy { $0 <= $1 }
              }
            })
        }
        changed = reduced != found
        found = reduced
      }
      generators = found
    }
    return true
  }

  /// Whether a monomial times a unit is positive near the points off its zeros.
  private func isPositive(_ loss: SparsePolynomial) -> Bool {
    let zero = indices(.zero)
    let content = loss.monomialContent
    guard zero.allSatisfy({ content[$0] % 2 == 0 }) else { return false }
    let power = content.indices.map { zero.contains($0) ? content[$0] : 0 }
    return sign.isPositive(loss.divided(byMonomial: power).restricted(toZero: zero))
  }

  /// A variable in which a polynomial is `c x + g`, c without zeros, and that may be replaced by it.
  private func coordinate(
    in polynomial: SparsePolynomial, outside content: [Int]
  ) -> [(index: Int, g: SparsePolynomial, c: SparsePolynomial)] {
    polynomial.support.compactMap { index in
      guard content[index] == 0, density[index] == 0, polynomial.degree(in: index) == 1 else {
        return nil
      }
      let parts = polynomial.coefficients(of: index)
      guard isUnit(parts[1]) else { return nil }
      switch places[index] {
      case .zero: guard vanishes(parts[0]) else { return nil }
      case .anywhere: break
      // The new coordinate is 0 at points where the old one is not.
      case .nonzero: guard isUnit(parts[0]) else { return nil }
      }
      return (index, parts[0], parts[1])
    }
  }

  /// A generator `c x + g`: x is -g/c on its zeros, and the square of the generator is a separate one.
  private mutating func splitLinear() -> Bool {
    guard form == .squares else { return false }
    var best: (cost: Int, position: Int, index: Int, g: SparsePolynomial, c: SparsePolynomial)?
    for (position, generator) in generators.enumerated() {
      let none = [Int](repeating: 0, count: variables)
      for (index, g, c) in coordinate(in: generator, outside: none) {
        let uses = generators.enumerated().filter { $0.offset != position }.reduce(0) {
          $0 + $1.element.terms.keys.reduce(0) { $0 + $1[index] }
        }
        let cost = uses * (g.terms.count + 2 * (c.terms.count - 1))
        if cost < best?.cost ?? .max { best = (cost, position, index, g, c) }
      }
    }
    guard let best else { return false }
    var changed = self
    changed.generators.remove(at: best.position)
    changed.replace(best.index, by: -best.g, over: best.c)
    patience = changed.patience
    guard changed.generators.allSatisfy({ $0.terms.count <= Self.termLimit }) else { return false }
    self = changed
    places[best.index] = .zero
    squares += 1
    return true
  }

  /// Multiples of one generator taken from another, where that leaves fewer terms.
  private mutating func combine() -> Bool {
    guard form == .squares else { return false }
    for (position, own) in generators.enumerated() where own.terms.count > 1 {
      for (place, other) in generators.enumerated()
      where place != position && other.terms.count > 1 && other.terms.count <= 12 {
        for (lead, value) in other.terms.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
          var rest = own
          // Each step takes the first term that the lead divides.
          for _ in 0..<own.terms.count {
            patience -= rest.terms.count
            guard patience > 0,
              let term = rest.terms.keys.filter({ zip($0, lead).allSatisfy { $0 >= $1 } }).min(
                by: { $0.lexicographicallyPrecedes($1) })
            else { break }
            rest.add(-rest[term] / value, times: zip(term, lead).map { $0 - $1 }, of: other)
            if rest.terms.count < own.terms.count {
              generators[position] = rest
              return true
            }
            if rest.terms.count > 2 * own.terms.count { break }
          }
        }
      }
    }
    return false
  }

  /// A generator `m (c x + g)^k`, m a monomial: c x + g becomes a coordinate.
  private mutating func straighten() -> Bool {
    for (position, generator) in generators.enumerated() where generator.terms.count > 1 {
      let content = generator.monomialContent
      let rest = generator.divided(byMonomial: content)
      let (root, exponent) = rest.properPower() ?? (rest, 1)
      for (index, g, c) in coordinate(in: root, outside: content)
      where !g.isZero && places[index] != .nonzero && patience > 0 {
        let new = SparsePolynomial.variable(index, of: variables)
        var changed = self
        changed.replace(index, by: new - g, over: c)
        patience = changed.patience
        changed.generators[position] = new.power(exponent).multiplied(byMonomial: content)
        guard changed.size < size else { continue }
        if form == .loss, rest.leadingCoefficient.signum < 0 { changed.hasOpenSign = true }
        self = changed
        return true
      }
    }
    return false
  }

  /// Terms `p (c x + g)` of a generator, p a monomial and c without zeros: c x + g becomes a coordinate, where that leaves fewer
  /// terms in all, and the one that leaves the fewest.
  private mutating func shear() -> Bool {
    guard form == .squares else { return false }
    var best: LocalIdeal?
    for generator in generators where generator.terms.count > 1 {
      for index in generator.support
      where density[index] == 0 && places[index] != .nonzero && generator.degree(in: index) == 1 {
        let parts = generator.coefficients(of: index)
        // The monomials p that leave a factor without zeros: one of the terms of the coefficient.
        for (p, _) in parts[1].terms.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
          let (own, foreign) = (parts[1].quotient(byMonomial: p), parts[0].quotient(byMonomial: p))
          guard patience > 0, !foreign.isZero || own.degree > 0, isUnit(own),
            places[index] == .anywhere || vanishes(foreign)
          else { continue }
          var changed = self
          let new = SparsePolynomial.variable(index, of: variables)
          changed.replace(index, by: new - foreign, over: own)
          patience = changed.patience
          if changed.tidy(), changed.size < (best ?? self).size { best = changed }
        }
      }
    }
    guard var best else { return false }
    best.patience = patience
    self = best
    return true
  }

  /// A variable replaced by a quotient in every generator, units left out.
  mutating func replace(
    _ index: Int, by numerator: SparsePolynomial, over denominator: SparsePolynomial
  ) {
    units = units.map { $0.substituting(index, by: numerator, over: denominator) }
    generators = generators.map { generator in
      let plain = generator.substituting(index, by: numerator, over: denominator)
      patience -= plain.terms.count * (numerator.terms.count + denominator.terms.count)
      guard denominator.degree > 0, plain.terms.count <= 2 * Self.termLimit else { return plain }
      patience -= plain.terms.count * plain.terms.count
      var reduced = plain
      while let quotient = reduced.exactQuotient(denominator), !quotient.isZero {
        reduced = quotient
      }
      return reduced
    }
  }

  /// `4 A (A x^2 + B x + C) = (2 A x + B)^2 + (4 A C - B^2)`, for a loss.
  private mutating func completeSquare() -> Bool {
    guard form == .loss, let loss = generators.first else { return false }
    let content = loss.monomialContent
    let rest = loss.divided(byMonomial: content)
    for index in rest.support where content[index] == 0 && density[index] == 0 {
      guard rest.degree(in: index) == 2, places[index] != .nonzero else { continue }
      let parts = rest.coefficients(of: index)
      guard isUnit(parts[2]), sign.isPositive(parts[2].restricted(toZero: indices(.zero))),
        places[index] == .anywhere || vanishes(parts[1])
      else { continue }
      let remainder = (parts[2] * parts[0]).scaled(by: 4) - parts[1] * parts[1]
      guard remainder.terms.count <= Self.termLimit else { continue }
      if content.allSatisfy({ $0 == 0 }) {
        generators = [remainder]
        places[index] = .zero
        squares += 1
        return true
      }
      guard !parts[1].isZero else { continue }
      let square = SparsePolynomial.variable(index, of: variables).power(2)
      generators = [(square + remainder).multiplied(byMonomial: content)]
      return true
    }
    return false
  }
}

extension SparsePolynomial {
  /// Divided by the coefficient of its last monomial in lexicographic order.
  fileprivate var monic: SparsePolynomial {
    isZero ? self : scaled(by: .one / leadingCoefficient)
  }
}
