import Glibc
import PortalCrypto

/// Looks for secrets in all memory of this process.
///
/// A secret that is looked for stands in the search's own page, which is passed over. Whoever wants
/// an honest answer holds the secret nowhere else but as text.
final class MemorySearch {
  /// Where a secret stands in the page.
  struct Secret {
    fileprivate let offset: Int
    fileprivate let count: Int
  }

  /// Two keys, in digits: as bytes they are nowhere until a test makes them.
  private static let keys = [
    "27d3a1b09c5e48f61187e2c4bd603f9a55e8047c9b12d6af30c9748ee15b2d06",
    "8f1ce2d40b6793a5c8e1f7260d49b35a719c0ee4d8236bf5a04c7d91e3b8652f",
  ]

  private let memory = ProcessMemory()
  private var used = 0

  /// Runs `body` with a key, far down the stack, where what it leaves behind stays for a while; and
  /// before that with another key.
  ///
  /// Why the other: when a function is called for the first time, the dynamic linker looks for it,
  /// and puts the registers on the stack meanwhile, with whatever was last copied by way of them. A
  /// program that is linked with `-z now` has no such moment.
  ///
  /// - Returns: the key.
  func afterUse(_ body: (Secret) throws -> Void) rethrows -> Secret {
    let secrets = Self.keys.map { secret(hex: $0) }
    for secret in secrets {
      try farDown { try body(secret) }
      if secret.offset == secrets[0].offset { _ = count(of: secret) }
    }
    return secrets[1]
  }

  /// Takes in a secret that is written in hexadecimal digits.
  func secret(hex: String) -> Secret {
    let start = used
    var digits = hex.utf8.makeIterator()
    while let high = digits.next(), let low = digits.next() {
      append(Self.value(of: high) << 4 | Self.value(of: low))
    }
    return Secret(offset: start, count: used - start)
  }

  /// Takes in a key that is in use.
  func secret(copying key: borrowing SecretKey) -> Secret {
    let start = used
    for offset in 0..<SecretKey.byteCount { append(key.bytes.byte(at: offset)) }
    return Secret(offset: start, count: used - start)
  }

  /// Lends out a secret.
  func use<Result: ~Copyable>(_ secret: Secret, _ body: (RawSpan) -> Result) -> Result {
    unsafe body(RawSpan(_unsafeStart: memory.area + secret.offset, byteCount: secret.count))
  }

  /// Makes a key of a secret.
  func key(_ secret: Secret) -> SecretKey { use(secret) { SecretKey(copying: $0) } }

  /// How often a secret is found outside the page.
  ///
  /// - Parameter mask: what every byte of it is combined with, by exclusive or.
  func count(of secret: Secret, masked mask: UInt8 = 0) -> Int {
    let wanted = secret.offset
    for offset in wanted..<wanted + secret.count { unsafe memory.area[offset] ^= mask }
    defer { for offset in wanted..<wanted + secret.count { unsafe memory.area[offset] ^= mask } }
    var total = 0
    unsafe memory.forEachPiece(overlap: secret.count - 1) { piece in
      guard let start = piece.baseAddress else { return }
      let wanted = unsafe memory.area + wanted
      var offset = 0
      while case let room = piece.count - secret.count + 1 - offset, room > 0,
        let found = unsafe memchr(start + offset, Int32(wanted.pointee), room)
      {
        if unsafe memcmp(found, wanted, secret.count) == 0 { total += 1 }
        offset = unsafe UnsafeRawPointer(found) - start + 1
      }
    }
    return total
  }

  private func append(_ byte: UInt8) {
    precondition(used < ProcessMemory.pageByteCount, "too many secrets")
    unsafe memory.area[used] = byte
    used += 1
  }

  private static func value(of digit: UInt8) -> UInt8 {
    digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
  }
}

@inline(never)
private func farDown(_ depth: Int = 100, _ body: () throws -> Void) rethrows {
  try unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1000) { frame in
    unsafe frame.initialize(repeating: UInt8(depth))
    if depth == 0 { try body() } else { try farDown(depth - 1, body) }
  }
}
