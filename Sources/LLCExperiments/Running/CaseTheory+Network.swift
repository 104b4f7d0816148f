import ExactAlgebra
import Identifiability
import LLCTheorems

extension CaseTheory {
  /// Theorems and exact ranks of a quadratic network.
  init(_ full: Setting, seed: UInt64, limits: RankLimits) {
    let setting = full.reducedToCoordinates(limits: limits)
    let evidence = Evidence(for: setting, seed: seed, limits: limits)
    let report = TheoremReport(setting, evidence)
    let level = setting.compareLevel
    var certified = report.certified
    var rank = setting.regime == .lazy ? nil : evidence.rank(level)
    if rank == nil, let large = LargeRank.rank(setting, seed: seed, limits: limits) {
      rank = large
      certified = CertifiedCoefficient(
        point: large, generic: evidence.genericRank(level), level: level)
    }
    self.init(
      level: report.compareWith, certified: certified, theorem: report.closedForm,
      otherLevels: report.otherLevels,
      known: rank == nil ? LargeRank.generic(setting, evidence) : nil,
      rank: rank.map { ($0.lower, $0.upper) }, isLinear: setting.regime != .full)
  }
}

extension TheoremReport {
  fileprivate var closedForm: String? {
    rows.first { row in
      guard case .proved(let value) = row.prediction,
        row.theorem.identifier != ExactRankCertificate.identifier
      else { return false }
      return certified.isExact && value.value == certified.lower
    }?.theorem.identifier
  }

  fileprivate var otherLevels: [Comparison.OtherLevel] {
    rows.compactMap { row in
      // The level is wrong because of the inputs, whatever else of the theorem fails.
      let identification = row.assumptions.first {
        $0.statement == Assumption.identificationStatement && $0.verdict.fails
      }
      guard case .inapplicable(let value?) = row.prediction,
        let reason = identification ?? row.decisive
      else { return nil }
      return Comparison.OtherLevel(
        theorem: row.theorem.identifier, level: row.level, value: value.value,
        because: reason.verdict.because)
    }
  }
}
