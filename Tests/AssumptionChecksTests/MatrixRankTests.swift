import AssumptionChecks
import LLCTheorems
import NumericAlgebra
import Testing

/// A matrix of rank 3 and noise of a known Frobenius norm on top.
private struct PlantedRank {
  let matrix: RealMatrix
  let noise: RealMatrix

  init(distance: Double, seed: UInt64) throws {
    var stream = RandomStream(seed: seed, purpose: .testing)
    let left = RealMatrix(rows: 14, columns: 3, values: stream.normals(42))
    let right = RealMatrix(rows: 3, columns: 9, values: stream.normals(27))
    let low = try left.times(right)
    var noise = RealMatrix(rows: 14, columns: 9, values: stream.normals(126))
    let size = norm(noise)
    for i in noise.values.indices { noise.values[i] *= distance / size }
    self.noise = noise
    matrix = low.plus(noise, times: 1)
  }
}

private func norm(_ matrix: RealMatrix) -> Double {
  matrix.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
}

extension RealMatrix {
  fileprivate func plus(_ other: RealMatrix, times factor: Double) -> RealMatrix {
    RealMatrix(
      rows: rows, columns: columns, values: zip(values, other.values).map { $0 + factor * $1 })
  }
}

@Suite struct MatrixRankTests {
  @Test(
    "the rank is the planted one above the noise, and full below it; verdicts flip at the margin",
    arguments: [1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2])
  func planted(distance: Double) throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let planted = try PlantedRank(distance: distance, seed: seed)
      let label = "noise \(distance), seed \(seed)"
      let seen = try MatrixRank(planted.matrix, noise: distance)
      #expect(seen.rank == 3 && seen.thresholdOrigin == .noise, "\(label): \(seen)")
      #expect(seen.check(rank: 3, theorem: "5.1").verdict.holds, "\(label)")
      // The nearest matrix of rank 3 is at most the planted one away.
      let margin = seen.margin(rank: 4)
      let away = try #require(margin.estimatedDistance)
      #expect(away <= distance * (1 + 1e-9) + seen.rounding, "\(label): \(margin)")
      #expect(margin.safeRadius <= away, "\(label)")
      #expect(seen.check(rank: 4, theorem: "5.1").verdict.fails, "\(label)")
      for (factor, name) in [(0.99, "holds"), (1.01, "undecided")] {
        let near = try MatrixRank(planted.matrix, noise: factor * margin.safeRadius)
        if margin.safeRadius > 0, 1.02 * margin.safeRadius < away {
          #expect(near.check(rank: 4, theorem: "5.1").verdict.name == name, "\(label), \(factor)")
        }
      }
      let beyond = try MatrixRank(planted.matrix, noise: 1.01 * away)
      #expect(beyond.check(rank: 4, theorem: "5.1").verdict.fails, "\(label)")
      // All nine values are seen where the noise of the numbers is smaller than the least of them.
      let exact = try MatrixRank(planted.matrix, noise: 0)
      if let least = exact.singularValues.last, least > exact.rounding {
        #expect(exact.rank == 9 && exact.gap == nil, "\(label)")
      }
    }
  }

  @Test("no perturbation within the safe radius lowers a rank, and one at the distance does")
  func margins() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let planted = try PlantedRank(distance: 0.3, seed: seed)
      let rank = try MatrixRank(planted.matrix, noise: 0)
      for k in [2, 3, 5, 9] {
        let margin = rank.margin(rank: k)
        // The worst direction by the singular vectors: the best approximation of rank k - 1.
        let gram = try planted.matrix.columnGram.symmetricEigenvectors()
        var projector = RealMatrix(rows: 9, columns: 9)
        for i in 0..<(9 - (k - 1)) {
          let v = gram.eigenvectors.row(i)
          for a in 0..<9 { for b in 0..<9 { projector[a, b] += v[a] * v[b] } }
        }
        let worst = try planted.matrix.times(projector)
        let distance = try #require(margin.estimatedDistance)
        #expect(abs(norm(worst) - distance) < 1e-9 * rank.singularValues[0], "seed \(seed), k \(k)")
        // Its spectral norm is sigma_k: a safe radius beyond that would be none.
        let spectral = try #require(try worst.singularValues().first)
        #expect(margin.safeRadius < spectral && margin.safeRadius > 0.999 * spectral, "k \(k)")
        let there = try MatrixRank(planted.matrix.plus(worst, times: -1), noise: 1e-10)
        #expect(there.rank == k - 1, "seed \(seed), k \(k)")
        for direction in [worst, planted.noise] {
          let step = 0.99 * margin.safeRadius / norm(direction)
          for sign in [-1.0, 1] {
            let moved = planted.matrix.plus(direction, times: sign * step)
            #expect(try MatrixRank(moved, noise: 1e-12).rank >= k, "seed \(seed), k \(k)")
          }
        }
      }
    }
  }

  @Test("zero, a single number, extreme sizes")
  func extremes() throws {
    let zero = try MatrixRank(RealMatrix(rows: 3, columns: 2), noise: 0)
    #expect(zero.rank == 0 && zero.smallestKept == nil && zero.gap == nil)
    #expect(zero.check(rank: 1, theorem: "5.1").verdict.fails)
    for size in [1e-300, 1e-160, 1, 1e160, 1e300] {
      let one = try MatrixRank(RealMatrix(rows: [[size, 0], [0, 0]]), noise: 1e-9 * size)
      let distance = try #require(one.margin(rank: 1).estimatedDistance)
      #expect(one.rank == 1 && abs(distance / size - 1) < 1e-12, "\(size): \(distance)")
    }
    #expect(throws: NumericError.self) {
      try MatrixRank(RealMatrix(rows: [[.nan, 1]]), noise: 0)
    }
  }
}
