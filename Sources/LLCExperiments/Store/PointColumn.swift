import Foundation
import GRDB

/// One property of a point: how it is called, stored and shown. What a point holds is listed here and
/// in its type, and nowhere else.
struct PointColumn: Sendable {
  enum Value: Sendable, Hashable {
    case nothing
    case integer(Int)
    case number(Double)
    case text(String)
    case words([String])
  }

  let name: String
  let value: @Sendable (TrajectoryPoint) -> Value
  /// False when the value is not one that a store holds.
  let read: @Sendable (DatabaseValue, inout TrajectoryPoint) -> Bool

  func stored(_ point: TrajectoryPoint) -> DatabaseValue { value(point).stored }

  private typealias Path<Value> = any WritableKeyPath<TrajectoryPoint, Value> & Sendable

  /// In the order of the type.
  static let all: [PointColumn] = [
    required("epoch", \.epoch), required("steps", \.steps),
    required("trainingLoss", \.trainingLoss), optional("validationLoss", \.validationLoss),
    required("trainingAccuracy", \.trainingAccuracy),
    optional("validationAccuracy", \.validationAccuracy),
    optional("coefficient", \.coefficient), optional("coefficientError", \.coefficientError),
    optional("response", \.response), optional("responseError", \.responseError),
    optional("rHat", \.rHat), optional("effectiveSampleSize", \.effectiveSampleSize),
    PointColumn(
      name: "flags", value: { .words($0.flags) },
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

  private static func required<Property: StoredValue>(
    _ name: String, _ path: Path<Property>
  ) -> PointColumn {
    PointColumn(
      name: name, value: { $0[keyPath: path].columnValue },
      read: { stored, point in
        guard let value = Property.fromStored(stored) else { return false }
        point[keyPath: path] = value
        return true
      })
  }

  private static func optional<Property: StoredValue>(
    _ name: String, _ path: Path<Property?>
  ) -> PointColumn {
    PointColumn(
      name: name, value: { $0[keyPath: path]?.columnValue ?? .nothing },
      read: { stored, point in
        if stored.isNull {
          point[keyPath: path] = nil
          return true
        }
        guard let value = Property.fromStored(stored) else { return false }
        point[keyPath: path] = value
        return true
      })
  }
}

extension PointColumn.Value {
  var stored: DatabaseValue {
    switch self {
    case .nothing: .null
    case .integer(let value): value.databaseValue
    // GRDB would store NaN as NULL.
    case .number(let value): value.isNaN ? "nan".databaseValue : value.databaseValue
    case .text(let text): text.databaseValue
    case .words(let words): words.joined(separator: " ").databaseValue
    }
  }
}

/// A value that comes back from the store as it went in, to the last bit (of NaN, that it is one).
protocol StoredValue: SendableMetatype {
  var columnValue: PointColumn.Value { get }
  static func fromStored(_ stored: DatabaseValue) -> Self?
}

extension Int: StoredValue {
  var columnValue: PointColumn.Value { .integer(self) }
  static func fromStored(_ stored: DatabaseValue) -> Int? {
    if case .int64(let value) = stored.storage { Int(exactly: value) } else { nil }
  }
}

extension Double: StoredValue {
  var columnValue: PointColumn.Value { .number(self) }
  static func fromStored(_ stored: DatabaseValue) -> Double? {
    switch stored.storage {
    case .double(let value): value
    case .string("nan"): .nan
    default: nil
    }
  }
}

extension String: StoredValue {
  var columnValue: PointColumn.Value { .text(self) }
  static func fromStored(_ stored: DatabaseValue) -> String? {
    if case .string(let value) = stored.storage { value } else { nil }
  }
}

extension Data {
  static func fromStored(_ stored: DatabaseValue) -> Data? {
    switch stored.storage {
    case .blob(let value): value
    // GRDB reads an empty value back as either.
    case .string(""): Data()
    default: nil
    }
  }
}
