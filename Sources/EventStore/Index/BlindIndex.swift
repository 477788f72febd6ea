internal import PortalCrypto

/// Turns names into index keys that tell nothing without the index key of the store.
struct BlindIndex: Sendable {
  private let keyring: Keyring

  init(_ keyring: Keyring) { self.keyring = keyring }

  /// BLAKE2b-128 of the tag under the index key.
  func key(tag: String) -> [UInt8] { blind(tag) }

  // What is no tag is told apart by a first byte that no tag can have.

  func key(type: String) -> [UInt8] { blind("\0type\0" + type) }
  func key(subject: Subject?) -> [UInt8] { blind("\0subject\0" + (subject?.name ?? "")) }
  func key(command: String) -> [UInt8] { blind("\0command\0" + command) }
  func key(viewRow: String) -> [UInt8] { blind("\0row\0" + viewRow) }

  private func blind(_ text: String) -> [UInt8] {
    BLAKE2b.hash(Array(text.utf8).rawSpan, key: keyring.index)
  }
}
