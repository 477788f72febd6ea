internal import CSodium

/// An envelope opened by its own key material, which opens no other: how one event is disclosed.
extension Envelope {
  package static let keyMaterialByteCount = 64

  /// The key material of one envelope: encryption key and commitment.
  ///
  /// - Throws: `CryptoError.malformed`; `.wrongKey` where key, header or place differ.
  package static func keyMaterial(
    of envelope: RawSpan, context: Context, authenticating associated: RawSpan, key: EnvelopeKey
  ) throws(CryptoError) -> [UInt8] {
    guard envelope.byteCount >= overhead else { throw .malformed }
    var material = [UInt8](repeating: 0, count: keyMaterialByteCount)
    unsafe envelope.withUnsafeBytes { envelope in
      unsafe withKeyMaterial(key, context, header: envelope.bytes, associated) { okm, _ in
        unsafe material.withUnsafeMutableBytes { material in
          unsafe material.copyMemory(
            from: UnsafeRawBufferPointer(start: okm, count: keyMaterialByteCount))
        }
      }
    }
    guard isCommitted(envelope, to: material.rawSpan) else {
      wipe(&material)
      throw .wrongKey
    }
    return material
  }

  /// Opens an envelope by its key material.
  ///
  /// The commitment leaves one plaintext only: nobody can disclose another one of the same envelope.
  ///
  /// - Throws: as ``open(_:context:authenticating:key:)``.
  package static func open(
    _ envelope: RawSpan, authenticating associated: RawSpan, keyMaterial: RawSpan
  ) throws(CryptoError) -> [UInt8] {
    guard envelope.byteCount >= overhead, keyMaterial.byteCount == keyMaterialByteCount,
      envelope.byte(at: 0) == version, envelope.byte(at: 1) == suite, envelope.byte(at: 3) == 0
    else { throw .malformed }
    guard isCommitted(envelope, to: keyMaterial) else { throw .wrongKey }
    var plaintext = [UInt8](repeating: 0, count: max(1, envelope.byteCount - overhead))
    var code: Int32 = -1
    unsafe envelope.withUnsafeBytes { envelope in
      unsafe associated.withUnsafeBytes { associated in
        unsafe keyMaterial.withUnsafeBytes { material in
          code = unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
            &plaintext, nil, nil, envelope.bytes + 80, UInt64(envelope.count - 80),
            associated.bytes, UInt64(associated.count), envelope.bytes + 24, material.bytes)
        }
      }
    }
    guard code == 0 else { throw .forged }
    return plaintext
  }

  private static func isCommitted(_ envelope: RawSpan, to keyMaterial: RawSpan) -> Bool {
    constantTimeEqual(envelope.extracting(48..<80), keyMaterial.extracting(32..<64))
  }
}
