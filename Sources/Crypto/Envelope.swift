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
  package static let overhead = headerByteCount + 32 + XChaCha20Poly1305.tagByteCount

  /// What an envelope is for; it is part of the key derivation.
  package enum Context: Sendable {
    case event
    case view

    var label: StaticString {
      switch self {
      case .event: "portal/event/v1\0"
      case .view: "portal/view/v1\0"
      }
    }
  }

  /// The part of an envelope that is not encrypted, but authenticated.
  package struct Header: Equatable, Sendable {
    /// Which of the subject's keys seals it.
    package var keyClass: UInt8
    /// Which subject's keys, blinded. 16 bytes.
    package var keyID: [UInt8]
    package var epoch: UInt32

    package init(keyClass: UInt8, keyID: [UInt8], epoch: UInt32) {
      precondition(keyID.count == 16, "a key identifier has 16 bytes")
      self.keyClass = keyClass
      self.keyID = keyID
      self.epoch = epoch
    }

    /// Reads the header of an envelope.
    ///
    /// - Throws: `CryptoError.malformed` where it is none of this version.
    package init(of envelope: RawSpan) throws(CryptoError) {
      guard envelope.byteCount >= overhead, envelope.byte(at: 0) == version,
        envelope.byte(at: 1) == suite, envelope.byte(at: 3) == 0
      else { throw .malformed }
      keyClass = envelope.byte(at: 2)
      keyID = (4..<20).map { envelope.byte(at: $0) }
      epoch = (20..<24).reduce(0) { $0 << 8 | UInt32(envelope.byte(at: $1)) }
    }
  }

  /// Seals a record. What its length says is the caller's to pad away: see ``padme(_:)``.
  ///
  /// - Parameters:
  ///   - associated: where the envelope belongs; it must be the same to open.
  ///   - key: the subject's key, 32 bytes.
  ///   - salt: 24 random bytes; given only by tests of the format.
  package static func seal(
    _ plaintext: RawSpan, header: Header, context: Context, authenticating associated: RawSpan,
    key: RawSpan, salt: [UInt8] = randomBytes(24)
  ) -> [UInt8] {
    var envelope: [UInt8] = []
    envelope.reserveCapacity(overhead + plaintext.byteCount)
    envelope += [version, suite, header.keyClass, 0]
    envelope += header.keyID
    for shift in [24, 16, 8, 0] {
      envelope.append(UInt8(truncatingIfNeeded: header.epoch >> shift))
    }
    envelope += salt
    var okm = derive(context, envelope.rawSpan, associated, key)
    defer { wipe(&okm) }
    envelope += okm[32..<64]
    envelope += XChaCha20Poly1305.seal(
      plaintext, nonce: salt.rawSpan, authenticating: associated,
      key: okm.rawSpan.extracting(0..<32))
    return envelope
  }

  /// Opens an envelope.
  ///
  /// - Throws: `CryptoError.malformed`; `.wrongKey`, before anything was decrypted, where key,
  ///   header or place differ; `.forged` where the content does.
  package static func open(
    _ envelope: RawSpan, context: Context, authenticating associated: RawSpan, key: RawSpan
  ) throws(CryptoError) -> [UInt8] {
    guard envelope.byteCount >= overhead, envelope.byte(at: 0) == version,
      envelope.byte(at: 1) == suite, envelope.byte(at: 3) == 0
    else { throw .malformed }
    let header = envelope.extracting(0..<headerByteCount)
    var okm = derive(context, header, associated, key)
    defer { wipe(&okm) }
    let okmBytes = okm.rawSpan
    guard
      constantTimeEqual(okmBytes.extracting(32..<64), envelope.extracting(48..<80))
    else { throw .wrongKey }
    guard
      let plaintext = XChaCha20Poly1305.open(
        envelope.extracting(80..<envelope.byteCount), nonce: header.extracting(24..<48),
        authenticating: associated, key: okmBytes.extracting(0..<32))
    else { throw .forged }
    return plaintext
  }

  /// The key material of an envelope whose key is at hand. Whoever holds it opens that one
  /// envelope and no other.
  ///
  /// - Returns: 64 bytes: encryption key and commitment.
  package static func derive(
    _ context: Context, _ header: RawSpan, _ associated: RawSpan, _ key: RawSpan
  ) -> [UInt8] {
    var hmac = HMACSHA512(key: key)
    hmac.update(
      unsafe RawSpan(
        _unsafeStart: context.label.utf8Start,
        byteCount: context.label.utf8CodeUnitCount))
    hmac.update(header)
    hmac.update(SHA256.hash(associated).rawSpan)
    return hmac.finalize()
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
