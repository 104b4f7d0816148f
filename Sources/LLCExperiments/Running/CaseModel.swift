import ExactAlgebra
import Foundation
import GradientTraining
import LLCSampling
import LLCTheorems
import ModelFamilies
import NumericAlgebra
import NumericModels
import WeightFiles

/// A case made concrete: the loss that is sampled, the weights, and the same question in exact form.
struct CaseModel {
  /// The loss in the weights that are trained in the case's regime.
  let loss: any LeastSquaresLoss
  /// w*, in the weights of `loss`.
  let centre: [Double]
  let setting: Setting

  /// - Parameter training: told the epochs done of a trained point.
  /// - Throws: `ExperimentError`.
  init(_ spec: CaseSpec, seed: UInt64, training: ((Int) -> Void)? = nil) throws {
    let (inputs, exactInputs) = Self.inputs(spec, seed: seed)
    let (weights, targets) = try Self.pointAndTargets(spec, inputs, seed: seed, training)
    let centring: Centring = spec.loss == .centred ? .centred : .plain
    let full = try Self.naming(spec) {
      try QuadraticLoss(
        family: spec.family, inputs: inputs, targets: targets, centring: centring)
    }
    switch (spec.regime, spec.family) {
    case (.lazy, .quadratic(let network)):
      let hidden = RealMatrix(
        rows: network.width, columns: network.inputDimension,
        values: Array(weights[network.inputWeights.range]))
      let frozen = try Self.naming(spec) {
        try FrozenHiddenLoss(
          hiddenWeights: hidden, inputs: inputs, targets: targets, centring: centring)
      }
      loss = frozen
      centre = Array(weights[network.outputWeights.range])
    case (.ntk, _):
      loss = try Self.naming(spec) { try LinearLoss(linearising: full, at: weights) }
      centre = weights
    case (.full, _), (.lazy, .biasedQuadratic):
      loss = full
      centre = weights
    }
    let exact = weights.compactMap { Rational(exactly: $0) }
    guard exact.count == weights.count else {
      throw ExperimentError(name: spec.name, problem: "the weights are not finite")
    }
    var task: ModularAddition?
    if case .modularAddition(let addition) = spec.data { task = addition }
    setting = Setting(
      family: spec.family, task: task, inputs: .finite(exactInputs), loss: spec.loss,
      regime: spec.regime, weights: exact,
      realisability: Self.realisability(spec, loss: full.empiricalLoss(at: weights)))
  }

  /// Trained weights miss their target by a little; whether it is realised nearby is not known.
  private static func realisability(_ spec: CaseSpec, loss: Double) -> Verdict {
    switch spec.point {
    case .planted, .file: .holds(because: "the targets are the network's own outputs")
    case .trained:
      loss == 0
        ? .holds(because: "the loss at the weights is zero")
        : .undecided(because: "the weights were trained, the loss there is \(loss)")
    }
  }

  static func naming<T>(_ spec: CaseSpec, _ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as CancellationError {
      throw error
    } catch {
      throw ExperimentError(name: spec.name, problem: "\(error)")
    }
  }

  private static func inputs(_ spec: CaseSpec, seed: UInt64) -> (NetworkInputs, InputSet) {
    switch spec.data {
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
  private static func rounded(_ value: Double, bits: Int) -> Double {
    let scale = Double(1 << bits)
    return (value * scale).rounded() / scale
  }

  private static func random(
    _ spec: CaseSpec, _ purpose: RandomPurpose, scale: Double, seed: UInt64
  ) -> [Double] {
    var stream = RandomStream(seed: seed, purpose: purpose)
    // Relative to the scale: an absolute grid would turn small weights into zeros.
    let unit = Double(sign: .plus, exponent: scale.exponent, significand: 1)
    return stream.normals(spec.family.parameterCount).map {
      rounded($0 * (scale / unit), bits: 10) * unit
    }
  }

  private static func pointAndTargets(
    _ spec: CaseSpec, _ inputs: NetworkInputs, seed: UInt64, _ training: ((Int) -> Void)?
  ) throws -> ([Double], RealMatrix) {
    func teacher(_ weights: [Double]) throws -> RealMatrix {
      try naming(spec) {
        try QuadraticLoss.teacherTargets(family: spec.family, weights: weights, inputs: inputs)
      }
    }
    switch spec.point {
    case .planted(let scale):
      let weights = random(spec, .teacherWeights, scale: scale, seed: seed)
      return (weights, try teacher(weights))
    case .file(let path):
      let weights = try fileWeights(path, spec)
      return (weights, try teacher(weights))
    case .trained(let scale, let settings):
      let targets: RealMatrix
      if case .modularAddition(let task) = spec.data {
        targets = try naming(spec) { try task.oneHotTargets(task.pairs) }
      } else {
        targets = try teacher(random(spec, .teacherWeights, scale: scale, seed: seed))
      }
      let centring: Centring = spec.loss == .centred ? .centred : .plain
      let trained = try naming(spec) {
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
  static func fileWeights(_ path: String, _ spec: CaseSpec) throws -> [Double] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      !isDirectory.boolValue
    else {
      throw ExperimentError(
        name: spec.name,
        problem:
          "\(path): \(isDirectory.boolValue ? "a directory; expected a file" : "no such file")")
    }
    let file = try naming(spec) { try WeightFile(contentsOfFile: path) }
    guard file.family.rawValue == spec.family.name,
      file.inputDimension == spec.family.inputDimension, file.width == spec.family.width,
      file.outputDimension == spec.family.outputDimension
    else {
      throw ExperimentError(
        name: spec.name,
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
              name: spec.name,
              problem: "\(path): \(block.name) holds \(text), which no double equals; a sampler "
                + "needs floating-point weights")
          }
          return value
        }
      }
    }
  }
}
