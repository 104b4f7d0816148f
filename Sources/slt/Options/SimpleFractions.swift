import ExactAlgebra
import ModelFamilies
import WeightFiles

/// The weights of a JSON file as exact numbers and as doubles.
struct SimpleFractions {
  /// The nearest doubles.
  let doubles: [Double]
  /// Nil where the doubles are all of it.
  let exact: [Rational]?
  let notes: [String]

  /// Characters of a fraction that is kept exact. Longer ones make every exact rank slow, and say
  /// nothing that their doubles do not.
  private static let simple = 40

  /// - Throws: `DataError` for a fraction beyond the range of doubles.
  init(_ file: LoadedWeights, for family: ModelFamily) throws {
    var exact = try file.rationals(for: family)
    doubles = exact.map(\.approximation)
    if let bad = doubles.firstIndex(where: { !$0.isFinite }) {
      throw DataError("\(file.path): weight \(bad) is beyond the range of double precision")
    }
    var (rounded, fractions) = (0, 0)
    for (index, entry) in file.file.entries.enumerated() {
      guard case .exact(let text) = entry else { continue }
      fractions += 1
      guard text.utf8.count > Self.simple, let nearest = Rational(exactly: doubles[index]),
        nearest != exact[index]
      else { continue }
      exact[index] = nearest
      rounded += 1
    }
    self.exact = fractions > rounded ? exact : nil
    notes =
      (fractions > rounded
        ? ["fractions kept exact: \(fractions - rounded); margins use the nearest doubles"] : [])
      + (rounded > 0
        ? [
          "fractions of more than \(Self.simple) characters, replaced by the nearest doubles: "
            + "\(rounded)"
        ] : [])
  }
}
