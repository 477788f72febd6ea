internal import PortalCrypto

/// What the Merkle tree holds of an event, 68 bytes:
///
/// ```
/// version 1 | kind 1 | class 1 | 0 | position u64 | time ms u64 | subject tag 16 | SHA-256(envelope) 32
/// ```
///
/// A leaf is made from the event's row and its subject's tag, which outlive an erasure both; so the
/// proofs of an erased event verify too.
struct Leaf {
  static let byteCount = 68

  var keyClass: UInt8
  var position: UInt64
  /// Milliseconds since 1970.
  var time: UInt64
  /// 16 bytes.
  var subjectTag: BlindKey

  /// The leaf's bytes.
  func bytes(envelope: RawSpan) -> [UInt8] {
    var writer = ByteWriter(reserving: Self.byteCount)
    writer.write(UInt32(0x0101_0000) | UInt32(keyClass) << 8)
    writer.write(position)
    writer.write(time)
    writer.write(subjectTag.bytes)
    var digest = SHA256()
    digest.update(envelope)
    digest.finalize { writer.write($0) }
    return writer.bytes
  }

  /// The leaf's hash in the tree.
  func hash(envelope: RawSpan) -> MerkleHash { .leaf(bytes(envelope: envelope).rawSpan) }
}
