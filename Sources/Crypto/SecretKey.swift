internal import CSodium

/// A 256-bit key in guarded memory: never swapped out where the system allows it, with guard pages
/// around it and its like, wiped when it's let go.
///
/// Safe: the pointer is owned by this value alone, which can't be copied.
@safe
package struct SecretKey: ~Copyable, @unchecked Sendable {
  package static let byteCount = 32

  // Sendable: the bytes are written in the initialisers only.
  private let place: KeySlab.Place
  private var pointer: UnsafeMutableRawPointer { unsafe place.address }

  /// What all keys of the process share.
  private static let slab = KeySlab(size: byteCount, blockCount: 1024)

  private init(uninitialized: Void) { place = Self.slab.take() }

  deinit { Self.slab.giveBack(place) }

  /// Makes a random key.
  package static func random() -> SecretKey {
    let key = SecretKey(uninitialized: ())
    unsafe randombytes_buf(key.pointer, byteCount)
    return key
  }

  /// Another key of the same bytes.
  package func copy() -> SecretKey { SecretKey(copying: bytes) }

  /// Copies a key out of other memory, which the caller wipes.
  ///
  /// - Parameter bytes: 32 bytes.
  package init(copying bytes: RawSpan) {
    precondition(bytes.byteCount == Self.byteCount, "a key has 32 bytes")
    self.init(uninitialized: ())
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe pointer.copyMemory(from: bytes.baseAddress.unsafelyUnwrapped, byteCount: bytes.count)
    }
  }

  /// The key, for as long as it is borrowed.
  package var bytes: RawSpan {
    @_lifetime(borrow self)
    get {
      unsafe _overrideLifetime(
        RawSpan(_unsafeStart: pointer, byteCount: Self.byteCount), borrowing: self)
    }
  }
}

/// Overwrites bytes that held a secret.
package func wipe(_ bytes: inout [UInt8]) {
  unsafe bytes.withUnsafeMutableBytes { unsafe sodium_memzero($0.baseAddress, $0.count) }
}
