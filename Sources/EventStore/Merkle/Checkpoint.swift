internal import PortalCrypto

/// What a log says of itself at one moment: its name, its size and its root (C2SP
/// tlog-checkpoint). It is the text of a signed note: `origin\nsize\nbase64 root\n`.
package struct Checkpoint: Equatable, Sendable {
  /// The unique name of the log.
  package let origin: String
  /// The number of leaves.
  package let size: UInt64
  /// The root of the tree of that size.
  package let root: MerkleHash
  /// Further lines that other logs may write; ours has none.
  package let extensions: [String]

  /// - Throws: `NoteError.malformedCheckpoint` where the origin is no line of text.
  package init(origin: String, size: UInt64, root: MerkleHash) throws(NoteError) {
    guard !origin.isEmpty, origin.utf8.allSatisfy({ $0 >= 0x20 }) else {
      throw .malformedCheckpoint
    }
    self.origin = origin
    self.size = size
    self.root = root
    extensions = []
  }

  /// Reads the checkpoint in a note that one of the keys has signed.
  ///
  /// - Throws: what ``SignedNote/verify(with:)`` throws; `NoteError.malformedCheckpoint`.
  package init(in note: SignedNote, signedBy keys: [VerifierKey]) throws(NoteError) {
    try note.verify(with: keys)
    // The note has no control characters but newlines, so none hides in a `Character`.
    let lines = note.text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 3, lines.allSatisfy({ !$0.isEmpty }),
      let size = UInt64(lines[1]), String(size) == lines[1],
      let bytes = Base64.decode(lines[2]), let root = try? MerkleHash(bytes.rawSpan)
    else { throw .malformedCheckpoint }
    origin = String(lines[0])
    self.size = size
    self.root = root
    extensions = lines.dropFirst(3).map(String.init)
  }

  /// The text to sign.
  package var text: String {
    let lines = [origin, String(size), Base64.encode(root.bytes)] + extensions
    return lines.map { "\($0)\n" }.joined()
  }
}
