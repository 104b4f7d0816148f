import BLASInterface
import CNumericKernels
import Foundation
import NumericAlgebra
import Testing

func randomMatrix(_ rows: Int, _ columns: Int, seed: UInt64 = 1) -> RealMatrix {
  var stream = RandomStream(seed: seed, purpose: .testing)
  return RealMatrix(rows: rows, columns: columns, values: stream.normals(rows * columns))
}

private func slowProduct(_ a: RealMatrix, _ b: RealMatrix) -> RealMatrix {
  var c = RealMatrix(rows: a.rows, columns: b.columns)
  for i in 0..<a.rows {
    for j in 0..<b.columns {
      c[i, j] = (0..<a.columns).reduce(0) { $0 + a[i, $1] * b[$1, j] }
    }
  }
  return c
}

private func distance(_ a: RealMatrix, _ b: RealMatrix) -> Double {
  zip(a.values, b.values).map { abs($0 - $1) }.max() ?? 0
}

@Test(
  "products and Gram matrices agree with their definition",
  arguments: [(1, 1, 1), (3, 5, 2), (40, 7, 33)])
func products(rows: Int, inner: Int, columns: Int) throws {
  let a = randomMatrix(rows, inner)
  let b = randomMatrix(inner, columns, seed: 2)
  #expect(distance(try a.times(b), slowProduct(a, b)) < 1e-12)
  #expect(distance(a.columnGram, slowProduct(a.transposed, a)) < 1e-12)
  #expect(distance(a.rowGram, slowProduct(a, a.transposed)) < 1e-12)
  let vector = b.transposed.row(0)
  #expect(
    distance(
      RealMatrix(rows: rows, columns: 1, values: try a.times(vector)),
      slowProduct(a, RealMatrix(rows: inner, columns: 1, values: vector))) < 1e-12)
}

@Test("the padded kernel agrees with the definition for every block shape and stride")
func paddedKernel() {
  for rows in [1, 3, 4, 7, 8, 9, 17] {
    for columns in [8, 16, 24] {
      for inner in [1, 5, 12] {
        let a = randomMatrix(rows, inner)
        let b = randomMatrix(inner, columns, seed: 2)
        let expected = slowProduct(a, b)
        var c = RealMatrix(rows: rows, columns: columns, repeating: .nan)
        slt_product(rows, columns, inner, a.values, inner, 1, b.values, columns, &c.values, columns)
        #expect(distance(c, expected) < 1e-13, "\(rows) x \(inner) x \(columns)")
        slt_product(
          rows, columns, inner, a.transposed.values, 1, rows, b.values, columns, &c.values, columns)
        #expect(distance(c, expected) < 1e-13, "transposed \(rows) x \(inner) x \(columns)")
      }
    }
  }
}

@Test("single and double precision entry points agree")
func singlePrecision() {
  let a = randomMatrix(9, 4)
  let b = randomMatrix(4, 6, seed: 2)
  var c = [Float](repeating: 0, count: 54)
  BLAS.multiply(
    rows: 9, columns: 6, inner: 4, alpha: Float(1), a.values.map(Float.init), 4,
    b.values.map(Float.init), 6, into: &c, 6)
  for (single, double) in zip(c, slowProduct(a, b).values) {
    #expect(abs(Double(single) - double) < 1e-5)
  }
}

/// Eigenvalues of the second difference matrix: 2 - 2 cos(k pi / (n + 1)).
@Test("eigenvalues and eigenvectors of the second difference matrix")
func secondDifference() throws {
  let n = 30
  var matrix = RealMatrix(rows: n, columns: n)
  for i in 0..<n {
    matrix[i, i] = 2
    if i > 0 {
      matrix[i, i - 1] = -1
      matrix[i - 1, i] = -1
    }
  }
  let expected = (1...n).map { 2 - 2 * cos(Double($0) * .pi / Double(n + 1)) }
  let values = try matrix.symmetricEigenvalues()
  let full = try matrix.symmetricEigenvectors()
  for k in 0..<n {
    #expect(abs(values[k] - expected[k]) < 1e-13)
    #expect(abs(full.eigenvalues[k] - expected[k]) < 1e-13)
    let image = try matrix.times(full.eigenvectors.row(k))
    for (left, right) in zip(image, full.eigenvectors.row(k)) {
      #expect(abs(left - expected[k] * right) < 1e-13, "eigenvector \(k)")
    }
  }
  #expect(distance(full.eigenvectors.rowGram, .identity(n)) < 1e-13)
}

@Test(
  "singular values are the roots of the Gram matrix's eigenvalues, in decreasing order",
  arguments: [(12, 5), (5, 12), (6, 6), (1, 4)])
func singularValues(rows: Int, columns: Int) throws {
  let matrix = randomMatrix(rows, columns)
  let singular = try matrix.singularValues()
  let gram = rows < columns ? matrix.rowGram : matrix.columnGram
  let expected = try gram.symmetricEigenvalues().reversed().map { max($0, 0).squareRoot() }
  #expect(singular.count == min(rows, columns))
  for (found, wanted) in zip(singular, expected) { #expect(abs(found - wanted) < 1e-12) }
}

@Test("the numerical rank of a product of known rank, with its gap", arguments: [0, 1, 4, 9])
func ranks(rank: Int) throws {
  let (rows, columns) = (20, 9)
  let matrix =
    rank == 0
    ? RealMatrix(rows: rows, columns: columns)
    : try randomMatrix(rows, rank).times(randomMatrix(rank, columns, seed: 2))
  let found = try matrix.numericalRank()
  #expect(found.rank == rank)
  if rank > 0 && rank < columns {
    #expect(try #require(found.gapRatio) > 1e10)
  } else {
    #expect(found.gapRatio == nil)
  }
  // diag(1, 0.5, 1e-3): the threshold decides, and the gap ratio tells.
  var diagonal = RealMatrix.identity(3)
  diagonal[1, 1] = 0.5
  diagonal[2, 2] = 1e-3
  let cut = try diagonal.numericalRank(threshold: 0.01)
  #expect(cut.rank == 2)
  #expect(abs(try #require(cut.gapRatio) - 500) < 1e-9)
  #expect(try diagonal.numericalRank().rank == 3)
}

@Test("bad matrices are refused with the place of the fault")
func refusals() {
  var matrix = RealMatrix.identity(3)
  matrix[1, 2] = .nan
  #expect(throws: NumericError.nonFinite(what: "the matrix", row: 1, column: 2, value: "nan")) {
    try matrix.symmetricEigenvalues()
  }
  #expect(throws: NumericError.nonFinite(what: "the matrix", row: 1, column: 2, value: "nan")) {
    try matrix.numericalRank()
  }
  #expect(throws: NumericError.notSquare(what: "the matrix", rows: 2, columns: 3)) {
    try RealMatrix(rows: 2, columns: 3).symmetricEigenvalues()
  }
  #expect(throws: NumericError.self) { try RealMatrix.identity(2).times(RealMatrix.identity(3)) }
  #expect(throws: NumericError.invalidThreshold(-1)) {
    try RealMatrix.identity(2).numericalRank(threshold: -1)
  }
}

@Test("the BLAS describes itself, and does not run on SSE3 kernels where better ones exist")
func description() {
  #expect(BLAS.measuredGigaflops(size: 64, repeats: 1) > 0)
  #expect(BLAS.lapackVersion.split(separator: ".").count == 3)
  #if arch(x86_64)
    if let name = BLAS.kernelName {
      #expect(name != "Prescott")
      #expect(BLAS.configuration?.contains("OpenBLAS") == true)
    }
  #endif
}
