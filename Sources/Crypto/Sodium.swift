internal import CSodium

/// Makes libsodium ready, once, before its first use: every file of this module goes through it.
enum Sodium {
  static let ready: Void = {
    // Negative where the system has no source of randomness: nothing can be done safely then.
    precondition(sodium_init() >= 0, "libsodium could not be initialised")
  }()
}

/// Random bytes from the operating system's generator.
///
/// - Parameter count: how many.
package func randomBytes(_ count: Int) -> [UInt8] {
  Sodium.ready
  return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
    unsafe randombytes_buf(buffer.start, count)
    initialized = count
  }
}

/// Compares two byte strings in a time that tells nothing about where they differ.
package func constantTimeEqual(_ left: RawSpan, _ right: RawSpan) -> Bool {
  guard left.byteCount == right.byteCount else { return false }
  return unsafe left.withUnsafeBytes { left in
    unsafe right.withUnsafeBytes { right in
      unsafe sodium_memcmp(left.bytes, right.bytes, left.count) == 0
    }
  }
}
