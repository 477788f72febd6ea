internal import Foundation
internal import PortalCrypto

/// The public key of a witness, and the name it signs under (C2SP tlog-cosignature, Ed25519).
///
/// A cosignature says when it was made: `timestamp u64 | signature 64` over
/// `cosignature/v1\ntime TIMESTAMP\n` and the checkpoint.
struct WitnessKey: Hashable, Sendable {
  /// The signature type of a cosignature by Ed25519.
  private static let algorithm: UInt8 = 4

  let name: String
  /// 4 bytes: `SHA-256(name ‖ "\n" ‖ 4 ‖ public key)[..<4]`.
  let keyID: [UInt8]
  /// 32 bytes.
  let publicKey: [UInt8]

  /// - Throws: `NoteError.malformedName` or `.malformedKey`.
  init(name: String, publicKey: [UInt8]) throws(NoteError) {
    guard VerifierKey.isName(name) else { throw .malformedName }
    guard publicKey.count == Ed25519.publicKeyByteCount else { throw .malformedKey }
    self.name = name
    self.publicKey = publicKey
    let identity = [UInt8](name.utf8) + [SignedNote.newline, Self.algorithm] + publicKey
    keyID = Array(SHA256.hash(identity.rawSpan).prefix(VerifierKey.keyIDByteCount))
  }

  /// Reads a key from its text.
  ///
  /// - Throws: `LogError` with `invalid`.
  init(_ text: String) throws {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let key = Base64.decode(parts[2]), key.first == Self.algorithm,
      let witness = try? WitnessKey(name: String(parts[0]), publicKey: Array(key.dropFirst())),
      parts[1] == witness.keyID.hexadecimal
    else {
      throw LogError(
        .invalid, "the text is no witness's verifier key; it's a line of 'witness.vkeys'")
    }
    self = witness
  }

  /// The key as text.
  var text: String {
    "\(name)+\(keyID.hexadecimal)+\(Base64.encode([Self.algorithm] + publicKey))"
  }

  private static func message(_ note: SignedNote, at seconds: UInt64) -> [UInt8] {
    Array("cosignature/v1\ntime \(seconds)\n\(note.text)".utf8)
  }

  /// Makes a cosignature.
  func sign(
    _ note: SignedNote, at seconds: UInt64, with key: borrowing SecretKey
  ) -> SignedNote.Signature {
    let signature = Ed25519.sign(Self.message(note, at: seconds).rawSpan, with: key)
    return SignedNote.Signature(
      name: name, keyID: keyID, bytes: seconds.bigEndianBytes + signature)
  }

  /// Verifies this witness's signatures under a note.
  ///
  /// - Returns: when the last was made; `nil` where there is none.
  /// - Throws: `LogError` with `forked` where one is forged.
  func verify(_ note: SignedNote) throws -> Date? {
    var last: UInt64?
    for signature in note.signatures
    where signature.name.utf8.elementsEqual(name.utf8) && signature.keyID == keyID {
      guard signature.bytes.count == 8 + Ed25519.signatureByteCount,
        case let seconds = signature.bytes.rawSpan.integer(at: 0), seconds <= UInt64(Int64.max),
        case let signed = Array(signature.bytes[8...]),
        Ed25519.verify(
          signed.rawSpan, of: Self.message(note, at: seconds).rawSpan,
          publicKey: publicKey.rawSpan)
      else { throw LogError(.forked, "a signature of the witness \(name) is forged") }
      last = max(last ?? 0, seconds)
    }
    return last.map { Date(timeIntervalSince1970: Double($0)) }
  }
}
