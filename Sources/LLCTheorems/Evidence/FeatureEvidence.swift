import ExactAlgebra
import Identifiability
import ModelFamilies

/// What the inputs identify: ranks of their second-order features.
public struct FeatureEvidence: Sendable {
  /// Whether the loss identifies the quadratic forms (with a bias: the quadratic functions) on the
  /// inputs. A centred loss never sees a constant.
  let identifiesQuadraticForms: Verdict
  /// dim span of the features (w . x)^2 over all w, at the level of the loss.
  let span: RankInterval
  /// rank X; with a bias, of (X 1).
  let inputRank: RankInterval

  init(_ setting: Setting, seed: UInt64, limits: RankLimits) {
    let d = setting.family.inputDimension
    let affine = UnitLayout(setting.family).hasBias
    let all = affine ? (d + 1) * (d + 2) / 2 : d * (d + 1) / 2
    let centred = setting.loss == .centred
    guard let inputs = setting.inputSet else {
      let seen = all - (affine && centred ? 1 : 0)
      identifiesQuadraticForms =
        seen == all
        ? .holds(because: Self.reason(setting.inputs))
        : .fails(because: "a centred loss does not see the constant")
      span = RankInterval(lower: seen, upper: seen)
      inputRank = RankInterval(lower: d + (affine ? 1 : 0), upper: d + (affine ? 1 : 0))
      return
    }
    switch inputs {
    case .oneHotPairs(let modulus, let pairs):
      // e_a(x) e_b(x) is the indicator of one pair: distinct pairs have independent features.
      let graph = PairGraph(modulus: modulus, pairs: pairs)
      let distinct = graph.distinctPairCount
      let dimension = affine ? distinct : min(distinct, all)
      let seen = dimension - (centred ? 1 : 0)
      span = RankInterval(lower: seen, upper: seen)
      identifiesQuadraticForms = .fails(
        because: "the \(distinct) one-hot pairs modulo \(modulus) span \(dimension) of the \(all) "
          + "dimensions: entries (a, a') and (b, b') of x x^T never occur")
      inputRank = RankInterval(lower: graph.rank, upper: graph.rank)
    case .vectors(let vectors):
      let field = RationalField()
      let work = RankWork(rows: inputs.count, columns: all)
      guard work.fits(limits), work.exactEntriesFit(limits),
        let seen = FeatureSpan.matrix(of: inputs, affine: affine, centred: centred, in: field)
      else {
        identifiesQuadraticForms = .undecided(because: "the features need \(work)")
        span = RankInterval(lower: 0, upper: min(all, inputs.count))
        inputRank = RankInterval(lower: 0, upper: d + (affine ? 1 : 0))
        return
      }
      let rank = RankInterval(of: seen.clearingDenominators, seed: seed)
      let what = (centred ? "centred features of the " : "") + "\(inputs.count) inputs"
      identifiesQuadraticForms = rank.verdict(
        is: all, holds: "the \(what) span all \(all) dimensions",
        fails: "the \(what) span \(rank.upper) of the \(all) dimensions",
        open: "the \(what) span between \(rank.lower) and \(rank.upper) of the "
          + "\(all) dimensions")
      span = rank
      let extended = vectors.map { affine ? $0 + [.one] : $0 }
      inputRank = RankInterval(of: Matrix(rows: extended).clearingDenominators, seed: seed)
    }
  }

  private static func reason(_ inputs: InputKnowledge) -> String {
    if case .identifying(let reason) = inputs { return reason }
    return "the inputs are taken to be Gaussian (--inputs gaussian, the default)"
  }
}
