import ExactAlgebra

/// A Fourier network that does not exist.
public enum FourierNetworkError: Error, Equatable, CustomStringConvertible {
  case evenModulus(Int)
  case phases(Int)
  case noFrequencies
  case frequency(Int, largest: Int)
  case repeatedFrequency(Int)
  case amplitudeCount(Int, frequencies: Int)
  case zeroAmplitude(frequency: Int)
  case order(modulus: Int, phases: Int)

  public var description: String {
    switch self {
    case .evenModulus(let p):
      "modulus is \(p); Fourier networks are for odd moduli from 3 on"
    case .phases(let count): "phases is \(count); expected at least 1"
    case .noFrequencies: "no frequencies; expected at least one"
    case .frequency(let k, let largest): "frequency \(k) is not between 1 and (p-1)/2 = \(largest)"
    case .repeatedFrequency(let k): "frequency \(k) is given twice"
    case .amplitudeCount(let found, let expected):
      "\(found) amplitudes for \(expected) frequencies; expected one for each frequency"
    case .zeroAmplitude(let k):
      "the amplitude of frequency \(k) is 0; leave the frequency out instead"
    case .order(let p, let phases):
      "modulus \(p) with \(phases) phases needs roots of unity of an order above "
        + "\(CyclotomicField.largestOrder); use smaller numbers"
    }
  }
}
