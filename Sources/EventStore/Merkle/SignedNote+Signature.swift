extension SignedNote {
  /// A signature under a note: the line `— name base64(keyID ‖ signature)`.
  package struct Signature: Equatable, Sendable {
    private static let prefix = "— "

    /// Who is said to have signed.
    package let name: String
    /// Which key of that name; 4 bytes.
    package let keyID: [UInt8]
    /// The signature itself; 64 bytes for Ed25519, others for keys that we don't know.
    package let bytes: [UInt8]

    init(name: String, keyID: [UInt8], bytes: [UInt8]) {
      self.name = name
      self.keyID = keyID
      self.bytes = bytes
    }

    /// Reads a signature from its line.
    ///
    /// - Parameter line: the bytes without the newline.
    /// - Throws: `NoteError.malformedSignature`.
    package init(line: ArraySlice<UInt8>) throws(NoteError) {
      let prefix = Self.prefix.utf8
      // Split as bytes: a combining mark behind a space would hide it from `Character`.
      let parts = line.dropFirst(prefix.count).split(
        separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
      guard line.starts(with: prefix), parts.count == 2,
        let name = String(validating: parts[0], as: UTF8.self), VerifierKey.isName(name),
        let encoded = String(validating: parts[1], as: UTF8.self),
        let content = Base64.decode(encoded), content.count > VerifierKey.keyIDByteCount
      else { throw .malformedSignature }
      self.name = name
      keyID = Array(content.prefix(VerifierKey.keyIDByteCount))
      bytes = Array(content.dropFirst(VerifierKey.keyIDByteCount))
    }

    /// Whether it bears the name and the identifier of a key. They are compared as bytes, since
    /// equal strings may have different ones.
    func claims(_ key: VerifierKey) -> Bool {
      name.utf8.elementsEqual(key.name.utf8) && keyID == key.keyID
    }

    /// The signature as a line, without the newline.
    package var line: String { "\(Self.prefix)\(name) \(Base64.encode(keyID + bytes))" }
  }
}
