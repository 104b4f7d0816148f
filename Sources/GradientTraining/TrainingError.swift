/// Why a training run could not be made, or could not go on.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  case setting(key: String, value: String, fix: String)
  case nonFinite(step: Int, loss: Double)
  case cancelled(step: Int)

  public static func == (left: TrainingError, right: TrainingError) -> Bool {
    left.description == right.description  // NaN losses compare equal here
  }

  public var description: String {
    switch self {
    case .setting(let key, let value, let fix):
      "\(key) is \(value); \(fix)"
    case .nonFinite(let step, let loss):
      // The sign bit of NaN says nothing.
      "the loss is \(loss.isNaN ? .nan : loss) at step \(step); "
        + "a smaller \(step == 0 ? "initialScale" : "learningRate") is the usual remedy"
    case .cancelled(let step):
      "training was cancelled at step \(step)"
    }
  }

  static func positive(_ value: Double, _ key: String) throws(TrainingError) {
    guard value > 0, value.isFinite else {
      throw .setting(key: key, value: "\(value)", fix: "set it to a positive finite number")
    }
  }

  static func notNegative(_ value: Double, _ key: String) throws(TrainingError) {
    guard value >= 0, value.isFinite else {
      throw .setting(
        key: key, value: "\(value)", fix: "set it to a finite number that is not negative")
    }
  }

  static func fraction(_ value: Double, _ key: String) throws(TrainingError) {
    guard value >= 0, value < 1 else {
      throw .setting(key: key, value: "\(value)", fix: "set it to at least 0 and below 1")
    }
  }
}
