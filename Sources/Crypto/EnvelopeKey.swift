internal import CSodium

/// A subject's key, made ready for envelopes: the state of HMAC-SHA-512 after it took in the key,
/// which is half the work of every derivation.
///
/// Safe: the state is written once, before anyone else can see the object.
@safe
package final class EnvelopeKey: @unchecked Sendable {
  /// Whose place in guarded memory the state has; `nil` where it has memory of its own.
  private let slab: KeySlab?
  private let place: Int
  private let state: UnsafeMutablePointer<crypto_auth_hmacsha512_state>

  /// - Parameters:
  ///   - key: the subject's key, 32 bytes.
  ///   - slab: guarded memory to share; where it's full, the key gets its own.
  package init(_ key: RawSpan, in slab: KeySlab? = nil) {
    Sodium.ready
    let size = MemoryLayout<crypto_auth_hmacsha512_state>.stride
    let memory: UnsafeMutableRawPointer
    if let slab, let taken = slab.take() {
      self.slab = slab
      place = taken
      unsafe memory = slab.address(of: taken)
    } else {
      self.slab = nil
      place = 0
      guard let allocated = unsafe sodium_malloc(size) else {
        fatalError("out of memory for a key")
      }
      unsafe memory = allocated
    }
    unsafe state = memory.bindMemory(to: crypto_auth_hmacsha512_state.self, capacity: 1)
    _ = unsafe key.withUnsafeBytes { key in
      unsafe crypto_auth_hmacsha512_init(state, key.bytes, key.count)
    }
  }

  deinit {
    if let slab { slab.giveBack(place) } else { unsafe sodium_free(state) }
  }

  /// Memory for so many keys.
  package static func slab(count: Int) -> KeySlab {
    KeySlab(count: count, size: MemoryLayout<crypto_auth_hmacsha512_state>.stride)
  }

  /// Writes the key material of an envelope, 64 bytes: encryption key and commitment.
  func derive(
    _ context: Envelope.Context, header: UnsafePointer<UInt8>,
    _ associated: UnsafeRawBufferPointer, into okm: UnsafeMutablePointer<UInt8>
  ) {
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SHA256.byteCount) { digest in
      let label = context.label
      unsafe crypto_hash_sha256(digest.start, associated.bytes, UInt64(associated.count))
      var copy = unsafe state.pointee
      unsafe crypto_auth_hmacsha512_update(
        &copy, label.utf8Start, UInt64(label.utf8CodeUnitCount))
      unsafe crypto_auth_hmacsha512_update(&copy, header, UInt64(Envelope.headerByteCount))
      unsafe crypto_auth_hmacsha512_update(&copy, digest.start, UInt64(SHA256.byteCount))
      unsafe crypto_auth_hmacsha512_final(&copy, okm)
      unsafe sodium_memzero(&copy, MemoryLayout.size(ofValue: copy))
    }
  }
}
