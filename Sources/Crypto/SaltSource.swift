/// Random bytes for envelopes, taken from the system many at a time: a system call costs as much
/// as sealing.
package struct SaltSource: ~Copyable {
  package static let byteCount = 24
  private var buffer: [UInt8] = []
  private var next = 0

  package init() {}

  /// 24 bytes that were never given out before.
  package mutating func salt() -> [UInt8] {
    if next == buffer.count {
      buffer = randomBytes(Self.byteCount * 64)
      next = 0
    }
    defer { next += Self.byteCount }
    return Array(buffer[next..<next + Self.byteCount])
  }
}
