/// The families of networks that the program knows.
public enum ModelFamily: Hashable, Sendable {
  case quadratic(QuadraticNetwork)
  case biasedQuadratic(BiasedQuadraticNetwork)

  /// The name on the command line, in specs and in files.
  public var name: String {
    switch self {
    case .quadratic: "quadratic"
    case .biasedQuadratic: "biased-quadratic"
    }
  }

  public var layout: ParameterLayout {
    switch self {
    case .quadratic(let network): network.layout
    case .biasedQuadratic(let network): network.layout
    }
  }

  public var parameterCount: Int { layout.count }

  public var inputDimension: Int {
    switch self {
    case .quadratic(let network): network.inputDimension
    case .biasedQuadratic(let network): network.inputDimension
    }
  }

  public var width: Int {
    switch self {
    case .quadratic(let network): network.width
    case .biasedQuadratic(let network): network.width
    }
  }

  public var outputDimension: Int {
    switch self {
    case .quadratic(let network): network.outputDimension
    case .biasedQuadratic: 1
    }
  }
}
