import AssumptionChecks
import ExactAlgebra
import Identifiability
import LLCExperiments
import LLCTheorems
import ModelFamilies
import NumericAlgebra
import Testing
import WeightFiles

@Suite struct GivenMatrixTests {
  private func given(
    _ rows: [[Double]], _ role: GivenMatrix.Role = .jacobian, shape: [Int]? = nil,
    rowsAre: GivenMatrix.Axis = .samples, rowsPerSample: Int = 1, centred: Bool = false,
    element: TensorElement = .float64
  ) throws -> GivenMatrix {
    let tensor = try Tensor(
      name: "J", shape: shape ?? [rows.count, rows[0].count], values: rows.flatMap { $0 },
      element: element)
    return try GivenMatrix(
      TensorFile(tensors: [tensor]), role: role, rowsAre: rowsAre, rowsPerSample: rowsPerSample,
      isCentred: centred, name: "J.npy")
  }

  /// Integer weights, features and Jacobian written out by hand.
  private struct Case {
    let network: QuadraticNetwork
    let task: ModularAddition
    let weights: [Int]

    init(_ p: Int, _ m: Int, _ random: inout SeededGenerator) throws {
      task = try ModularAddition(modulus: p)
      network = try task.network(width: m)
      weights = (0..<network.parameterCount).map { _ in Int.random(in: -3...3, using: &random) }
    }

    private func hidden(_ unit: Int, _ pair: ModularAddition.Pair) -> Int {
      weights[network.inputWeights.index(unit, pair.a)]
        + weights[network.inputWeights.index(unit, task.modulus + pair.b)]
    }

    var features: [[Double]] {
      task.pairs.map { pair in
        (0..<network.width).map { Double(hidden($0, pair) * hidden($0, pair)) }
      }
    }

    /// Rows: pairs, outputs fastest.
    var jacobian: [[Double]] {
      task.pairs.flatMap { pair in
        (0..<task.modulus).map { k in
          var row = [Double](repeating: 0, count: network.parameterCount)
          for unit in 0..<network.width {
            let h = hidden(unit, pair)
            let v = weights[network.outputWeights.index(k, unit)]
            row[network.inputWeights.index(unit, pair.a)] = Double(2 * v * h)
            row[network.inputWeights.index(unit, task.modulus + pair.b)] = Double(2 * v * h)
            row[network.outputWeights.index(k, unit)] = Double(h * h)
          }
          return row
        }
      }
    }

    func value(_ theorem: String, _ regime: Regime, _ loss: LLCTheorems.LossKind) -> Rational? {
      let setting = Setting(
        family: .quadratic(network), task: task, inputs: .finite(.allPairs(of: task)), loss: loss,
        regime: regime, weights: weights.map { Rational($0) })
      let report = TheoremReport(setting, Evidence(for: setting, seed: 1))
      let row = report.rows.first { $0.theorem.identifier == theorem }
      if case .proved(let found)? = row?.prediction { return found.value }
      return nil
    }
  }

  @Test(
    "the given matrix of a network has the coefficient that its weights have", arguments: [2, 3, 5])
  func networks(p: Int) throws {
    var random = SeededGenerator(seed: UInt64(p))
    for m in [1, 3, p * p + 1] {
      let some = try Case(p, m, &random)
      for (loss, centred) in [(LLCTheorems.LossKind.plain, false), (.centred, true)] {
        let features = try GivenMatrixVerification(
          given(some.features, .features(outputs: p), centred: centred))
        #expect(features.value.value == some.value("5.2", .lazy, loss), "5.2, m = \(m), \(loss)")
        #expect(features.exact.isProved && features.numerical.rank == features.exact.lower)
        let rows = some.jacobian
        let jacobian = try GivenMatrixVerification(
          given(rows, rowsPerSample: p, centred: centred))
        #expect(jacobian.value.value == some.value("5.1", .ntk, loss), "5.1, m = \(m), \(loss)")
        #expect(jacobian.numerical.rank == jacobian.exact.lower, "5.1, m = \(m), \(loss)")
        let cube = try GivenMatrixVerification(
          given(rows, shape: [p * p, p, rows[0].count], centred: centred))
        #expect(cube.value == jacobian.value)
        let across = try GivenMatrixVerification(
          given(
            rows[0].indices.map { column in rows.map { $0[column] } }, rowsAre: .parameters,
            rowsPerSample: p, centred: centred))
        #expect(across.value == jacobian.value)
      }
    }
  }

  @Test("the certificate of a dyadic matrix is checked against the fractions themselves")
  func certificates() throws {
    var stream = RandomStream(seed: 4, purpose: .testing)
    // Products of few bits are exact: rank 3 over Q, with scales far apart.
    func small(_ count: Int) -> [Double] { stream.normals(count).map { ($0 * 64).rounded() / 64 } }
    let low = try RealMatrix(rows: 9, columns: 3, values: small(27))
      .times(RealMatrix(rows: 3, columns: 7, values: small(21)))
    let rows = (0..<9).map { low.row($0).enumerated().map { $1 * ($0 == 2 ? 0x1p-900 : 0x1p60) } }
    let exact = DyadicMatrixRank(try given(rows))
    #expect(exact.lower == 3 && exact.isProved && exact.upperBecause.hasSuffix("over Q"))
    // 2^-900 2^-12 is the smallest unit.
    let integers = Matrix(
      rows: rows.map {
        $0.map { (Dyadic(exactly: $0)! * Dyadic(exactly: 0x1p912)!).rational.numerator }
      })
    let certificate = try #require(exact.certificate)
    #expect(certificate.rank == 3)
    try RankCertificateChecker.check(certificate, against: ExplicitLinearMap(integers))
    var broken = rows
    broken[4][5] = broken[4][5].nextUp
    #expect(DyadicMatrixRank(try given(broken)).lower == 4)
  }

  @Test(
    "planted noise: one rank exactly, another up to noise, and verdicts say which",
    arguments: [1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2])
  func noise(size: Double) throws {
    var stream = RandomStream(seed: 7, purpose: .testing)
    let low = try RealMatrix(rows: 12, columns: 2, values: stream.normals(24))
      .times(RealMatrix(rows: 2, columns: 8, values: stream.normals(16)))
    let rows = (0..<12).map { low.row($0).map { $0 + size * stream.nextUniform() } }
    let matrix = try given(rows)
    let norm = rows.joined().reduce(0) { $0 + $1 * $1 }.squareRoot()
    let above = try GivenMatrixVerification(matrix, relativeTolerance: 10 * size / norm)
    #expect(above.exact.lower == 8 && above.value.value == Rational(4))
    #expect(above.numerical.rank == 2 && above.numericalValue.value == Rational(1))
    #expect(above.checks.map(\.verdict.name) == ["fails", "holds"], "\(above.checks)")
    #expect(above.answer.contains("the rank is 2 and λ = 1"), "\(above.answer)")
    let least = try #require(above.numerical.singularValues.last)
    let below = try GivenMatrixVerification(matrix, relativeTolerance: least / 2 / norm)
    if least > 2 * below.numerical.rounding {
      #expect(below.numerical.rank == 8)
      #expect(below.checks.map(\.verdict.name) == ["holds"], "\(below.checks)")
    }
  }

  @Test("what is no matrix, or too large, is refused before it is worked on")
  func refusals() throws {
    func refusal(_ make: () throws -> GivenMatrix) -> String {
      do {
        _ = try make()
        return "accepted"
      } catch { return "\(error)" }
    }
    func zeros(_ shape: [Int], _ role: GivenMatrix.Role = .jacobian, perSample: Int = 1) -> String {
      refusal {
        let tensor = try Tensor(
          name: "J", shape: shape, values: Array(repeating: 0, count: shape.reduce(1, *)),
          element: .int8)
        return try GivenMatrix(
          TensorFile(tensors: [tensor]), role: role, rowsPerSample: perSample, isCentred: false,
          name: "J.npy")
      }
    }
    #expect(zeros([3]).contains("the shape is (3)"))
    #expect(zeros([0, 4]).contains("none of them 0"))
    #expect(zeros([2, 2, 2], .features(outputs: 1)).contains("the shape is (2 x 2 x 2)"))
    #expect(zeros([2501, 2501]).contains("both above 2500"))
    #expect(zeros([1 << 13, (1 << 12) + 1]).contains("33562624 entries"))
    #expect(zeros([5, 2], perSample: 2).contains("multiple of the 2 outputs"))
    #expect(zeros([4, 2], perSample: 2) == "accepted")
    #expect(refusal { try given([[1, .infinity]]) }.contains("entry [0, 1] is inf"))
    #expect(
      refusal {
        try GivenMatrix(TensorFile(tensors: []), role: .jacobian, isCentred: false, name: "x")
      }
        == "x: holds 0 tensors; expected one, such as numpy.save writes")
  }
}
