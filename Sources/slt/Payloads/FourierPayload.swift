import ExactAlgebra
import Identifiability
import ModelFamilies
import Reporting

/// `slt rank quadratic --at fourier --format json`, schema 1; `lower` and `upper` bound lambda.
struct FourierPayload: Encodable {
  struct Row: Encodable {
    let level: String
    let rows: Int
    let columns: Int
    /// The rank at the weights, over the cyclotomic field: the closed form.
    let rank: Int
    let basis: String
    /// The rank modulo the prime, computed: a proof that the rank is at least this.
    let computedRank: Int
    let prime: UInt64
    let genericRankBound: Int
    let genericRankBecause: String
    let lower: String
    let upper: String
    let exact: Bool
    let multiplicity: Int?
    let because: String
    /// Whether the outputs are the task's targets, as far as this level tells.
    let interpolates: Bool

    init(
      _ network: FourierNetwork, _ level: Level, _ map: NetworkMap, _ computed: FourierPointRank,
      _ bound: RankBound, _ coefficient: FourierCoefficient
    ) {
      self.level = level.rawValue
      rows = map.coordinateCount
      columns = map.parameterCount
      rank = FourierRankForm(network).rank(level)
      basis = "proved"
      computedRank = computed.rank
      prime = computed.prime
      genericRankBound = bound.value
      genericRankBecause = bound.because
      lower = coefficient.lower.description
      upper = coefficient.upper.description
      exact = coefficient.isExact
      multiplicity = coefficient.isExact ? 1 : nil
      because = coefficient.upperBecause
      interpolates =
        switch network.interpolation {
        case .targets: true
        case .targetsUpToConstant: level == .centred
        case .none: false
        }
    }
  }

  let schema = 1
  let point: String
  let modulus: Int
  let frequencies: [Int]
  let phases: Int?
  let amplitudes: [String]?
  let width: Int
  let parameters: Int
  /// targets, targets-up-to-constant or none.
  let interpolation: String
  let interpolationBecause: String?
  let levels: [Row]
  let seconds: Double

  init(_ network: FourierNetwork, _ rows: [Row], seconds: Double) {
    modulus = network.modulus
    frequencies = network.frequencies
    width = network.width
    parameters = 3 * network.modulus * network.width
    switch network.shape {
    case .planted(let phases, let amplitudes):
      (point, self.phases) = ("fourier", phases)
      self.amplitudes = amplitudes.map(\.description)
    case .minimal: (point, phases, amplitudes) = ("fourier-minimal", nil, nil)
    }
    switch network.interpolation {
    case .targets: (interpolation, interpolationBecause) = ("targets", nil)
    case .targetsUpToConstant:
      (interpolation, interpolationBecause) = ("targets-up-to-constant", nil)
    case .none(let because): (interpolation, interpolationBecause) = ("none", because)
    }
    levels = rows
    self.seconds = seconds
  }

  func table() -> Table {
    let all = frequencies.count == (modulus - 1) / 2
    let chosen =
      all
      ? "all \(frequencies.count) frequencies"
      : "frequencies " + frequencies.map(String.init).joined(separator: ", ")
    return Table(
      title: "\(point) point modulo \(modulus): \(chosen), "
        + (phases.map { "\($0) phase\($0 == 1 ? "" : "s"), " } ?? "")
        + "width \(width), \(parameters) weights",
      columns: [
        Column("level", alignment: .leading), Column("rank", alignment: .trailing),
        Column("modulo a prime", alignment: .trailing),
        Column("at most anywhere", alignment: .trailing), Column("λ", alignment: .trailing),
        Column("mult", alignment: .trailing), "upper end",
      ],
      rows: levels.map { row in
        [
          .text(row.level), .integer(row.rank), .integer(row.computedRank),
          .integer(row.genericRankBound),
          .exact(row.exact ? row.lower : "[\(row.lower), \(row.upper)]"),
          row.multiplicity.map { .integer($0) } ?? .empty, .text(row.because),
        ]
      },
      footnotes: [
        verdict,
        "rank: closed form, proved in Proofs/FourierRanks.md; modulo a prime with the roots of "
          + "unity it is computed, which proves a lower bound",
        "λ at least rank/2; of the squared loss whose targets are the network's own outputs",
      ])
  }

  private var verdict: String {
    switch interpolation {
    case "targets": "the outputs are the one-hot targets of modular addition"
    case "targets-up-to-constant":
      "the outputs are the one-hot targets less 1/p: solves the centred loss, not the plain one"
    default: "does not compute modular addition: \(interpolationBecause ?? "")"
    }
  }
}
