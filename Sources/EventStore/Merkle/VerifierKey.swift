internal import PortalCrypto

/// A public Ed25519 key and the name it signs notes under (C2SP signed-note).
///
/// As text, which is how keys are handed on, it is `name+hex(keyID)+base64(1 ‖ public key)`.
package struct VerifierKey: Hashable, Sendable {
  package static let keyIDByteCount = 4
  /// The signature type of Ed25519.
  private static let algorithm: UInt8 = 1

  package let name: String
  /// 4 bytes that tell keys of the same name apart: `SHA-256(name ‖ "\n" ‖ 1 ‖ public key)[..<4]`.
  package let keyID: [UInt8]
  /// 32 bytes.
  package let publicKey: [UInt8]

  /// - Parameters:
  ///   - name: who signs; an address without its scheme, such as `example.org/portal`.
  ///   - publicKey: 32 bytes.
  /// - Throws: `NoteError.malformedName` or `.malformedKey`.
  package init(name: String, publicKey: [UInt8]) throws(NoteError) {
    guard Self.isName(name) else { throw .malformedName }
    guard publicKey.count == Ed25519.publicKeyByteCount else { throw .malformedKey }
    self.name = name
    self.publicKey = publicKey
    let identity = [UInt8](name.utf8) + [SignedNote.newline, Self.algorithm] + publicKey
    keyID = Array(SHA256.hash(identity.rawSpan).prefix(Self.keyIDByteCount))
  }

  /// Reads a key from its text.
  ///
  /// - Throws: `NoteError.malformedKey`, `.malformedName` or `.keyIDDiffers`.
  package init(_ text: String) throws(NoteError) {
    // Base64 has plus signs of its own; a name has none.
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let key = Base64.decode(parts[2]), key.first == Self.algorithm else {
      throw .malformedKey
    }
    try self.init(name: String(parts[0]), publicKey: Array(key.dropFirst()))
    guard parts[1] == keyID.hexadecimal else { throw .keyIDDiffers }
  }

  /// The key as text.
  package var text: String {
    "\(name)+\(keyID.hexadecimal)+\(Base64.encode([Self.algorithm] + publicKey))"
  }

  /// Whether a name is one that the specification allows.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && $0 != "+" && !$0.properties.isWhitespace
      }
  }
}
