import Foundation
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

/// A root key in the place of another, from wherever they come.
@Suite struct RootKeyChangeTests {
  /// Where a root key comes from, and what the keys folder then holds of it.
  enum Place: CaseIterable {
    case file, passphrase, vault

    var source: RootKeySource {
      switch self {
      case .file: .file
      case .passphrase: KeySources.passphrase()
      case .vault: KeySources.provided()
      }
    }

    /// The same kind of place with another key.
    var other: RootKeySource {
      switch self {
      case .file: .file
      case .passphrase: KeySources.passphrase("another passphrase")
      case .vault: KeySources.provided(String(KeySources.digits.reversed()))
      }
    }

    var files: Set<String> {
      switch self {
      case .file: ["root.key"]
      case .passphrase: ["root.passphrase"]
      case .vault: []
      }
    }
  }

  @Test(arguments: Place.allCases, Place.allCases)
  func `A store opens with the new root key, and with no other`(
    from old: Place, to new: Place
  ) async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path, rootKey: old.source)
    let oldFile = FileManager.default.contents(atPath: path + ".keys/root.key")
    try await EventLog.with(path, options: KeySources.options(old.source)) { log in
      try await log.append([NewEvent(type: "t", subject: Subject("s"), data: [1])])
      try await log.rotateRootKey(to: new.other)
      try await log.append([NewEvent(type: "t", subject: Subject("s"), data: [2])])
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: path + ".keys")
    #expect(Set(names) == new.files.union(["slots"]))
    #expect(oldFile == nil || folder.files(holding: oldFile ?? Data()).isEmpty)
    if old != .file || new != .file {
      #expect(refusal { try open(path, old.source) }?.code == .keyUnavailable)
    }
    try await EventLog.with(path, options: KeySources.options(new.other)) { log in
      let (read, faults) = (try log.read(), try log.check())
      #expect(read.compactMap(\.event?.data) == [[1], [2]])
      #expect(faults.isEmpty)
      #expect(!log.store.keys.keyring.hasOldWrappings)
    }
  }

  @Test(arguments: [Place.passphrase, .vault])
  func `A root key in no file is not followed by one in a file unasked`(
    place: Place
  ) async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path, rootKey: place.source)
    let slots = FileManager.default.contents(atPath: path + ".keys/slots")
    let log = try EventLog.open(path, options: KeySources.options(place.source))
    await #expect(throws: LogError.self) { try await log.rotateRootKey() }
    await #expect(throws: LogError.self) { try await log.rotateRootKey(to: KeySources.failing) }
    await #expect(throws: LogError.self) {
      try await log.rotateRootKey(to: KeySources.passphrase("short"))
    }
    await #expect(throws: LogError.self) {
      try await log.rotateRootKey(to: KeySources.provided("no key"))
    }
    #expect(FileManager.default.contents(atPath: path + ".keys/slots") == slots)
  }

  /// The keys folder as a crash leaves it that came before the old place was given up.
  @Test(arguments: [Place.passphrase, .vault])
  func `A change that was cut off leaves the old root key in force`(new: Place) async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let root = URL(fileURLWithPath: path + ".keys/root.key")
    let key = try Data(contentsOf: root)
    let slots = try Data(contentsOf: URL(fileURLWithPath: path + ".keys/slots"))
    try await EventLog.with(path) { log in
      try await log.append([NewEvent(type: "t", subject: Subject("s"), data: [1])])
      let keyring = log.store.keys.keyring
      let maintenance = try KeyedStore.maintenance(of: keyring)
      switch try new.other.prepare() {
      case .file: Issue.record("a file is no other place")
      case .passphrase(let file, let key):
        try maintenance.rewrap(under: key)
        try file.create(at: path + ".keys/root.passphrase")
      case .provided(let key): try maintenance.rewrap(under: key)
      }
    }
    #expect(try Data(contentsOf: root) == key)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path + ".keys/slots")) != slots)
    try await EventLog.with(path) { log in
      #expect(try log.read().compactMap(\.event?.data) == [[1]])
      try await log.rotateRootKey(to: new.source)
    }
    try await EventLog.with(path, options: KeySources.options(new.source)) { log in
      let faults = try log.check()
      #expect(faults.isEmpty)
    }
    #expect(!FileManager.default.fileExists(atPath: root.path))
  }

  private func open(_ path: String, _ source: RootKeySource) throws {
    _ = try EventLog.open(path, options: KeySources.options(source))
  }
}

extension QuickFolder {
  /// The files that hold some bytes.
  fileprivate func files(holding bytes: Data) -> [String] {
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.filter {
      FileManager.default.contents(atPath: path + "/" + $0)?.range(of: bytes) != nil
    }
  }
}
