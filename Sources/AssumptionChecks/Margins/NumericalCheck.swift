import Foundation
public import Identifiability
public import LLCTheorems

/// An assumption at floating-point weights, up to perturbations of a given size.
public struct NumericalCheck: Sendable {
  /// In the words of its theorem.
  public let statement: String
  /// The theorems that ask for it.
  public let theorems: [String]
  /// The level that it is about; nil where it is about no map.
  public let level: Level?
  public let verdict: Verdict
  /// Nil where the dimensions alone decide, or the matrix is too large.
  public let margin: Margin?
  /// The units, or inputs, by index from 0, that bring the assumption nearest to failing.
  public let witness: [Int]
  /// The decisive singular vector; empty where no singular value decides.
  public let vector: [Double]

  init(
    _ statement: String, theorems: [String], level: Level? = nil, verdict: Verdict,
    finding: Finding? = nil
  ) {
    self.statement = statement
    self.theorems = theorems
    self.level = level
    self.verdict = verdict
    margin = finding?.margin
    witness = finding?.witness ?? []
    vector = finding?.vector ?? []
  }

  /// - Parameters:
  ///   - tolerance: the Frobenius norm of perturbations that are noise.
  ///   - what: what is perturbed.
  init(
    _ statement: String, theorems: [String], level: Level? = nil, finding: Finding,
    tolerance: Double, what: String = "weights"
  ) {
    self.init(
      statement, theorems: theorems, level: level,
      verdict: Self.verdict(finding.margin, tolerance: tolerance, what: what), finding: finding)
  }

  private static func verdict(_ margin: Margin, tolerance: Double, what: String) -> Verdict {
    let noise = "\(what) are known to \(text(tolerance))"
    if margin.safeRadius > tolerance {
      return .holds(
        because: "no perturbation of the \(what) below \(text(margin.safeRadius)) makes it fail; "
          + noise)
    }
    guard let distance = margin.estimatedDistance else {
      return .undecided(
        because: "\(what) that fail are at least \(text(margin.safeRadius)) away, how far was not "
          + "found; \(noise)")
    }
    if distance > tolerance {
      return .undecided(
        because: "\(what) that fail are at least \(text(margin.safeRadius)) and about "
          + "\(text(distance)) away; \(noise)")
    }
    return .fails(
      because: "\(what) that fail are within about "
        + "\(text(distance)); \(noise)")
  }

  private static func text(_ value: Double) -> String { String(format: "%.2g", value) }
}
