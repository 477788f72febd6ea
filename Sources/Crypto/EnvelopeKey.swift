internal import CSodium

/// A subject's key, made ready for envelopes: the state of HMAC-SHA-512 after it took in the key,
/// which is half the work of every derivation.
///
/// Safe: the state is written once, before anyone else can see the object.
@safe
package final class EnvelopeKey: @unchecked Sendable {
  private let place: KeySlab.Place
  private let state: UnsafeMutablePointer<crypto_auth_hmacsha512_state>

  /// What all such keys of the process share.
  private static let slab = KeySlab(
    size: MemoryLayout<crypto_auth_hmacsha512_state>.stride, blockCount: 256)

  /// - Parameter key: the subject's key, 32 bytes.
  package init(_ key: RawSpan) {
    Sodium.ready
    precondition(key.byteCount == SecretKey.byteCount, "a key has 32 bytes")
    place = Self.slab.take()
    unsafe state = place.address.bindMemory(to: crypto_auth_hmacsha512_state.self, capacity: 1)
    _ = unsafe key.withUnsafeBytes { key in
      unsafe crypto_auth_hmacsha512_init(state, key.bytes, key.count)
    }
  }

  deinit { Self.slab.giveBack(place) }

  /// Writes the key material of an envelope, 64 bytes: encryption key and commitment.
  func derive(
    _ context: Envelope.Context, header: UnsafePointer<UInt8>,
    _ associated: UnsafeRawBufferPointer, into okm: UnsafeMutablePointer<UInt8>
  ) {
    var hash = SHA256()
    unsafe hash.update(associated)
    hash.finalize { digest in
      let label = context.label
      var copy = unsafe state.pointee
      unsafe crypto_auth_hmacsha512_update(
        &copy, label.utf8Start, UInt64(label.utf8CodeUnitCount))
      unsafe crypto_auth_hmacsha512_update(&copy, header, UInt64(Envelope.headerByteCount))
      unsafe digest.withUnsafeBytes { digest in
        _ = unsafe crypto_auth_hmacsha512_update(&copy, digest.bytes, UInt64(digest.count))
      }
      unsafe crypto_auth_hmacsha512_final(&copy, okm)
      unsafe sodium_memzero(&copy, MemoryLayout.size(ofValue: copy))
    }
  }
}
