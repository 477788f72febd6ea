import EventStore
import PortalCrypto
import Testing

struct CheckpointTests {
  /// The example of C2SP's tlog-checkpoint.
  private static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
  private static let text = "example.com/behind-the-sofa\n20852163\n\(root)\n"

  /// Reads a checkpoint that was signed as it stands.
  private func read(_ text: String) throws -> Checkpoint {
    let seed = SecretKey.random()
    let key = try VerifierKey(
      name: "example.com/behind-the-sofa", publicKey: Ed25519.publicKey(of: seed))
    var note = try SignedNote(text: text)
    try note.sign(as: key.name, with: seed)
    return try Checkpoint(in: SignedNote(parsing: note.bytes), signedBy: [key])
  }

  @Test func `The example of the specification is read and written back`() throws {
    let checkpoint = try read(Self.text)
    #expect(checkpoint.origin == "example.com/behind-the-sofa")
    #expect(checkpoint.size == 20_852_163)
    #expect(
      checkpoint.root.hex == "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62")
    #expect(checkpoint.extensions.isEmpty)
    #expect(checkpoint.text == Self.text)
    let same = try Checkpoint(
      origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root)
    #expect(same == checkpoint)
  }

  @Test func `Extension lines are kept`() throws {
    let checkpoint = try read("\(Self.text)one\nand another\n")
    #expect(checkpoint.extensions == ["one", "and another"])
    #expect(checkpoint.text == "\(Self.text)one\nand another\n")
  }

  @Test(arguments: [0, 1, UInt64.max])
  func `A checkpoint of any size is read back`(size: UInt64) throws {
    let checkpoint = try Checkpoint(origin: "example.org/a log", size: size, root: .emptyRoot)
    #expect(try read(checkpoint.text) == checkpoint)
  }

  @Test(
    arguments: [
      "", "00", "01", "+1", "-1", " 1", "1 ", "1.0", "0x1", "1_000", "\u{ff11}", "1\u{301}",
      "18446744073709551616",
    ])
  func `A size that is not canonical is refused`(size: String) {
    #expect(throws: NoteError.malformedCheckpoint) { try read("origin\n\(size)\n\(Self.root)\n") }
  }

  @Test(
    arguments: [
      "",
      // Without padding, with a bit set that means nothing, with spaces, in the other alphabet.
      "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I",
      "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=",
      " CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
      "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I= ",
      "CsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=",
      // 31 and 33 bytes.
      "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==",
      "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2Jh",
    ])
  func `A root that is not canonical is refused`(root: String) {
    #expect(throws: NoteError.malformedCheckpoint) { try read("origin\n1\n\(root)\n") }
  }

  @Test(
    arguments: [
      "\n", "origin\n", "origin\n1\n", "\n1\n\(root)\n", "\norigin\n1\n\(root)\n",
      "origin\n1\n\(root)\n\n", "origin\n1\n\(root)\n\nextension\n",
    ])
  func `A checkpoint without its lines is refused`(text: String) {
    #expect(throws: NoteError.malformedCheckpoint) { try read(text) }
  }

  @Test(arguments: ["", "two\nlines", "a\ttab", "a return\r"])
  func `An origin is one line of text`(origin: String) {
    #expect(throws: NoteError.malformedCheckpoint) {
      try Checkpoint(origin: origin, size: 0, root: .emptyRoot)
    }
  }

  @Test func `A checkpoint that no known key has signed is not read`() throws {
    let stranger = try VerifierKey(
      name: "example.com/behind-the-sofa", publicKey: Ed25519.publicKey(of: .random()))
    var note = try SignedNote(text: Self.text)
    #expect(throws: NoteError.noKnownSigner) { try Checkpoint(in: note, signedBy: [stranger]) }
    try note.sign(as: stranger.name, with: .random())
    #expect(throws: NoteError.noKnownSigner) { try Checkpoint(in: note, signedBy: [stranger]) }
  }
}
