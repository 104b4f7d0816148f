import ArgumentParser

enum MatrixLayout: String, ExpressibleByArgument, CaseIterable {
  case outIn = "out-in"
  case inOut = "in-out"
}

/// Which tensors of a file are a network's weights.
struct TensorNameOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Name of the tensor W.", valueName: "name"))
  var inputWeights: String?

  @Option(help: ArgumentHelp("Name of the tensor V, or of a.", valueName: "name"))
  var outputWeights: String?

  @Option(help: ArgumentHelp("Name of the tensor b of a network with biases.", valueName: "name"))
  var biases: String?

  @Option(help: ArgumentHelp("Name of the constant c of such a network.", valueName: "name"))
  var constant: String?

  @Option(
    help: ArgumentHelp(
      "Of the matrices: out-in, torch's (W is m x d, V is K x m), or in-out; by the shapes if not given.",
      valueName: "layout"))
  var layout: MatrixLayout?

  var isGiven: Bool {
    layout != nil || [inputWeights, outputWeights, biases, constant].contains { $0 != nil }
  }
}
