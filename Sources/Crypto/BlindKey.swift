/// Sixteen bytes that stand for a name, and tell nothing of it without the key they were made with.
///
/// They lie in the value itself, so that the thousands that an append handles cost no allocation.
package struct BlindKey: Hashable, Comparable, Sendable {
  package static let byteCount = 16

  // In their order in memory.
  @usableFromInline let words: InlineArray<2, UInt64>

  /// - Parameter bytes: 16 bytes.
  @inlinable
  package init(_ bytes: RawSpan) {
    precondition(bytes.byteCount == Self.byteCount, "a blind key has 16 bytes")
    // Safe: every bit pattern is an integer, and the loads check their bounds.
    words = unsafe [
      bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self),
      bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self),
    ]
  }

  /// The bytes in place, for as long as the key is borrowed.
  @inlinable
  package var bytes: RawSpan {
    // Safe: two words leave no padding.
    @_lifetime(borrow self)
    get { unsafe words.span.bytes }
  }

  /// A copy of the bytes.
  package var array: [UInt8] { bytes.array }

  @inlinable
  package static func == (left: BlindKey, right: BlindKey) -> Bool {
    left.words[0] == right.words[0] && left.words[1] == right.words[1]
  }

  /// By their bytes, the first that differ.
  @inlinable
  package static func < (left: BlindKey, right: BlindKey) -> Bool {
    let index = left.words[0] == right.words[0] ? 1 : 0
    return left.words[index].bigEndian < right.words[index].bigEndian
  }

  @inlinable
  package func hash(into hasher: inout Hasher) {
    hasher.combine(words[0])
    hasher.combine(words[1])
  }
}
