import ExactAlgebra
import Identifiability
import LLCTheorems
import ModelFamilies
import Testing

/// The rank of the frozen features (w_j . x_i)^2, each column's mean removed when centred, over Q.
func frozenRank(_ setting: Setting) throws -> Int {
  guard case .quadratic(let network) = setting.family, let weights = setting.weights,
    case .oneHotPairs(let p, let pairs)? = setting.inputSet
  else { return -1 }
  let n = Rational(pairs.count)
  var columns: [[Rational]] = []
  for j in 0..<network.width {
    let values = pairs.map { pair in
      let u = weights[network.inputWeights.index(j, pair.a)]
      let s = weights[network.inputWeights.index(j, p + pair.b)]
      return (u + s) * (u + s)
    }
    let mean = values.reduce(Rational(0)) { $0 + $1 } / n
    columns.append(setting.loss == .centred ? values.map { $0 - mean } : values)
  }
  return rationalRank(Matrix(rows: columns))
}

@Suite("5.2")
struct RandomFeaturesTests {
  typealias Subject = RandomFeatures

  /// Half K times the exact rank of the features, below and above p^2 - 1 units, on all pairs and
  /// on parts of them.
  @Test(arguments: [2, 3, 5, 7]) func exactFeatureRanks(_ p: Int) throws {
    var random = SeededGenerator(seed: UInt64(250 + p))
    for pairs in Set([p * p, p * p * 3 / 5, p + 1]) {
      for m in Set([1, pairs - 2, pairs - 1, pairs, pairs + 1]) where m > 0 {
        for loss in LossKind.allCases {
          let weights = random.point(try addition(p, width: m).family)
          let setting = try addition(
            p, width: m, loss: loss, regime: .lazy, pairs: pairs, weights: weights)
          let result = try #require(Subject.result(setting, levels: []))
          let rank = try frozenRank(setting)
          let comment = "p=\(p) m=\(m) n=\(pairs) \(loss)"
          #expect(result.proved == Rational(p * rank, 2), "\(comment)")
          // Almost surely min(m, s), which is also what is said without weights.
          #expect(rank == min(m, pairs - (loss == .centred ? 1 : 0)), "\(comment)")
          let open = try #require(
            Subject.result(
              try addition(p, width: m, loss: loss, regime: .lazy, pairs: pairs), levels: []))
          #expect(open.conditional == Rational(p * rank, 2), "\(comment)")
        }
      }
    }
  }

  /// Equal hidden units, and units that are constant on all pairs, which centring removes.
  @Test func degenerateHiddenLayers() throws {
    let p = 3
    let network = try ModularAddition(modulus: p).network(width: 4)
    var equal = Array(repeating: Rational(1), count: network.parameterCount)
    for j in 0..<4 { for k in 0..<6 { equal[network.inputWeights.index(j, k)] = Rational(k * k) } }
    let constant = Array(repeating: Rational(1), count: network.parameterCount)
    for (weights, plain, centred) in [(equal, 1, 1), (constant, 1, 0)] {
      for (loss, rank) in [(LossKind.plain, plain), (.centred, centred)] {
        let setting = try addition(p, width: 4, loss: loss, regime: .lazy, weights: weights)
        #expect(try frozenRank(setting) == rank)
        #expect(Subject.result(setting, levels: [])?.proved == Rational(p * rank, 2))
      }
    }
  }

  /// Gaussian inputs: the rank of {w w^T}.
  @Test func gaussianInputs() throws {
    var random = SeededGenerator(seed: 260)
    for m in 1...8 {
      let family = try quadratic(3, m, 2)
      let setting = Setting(family: family, regime: .lazy, weights: random.point(family))
      #expect(Subject.result(setting, levels: [])?.proved == Rational(min(m, 6)))
    }
  }

  @Test func regimes() throws {
    let setting = try addition(2, width: 2)
    #expect(Subject.result(setting, levels: [])?.conditional == 2)
    let full = try addition(2, width: 2, regime: .full)
    #expect(Subject.result(full, levels: [])?.prediction == .inapplicable(atLevelOnly: nil))
    #expect(Subject.result(Setting(family: try biased(2, 2), regime: .lazy)) == nil)
  }
}
