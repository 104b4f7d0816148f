/// The autocovariance at each lag, averaged over chains:
/// C(t) = mean over chains of (1/n) sum_i (x_i - xbar)(x_{i+t} - xbar), xbar the chain's own mean.
///
/// The first lags are summed directly, one at a time as they are asked for, since a chain that
/// mixes needs few; beyond ``directLags`` all of them come from one pass of Fourier transforms.
/// Cost with M chains of n draws: O(M n) a lag at first, then O(M n log n) once.
struct MeanAutocovariance {
  private let centred: DrawMatrix
  private var transformed: [Double]?

  /// Direct lags cost n multiplications each, the transforms about 5 log2(4n) passes over n:
  /// about equal here for chains of 10^3 to 10^5 draws.
  static let directLags = 64

  init(_ draws: DrawMatrix) {
    var values: [Double] = []
    values.reserveCapacity(draws.values.count)
    for index in 0..<draws.chainCount {
      let chain = draws.chain(index)
      let mean = chain.mean
      for value in chain { values.append(value - mean) }
    }
    centred = DrawMatrix(
      chainCount: draws.chainCount, drawCount: draws.drawCount, values: values)
  }

  mutating func callAsFunction(_ lag: Int) -> Double {
    if lag < Self.directLags { return direct(lag) }
    if let transformed { return transformed[lag] }
    let all = byTransform()
    transformed = all
    return all[lag]
  }

  private func direct(_ lag: Int) -> Double {
    let length = centred.drawCount
    var sum = 0.0
    for index in 0..<centred.chainCount {
      let start = index * length
      var chainSum = 0.0
      for i in start..<start + length - lag {
        chainSum += centred.values[i] * centred.values[i + lag]
      }
      sum += chainSum
    }
    return sum / Double(length * centred.chainCount)
  }

  /// Wiener-Khinchin on zero-padded chains. Two real chains x, y share one complex transform of
  /// z = x + iy: the real part of the inverse transform of |Z|^2 is the sum of the autocovariances
  /// of x and y. Powers add over chains, so there is one inverse transform in all.
  private func byTransform() -> [Double] {
    let length = centred.drawCount
    var padded = 1
    while padded < 2 * length { padded *= 2 }
    let fourier = FourierTransform(count: padded)
    var power = [Double](repeating: 0, count: padded)
    for first in stride(from: 0, to: centred.chainCount, by: 2) {
      var real = [Double](repeating: 0, count: padded)
      var imaginary = real
      real.replaceSubrange(0..<length, with: centred.chain(first))
      if first + 1 < centred.chainCount {
        imaginary.replaceSubrange(0..<length, with: centred.chain(first + 1))
      }
      fourier.transform(&real, &imaginary)
      for k in 0..<padded { power[k] += real[k] * real[k] + imaginary[k] * imaginary[k] }
    }
    // The inverse differs from the forward transform by conjugation and 1/padded; the real part
    // of the conjugate is the same.
    var imaginary = [Double](repeating: 0, count: padded)
    fourier.transform(&power, &imaginary)
    let scale = 1 / (Double(padded) * Double(length * centred.chainCount))
    return power.prefix(length).map { $0 * scale }
  }
}
