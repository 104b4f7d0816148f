import CZlib

/// Raw deflate data (RFC 1951) through zlib, in pieces.
enum Inflation {
  enum Outcome: Equatable {
    /// The data ended where the input did.
    case complete
    case tooLong
    case truncated
    case damaged(String)
  }

  static let pieceLength = 1 << 16

  /// Hands the inflated bytes to `body`, at most 64 KiB at a time and `limit` in all. Memory: the
  /// piece and zlib's window, some 100 KiB. O(input + output).
  static func inflate(
    _ input: ArraySlice<UInt8>, limit: Int, _ body: (UnsafeRawBufferPointer) -> Void
  ) -> Outcome {
    var stream = z_stream()
    guard slt_inflate_init_raw(&stream) == Z_OK else { return .damaged("zlib does not start") }
    defer { inflateEnd(&stream) }
    return input.withUnsafeBytes { raw in
      withUnsafeTemporaryAllocation(byteCount: pieceLength, alignment: 16) { piece in
        // zlib does not write to its input.
        stream.next_in = UnsafeMutablePointer(
          mutating: raw.baseAddress?.assumingMemoryBound(to: UInt8.self))
        var (waiting, total) = (raw.count, 0)
        while true {
          if stream.avail_in == 0 {
            stream.avail_in = UInt32(min(waiting, 1 << 30))
            waiting -= Int(stream.avail_in)
          }
          stream.next_out = piece.baseAddress?.assumingMemoryBound(to: UInt8.self)
          stream.avail_out = UInt32(pieceLength)
          let code = CZlib.inflate(&stream, Z_NO_FLUSH)
          let count = pieceLength - Int(stream.avail_out)
          guard count <= limit - total else { return .tooLong }
          total += count
          body(UnsafeRawBufferPointer(rebasing: piece[..<count]))
          switch code {
          case Z_OK: continue
          case Z_STREAM_END:
            return stream.avail_in == 0 && waiting == 0 ? .complete : .damaged("bytes left over")
          case Z_BUF_ERROR where stream.avail_in == 0 && waiting == 0: return .truncated
          default:
            return .damaged(stream.msg.map { String(cString: $0) } ?? "code \(code)")
          }
        }
      }
    }
  }
}

/// The CRC-32 of zip archives (polynomial 0xEDB88320), in pieces.
struct Checksum {
  private(set) var value: UInt32 = 0

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while !rest.isEmpty {
      let piece = rest.prefix(1 << 30)
      value = UInt32(
        truncatingIfNeeded: crc32(
          UInt(value),
          UnsafeRawBufferPointer(rebasing: piece).assumingMemoryBound(to: UInt8.self)
            .baseAddress, UInt32(piece.count)))
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
    }
  }

  static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes {
      var checksum = Checksum()
      checksum.update($0)
      return checksum.value
    }
  }
}
