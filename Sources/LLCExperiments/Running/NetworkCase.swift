import ExactAlgebra
import Foundation
import GradientTraining
import LLCSampling
import LLCTheorems
import ModelFamilies
import NumericAlgebra
import NumericModels
import WeightFiles

/// A network case made concrete: the loss that is sampled, the weights, and the same question in
/// exact form.
struct NetworkCase {
  /// The loss in the weights that are trained in the case's regime.
  let loss: any ResidualLoss
  /// w*, in the weights of `loss`.
  let centre: [Double]
  let setting: Setting
  /// Whether the targets are the network's own outputs at w*.
  let isPlanted: Bool

  /// - Parameter training: told the epochs done of a trained point.
  /// - Throws: `ExperimentError`.
  init(
    _ name: String, _ spec: NetworkSpec, seed: UInt64, training: ((Int) -> Void)? = nil
  ) throws {
    guard let (inputs, exactInputs) = Self.inputs(spec, seed: seed) else {
      self = try Self.population(name, spec, seed: seed)
      return
    }
    let (weights, targets) = try Self.pointAndTargets(name, spec, inputs, seed: seed, training)
    let centring: Centring = spec.loss == .centred ? .centred : .plain
    let full = try Self.naming(name) {
      try QuadraticLoss(
        family: spec.family, inputs: inputs, targets: targets, centring: centring)
    }
    switch (spec.regime, spec.family) {
    case (.lazy, .quadratic(let network)):
      let hidden = RealMatrix(
        rows: network.width, columns: network.inputDimension,
        values: Array(weights[network.inputWeights.range]))
      let frozen = try Self.naming(name) {
        try FrozenHiddenLoss(
          hiddenWeights: hidden, inputs: inputs, targets: targets, centring: centring)
      }
      loss = frozen
      centre = Array(weights[network.outputWeights.range])
    case (.ntk, _):
      loss = try Self.naming(name) { try LinearLoss(linearising: full, at: weights) }
      centre = weights
    case (.full, _), (.lazy, .biasedQuadratic):
      loss = full
      centre = weights
    }
    if case .trained = spec.point { isPlanted = false } else { isPlanted = true }
    var task: ModularAddition?
    if case .modularAddition(let addition) = spec.data { task = addition }
    setting = Setting(
      family: spec.family, task: task, inputs: .finite(exactInputs), loss: spec.loss,
      regime: spec.regime, weights: try Self.exact(name, weights),
      realisability: Self.realisability(spec, loss: full.empiricalLoss(at: weights)))
  }

  private init(loss: any ResidualLoss, centre: [Double], setting: Setting) {
    self.loss = loss
    self.centre = centre
    self.setting = setting
    isPlanted = true
  }

  /// Gaussian inputs in law: the loss through the coordinates, `E[(x^T A x)^2]` in closed form.
  private static func population(
    _ name: String, _ spec: NetworkSpec, seed: UInt64
  ) throws -> NetworkCase {
    let weights: [Double] =
      switch spec.point {
      case .planted(let scale, let inactive):
        planted(spec, scale: scale, inactive, seed: seed)
      case .file(let path): try fileWeights(path, name, spec)
      case .trained:
        throw ExperimentError(name: name, problem: "a point is trained on samples; give samples")
      }
    let loss = try naming(name) {
      try CoordinateQuadraticLoss(
        spec.family, teacher: weights,
        gram: try .gaussian(spec.family, centring: spec.loss == .centred ? .centred : .plain))
    }
    return NetworkCase(
      loss: loss, centre: weights,
      setting: Setting(
        family: spec.family, inputs: .gaussian, loss: spec.loss, regime: spec.regime,
        weights: try exact(name, weights),
        realisability: .holds(because: "the targets are the network's own outputs")))
  }

  private static func exact(_ name: String, _ weights: [Double]) throws -> [Rational] {
    try weights.map { weight in
      guard let value = Rational(exactly: weight) else {
        throw ExperimentError(name: name, problem: "the weights are not finite")
      }
      return value
    }
  }

  /// The loss through the identifiable coordinates and the Gram matrix of their features over the
  /// samples, where that takes fewer operations than the samples do.
  static func throughCoordinates(
    _ loss: QuadraticLoss, teacher weights: [Double], centring: Centring
  ) throws -> any ResidualLoss {
    let features = MonomialFeatures(loss.family)
    // The Gram matrix alone must stay small.
    guard features.count <= 1024 else { return loss }
    let short = try CoordinateQuadraticLoss(
      loss.family, teacher: weights,
      gram: try FeatureGram(features: features, inputs: loss.inputs, centring: centring))
    return short.gradientOperations < loss.gradientOperations ? short : loss
  }

  /// Trained weights miss their target by a little; whether it is realised nearby is not known.
  private static func realisability(_ spec: NetworkSpec, loss: Double) -> Verdict {
    switch spec.point {
    case .planted, .file: .holds(because: "the targets are the network's own outputs")
    case .trained:
      loss == 0
        ? .holds(because: "the loss at the weights is zero")
        : .undecided(because: "the weights were trained, the loss there is \(loss)")
    }
  }

  static func naming<T>(_ name: String, _ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as CancellationError {
      throw error
    } catch {
      throw ExperimentError(name: name, problem: "\(error)")
    }
  }

  /// Nil for inputs that are known in law alone.
  private static func inputs(
    _ spec: NetworkSpec, seed: UInt64
  ) -> (NetworkInputs, InputSet)? {
    switch spec.data {
    case .gaussianPopulation: return nil
    case .modularAddition(let task):
      return (.pairs(task.pairs, modulus: task.modulus), .allPairs(of: task))
    case .gaussian(let samples):
      let d = spec.family.inputDimension
      var stream = RandomStream(seed: seed, purpose: .inputs)
      let values = stream.normals(samples * d).map { rounded($0, bits: 8) }
      let vectors = (0..<samples).map { i in
        values[i * d..<(i + 1) * d].map { Rational(exactly: $0) ?? .zero }
      }
      return (.dense(RealMatrix(rows: samples, columns: d, values: values)), .vectors(vectors))
    }
  }

  /// The nearest multiple of 2^-bits: short exact numbers keep exact ranks cheap.
  static func rounded(_ value: Double, bits: Int) -> Double {
    let scale = Double(1 << bits)
    return (value * scale).rounded() / scale
  }

  private static func random(
    _ spec: NetworkSpec, _ purpose: RandomPurpose, scale: Double, seed: UInt64
  ) -> [Double] {
    var stream = RandomStream(seed: seed, purpose: purpose)
    // Relative to the scale: an absolute grid would turn small weights into zeros.
    let unit = Double(sign: .plus, exponent: scale.exponent, significand: 1)
    return stream.normals(spec.family.parameterCount).map {
      rounded($0 * (scale / unit), bits: 10) * unit
    }
  }

  /// Gaussian weights with the last units inactive: first those without output weights, then those
  /// without input weights, then those without either.
  private static func planted(
    _ spec: NetworkSpec, scale: Double, _ inactive: UnitCensus, seed: UInt64
  ) -> [Double] {
    var weights = random(spec, .teacherWeights, scale: scale, seed: seed)
    let width = spec.family.width
    let first = width - inactive.inactive
    for unit in max(first, 0)..<width {
      let index = unit - first
      let output = index < inactive.zeroOutput || index >= inactive.zeroOutput + inactive.zeroInput
      let input = index >= inactive.zeroOutput
      spec.family.clear(unit, input: input, output: output, in: &weights)
    }
    return weights
  }

  private static func pointAndTargets(
    _ name: String, _ spec: NetworkSpec, _ inputs: NetworkInputs, seed: UInt64,
    _ training: ((Int) -> Void)?
  ) throws -> ([Double], RealMatrix) {
    func teacher(_ weights: [Double]) throws -> RealMatrix {
      try naming(name) {
        try QuadraticLoss.teacherTargets(family: spec.family, weights: weights, inputs: inputs)
      }
    }
    switch spec.point {
    case .planted(let scale, let inactive):
      let weights = planted(spec, scale: scale, inactive, seed: seed)
      return (weights, try teacher(weights))
    case .file(let path):
      let weights = try fileWeights(path, name, spec)
      return (weights, try teacher(weights))
    case .trained(let scale, let settings):
      let targets: RealMatrix
      if case .modularAddition(let task) = spec.data {
        targets = try naming(name) { try task.oneHotTargets(task.pairs) }
      } else {
        targets = try teacher(random(spec, .teacherWeights, scale: scale, seed: seed))
      }
      let centring: Centring = spec.loss == .centred ? .centred : .plain
      let trained = try naming(name) {
        let loss = try QuadraticLoss(
          family: spec.family, inputs: inputs, targets: targets, centring: centring)
        let trainer = try Trainer(loss: loss, settings: settings, seed: seed)
        do {
          return try trainer.train(from: random(spec, .initialWeights, scale: scale, seed: seed)) {
            training?($0.epoch)
          }
        } catch TrainingError.cancelled {
          throw CancellationError()
        }
      }
      return (trained.weights, targets)
    }
  }

  /// - Throws: `ExperimentError` for a file that cannot be read or holds another network.
  static func fileWeights(
    _ path: String, _ name: String, _ spec: NetworkSpec
  ) throws -> [Double] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      !isDirectory.boolValue
    else {
      throw ExperimentError(
        name: name,
        problem:
          "\(path): \(isDirectory.boolValue ? "a directory; expected a file" : "no such file")")
    }
    let file = try naming(name) { try WeightFile(contentsOfFile: path) }
    guard file.family.rawValue == spec.family.name,
      file.inputDimension == spec.family.inputDimension, file.width == spec.family.width,
      file.outputDimension == spec.family.outputDimension
    else {
      throw ExperimentError(
        name: name,
        problem: "\(path) holds a \(file.family.rawValue) network, d = \(file.inputDimension), "
          + "m = \(file.width), K = \(file.outputDimension); the case has another")
    }
    return try spec.family.layout.blocks.flatMap { block in
      try (file.block(named: block.name)?.entries ?? []).map { entry in
        switch entry {
        case .double(let value): return value
        case .exact(let text):
          guard let value = Rational(text).flatMap({ Dyadic(exactly: $0)?.exactDouble }) else {
            throw ExperimentError(
              name: name,
              problem: "\(path): \(block.name) holds \(text), which no double equals; a sampler "
                + "needs floating-point weights")
          }
          return value
        }
      }
    }
  }
}

extension ModelFamily {
  /// Sets the input weights (with the bias) or the output weights of a unit to zero.
  fileprivate func clear(_ unit: Int, input: Bool, output: Bool, in weights: inout [Double]) {
    if input {
      if let block = layout.block(named: "W") {
        for column in 0..<block.columns { weights[block.index(unit, column)] = 0 }
      }
      if let block = layout.block(named: "b") { weights[block.index(0, unit)] = 0 }
    }
    if output, let block = layout.block(named: "V") ?? layout.block(named: "a") {
      for row in 0..<block.rows { weights[block.index(row, unit)] = 0 }
    }
  }
}
