import Foundation
public import LLCTheorems

/// An assumption at floating-point weights, up to perturbations of a given size.
public struct NumericalCheck: Sendable {
  /// In the words of its theorem.
  public let statement: String
  /// The theorems that ask for it.
  public let theorems: [String]
  public let verdict: Verdict
  /// Nil where the dimensions alone decide, or the matrix is too large.
  public let margin: Margin?
  /// The units, by index from 0, that bring the assumption nearest to failing.
  public let witness: [Int]

  init(
    _ statement: String, theorems: [String], verdict: Verdict, margin: Margin? = nil,
    witness: [Int] = []
  ) {
    self.statement = statement
    self.theorems = theorems
    self.verdict = verdict
    self.margin = margin
    self.witness = witness
  }

  /// - Parameters:
  ///   - tolerance: the Frobenius norm of perturbations that are noise.
  ///   - things: what is perturbed.
  init(
    _ statement: String, theorems: [String], margin: Margin, tolerance: Double, witness: [Int],
    of things: String = "weights"
  ) {
    self.init(
      statement, theorems: theorems,
      verdict: Self.verdict(margin, tolerance: tolerance, of: things), margin: margin,
      witness: witness)
  }

  private static func verdict(
    _ margin: Margin, tolerance: Double, of things: String
  ) -> Verdict {
    let noise = "\(things) are known to \(text(tolerance))"
    if margin.safeRadius > tolerance {
      return .holds(
        because: "no perturbation of the \(things) below \(text(margin.safeRadius)) makes it fail; "
          + noise)
    }
    if let distance = margin.estimatedDistance, distance > tolerance {
      return .undecided(
        because: "\(things) that fail are at least \(text(margin.safeRadius)) and about "
          + "\(text(distance)) away; \(noise)")
    }
    return .fails(
      because: "\(things) that fail are within about "
        + "\(text(min(margin.estimatedDistance ?? tolerance, tolerance))); \(noise)")
  }

  private static func text(_ value: Double) -> String { String(format: "%.2g", value) }
}
