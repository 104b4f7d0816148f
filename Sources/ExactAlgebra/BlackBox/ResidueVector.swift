import CModularKernels
import Dispatch

/// Balanced residues in storage of their own, row after row where they are read as a matrix.
public final class ResidueVector {
  public let count: Int
  /// Valid while the vector is: hold a local vector with `withExtendedLifetime` around a use of its
  /// pointer, or Swift may release it before the use.
  public let base: UnsafeMutablePointer<Double>

  /// `count` zeros.
  public init(count: Int) {
    precondition(count >= 0, "\(count) entries")
    self.count = count
    base = .allocate(capacity: max(count, 1))
    base.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { base.deallocate() }

  public subscript(i: Int) -> Double {
    get {
      precondition((0..<count).contains(i), "entry \(i) of \(count)")
      return base[i]
    }
    set {
      precondition((0..<count).contains(i), "entry \(i) of \(count)")
      base[i] = newValue
    }
  }

  public func copy(_ other: ResidueVector) {
    precondition(count == other.count, "\(other.count) entries into \(count)")
    base.update(from: other.base, count: count)
  }

  public var isZero: Bool { (0..<count).allSatisfy { base[$0] == 0 } }
}

/// Operations on long vectors of residues, split over threads.
struct ResidueVectorOperations {
  let field: BalancedField
  let threads: Int

  /// Entries below which a second thread costs more than it brings.
  private static let parallelThreshold = 1 << 15

  func dot(_ x: ResidueVector, _ y: ResidueVector) -> Double {
    let parts = split(x.count)
    let sums = ResidueVector(count: parts.count)
    nonisolated(unsafe) let (x, y, target) = (x.base, y.base, sums.base)
    let q = field.modulus
    each(parts) { part, range in
      target[part] = residue_dot(
        x + range.lowerBound, y + range.lowerBound, q, range.count)
    }
    return field.balanced(
      (0..<parts.count).reduce(0) { field.field.add($0, field.residue(sums[$1])) })
  }

  /// `y += a x`.
  func add(_ x: ResidueVector, times a: Double, to y: ResidueVector) {
    nonisolated(unsafe) let (x, target) = (x.base, y.base)
    let q = field.modulus
    each(split(y.count)) { _, range in
      residue_axpy(target + range.lowerBound, x + range.lowerBound, a, q, range.count)
    }
  }

  /// `z = y - b x - c z`.
  func recur(
    _ z: ResidueVector, _ y: ResidueVector, minus b: Double, times x: ResidueVector,
    minusOwn c: Double
  ) {
    nonisolated(unsafe) let (target, y, x) = (z.base, y.base, x.base)
    let q = field.modulus
    each(split(z.count)) { _, range in
      let start = range.lowerBound
      residue_recurrence(target + start, y + start, x + start, b, c, q, range.count)
    }
  }

  private func split(_ count: Int) -> [Range<Int>] {
    let parts = count < Self.parallelThreshold ? 1 : max(threads, 1)
    return (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
  }

  private func each(_ parts: [Range<Int>], _ body: @Sendable (Int, Range<Int>) -> Void) {
    if parts.count == 1 { return body(0, parts[0]) }
    DispatchQueue.concurrentPerform(iterations: parts.count) { body($0, parts[$0]) }
  }
}
