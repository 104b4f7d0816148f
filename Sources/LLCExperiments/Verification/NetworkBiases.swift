/// b and c of a network with biases.
struct NetworkBiases {
  let hidden: [Double]
  let constant: Double

  /// - Returns: nil where there are no biases, or none that is not zero.
  /// - Throws: `TensorMappingError` for biases of a network that is no family here, or of another size.
  init?(
    _ hidden: NamedMatrix?, _ constant: NamedMatrix?, among found: [NamedMatrix], width: Int,
    outputs: Int, notes: inout [String]
  ) throws {
    let isNamed = hidden != nil || constant != nil
    guard isNamed || found.contains(where: { $0.values.contains { $0 != 0 } }) else {
      if !found.isEmpty {
        notes.append("\(found.map(\.label).joined(separator: ", ")): all zero, left out")
      }
      return nil
    }
    func one(_ given: NamedMatrix?, _ count: Int, _ name: String) throws -> NamedMatrix? {
      if let given {
        guard given.count == count else {
          throw TensorMappingError(
            description: "\(name) is \(given.label) (\(given.shape)); expected \(count) values")
        }
        return given
      }
      let fitting = found.filter {
        $0.count == count && $0.name != hidden?.name && $0.name != constant?.name
      }
      guard fitting.count < 2 else {
        throw TensorMappingError(
          description: "\(fitting.map(\.label).joined(separator: ", ")) all fit as \(name); "
            + "say which by --biases and --constant")
      }
      return fitting.first
    }
    let (b, c) = (try one(hidden, width, "b"), try one(constant, outputs, "c"))
    let used = [b, c].compactMap { $0 }
    for other in found where !used.contains(other) {
      notes.append("\(other.label) (\(other.shape)) is not used")
    }
    guard outputs == 1 else {
      throw TensorMappingError(
        description: "\(used.map(\.label).joined(separator: ", ")) are biases of a network with "
          + "K = \(outputs) outputs; biases are known for one output, f(x) = sum_j a_j (w_j . x + "
          + "b_j)^2 + c; save the weights without them to ask about the network without biases")
    }
    notes.append(
      "with biases: " + (b.map { "b = \($0.label)" } ?? "b = 0") + ", "
        + (c.map { "c = \($0.label)" } ?? "c = 0"))
    self.hidden = b?.values ?? [Double](repeating: 0, count: width)
    self.constant = c?.values.first ?? 0
  }
}
