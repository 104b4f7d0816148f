import ExactAlgebra
public import ModelFamilies

/// The generic rank over a grid of dimensions, computed, beside what theory says.
public enum PhaseDiagram {
  /// One pair of dimensions: a family and the inputs of a level.
  public struct Cell: Sendable {
    public let level: Level
    /// p, where the inputs are all pairs of modular addition.
    public let modulus: Int?
    public let network: QuadraticNetwork
    public let rank: GenericRank
    public let expected: ExpectedRank

    public init(
      level: Level, modulus: Int?, network: QuadraticNetwork, rank: GenericRank,
      expected: ExpectedRank
    ) {
      self.level = level
      self.modulus = modulus
      self.network = network
      self.rank = rank
      self.expected = expected
    }

    /// Whether the computation proves or, with its probability of failure, supports the theory.
    public var agreement: Agreement {
      if rank.lower > expected.value || rank.upper < expected.value { return .contradicted }
      if case .monteCarlo(let failure) = rank.confidence {
        if failure >= 1 { return .undecided }
        return rank.lower == expected.value ? .supported : .contradicted
      }
      return .proved
    }
  }

  public enum Agreement: String, Sendable {
    /// The computed rank meets an upper bound, and is the theory's.
    case proved = "agrees"
    /// The largest rank at random points is the theory's.
    case supported = "agrees, Monte Carlo"
    /// The bounds of the computation do not meet, and the theory's value lies between them.
    case undecided
    case contradicted = "DISAGREES"
  }

  /// Level coordinates: d in 1...maximalInput, K in 1...maximalOutput, m in 1...D_d + 1.
  public static func coordinates(
    maximalInput: Int, maximalOutput: Int, seed: UInt64, limits: RankLimits = RankLimits(),
    progress: RankProgress? = nil
  ) throws -> [Cell] {
    var cells: [Cell] = []
    let total = Double(maximalOutput * (1...maximalInput).reduce(0) { $0 + $1 * ($1 + 1) / 2 + 1 })
    for outputs in 1...maximalOutput {
      for d in 1...maximalInput {
        for m in 1...(d * (d + 1) / 2 + 1) {
          let network = try QuadraticNetwork(
            inputDimension: d, width: m, outputDimension: outputs)
          let map = NetworkMap.quadraticCoordinates(QuadraticCoordinateMap(network))
          cells.append(
            Cell(
              level: .coordinates, modulus: nil, network: network,
              rank: try GenericRank(of: map, seed: seed, limits: limits),
              expected: ExpectedRank(inputDimension: d, outputDimension: outputs, width: m)))
          progress?.update(Double(cells.count) / total)
        }
      }
    }
    return cells
  }

  /// Levels data and centred of modular addition: p in 2...maximalModulus, m in 1...p^2 + 1.
  public static func modularAddition(
    maximalModulus: Int, seed: UInt64, limits: RankLimits = RankLimits(),
    progress: RankProgress? = nil
  ) throws -> [Cell] {
    var cells: [Cell] = []
    let total = Double(2 * (2...maximalModulus).reduce(0) { $0 + $1 * $1 + 1 })
    for level in [Level.data, .centred] {
      for p in 2...maximalModulus {
        let task = try ModularAddition(modulus: p)
        let inputs = InputSet.allPairs(of: task)
        for m in 1...(p * p + 1) {
          let network = try task.network(width: m)
          let map = NetworkMap.quadraticData(
            QuadraticDataMap(network, inputs: inputs, centred: level == .centred))
          cells.append(
            Cell(
              level: level, modulus: p, network: network,
              rank: try GenericRank(of: map, seed: seed, limits: limits),
              expected: ExpectedRank(modulus: p, width: m, level: level)))
          progress?.update(Double(cells.count) / total)
        }
      }
    }
    return cells
  }
}
