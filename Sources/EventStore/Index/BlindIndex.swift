internal import PortalCrypto

/// Turns names into index keys that tell nothing without the index key of the store.
final class BlindIndex: Sendable {
  private let keyring: Keyring
  /// The keys of names met lately: a look-up costs a fraction of a hash.
  private let recent = Locked<[BlindName: BlindKey]>([:])
  private static let recentLimit = 32_768

  init(_ keyring: Keyring) { self.keyring = keyring }

  /// BLAKE2b-128 of the tag under the index key.
  func key(tag: String) -> BlindKey { key(.init(kind: .tag, name: tag)) }

  func key(type: String) -> BlindKey { key(.init(kind: .type, name: type)) }
  func key(subject: Subject?) -> BlindKey { key(.init(kind: .subject, name: subject?.name ?? "")) }
  func key(viewRow: String) -> BlindKey { key(.init(kind: .viewRow, name: viewRow)) }

  /// Commands come once each, so theirs are not kept.
  func key(command: String) -> BlindKey { blind(.init(kind: .command, name: command)) }

  private func key(_ name: BlindName) -> BlindKey {
    if let key = recent.withLock({ $0[name] }) { return key }
    let key = blind(name)
    recent.withLock { recent in
      if recent.count >= Self.recentLimit { recent.removeAll(keepingCapacity: true) }
      recent[name] = key
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

  static func == (left: BlindName, right: BlindName) -> Bool {
    left.kind == right.kind && Name.areEqual(left.name, right.name)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    var name = name
    name.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
