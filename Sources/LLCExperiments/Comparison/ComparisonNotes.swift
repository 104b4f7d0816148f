import ExactAlgebra
import Identifiability
import LLCSampling
import LLCTheorems
import Reporting

/// What the footnotes of `slt compare` say of single rows.
enum ComparisonNotes {
  /// The verdict, with the estimate less its predicted bias.
  static func verdict(_ row: Comparison) -> String {
    let reduced = row.biasReduced.map {
      "; corrected by the predicted bias: "
        + Formatting.measurement($0.value, standardError: $0.standardError)
    }
    return "\(row.name): \(row.verdict)\(reduced ?? "")."
  }

  /// How a row came to its numbers, where that is not what all rows do.
  static func settings(_ row: Comparison) -> [String] {
    var notes: [String] = []
    if let reason = row.notPredicted { notes.append("\(row.name): not predicted: \(reason).") }
    if case .lanczos(let quadrature) = row.curvature, let prediction = row.prediction {
      notes.append(
        "\(row.name): the spectrum of \(quadrature.parameterCount) weights was not decomposed; "
          + "predicted ± its error by stochastic Lanczos quadrature, rank/2 = "
          + (prediction.asymptoticError > 0
            ? Formatting.measurement(
              prediction.asymptotic, standardError: prediction.asymptoticError)
            : "\(Formatting.unrounded(prediction.asymptotic)) by exact ranks") + ".")
    }
    if case .sweep(let sweep, let predictions) = row.measurement {
      let points = sweep.points.enumerated().map { index, point in
        let value = Formatting.measurement(
          point.value, standardError: point.monteCarloStandardError)
        let predicted =
          index < predictions.count
          ? ", predicted \(Formatting.significant(predictions[index].value, digits: 5))" : ""
        return "\(value)\(predicted) at n beta = \(Formatting.unrounded(point.settings.nBeta))"
      }
      notes.append(
        "\(row.name): measured is the intercept of the line in 1/(n beta) through "
          + points.joined(separator: "; ") + ".")
    }
    return notes
  }

  /// Closed forms of a level that the loss does not have, and values that are not certified.
  static func theory(_ row: Comparison) -> [String] {
    row.otherLevels.map { other in
      "\(row.name): theorem \(other.theorem) would say \(other.value). That is the coefficient "
        + "at level \(other.level.rawValue), the wrong level for this loss: \(other.because)."
    }
  }

  /// What a value that rests on random points rests on.
  static func confidence(_ row: Comparison) -> String? {
    guard let failure = row.certified.confidence.failureProbability, failure < 1 else { return nil }
    return "\(row.name): theory λ rests on ranks at random points and is wrong with probability at "
      + "most \(Formatting.significant(failure, digits: 2))."
  }

  static func interval(_ row: Comparison) -> String? {
    guard row.certified.lower != row.certified.upper, let known = row.theory.known else {
      return nil
    }
    return "\(row.name): λ = \(known.value) is \(known.basis); certified is "
      + "[\(row.certified.lower), \(row.certified.upper)]: \(row.certified.because)."
  }
}
