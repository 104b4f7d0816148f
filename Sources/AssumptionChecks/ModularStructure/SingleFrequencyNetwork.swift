import ModelFamilies

/// Weights whose units are waves of one frequency each, with six numbers a unit:
/// `u(a) = 2 Re(alpha e(ka)) + c`, `s(b) = 2 Re(beta e(kb)) - c`, `v(c) = 2 Re(gamma e(kc))`, e(n) = exp(2 pi
/// i n / p), c a shift that no output sees; or constant units, whose inputs are one number on each symbol
/// and which add a function of c alone, invisible to the centred loss.
struct SingleFrequencyNetwork: Sendable {
  struct Unit: Sendable {
    /// Nil for a constant unit, of which nothing below is used.
    var frequency: Int?
    var first = Phasor.zero
    var second = Phasor.zero
    var output = Phasor.zero
    var shift = 0.0
    /// The means of u and s, and v, of a constant unit.
    var means = (0.0, 0.0)
    var constantOutput: [Double] = []
  }

  let weights: ModularWeights
  let transform: CyclicTransform
  var units: [Unit]

  /// The nearest such weights in the Frobenius norm, in closed form: waves of different frequencies are
  /// orthogonal, so that of each unit the frequency with the most power is kept.
  init(nearest spectra: [UnitSpectra], to given: [Double], _ weights: ModularWeights) {
    self.weights = weights
    transform = CyclicTransform(modulus: weights.task.modulus)
    units = spectra.enumerated().map { index, unit in
      if unit.isConstant {
        return Unit(
          means: (unit.first.harmonic(0).re, unit.second.harmonic(0).re),
          constantOutput: weights.functions(index, in: given).v)
      }
      let k = unit.nearestFrequency
      return Unit(
        frequency: k, first: unit.first.harmonic(k), second: unit.second.harmonic(k),
        output: unit.output.harmonic(k), shift: unit.shift)
    }
  }

  /// The D weights in the order of the network's layout.
  var values: [Double] {
    var values = [Double](repeating: 0, count: weights.network.parameterCount)
    let p = transform.modulus
    for (index, unit) in units.enumerated() {
      let functions =
        if let k = unit.frequency {
          (
            u: transform.wave(unit.first, frequency: k, constant: unit.shift),
            s: transform.wave(unit.second, frequency: k, constant: -unit.shift),
            v: transform.wave(unit.output, frequency: k)
          )
        } else {
          (
            u: [Double](repeating: unit.means.0, count: p),
            s: [Double](repeating: unit.means.1, count: p), v: unit.constantOutput
          )
        }
      weights.set(functions, ofUnit: index, in: &values)
    }
    return values
  }
}
