import ExactAlgebra
import LLCTheorems
import ModelFamilies
import NumericModels

private enum FamilyName: String, CaseIterable {
  case quadratic
  case biasedQuadratic = "biased-quadratic"
  case deepLinear = "deep-linear"
  case normalCrossing = "normal-crossing"
  case polynomial
  case linearRegression = "linear-regression"
}

extension CaseSpec {
  init(_ item: SpecNode, defaults: SpecNode?) throws(SpecError) {
    let keys = try item.mapping(
      allowed: ["name", "model", "data", "loss", "regime", "point", "sampler", "truth"])
    name = try keys.required("name").text()
    let node = try keys.required("model")
    switch try node.anyMapping().required("family").choice(FamilyName.self) {
    case .quadratic, .biasedQuadratic:
      model = .network(try NetworkSpec(item, keys, node))
    case .deepLinear:
      try keys.refuse(["data", "loss", "regime", "point"], because: "the family is deep-linear")
      model = .deepLinear(try DeepLinearSpec(node))
    case .normalCrossing, .polynomial:
      try keys.refuse(["data", "loss", "regime", "point"], because: "the loss is a polynomial")
      model = .polynomial(try PolynomialSpec(node))
    case .linearRegression:
      try keys.refuse(["loss", "regime", "point"], because: "the family is linear-regression")
      let own = try node.mapping(allowed: ["family", "input"])
      guard case .gaussian(let samples) = try DataSpec(try keys.required("data")) else {
        throw (keys["data"] ?? item).error("linear-regression needs inputs: gaussian and samples")
      }
      model = .regression(
        RegressionSpec(
          inputDimension: try own.required("input").integer(atLeast: 1, atMost: 1000),
          samples: samples))
    }
    sampler = try SamplerChoice(
      keys["sampler"] ?? item, given: keys["sampler"], defaults: defaults,
      samples: model.sampleSize)
    statedTruth = try keys["truth"].map { node throws(SpecError) in try KnownCoefficient(node) }
  }
}

extension KnownCoefficient {
  /// `truth: {lambda: 5/12, multiplicity: 1, source: "..."}`.
  fileprivate init(_ node: SpecNode) throws(SpecError) {
    let keys = try node.mapping(allowed: ["lambda", "multiplicity", "source"])
    let lambda = try keys.required("lambda")
    guard let value = Rational(try lambda.text()), value > .zero else {
      throw lambda.error("is no positive fraction such as 5/12")
    }
    self.init(
      value: value, multiplicity: try keys["multiplicity"]?.integer(atLeast: 1),
      standing: .stated(source: try keys["source"]?.text() ?? "in the experiment file"))
  }
}

extension NetworkSpec {
  init(_ item: SpecNode, _ keys: SpecMapping, _ model: SpecNode) throws(SpecError) {
    data = try DataSpec(try keys.required("data"))
    family = try Self.family(model, data)
    loss = try keys["loss"]?.choice(LossKind.self) ?? .plain
    regime = try keys["regime"]?.choice(Regime.self) ?? .full
    let width = family.width
    point =
      try keys["point"].map { node throws(SpecError) in try PointSpec(node, width: width) }
      ?? .planted(scale: 1)
    if regime == .lazy, case .biasedQuadratic = family {
      throw (keys["regime"] ?? item).error("is lazy; expected full or ntk for biased-quadratic")
    }
    if case .gaussianPopulation = data {
      if regime != .full {
        throw (keys["regime"] ?? item).error("is \(regime.rawValue), which needs samples")
      }
      if case .trained = point {
        throw (keys["point"] ?? item).error("kind trained needs samples")
      }
    }
  }

  private static func family(_ node: SpecNode, _ data: DataSpec) throws(SpecError) -> ModelFamily {
    let keys = try node.mapping(allowed: ["family", "input", "width", "output"])
    let name = try keys.required("family").choice(FamilyName.self)
    let width = try keys.required("width").integer(atLeast: 1)
    do {
      switch (name, data) {
      case (.biasedQuadratic, .modularAddition):
        throw node.error("biased-quadratic has one output; modular addition needs quadratic")
      case (.biasedQuadratic, _):
        try keys.refuse(["output"], because: "biased-quadratic has one output")
        return .biasedQuadratic(
          try BiasedQuadraticNetwork(
            inputDimension: try keys.required("input").integer(atLeast: 1), width: width))
      case (_, .modularAddition(let task)):
        for (key, expected) in [("input", task.inputDimension), ("output", task.outputDimension)] {
          if let given = keys[key], try given.integer(atLeast: 1) != expected {
            throw given.error("expected \(expected) for this task, or leave it out")
          }
        }
        return .quadratic(try task.network(width: width))
      default:
        return .quadratic(
          try QuadraticNetwork(
            inputDimension: try keys.required("input").integer(atLeast: 1), width: width,
            outputDimension: try keys.required("output").integer(atLeast: 1)))
      }
    } catch let error as SpecError {
      throw error
    } catch {
      throw node.error("\(error)")
    }
  }
}

extension DeepLinearSpec {
  /// `{family: deep-linear, widths: [10, 10, 10], rank: 5, factorRanks: [5, 8]}`.
  init(_ node: SpecNode) throws(SpecError) {
    let keys = try node.mapping(allowed: ["family", "widths", "rank", "factorRanks"])
    let widths = try keys.required("widths")
    let list = try widths.integers(atLeast: 1, atMost: 100_000)
    do { network = try DeepLinearNetwork(widths: list) } catch { throw widths.error("\(error)") }
    let limit = list.min() ?? 0
    rank = try keys.required("rank").integer(atLeast: 0, atMost: limit)
    factorRanks = try keys["factorRanks"].map { node throws(SpecError) in
      let ranks = try node.integers(atLeast: 0, atMost: 100_000)
      guard ranks.count == list.count - 1 else {
        throw node.error(
          "has \(ranks.count) values; expected one for each of \(list.count - 1) factors")
      }
      return ranks
    }
  }
}

extension PolynomialSpec {
  /// `{family: normal-crossing, exponents: [2, 4]}`, or `{family: polynomial, variables: 2,
  /// residuals: [[[1, 0, 2], [-1, 3, 0]]]}`: each residual a list of terms, each term a coefficient and
  /// one exponent for each variable.
  init(_ node: SpecNode) throws(SpecError) {
    let keys = try node.mapping(allowed: ["family", "exponents", "variables", "residuals"])
    if let exponents = keys["exponents"] {
      try keys.refuse(["variables", "residuals"], because: "exponents say it all")
      let list = try exponents.integers(atLeast: 0, atMost: 64)
      guard list.allSatisfy({ $0 % 2 == 0 }), list.contains(where: { $0 > 0 }), list.count <= 64
      else {
        throw exponents.error("expected even exponents of K = prod w_i^e_i, one at least positive")
      }
      self.init(crossing: list)
      return
    }
    let variables = try keys.required("variables").integer(atLeast: 1, atMost: 64)
    var residuals: [Polynomial] = []
    for residual in try keys.required("residuals").sequence() {
      var terms: [Polynomial.Term] = []
      for term in try residual.sequence() {
        let parts = try term.sequence()
        guard parts.count == variables + 1 else {
          throw term.error(
            "has \(parts.count) numbers; expected a coefficient and \(variables) exponents")
        }
        let coefficient = try parts[0].number()
        var exponents: [Int] = []
        for part in parts.dropFirst() { exponents.append(try part.integer(atLeast: 0, atMost: 64)) }
        terms.append(Polynomial.Term(coefficient, exponents))
      }
      residuals.append(Polynomial(terms))
    }
    self.init(variables: variables, residuals: residuals)
  }
}
