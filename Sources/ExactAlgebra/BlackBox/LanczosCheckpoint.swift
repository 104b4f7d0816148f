import Foundation

/// The state of a `ModularLanczos` in a file: a line of JSON, the vectors as residues of three
/// bytes (least significant first), and the SHA-256 of all that.
///
///     {"kind":"slt-lanczos-checkpoint","schema":1,"instance":"<hash>","prime":q,"dimension":n,
///      "vectors":v,"steps":s,"previousSquare":r}\n
///
/// Written beside its place and moved there, so that a reader never sees half a file.
public enum LanczosCheckpoint {
  struct Header: Codable {
    var kind: String
    var schema: Int
    var instance: String
    var prime: UInt64
    var dimension: Int
    var vectors: Int
    var steps: Int
    var previousSquare: UInt64
  }

  public enum Failure: Error, Equatable, CustomStringConvertible {
    case notACheckpoint(String)
    case damaged(String)
    case anotherInstance(String, found: String, expected: String)

    public var description: String {
      switch self {
      case .notACheckpoint(let path): "\(path) is not a checkpoint of this program"
      case .damaged(let path):
        "\(path) is damaged (its hash does not match); remove it to start again"
      case .anotherInstance(let path, let found, let expected):
        "\(path) belongs to another instance (\(found.prefix(12))..., not "
          + "\(expected.prefix(12))...); remove it, or name another file"
      }
    }
  }

  static let kind = "slt-lanczos-checkpoint"
  static let schema = 1

  /// - Parameter instance: names the operator and the right-hand sides.
  /// - Throws: what `Data.write` throws.
  public static func write(
    _ state: ModularLanczos.State, of field: BalancedField, instance: String, to path: String
  ) throws {
    let dimension = state.vectors.first?.count ?? 0
    let header = Header(
      kind: kind, schema: schema, instance: instance, prime: field.field.modulus,
      dimension: dimension, vectors: state.vectors.count, steps: state.steps,
      previousSquare: state.previousSquare)
    var bytes = Array(try JSONEncoder().encode(header)) + [UInt8(ascii: "\n")]
    bytes.reserveCapacity(bytes.count + 3 * dimension * state.vectors.count + 32)
    for vector in state.vectors { bytes += ResidueBytes.encode(vector, in: field) }
    bytes += ChallengeStream.sha256(bytes)
    try Data(bytes).write(to: URL(filePath: path), options: .atomic)
  }

  public static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  /// Does nothing where there is none.
  public static func remove(_ path: String) throws {
    if exists(path) { try FileManager.default.removeItem(atPath: path) }
  }

  /// - Throws: `Failure`, or what reading the file throws.
  public static func read(
    _ path: String, of field: BalancedField, instance: String, dimension: Int, vectors: Int
  ) throws -> ModularLanczos.State {
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    guard let end = bytes.prefix(4096).firstIndex(of: UInt8(ascii: "\n")),
      let header = try? JSONDecoder().decode(Header.self, from: Data(bytes[..<end])),
      header.kind == kind, header.schema == schema
    else { throw Failure.notACheckpoint(path) }
    guard header.instance == instance, header.prime == field.field.modulus,
      header.dimension == dimension, header.vectors == vectors
    else { throw Failure.anotherInstance(path, found: header.instance, expected: instance) }
    let payload = end + 1
    guard bytes.count == payload + 3 * dimension * vectors + 32,
      ChallengeStream.sha256(Array(bytes.dropLast(32))) == Array(bytes.suffix(32)),
      header.steps >= 0, header.steps <= dimension, header.previousSquare < header.prime
    else { throw Failure.damaged(path) }
    let decoded = (0..<vectors).compactMap { i in
      let start = payload + 3 * dimension * i
      return ResidueBytes.decode(bytes[start..<start + 3 * dimension], in: field)
    }
    guard decoded.count == vectors else { throw Failure.damaged(path) }
    return ModularLanczos.State(
      steps: header.steps, previousSquare: header.previousSquare, vectors: decoded)
  }
}

/// Residues as three bytes each, least significant first.
public enum ResidueBytes {
  public static func encode(_ vector: ResidueVector, in field: BalancedField) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * vector.count)
    for i in 0..<vector.count {
      let residue = field.residue(vector[i])
      for byte in 0..<3 { bytes.append(UInt8(truncatingIfNeeded: residue >> (8 * byte))) }
    }
    return bytes
  }

  /// nil unless the bytes are residues below q.
  public static func decode(_ bytes: ArraySlice<UInt8>, in field: BalancedField) -> ResidueVector? {
    if bytes.count % 3 != 0 { return nil }
    let vector = ResidueVector(count: bytes.count / 3)
    for i in 0..<vector.count {
      let start = bytes.startIndex + 3 * i
      let residue = (0..<3).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << (8 * $1) }
      if residue >= field.field.modulus { return nil }
      vector[i] = field.balanced(residue)
    }
    return vector
  }
}
