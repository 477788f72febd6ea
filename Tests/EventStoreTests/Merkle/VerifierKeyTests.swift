import EventStore
import Testing

struct VerifierKeyTests {
  /// The example of golang.org/x/mod/sumdb/note.
  private static let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

  @Test func `A key is read from its text and written back`() throws {
    let key = try VerifierKey(Self.text)
    #expect(key.name == "PeterNeumann")
    #expect(key.keyID == [0xc7, 0x4f, 0x20, 0xa3])
    #expect(key.text == Self.text)
    #expect(try VerifierKey(name: key.name, publicKey: key.publicKey) == key)
  }

  @Test func `No part of a key is a key`() {
    let characters = Array(Self.text)
    for start in characters.indices {
      for end in start..<characters.count {
        #expect(throws: NoteError.self) { try VerifierKey(String(characters[start..<end])) }
      }
      if start > 0 {
        #expect(throws: NoteError.self) { try VerifierKey(String(characters[start...])) }
      }
    }
  }

  @Test func `A key with a character changed is refused`() {
    for place in Self.text.utf8.indices {
      var changed = Array(Self.text.utf8)
      changed[Self.text.utf8.distance(from: Self.text.startIndex, to: place)] += 1
      #expect(throws: NoteError.self) {
        try VerifierKey(String(decoding: changed, as: UTF8.self))
      }
    }
  }

  @Test(
    arguments: [
      // Their identifiers are right: one has a key that is too long, the other an algorithm that
      // is unknown.
      (
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        .malformedKey
      ),
      ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .malformedKey),
      ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyIDDiffers),
      ("PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyIDDiffers),
      ("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .malformedName),
      ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .malformedName),
    ] as [(String, NoteError)])
  func `A malformed key is refused`(text: String, error: NoteError) {
    #expect(throws: error) { try VerifierKey(text) }
  }

  @Test(arguments: ["", "a b", "a+b", "a\nb", "a\u{2003}b", "a\0b"])
  func `A name has no spaces, plus signs or control characters`(name: String) {
    #expect(throws: NoteError.malformedName) {
      try VerifierKey(name: name, publicKey: [UInt8](repeating: 0, count: 32))
    }
  }
}
