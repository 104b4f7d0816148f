import AssumptionChecks
import ModelFamilies

/// `structure` of `slt verify --format json`: the Fourier structure of weights for modular addition.
struct StructurePayload: Encodable {
  struct Frequency: Encodable {
    let frequency: Int
    let units: [Int]
    let meanShare: Double
    let smallestShare: Double
    let inputPower: Double
    let outputPower: Double
    @NullableEncoded var gain: Double?
    @NullableEncoded var gainPhase: Double?
    let largestMismatch: Double
  }

  struct Wave: Encodable {
    @NullableEncoded var amplitude: Double?
    let phase: Double
    let share: Double
    let constantShare: Double

    init(_ wave: UnitStructure.Wave) {
      (amplitude, phase) = (wave.amplitude.ifFinite, wave.phase)
      (share, constantShare) = (wave.share, wave.constantShare)
    }
  }

  struct Unit: Encodable {
    let index: Int
    let frequency: Int
    let share: Double
    let mismatch: Double
    let first: Wave
    let second: Wave
    let output: Wave
  }

  struct Solution: Encodable {
    @NullableEncoded var distance: Double? = nil
    @NullableEncoded var relativeDistance: Double? = nil
    @NullableEncoded var loss: Double? = nil
    /// Why none was found.
    @NullableEncoded var because: String? = nil
  }

  let modulus: Int
  let frequencies: [Frequency]
  let missing: [Int]
  let units: [Unit]
  let constant: [Int]
  let inactive: [Int]
  let inactiveThreshold: Double
  @NullableEncoded var meanShare: Double?
  @NullableEncoded var smallestShare: Double?
  @NullableEncoded var norm: Double?
  @NullableEncoded var distance: Double?
  @NullableEncoded var relativeDistance: Double?
  let solution: Solution
  let inputSpectrum: [Double]
  let outputSpectrum: [Double]

  init(_ structure: ModularStructure) {
    modulus = structure.task.modulus
    frequencies = structure.frequencies.map {
      Frequency(
        frequency: $0.frequency, units: $0.units, meanShare: $0.meanShare,
        smallestShare: $0.smallestShare, inputPower: structure.inputSpectrum[$0.frequency],
        outputPower: structure.outputSpectrum[$0.frequency], gain: $0.gain.ifFinite,
        gainPhase: $0.gainPhase.ifFinite, largestMismatch: $0.largestMismatch)
    }
    missing = structure.missing
    units = structure.units.map {
      Unit(
        index: $0.index, frequency: $0.frequency, share: $0.share, mismatch: $0.mismatch,
        first: Wave($0.first), second: Wave($0.second), output: Wave($0.output))
    }
    constant = structure.constant
    inactive = structure.inactive
    inactiveThreshold = ModularStructure.inactiveThreshold
    meanShare = structure.meanShare
    smallestShare = structure.smallestShare
    norm = structure.norm.ifFinite
    distance = structure.distance.ifFinite
    relativeDistance = structure.relativeDistance.ifFinite
    switch structure.solution {
    case .found(let found):
      solution = Solution(
        distance: found.distance, relativeDistance: found.relativeDistance, loss: found.loss)
    case .none(let because): solution = Solution(because: because)
    }
    inputSpectrum = structure.inputSpectrum
    outputSpectrum = structure.outputSpectrum
  }
}

extension Double {
  /// Nil where JSON has no number: norms of weights near the largest doubles overflow.
  var ifFinite: Double? { isFinite ? self : nil }
}
