import Dispatch
import ExactAlgebra

/// The Jacobian of the coordinate map of a quadratic network, and its transpose, by products.
///
/// A direction (C, X) changes output k by `(M + M^T)/2`, `M = sum_j (c_kj w_j + 2 v_kj x_j) w_j^T`;
/// symmetric matrices F_k pull back to `c_kj = w_j^T F_k w_j`, `x_j = 2 sum_k v_kj F_k w_j`.
///
/// Cost of the two together: `4 K d^2 m` operations. Memory: K symmetric matrices of d x d.
final class CoordinateJacobian {
  let field: BalancedField
  let width: Int
  let inputDimension: Int
  let outputDimension: Int

  private let threads: Int
  private let w: ResidueVector
  /// 2 V.
  private let v2: ResidueVector
  private let half: Double
  private let workspaces: [Workspace]

  private struct Workspace {
    /// m x d, m x d and d x d.
    let left: ResidueVector
    let x: ResidueVector
    let form: ResidueVector
  }

  init(
    field: BalancedField, inputWeights w: Matrix<UInt64>, outputWeights v: Matrix<UInt64>,
    threads: Int
  ) {
    ExactProduct.prepare()
    self.field = field
    (width, inputDimension, outputDimension) = (w.rows, w.columns, v.rows)
    self.threads = max(1, min(threads, v.rows))
    self.w = field.vector(w)
    v2 = field.vector(v)
    for i in 0..<v2.count { v2.base[i] *= 2 }
    ExactProduct.reduce(v2.base, count: v2.count, modulo: field)
    // (q + 1)/2, balanced.
    half = field.balanced((field.field.modulus + 1) / 2)
    let (m, d) = (w.rows, w.columns)
    workspaces = (0..<self.threads).map { _ in
      Workspace(
        left: ResidueVector(count: m * d), x: ResidueVector(count: m * d),
        form: ResidueVector(count: d * d))
    }
  }

  /// The forms of a direction: K matrices d x d, row after row.
  func apply(_ direction: ResidueVector, into forms: ResidueVector) {
    let (m, d, outputs) = (width, inputDimension, outputDimension)
    nonisolated(unsafe) let (this, c, forms) = (self, direction.base, forms.base)
    let q = field
    each { thread, k in
      let work = this.workspaces[thread]
      for j in 0..<m {
        let row = work.left.base + j * d
        row.update(repeating: 0, count: d)
        ExactProduct.add(this.w.base + j * d, times: c[k * m + j], to: row, count: d, q)
        ExactProduct.add(
          c + outputs * m + j * d, times: this.v2.base[k * m + j], to: row, count: d, q)
      }
      ExactProduct.multiply(
        rows: d, columns: d, inner: m, work.left.base, d, transposed: true, this.w.base, d,
        into: work.form.base, d)
      ExactProduct.reduce(work.form.base, count: d * d, modulo: q)
      let form = forms + k * d * d
      for a in 0..<d {
        for b in 0..<d {
          form[a * d + b] =
            (work.form.base[a * d + b] + work.form.base[b * d + a]) * this.half
        }
      }
      ExactProduct.reduce(form, count: d * d, modulo: q)
    }
  }

  /// The direction of K symmetric matrices.
  func applyTransposed(_ forms: ResidueVector, into direction: ResidueVector) {
    let (m, d, outputs) = (width, inputDimension, outputDimension)
    nonisolated(unsafe) let (this, c, forms) = (self, direction.base, forms.base)
    let q = field
    for work in workspaces { work.x.base.update(repeating: 0, count: m * d) }
    each { thread, k in
      let work = this.workspaces[thread]
      ExactProduct.multiply(
        rows: m, columns: d, inner: d, this.w.base, d, forms + k * d * d, d, into: work.left.base, d
      )
      ExactProduct.reduce(work.left.base, count: m * d, modulo: q)
      for j in 0..<m {
        let image = work.left.base + j * d
        c[k * m + j] = ExactProduct.dot(image, this.w.base + j * d, count: d, q)
        ExactProduct.add(
          image, times: this.v2.base[k * m + j], to: work.x.base + j * d, count: d, q)
      }
    }
    let x = direction.base + outputs * m
    x.update(from: workspaces[0].x.base, count: m * d)
    for work in workspaces.dropFirst() {
      ExactProduct.add(work.x.base, times: 1, to: x, count: m * d, q)
    }
  }

  /// Outputs are dealt out to the threads in turn.
  private func each(_ body: @Sendable (Int, Int) -> Void) {
    let (threads, outputs) = (threads, outputDimension)
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      for k in stride(from: thread, to: outputs, by: threads) { body(thread, k) }
    }
  }
}
