import ExactAlgebra
import ModelFamilies

/// Rational amplitudes of waves: one for all input amplitudes of a group, one for all output amplitudes of
/// a group, u and s of a unit alike where they nearly are.
struct WaveAmplitudes {
  /// In the order of the units.
  private(set) var first: [Rational]
  private(set) var second: [Rational]
  private(set) var output: [Rational]
  private let shared: Int
  private var balanced = 0

  var text: String {
    let distinct = Set(first + second + output).count
    return
      "amplitudes take \(distinct) rational value\(distinct == 1 ? "" : "s"), \(shared) of \(3 * first.count) in groups"
      + (balanced > 0 ? "; those of v were scaled to gain 1 at \(balanced) frequencies" : "")
  }

  init(_ units: [UnitStructure], tolerance: Double) {
    let inputs = units.flatMap { unit -> [Double] in
      let (u, s) = (unit.first.amplitude, unit.second.amplitude)
      let middle = u / 2 + s / 2
      return abs(u - s) <= tolerance * middle ? [middle, middle] : [u, s]
    }
    let (input, sharedInputs) = Self.rounded(inputs, tolerance: tolerance)
    let (output, sharedOutputs) = Self.rounded(units.map(\.output.amplitude), tolerance: tolerance)
    first = units.indices.map { input[2 * $0] }
    second = units.indices.map { input[2 * $0 + 1] }
    self.output = output
    shared = sharedInputs + sharedOutputs
  }

  /// The simplest rationals within the tolerance, of groups within that of every member.
  private static func rounded(
    _ amplitudes: [Double], tolerance: Double
  ) -> (values: [Rational], shared: Int) {
    let positive = amplitudes.filter { $0 > 0 }.sorted()
    // Relative to the middle one: groups are apart in ratios of the same size.
    let allowed = positive.isEmpty ? 0 : tolerance * positive[positive.count / 2]
    let clusters = ValueClusters(amplitudes, tolerance: allowed)
    let values = zip(amplitudes, clusters.groups).map { amplitude, group in
      guard amplitude > 0 else { return Rational.zero }
      guard let group else {
        return simplest(amplitude * (1 - tolerance), amplitude * (1 + tolerance))
      }
      let range = clusters.ranges[group]
      return simplest(
        max(range.upperBound - allowed, range.lowerBound / 2),
        max(range.lowerBound + allowed, range.upperBound))
    }
    return (values, clusters.groups.count { $0 != nil })
  }

  private static func simplest(_ low: Double, _ high: Double) -> Rational {
    guard low <= high, let a = Rational(exactly: low), let b = Rational(exactly: high) else {
      return Rational(exactly: high) ?? .zero
    }
    return Rational.simplest(from: a, to: b)
  }

  /// Scales the outputs of every frequency so that its gain `(p/4) sum A_u A_s A_v` is 1, where all its units
  /// have matching phases and it is within four tolerances of 1 already: rounding the three amplitudes moves
  /// it by three.
  mutating func balanceGains(
    _ units: inout [WaveNetwork.Unit?], modulus: Int, tolerance: Double
  ) {
    guard let allowed = Rational(exactly: 4 * tolerance) else { return }
    let groups = Dictionary(grouping: units.indices.filter { units[$0] != nil }) {
      units[$0]?.frequency ?? 0
    }
    for group in groups.values {
      let members = group.compactMap { units[$0] }
      guard members.allSatisfy({ $0.output.phase == $0.first.phase + $0.second.phase }) else {
        continue
      }
      let gain =
        members.reduce(Rational.zero) {
          $0 + $1.first.amplitude * $1.second.amplitude * $1.output.amplitude
        } * Rational(modulus, 4)
      guard gain != .one, gain.signum > 0, gain - .one <= allowed, .one - gain <= allowed else {
        continue
      }
      balanced += 1
      for index in group {
        if let amplitude = units[index]?.output.amplitude {
          units[index]?.output.amplitude = amplitude / gain
        }
      }
    }
  }
}
