package import PortalCrypto

/// A text and the signatures under it (C2SP signed-note, with Ed25519).
///
/// The text means nothing before ``verify(with:)`` has found a signature that counts.
package struct SignedNote: Sendable {
  /// Room for a hundred signatures of any algorithm in use.
  package static let maximumByteCount = 1 << 20
  package static let maximumSignatureCount = 100
  static let newline = UInt8(ascii: "\n")

  /// What is signed; it ends with a newline.
  package let text: String
  package private(set) var signatures: [Signature] = []

  /// A note that nobody has signed.
  ///
  /// - Throws: `NoteError.malformedText` or `.tooLarge`.
  package init(text: String) throws(NoteError) {
    guard text.utf8.count <= Self.maximumByteCount else { throw .tooLarge }
    guard text.utf8.last == Self.newline,
      text.utf8.allSatisfy({ $0 >= 0x20 || $0 == Self.newline })
    else { throw .malformedText }
    self.text = text
  }

  /// Reads a note, believing none of it.
  ///
  /// - Throws: `NoteError.tooLarge`, `.noSignatures`, `.malformedText` or `.malformedSignature`.
  package init(parsing bytes: [UInt8]) throws(NoteError) {
    guard bytes.count <= Self.maximumByteCount else { throw .tooLarge }
    // The text may have blank lines too: the last one ends it.
    let end = bytes.indices.dropLast().last {
      bytes[$0] == Self.newline && bytes[$0 + 1] == Self.newline
    }
    guard let end, case let block = bytes[(end + 2)...], block.last == Self.newline else {
      throw .noSignatures
    }
    guard let text = String(validating: bytes[...end], as: UTF8.self) else { throw .malformedText }
    try self.init(text: text)
    let lines = block.split(separator: Self.newline)
    guard lines.count <= Self.maximumSignatureCount else { throw .tooLarge }
    signatures = try lines.map { line throws(NoteError) in try Signature(line: line) }
  }

  /// The note as it is stored and sent.
  package var bytes: [UInt8] {
    Array("\(text)\n\(signatures.map { "\($0.line)\n" }.joined())".utf8)
  }

  /// Adds a signature that was made elsewhere, without verifying it.
  ///
  /// - Throws: `NoteError.tooLarge`.
  package mutating func add(_ signature: Signature) throws(NoteError) {
    guard signatures.count < Self.maximumSignatureCount else { throw .tooLarge }
    signatures.append(signature)
  }

  /// Signs the text, below what others have signed.
  ///
  /// - Parameters:
  ///   - name: who signs.
  ///   - key: the seed of the signing key.
  /// - Throws: `NoteError.malformedName` or `.tooLarge`.
  package mutating func sign(as name: String, with key: borrowing SecretKey) throws(NoteError) {
    let verifier = try VerifierKey(name: name, publicKey: Ed25519.publicKey(of: key))
    let signature = Ed25519.sign([UInt8](text.utf8).rawSpan, with: key)
    try add(Signature(name: name, keyID: verifier.keyID, bytes: signature))
  }

  /// Verifies the signatures of known keys and ignores all others.
  ///
  /// - Returns: the keys that have signed; at least one.
  /// - Throws: `NoteError.forged` where a signature of a known key is wrong; `.noKnownSigner`.
  @discardableResult
  package func verify(with keys: [VerifierKey]) throws(NoteError) -> [VerifierKey] {
    let message = [UInt8](text.utf8)
    var signers: [VerifierKey] = []
    for key in keys {
      let own = signatures.filter { $0.claims(key) }
      for signature in own {
        guard
          Ed25519.verify(
            signature.bytes.rawSpan, of: message.rawSpan, publicKey: key.publicKey.rawSpan)
        else { throw .forged(name: key.name) }
      }
      if !own.isEmpty { signers.append(key) }
    }
    guard !signers.isEmpty else { throw .noKnownSigner }
    return signers
  }
}
