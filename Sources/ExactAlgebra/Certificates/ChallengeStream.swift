import CCrypto

/// The words that a certificate is challenged with: SHA-256 (FIPS 180-4) of what it claims, in
/// counter mode.
///
/// Block i of the stream `tag` is `SHA-256(digest || tag || i)`, `tag` one byte and i eight bytes,
/// least significant first; a block holds four words of 64 bits, least significant byte first. A
/// word becomes a residue by its remainder, no value of which is likelier than `(1 + q/2^64)/q`.
///
/// That a prover cannot foresee the challenge is the assumption of Fiat and Shamir 1986 (CRYPTO),
/// with the hash for a random function.
public struct ChallengeStream: Equatable, Sendable {
  /// 32 bytes.
  public let digest: [UInt8]

  public init(hashing bytes: [UInt8]) { digest = Self.sha256(bytes) }

  public var hexadecimal: String {
    digest.map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }

  /// The first `count` residues of the stream `tag`. Cost: a hash of 41 bytes for every four.
  public func residues(_ count: Int, tag: UInt8, in field: PrimeField) -> [UInt64] {
    var residues: [UInt64] = []
    residues.reserveCapacity(count + 3)
    var message = digest + [tag] + Array(repeating: 0, count: 8)
    var block: UInt64 = 0
    while residues.count < count {
      for byte in 0..<8 { message[33 + byte] = UInt8(truncatingIfNeeded: block >> (8 * byte)) }
      let hash = Self.sha256(message)
      for word in 0..<4 {
        let value = (0..<8).reduce(UInt64(0)) { $0 | UInt64(hash[8 * word + $1]) << (8 * $1) }
        residues.append(value % field.modulus)
      }
      block += 1
    }
    residues.removeLast(residues.count - count)
    return residues
  }

  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256(bytes, bytes.count, &output)
    return output
  }
}
