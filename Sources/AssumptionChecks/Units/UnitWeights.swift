import Identifiability
import ModelFamilies

/// The weights of a quadratic network, unit by unit. A network with biases is one without on inputs
/// `(x, 1)`: w_j stands for `(w_j, b_j)`, and the constant adds to the last entry of the form.
struct UnitWeights {
  /// w_j, and v_j or a_j.
  let inputs: [[Double]]
  let outputs: [[Double]]
  let hasConstant: Bool
  let inputNorms: [Double]
  let outputNorms: [Double]

  /// - Parameter weights: D values in the order of the family's layout.
  init(_ family: ModelFamily, _ weights: [Double]) {
    precondition(weights.count == family.parameterCount, "\(weights.count) weights")
    let layout = UnitLayout(family)
    inputs = (0..<layout.width).map { layout.innerWeights($0).map { weights[$0] } }
    outputs = (0..<layout.width).map { layout.outputWeights($0).map { weights[$0] } }
    hasConstant = layout.constant != nil
    inputNorms = inputs.map(Self.norm)
    outputNorms = outputs.map(Self.norm)
  }

  /// Vectors that stand for input weights, without outputs.
  init(inputs: [[Double]]) {
    self.inputs = inputs
    outputs = []
    hasConstant = false
    inputNorms = inputs.map(Self.norm)
    outputNorms = []
  }

  var width: Int { inputs.count }
  var outputDimension: Int { outputs.first?.count ?? 0 }
  var widestInput: Double { inputNorms.max() ?? 0 }
  var widestOutput: Double { outputNorms.max() ?? 0 }

  static func norm(_ vector: [Double]) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
