import ExactAlgebra
import ModelFamilies

extension WaveNetwork {
  /// The dimension of a manifold of weights of the units that are not zero, with the same function:
  /// scalings, shifts at levels data and centred, and outputs in the kernel of the squares `w_j^2`, p for
  /// each unit above the dimension of their span; at level centred for each frequency the rotating pairs
  /// instead where they give more. Frequencies move apart from each other. Proofs: `Proofs/FourierRanks.md`,
  /// sections 6 and 8.
  func solutionFamily(_ level: Level) -> Int {
    let waves = units.compactMap { $0 }
    let groups = Dictionary(grouping: waves, by: \.frequency).values
    let orbit = (level == .coordinates ? 1 : 2) * waves.count { $0.moves }
    if level == .data {
      // The constants are one square for all frequencies.
      let span = groups.reduce(1) { $0 + min($1.count, squareSpanBound($1, level)) }
      return orbit + task.modulus * (waves.count - min(waves.count, span))
    }
    return groups.reduce(0) { sum, group in
      let scalings = (level == .coordinates ? 1 : 2) * group.count { $0.moves }
      let span = min(group.count, squareSpanBound(group, level))
      let general = scalings + task.modulus * (group.count - span)
      return sum + max(general, level == .centred ? pairFamily(group) ?? 0 : 0)
    }
  }

  /// The number of monomials that squares of one frequency are made of. Where |A_u| = |A_s| and phi_u -
  /// phi_s is the same for all but for half turns, they are the six of section 3, `X_k^2 + Y_k^2` and the
  /// like; in general all ten products of `X_k, X_-k, Y_k, Y_-k`. Those with the product 1 are left out
  /// beyond level coordinates.
  private func squareSpanBound(_ group: [Unit], _ level: Level) -> Int {
    let turns = Set(
      group.map { halfSteps(2 * ($0.first.halfSteps(order) - $0.second.halfSteps(order))) })
    let isEven =
      turns.count == 1
      && group.allSatisfy { $0.first.amplitude.square == $0.second.amplitude.square }
    return level == .coordinates ? (isEven ? 6 : 10) : (isEven ? 5 : 8)
  }

  /// `7 r + p (r - 2)` when the units of a frequency are r rotating pairs that compute cos(x + y + chi) of at
  /// least two chi that do not agree up to half a turn; nil otherwise.
  ///
  /// A pair: equal outputs, `A cos(x + phi) + B cos(y + psi)` and the same with phi a quarter of a turn more
  /// and psi a quarter less, but for scalings and signs.
  private func pairFamily(_ group: [Unit]) -> Int? {
    guard group.count % 2 == 0 else { return nil }
    var rest = group
    var sums: Set<Int> = []
    while let unit = rest.popLast() {
      guard let place = rest.firstIndex(where: { isPair(unit, $0) }) else { return nil }
      rest.remove(at: place)
      // In half steps a turn is 2n; the sign of cos(x + y + chi) is that of v.
      sums.insert(halfSteps(unit.first.halfSteps(order) + unit.second.halfSteps(order)) % order)
    }
    let pairs = group.count / 2
    return sums.count >= 2 ? 7 * pairs + task.modulus * (pairs - 2) : nil
  }

  private func isPair(_ x: Unit, _ y: Unit) -> Bool {
    let amplitudes = [x.first, x.second, x.output, y.first, y.second, y.output].map(\.amplitude)
    guard amplitudes.allSatisfy({ $0.signum != 0 }), order % 2 == 0,
      // y is x scaled by t in u and s and by t^-2 in v.
      (amplitudes[0] * amplitudes[4]).square == (amplitudes[1] * amplitudes[3]).square,
      (amplitudes[2] * amplitudes[0].square).square
        == (amplitudes[5] * amplitudes[3].square).square,
      halfSteps(x.output.halfSteps(order) - y.output.halfSteps(order)) == 0
    else { return false }
    let first = halfSteps(x.first.halfSteps(order) - y.first.halfSteps(order))
    let second = halfSteps(x.second.halfSteps(order) - y.second.halfSteps(order))
    return first % order == order / 2 && halfSteps(first + second) == 0
  }

  /// Modulo a turn, that is twice the order.
  private func halfSteps(_ phase: Int) -> Int {
    let rest = phase % (2 * order)
    return rest < 0 ? rest + 2 * order : rest
  }
}

extension WaveNetwork.Unit {
  /// Whether scaling and shifting move its input weights.
  fileprivate var moves: Bool { first.amplitude.signum != 0 || second.amplitude.signum != 0 }
}

extension WaveNetwork.Wave {
  /// The phase in parts of a turn over 2n, the sign of the amplitude included.
  fileprivate func halfSteps(_ order: Int) -> Int {
    2 * phase + (amplitude.signum < 0 ? order : 0)
  }
}

extension Rational {
  fileprivate var square: Rational { self * self }
}
