/// What is wrong with an experiment file, in one line.
public struct SpecError: Error, Equatable, CustomStringConvertible {
  public let file: String
  /// From 1; nil when the file as a whole is wrong.
  public let line: Int?
  /// Dotted path of the key, such as `cases[2].sampler.draws`; empty for the file as a whole.
  public let key: String
  public let problem: String

  public init(file: String, line: Int?, key: String, problem: String) {
    self.file = file
    self.line = line
    self.key = key
    self.problem = problem
  }

  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return key.isEmpty ? "\(place): \(problem)" : "\(place): \(key): \(problem)"
  }
}

/// A case that cannot be run; names the case.
public struct ExperimentError: Error, Equatable, CustomStringConvertible {
  public let name: String
  public let problem: String

  public init(name: String, problem: String) {
    self.name = name
    self.problem = problem
  }

  public var description: String { "case \"\(name)\": \(problem)" }
}
