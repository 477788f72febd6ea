internal import PortalCrypto

extension EventLog {
  /// A hash that only who has the store's index key can make or compare: of what there is so little to
  /// choose from that a plain hash would be searched at once, a code of six digits or a name.
  ///
  /// - Parameters:
  ///   - text: what is hashed.
  ///   - context: what it's for; hashes of different contexts can't be compared.
  /// - Returns: 64 hexadecimal digits.
  package func keyedHash(_ text: String, for context: String) -> String {
    // The first byte is none that a tag, a type or another name in the index can have.
    let message = Array("\0keyed\0\(context)\0\(text)".utf8)
    let hash = BLAKE2b.hash(message.rawSpan, key: store.keys.keyring.index, byteCount: 32)
    return hash.hexadecimal
  }
}
