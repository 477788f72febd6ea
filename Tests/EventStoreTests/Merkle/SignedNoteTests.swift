import EventStore
import PortalCrypto
import Testing

struct SignedNoteTests {
  /// The example of golang.org/x/mod/sumdb/note.
  private enum Peter {
    static let name = "PeterNeumann"
    static let key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let text = """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      """
    static let signature =
      "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    static let note = "\(text)\n\(signature)\n"

    /// From `PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz`.
    static var seed: SecretKey {
      let bytes: [UInt8] = [
        0x81, 0x0a, 0x14, 0x02, 0xd5, 0x14, 0x6c, 0x8d, 0x84, 0xf2, 0x44, 0x33, 0x30, 0xf5, 0x40,
        0x80, 0xeb, 0xf9, 0x8e, 0xe1, 0x7d, 0x9c, 0x74, 0xf6, 0x25, 0x2f, 0xc5, 0xd5, 0xc7, 0x28,
        0x31, 0x73,
      ]
      return SecretKey(copying: bytes.rawSpan)
    }
  }

  private func parse(_ note: String) throws -> SignedNote {
    try SignedNote(parsing: Array(note.utf8))
  }

  @Test func `The note of the Go library verifies`() throws {
    let note = try parse(Peter.note)
    let key = try VerifierKey(Peter.key)
    #expect(note.text == Peter.text)
    #expect(try note.verify(with: [key]) == [key])
    #expect(note.bytes == Array(Peter.note.utf8))
  }

  @Test func `Our signature is the one that the Go library makes`() throws {
    var note = try SignedNote(text: Peter.text)
    try note.sign(as: Peter.name, with: Peter.seed)
    #expect(String(decoding: note.bytes, as: UTF8.self) == Peter.note)
  }

  @Test func `The example of the specification is read, with a blank line in its text`() throws {
    let text = """
      Ognuno sta solo sul cuor della terra
      trafitto da un raggio di sole:

      ed è subito sera.

      """
    let line = """
      — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
      """
    let note = try parse("\(text)\n\(line)\n")
    #expect(note.text == text)
    #expect(note.signatures.map(\.name) == ["quasimodo.example/salvatore"])
    #expect(note.signatures.map(\.keyID) == [[0x36, 0x7b, 0xa0, 0x4b]])
    #expect(note.signatures.map(\.bytes.count) == [64])
    #expect(note.signatures.map(\.line) == [line])
  }

  @Test func `A note with any bit changed is refused`() throws {
    let key = try VerifierKey(Peter.key)
    let bytes = Array(Peter.note.utf8)
    for place in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[place] ^= 1 << bit
        #expect(throws: NoteError.self, "bit \(bit) of byte \(place)") {
          try SignedNote(parsing: changed).verify(with: [key])
        }
      }
    }
  }

  @Test func `A note that was cut short or lengthened is refused`() throws {
    let key = try VerifierKey(Peter.key)
    let bytes = Array(Peter.note.utf8)
    for count in bytes.indices {
      #expect(throws: NoteError.self) {
        try SignedNote(parsing: Array(bytes.prefix(count))).verify(with: [key])
      }
      #expect(throws: NoteError.self) {
        try SignedNote(parsing: bytes[..<count] + [0x20] + bytes[count...]).verify(with: [key])
      }
    }
  }

  @Test func `Signatures of unknown keys are ignored`() throws {
    let peter = try VerifierKey(Peter.key)
    let sameName = try VerifierKey(name: Peter.name, publicKey: [UInt8](repeating: 1, count: 32))
    var note = try parse(Peter.note)
    try note.sign(as: "example.org/witness", with: .random())
    try note.sign(as: Peter.name, with: .random())
    let sameID = Peter.signature.replacing("PeterNeumann", with: "Paul")
    note = try parse(String(decoding: note.bytes, as: UTF8.self) + sameID + "\n")
    #expect(note.signatures.count == 4)
    #expect(try note.verify(with: [sameName, peter]) == [peter])
    #expect(throws: NoteError.noKnownSigner) { try note.verify(with: [sameName]) }
    #expect(throws: NoteError.noKnownSigner) { try note.verify(with: []) }
  }

  @Test func `Several signers are all verified`() throws {
    let seed = SecretKey.random()
    let witness = try VerifierKey(
      name: "example.org/witness", publicKey: Ed25519.publicKey(of: seed))
    let peter = try VerifierKey(Peter.key)
    var note = try parse(Peter.note)
    try note.sign(as: witness.name, with: seed)
    #expect(try note.verify(with: [peter, witness]) == [peter, witness])
    #expect(try note.verify(with: [witness]) == [witness])
  }

  @Test func `One forged signature of a known key spoils the note`() throws {
    let peter = try VerifierKey(Peter.key)
    let forged = Peter.signature.replacing("ZJku", with: "ZJkv")
    #expect(throws: NoteError.forged(name: Peter.name)) {
      try parse("\(Peter.note)\(forged)\n").verify(with: [peter])
    }
  }

  @Test func `A name of equal characters but other bytes is another name`() throws {
    let seed = SecretKey.random()
    let key = try VerifierKey(name: "caf\u{e9}", publicKey: Ed25519.publicKey(of: seed))
    var note = try SignedNote(text: "text\n")
    try note.sign(as: key.name, with: seed)
    #expect(try note.verify(with: [key]) == [key])
    let bytes = String(decoding: note.bytes, as: UTF8.self)
    let decomposed = try parse(bytes.replacing("caf\u{e9}", with: "cafe\u{301}"))
    #expect(throws: NoteError.noKnownSigner) { try decomposed.verify(with: [key]) }
  }

  @Test(
    arguments: [
      ("", .noSignatures),
      ("text\n", .noSignatures),
      ("text\n\n", .noSignatures),
      ("text\n\(Peter.signature)\n", .noSignatures),
      ("text\n\n\(Peter.signature)", .noSignatures),
      ("text\n\n\(Peter.signature)\n\n", .noSignatures),
      ("te\txt\n\n\(Peter.signature)\n", .malformedText),
      ("text\r\n\n\(Peter.signature)\n", .malformedText),
      ("text\n\nPeterNeumann x08go/ZJkg==\n", .malformedSignature),
      ("text\n\n- PeterNeumann x08go/ZJkg==\n", .malformedSignature),
      ("text\n\n—  x08go/ZJkg==\n", .malformedSignature),
      ("text\n\n— Peter\n", .malformedSignature),
      ("text\n\n— Peter \n", .malformedSignature),
      ("text\n\n— Pe+ter x08go/ZJkg==\n", .malformedSignature),
      ("text\n\n— Pe\u{a0}ter x08go/ZJkg==\n", .malformedSignature),
      ("text\n\n— Pe\tter x08go/ZJkg==\n", .malformedSignature),
      ("text\n\n— Peter  x08go/ZJkg==\n", .malformedSignature),
      ("text\n\n— Peter x08go/ZJkg== \n", .malformedSignature),
      ("text\n\n— Peter x08go/ZJkg==\r\n", .malformedSignature),
      ("text\n\n— Peter x08go/ZJkg\n", .malformedSignature),
      ("text\n\n— Peter x08go/ZJkh==\n", .malformedSignature),
      ("text\n\n— Peter x08gow==\n", .malformedSignature),
    ] as [(String, NoteError)])
  func `A malformed note is refused`(note: String, error: NoteError) {
    #expect(throws: error) { try parse(note) }
  }

  @Test func `What the malformed notes vary is well formed`() throws {
    let note = try parse("text\n\n— Peter x08go/ZJkg==\n")
    #expect(note.signatures.map(\.bytes) == [[0xf6, 0x49, 0x92]])
  }

  @Test func `A text that is no UTF-8 is refused`() {
    #expect(throws: NoteError.malformedText) {
      try SignedNote(parsing: [0xff] + Array(Peter.note.utf8))
    }
  }

  @Test(arguments: ["", "no newline", "a tab\t\n", "a null\0\n", "a return\r\n"])
  func `Only lines of text can be signed`(text: String) {
    #expect(throws: NoteError.malformedText) { try SignedNote(text: text) }
  }

  @Test func `A note has at most a hundred signatures`() throws {
    let hundred = Peter.note + String(repeating: "\(Peter.signature)\n", count: 99)
    var note = try parse(hundred)
    #expect(note.signatures.count == 100)
    try note.verify(with: [VerifierKey(Peter.key)])
    #expect(throws: NoteError.tooLarge) { try note.add(note.signatures[0]) }
    #expect(throws: NoteError.tooLarge) { try parse("\(hundred)\(Peter.signature)\n") }
  }

  @Test func `A note has at most a mebibyte`() throws {
    let rest = "\n\n\(Peter.signature)\n"
    let room = SignedNote.maximumByteCount - rest.utf8.count
    let largest = String(repeating: "a", count: room) + rest
    #expect(try parse(largest).bytes.count == SignedNote.maximumByteCount)
    #expect(throws: NoteError.tooLarge) { try parse("a\(largest)") }
    #expect(throws: NoteError.tooLarge) {
      try SignedNote(text: String(repeating: "a", count: SignedNote.maximumByteCount) + "\n")
    }
  }
}
