internal import CSodium

/// A 256-bit key in guarded memory: never swapped out where the system allows it, between guard
/// pages, wiped when it's let go.
///
/// Safe: the pointer is owned by this value alone, which can't be copied.
@safe
package struct SecretKey: ~Copyable, @unchecked Sendable {
  package static let byteCount = 32

  // Sendable: the bytes are written in the initialisers only.
  private let pointer: UnsafeMutableRawPointer
  /// Its place among the keys that share memory; `nil` where it has memory of its own.
  private let place: Int?

  /// What keys share: memory of its own takes a key several pages and system calls.
  private static let slab = KeySlab(count: 1024, size: byteCount)

  private init(uninitialized: Void) {
    Sodium.ready
    place = Self.slab.take()
    if let place {
      unsafe pointer = Self.slab.address(of: place)
    } else {
      guard let memory = unsafe sodium_malloc(Self.byteCount) else {
        fatalError("out of memory for a key")
      }
      unsafe pointer = memory
    }
  }

  deinit {
    if let place { Self.slab.giveBack(place) } else { unsafe sodium_free(pointer) }
  }

  /// Makes a random key.
  package static func random() -> SecretKey {
    let key = SecretKey(uninitialized: ())
    unsafe randombytes_buf(key.pointer, byteCount)
    return key
  }

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
