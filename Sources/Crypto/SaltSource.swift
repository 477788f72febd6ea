/// Random bytes for envelopes, taken from the system many at a time: a system call costs as much
/// as sealing.
package struct SaltSource: ~Copyable {
  private var buffer: [UInt8] = []
  private var next = 0

  package init() {}

  /// One of several salts.
  @_lifetime(copy salts)
  package static func salt(_ index: Int, of salts: RawSpan) -> RawSpan {
    let start = index * Envelope.saltByteCount
    return salts.extracting(start..<start + Envelope.saltByteCount)
  }

  /// Salts for so many envelopes, one behind the other, that were never given out before.
  package mutating func salts(_ count: Int) -> [UInt8] {
    let byteCount = count * Envelope.saltByteCount
    if buffer.count - next < byteCount {
      buffer = randomBytes(max(byteCount, 64 * Envelope.saltByteCount))
      next = 0
    }
    defer { next += byteCount }
    return Array(buffer[next..<next + byteCount])
  }
}
