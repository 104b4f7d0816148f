import Foundation
import GRDB

/// How one property of a point is stored.
struct PointColumn: Sendable {
  let name: String
  let write: @Sendable (TrajectoryPoint) -> DatabaseValue
  /// False when the value is not one that `write` gives.
  let read: @Sendable (DatabaseValue, inout TrajectoryPoint) -> Bool

  private typealias Path<Value> = any WritableKeyPath<TrajectoryPoint, Value> & Sendable

  /// In the order of the type.
  static let all: [PointColumn] = [
    required("epoch", \.epoch), required("steps", \.steps),
    required("trainingLoss", \.trainingLoss), optional("validationLoss", \.validationLoss),
    required("trainingAccuracy", \.trainingAccuracy),
    optional("validationAccuracy", \.validationAccuracy),
    optional("coefficient", \.coefficient), optional("coefficientError", \.coefficientError),
    optional("rHat", \.rHat), optional("effectiveSampleSize", \.effectiveSampleSize),
    PointColumn(
      name: "flags", write: { $0.flags.joined(separator: " ").databaseValue },
      read: { stored, point in
        guard let text = String.fromStored(stored) else { return false }
        point.flags = text.split(separator: " ").map(String.init)
        return true
      }),
    optional("relativeMovement", \.relativeMovement), optional("featureRank", \.featureRank),
    optional("kernelDrift", \.kernelDrift), optional("activeUnits", \.activeUnits),
    optional("effectiveWidth", \.effectiveWidth), optional("stage", \.stage),
    optional("theorem", \.theorem), optional("predicted", \.predicted),
    optional("lowerBound", \.lowerBound), optional("upperBound", \.upperBound),
  ]

  private static func required<Value: StoredValue>(
    _ name: String, _ path: Path<Value>
  ) -> PointColumn {
    PointColumn(name: name, write: { $0[keyPath: path].stored }) { stored, point in
      guard let value = Value.fromStored(stored) else { return false }
      point[keyPath: path] = value
      return true
    }
  }

  private static func optional<Value: StoredValue>(
    _ name: String, _ path: Path<Value?>
  ) -> PointColumn {
    PointColumn(name: name, write: { $0[keyPath: path]?.stored ?? .null }) { stored, point in
      if stored.isNull {
        point[keyPath: path] = nil
        return true
      }
      guard let value = Value.fromStored(stored) else { return false }
      point[keyPath: path] = value
      return true
    }
  }
}

/// A value that comes back from the store as it went in, to the last bit.
protocol StoredValue: SendableMetatype {
  var stored: DatabaseValue { get }
  static func fromStored(_ stored: DatabaseValue) -> Self?
}

extension Int: StoredValue {
  var stored: DatabaseValue { databaseValue }
  static func fromStored(_ stored: DatabaseValue) -> Int? {
    if case .int64(let value) = stored.storage { Int(exactly: value) } else { nil }
  }
}

extension Double: StoredValue {
  var stored: DatabaseValue { isNaN ? "nan".databaseValue : databaseValue }
  static func fromStored(_ stored: DatabaseValue) -> Double? {
    switch stored.storage {
    case .double(let value): value
    case .string("nan"): .nan
    default: nil
    }
  }
}

extension String: StoredValue {
  var stored: DatabaseValue { databaseValue }
  static func fromStored(_ stored: DatabaseValue) -> String? {
    if case .string(let value) = stored.storage { value } else { nil }
  }
}

extension Data {
  static func fromStored(_ stored: DatabaseValue) -> Data? {
    switch stored.storage {
    case .blob(let value): value
    // SQLite gives an empty value where there is nothing to point to.
    case .string(""): Data()
    default: nil
    }
  }
}
