internal import PortalCrypto

/// Turns names into index keys that tell nothing without the index key of the store.
final class BlindIndex: Sendable {
  private let keyring: Keyring
  /// The keys of names met lately, in shares with a lock each, so that threads which prepare events
  /// seldom wait for each other: a look-up costs a fraction of a hash.
  private let recent = (0..<shareCount).map { _ in Locked<[BlindName: BlindKey]>([:]) }
  private static let shareCount = 16
  /// How many names a share holds.
  private static let shareLimit = 2048

  init(_ keyring: Keyring) { self.keyring = keyring }

  /// BLAKE2b-128 of the tag under the index key.
  func key(tag: String) -> BlindKey { key(.init(kind: .tag, name: tag)) }

  func key(type: String) -> BlindKey { key(.init(kind: .type, name: type)) }
  func key(subject: Subject?) -> BlindKey { key(.init(kind: .subject, name: subject?.name ?? "")) }
  func key(viewRow: String) -> BlindKey { key(.init(kind: .viewRow, name: viewRow)) }

  /// Commands come once each, so theirs are not kept.
  func key(command: String) -> BlindKey { blind(.init(kind: .command, name: command)) }

  private func key(_ name: BlindName) -> BlindKey {
    let share = recent[Int(UInt(bitPattern: name.hash) % UInt(Self.shareCount))]
    if let key = share.withLock({ $0[name] }) { return key }
    let key = blind(name)
    share.withLock { share in
      if share.count >= Self.shareLimit { share.removeAll(keepingCapacity: true) }
      share[name] = key
    }
    return key
  }

  private func blind(_ name: BlindName) -> BlindKey {
    let name = Array((name.kind.prefix + name.name).utf8)
    return BlindKey(BLAKE2b.hash(name.rawSpan, key: keyring.index).rawSpan)
  }
}

/// A name and what it names.
private struct BlindName: Hashable {
  enum Kind {
    case tag, type, subject, command, viewRow

    /// What is no tag is told apart by a first byte that no tag can have.
    var prefix: String {
      switch self {
      case .tag: ""
      case .type: "\0type\0"
      case .subject: "\0subject\0"
      case .command: "\0command\0"
      case .viewRow: "\0row\0"
      }
    }
  }

  let kind: Kind
  let name: String
  /// Of both, made once.
  let hash: Int

  init(kind: Kind, name: String) {
    self.kind = kind
    self.name = name
    var hasher = Hasher()
    hasher.combine(kind)
    var bytes = name
    bytes.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hash = hasher.finalize()
  }

  static func == (left: BlindName, right: BlindName) -> Bool {
    left.hash == right.hash && left.kind == right.kind && Name.areEqual(left.name, right.name)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
