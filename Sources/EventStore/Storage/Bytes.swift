internal import Foundation
internal import PortalCrypto

/// Writes fields one after the other.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  /// Makes room for what is known to come.
  init(reserving count: Int = 0) { bytes.reserveCapacity(count) }

  mutating func write(_ field: some Sequence<UInt8>) { bytes.append(contentsOf: field) }

  mutating func write(_ field: RawSpan) {
    unsafe field.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }

  /// Begins anew, in the same memory.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// The most significant byte first.
  mutating func write(_ integer: some FixedWidthInteger) {
    // Safe: an integer has no padding.
    unsafe withUnsafeBytes(of: integer.bigEndian) { unsafe bytes.append(contentsOf: $0) }
  }

  /// A number in as few bytes as it needs, seven bits each, the least significant first (LEB128).
  mutating func writeVarint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Bytes behind their count.
  mutating func writeCounted(_ field: some Collection<UInt8>) {
    writeVarint(UInt64(field.count))
    write(field)
  }

  mutating func pad(to count: Int) {
    bytes.append(contentsOf: repeatElement(0, count: max(0, count - bytes.count)))
  }
}

/// Reads fields one after the other; `nil` once the bytes don't hold what was asked for.
struct ByteReader: ~Escapable {
  private let bytes: RawSpan
  private(set) var offset = 0

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan) { self.bytes = bytes }

  mutating func read<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer? {
    let count = Integer.bitWidth / 8
    guard bytes.byteCount - offset >= count else { return nil }
    defer { offset += count }
    return Integer(bigEndian: bytes, at: offset)
  }

  mutating func readVarint() -> UInt64? {
    var number: UInt64 = 0
    var shift = 0
    while offset < bytes.byteCount, shift < 64 {
      let byte = bytes.byte(at: offset)
      offset += 1
      number |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }

  mutating func read(_ count: Int) -> [UInt8]? {
    guard count >= 0, bytes.byteCount - offset >= count else { return nil }
    defer { offset += count }
    return bytes.extracting(offset..<offset + count).array
  }

  mutating func readIdentifier() -> UUID? {
    guard bytes.byteCount - offset >= 16 else { return nil }
    defer { offset += 16 }
    // Safe: every bit pattern of 16 bytes is an identifier.
    return unsafe UUID(
      uuid: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: uuid_t.self))
  }

  mutating func readCounted() -> [UInt8]? {
    guard let count = readVarint(), count <= UInt64(bytes.byteCount) else { return nil }
    return read(Int(count))
  }

  mutating func readText() -> String? {
    guard let count = readVarint(), count <= UInt64(bytes.byteCount - offset) else { return nil }
    let text = bytes.extracting(offset..<offset + Int(count))
    offset += Int(count)
    // The text was authenticated: whoever wrote it had a string.
    return unsafe text.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
