internal import CSodium

/// Envelope v1: one sealed record.
///
/// ```
/// version 1 | suite 1 | class 1 | flags 1 | keyID 16 | epoch 4 | salt 24 | commitment 32 | ciphertext … | tag 16
/// okm = HMAC-SHA-512(key, context ‖ header[0..<48] ‖ SHA-256(associated data))
/// encryption key = okm[0..<32], commitment = okm[32..<64], nonce = salt
/// ```
///
/// Every envelope has a key of its own, bound to its header and its place. The commitment is
/// compared before anything is decrypted, so no ciphertext opens under two keys.
package enum Envelope {
  package static let version: UInt8 = 1
  /// XChaCha20-Poly1305 with keys from HMAC-SHA-512.
  package static let suite: UInt8 = 1
  package static let headerByteCount = 48
  package static let saltByteCount = 24
  package static let overhead = headerByteCount + 32 + XChaCha20Poly1305.tagByteCount

  /// What an envelope is for; it is part of the key derivation.
  package enum Context: Sendable {
    case event
    case view
    case attachment

    var label: StaticString {
      switch self {
      case .event: "portal/event/v1\0"
      case .view: "portal/view/v1\0"
      case .attachment: "portal/attachment/v1\0"
      }
    }
  }

  /// The part of an envelope that is not encrypted, but authenticated.
  package struct Header: Equatable, Sendable {
    /// Which of the subject's keys seals it.
    package let keyClass: UInt8
    /// Which subject's keys.
    package let keyID: BlindKey
    package let epoch: UInt32

    package init(keyClass: UInt8, keyID: BlindKey, epoch: UInt32) {
      self.keyClass = keyClass
      self.keyID = keyID
      self.epoch = epoch
    }

    /// Reads the header of an envelope.
    ///
    /// - Throws: `CryptoError.malformed` where it is none of this version.
    package init(of envelope: RawSpan) throws(CryptoError) {
      guard isKnown(envelope) else { throw .malformed }
      keyClass = envelope.byte(at: 2)
      keyID = BlindKey(envelope.extracting(4..<20))
      epoch = UInt32(bigEndian: envelope, at: 20)
    }
  }

  /// Seals a record. What its length says is the caller's to pad away: see ``padme(_:)``.
  ///
  /// - Parameters:
  ///   - associated: where the envelope belongs; it must be the same to open.
  ///   - key: the subject's key.
  ///   - salt: 24 random bytes, never given twice; taken from the system where none are given.
  package static func seal(
    _ plaintext: RawSpan, header: Header, context: Context, authenticating associated: RawSpan,
    key: EnvelopeKey, salt: RawSpan = RawSpan()
  ) -> [UInt8] {
    let total = overhead + plaintext.byteCount
    return unsafe [UInt8](unsafeUninitializedCapacity: total) { envelope, count in
      let start = unsafe envelope.start
      unsafe header.write(to: start)
      if salt.isEmpty {
        unsafe randombytes_buf(start + 24, saltByteCount)
      } else {
        precondition(salt.byteCount == saltByteCount, "a salt has 24 bytes")
        unsafe salt.withUnsafeBytes { salt in
          unsafe (start + 24).update(from: salt.bytes, count: saltByteCount)
        }
      }
      unsafe withKeyMaterial(key, context, header: start, associated) { okm, associated in
        unsafe (start + 48).update(from: okm + 32, count: 32)
        unsafe plaintext.withUnsafeBytes { plaintext in
          _ = unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
            start + 80, nil, plaintext.bytes, UInt64(plaintext.count), associated.bytes,
            UInt64(associated.count), nil, start + 24, okm)
        }
      }
      count = total
    }
  }

  /// Opens an envelope.
  ///
  /// - Throws: `CryptoError.malformed`; `.wrongKey`, before anything was decrypted, where key,
  ///   header or place differ; `.forged` where the content does.
  package static func open(
    _ envelope: RawSpan, context: Context, authenticating associated: RawSpan, key: EnvelopeKey
  ) throws(CryptoError) -> [UInt8] {
    var plaintext: [UInt8] = []
    try withOpened(envelope, context: context, authenticating: associated, key: key) {
      plaintext = $0.array
    }
    return plaintext
  }

  /// Opens an envelope for as long as `body` takes: its plaintext lies on the stack where it's short.
  ///
  /// - Throws: as ``open(_:context:authenticating:key:)``.
  package static func withOpened(
    _ envelope: RawSpan, context: Context, authenticating associated: RawSpan, key: EnvelopeKey,
    _ body: (_ plaintext: RawSpan) -> Void
  ) throws(CryptoError) {
    guard isKnown(envelope) else { throw .malformed }
    let total = envelope.byteCount - overhead
    var failure: CryptoError?
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(total, 1)) { plaintext in
      failure = unsafe decrypt(envelope, context, associated, key, to: plaintext.start)
      if failure == nil {
        unsafe body(RawSpan(_unsafeStart: UnsafeRawPointer(plaintext.start), byteCount: total))
      }
    }
    if let failure { throw failure }
  }

  /// - Returns: why the envelope doesn't open; `nil` where it does.
  private static func decrypt(
    _ envelope: RawSpan, _ context: Context, _ associated: RawSpan, _ key: EnvelopeKey,
    to plaintext: UnsafeMutablePointer<UInt8>
  ) -> CryptoError? {
    var failure: CryptoError?
    unsafe envelope.withUnsafeBytes { envelope in
      let start = unsafe envelope.bytes
      unsafe withKeyMaterial(key, context, header: start, associated) { okm, associated in
        guard unsafe crypto_verify_32(okm + 32, start + 48) == 0 else {
          failure = .wrongKey
          return
        }
        let code = unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
          plaintext, nil, nil, start + 80, UInt64(envelope.count - 80),
          associated.bytes, UInt64(associated.count), start + 24, okm)
        if code != 0 { failure = .forged }
      }
    }
    return failure
  }

  /// Whether the bytes are an envelope of this version, and say nothing that it doesn't know.
  private static func isKnown(_ envelope: RawSpan) -> Bool {
    envelope.byteCount >= overhead && envelope.byte(at: 0) == version
      && envelope.byte(at: 1) == suite && envelope.byte(at: 3) == 0
  }

  /// Lends out the key material of an envelope, 64 bytes, which are wiped behind it.
  static func withKeyMaterial(
    _ key: EnvelopeKey, _ context: Context, header: UnsafePointer<UInt8>, _ associated: RawSpan,
    _ body: (_ okm: UnsafePointer<UInt8>, _ associated: UnsafeRawBufferPointer) -> Void
  ) {
    unsafe associated.withUnsafeBytes { associated in
      unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { okm in
        unsafe key.derive(context, header: header, associated, into: okm.start)
        unsafe body(okm.start, associated)
        unsafe sodium_memzero(okm.start, 64)
      }
    }
  }
}

extension Envelope.Header {
  /// Writes the header's first 24 bytes; the salt comes behind them.
  func write(to start: UnsafeMutablePointer<UInt8>, suite: UInt8 = Envelope.suite) {
    unsafe start[0] = Envelope.version
    unsafe start[1] = suite
    unsafe start[2] = keyClass
    unsafe start[3] = 0
    unsafe keyID.bytes.withUnsafeBytes { bytes in
      unsafe (start + 4).update(from: bytes.bytes, count: BlindKey.byteCount)
    }
    for index in 0..<4 {
      unsafe start[20 + index] = UInt8(truncatingIfNeeded: epoch >> (24 - 8 * index))
    }
  }
}

/// The length a record is padded to, so that lengths say little: Padmé (Nikitin et al., "Reducing
/// Metadata Leakage from Encrypted Files and Communication with PURBs", 2019) with a floor of 256.
///
/// - Parameter count: the record's length in bytes.
/// - Returns: a length not below it, at most 12 % more above the floor.
package func padme(_ count: Int) -> Int {
  guard count > 256 else { return 256 }
  let exponent = Int.bitWidth - 1 - count.leadingZeroBitCount
  let exponentBits = Int.bitWidth - exponent.leadingZeroBitCount
  let mask = (1 << (exponent - exponentBits)) - 1
  return (count + mask) & ~mask
}
