import Foundation
import LMDB
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

/// What is left of a subject who was erased: proofs, and nothing that opens.
@Suite struct ErasureTests {
  let victim = KeyedStore.subjects[42]
  let other = KeyedStore.subjects[41]

  @Test func `An erased subject's events read as erased, all others as before`() async throws {
    let store = try await KeyedStore()
    let log = try EventLog.open(store.path)
    let others = KeyedStore.subjects.filter { $0 != victim }
    let before = try log.read()
    let erasure = try await log.erase(victim, reason: "asked for it", metadata: [7])
    let after = try log.read()
    #expect(after.count == before.count + 1)
    for (old, new) in zip(before, after) {
      if old.event?.subject == victim, old.event?.keyClass == .phi {
        #expect(new.event == nil)
      } else {
        #expect(new.event?.data == old.event?.data)
      }
    }
    for subject in others { #expect(try log.keyRow(of: subject)?.state == .live) }
    #expect(try log.check().isEmpty)
    #expect(erasure.position == UInt64(after.count))
    #expect(erasure.removed.events == 2)
    #expect(erasure.kept.auditEvents == 2)
    #expect(try log.erasure(of: victim) == erasure)
    #expect(try log.erasure(of: other) == nil)
    let proof = try #require(after.last?.event)
    #expect(proof.type == Erasure.eventType)
    #expect(proof.keyClass == .audit)
    #expect(proof.metadata == [7])
  }

  @Test func `Nothing can be added to an erased subject, nor can it be erased again`() async throws
  {
    let store = try await KeyedStore()
    let log = try EventLog.open(store.path)
    _ = try await log.erase(victim, reason: "asked for it")
    for keyClass in [KeyClass.phi, .audit] {
      await #expect {
        try await log.append(
          [NewEvent(type: "a", subject: victim, keyClass: keyClass, data: [])])
      } throws: {
        ($0 as? LogError)?.code == .subjectErased
      }
    }
    await #expect { try await log.erase(victim, reason: "again") } throws: {
      ($0 as? LogError)?.code == .subjectErased
    }
    await #expect { try await log.erase("nobody", reason: "never there") } throws: {
      ($0 as? LogError)?.code == .invalid
    }
    try await log.append([NewEvent(type: "a", subject: other, data: [])])
  }

  @Test
  func `No file holds the destroyed keys, with an old reader open, after a backup and a restore`()
    async throws
  {
    let store = try await KeyedStore()
    let log = try EventLog.open(store.path)
    let key = try #require(try log.plainKey(.phi, of: victim))
    let bucketKey = try #require(try log.bucketKey(of: victim))
    let otherKey = try log.plainKey(.phi, of: other)
    try log.backup(to: store.folder.path + "/before")
    try log.store.environment.read { _ throws(LMDBError) in
      // Its pages stay as they are while an old reader stands on them.
      let erased = DispatchSemaphore(value: 0)
      Task {
        _ = try? await log.erase(victim, reason: "asked for it")
        erased.signal()
      }
      erased.wait()
    }
    for number in 0..<50 {
      try await log.append([NewEvent(type: "later", tags: ["n:\(number)"], data: [1])])
    }
    try log.backup(to: store.folder.path + "/after")
    await log.close()
    try EventLog.restore(
      store.folder.path + "/after", to: store.folder.path + "/restored", keys: store.keys)
    #expect(try store.files(holding: key).isEmpty)
    #expect(try store.files(holding: bucketKey).isEmpty)
    #expect(try store.files().count > 8)
    let restored = try EventLog.open(store.folder.path + "/restored", keys: store.keys)
    #expect(try restored.keyRow(of: victim)?.state == .erased)
    #expect(try restored.plainKey(.phi, of: other) == otherKey)
  }

  @Test func `No key that is left opens the victim's old wrapping`() async throws {
    let store = try await KeyedStore()
    let log = try EventLog.open(store.path)
    let wrapped = try #require(try log.keyRow(of: victim))
    _ = try await log.erase(victim, reason: "asked for it")
    let keyID = log.store.blind.key(subject: victim)
    for bucket in UInt8.min...UInt8.max {
      for epoch in UInt32(1)...2 {
        var row = wrapped
        row.bucket = bucket
        row.epoch = epoch
        #expect(!row.opens(keyID, log.store.keys.keyring))
      }
    }
  }

  @Test func `What led to the victim alone is gone from the index`() async throws {
    let store = try await KeyedStore()
    let log = try EventLog.open(store.path)
    let erasure = try await log.erase(victim, reason: "asked for it")
    // The tag of the victim's own had an event that must outlive them, so it stays.
    #expect(erasure.removed.indexEntries == 0)
    try await log.append(
      [NewEvent(type: "a", tags: ["only:hers", "ward:1"], subject: "one", data: [])])
    #expect(try await log.erase("one", reason: "asked for it").removed.indexEntries == 1)
    #expect(try log.read(Query(tags: ["only:hers"])).isEmpty)
    #expect(try log.check().isEmpty)
    try await log.append([NewEvent(type: "a", tags: ["only:hers"], data: [])])
    #expect(try log.read(Query(tags: ["only:hers"])).count == 1)
    #expect(try log.check().isEmpty)
  }

  @Test func `Another opening of the store forgets the victim's key at its next look`() async throws
  {
    let store = try await KeyedStore()
    let log = try EventLog.open(store.path)
    let other = try EventLog.open(store.path)
    #expect(try other.read(Query(tags: [victim.name])).allSatisfy { $0.event != nil })
    _ = try await log.erase(victim, reason: "asked for it")
    #expect(try other.read(Query(types: ["note.0"])).filter { $0.event == nil }.count == 1)
    await #expect {
      try await other.append([NewEvent(type: "a", subject: victim, data: [])])
    } throws: {
      ($0 as? LogError)?.code == .subjectErased
    }
  }

  @Test func `A backup from before an erasure restores all but who was erased`() async throws {
    let store = try await KeyedStore()
    let log = try EventLog.open(store.path)
    try log.backup(to: store.folder.path + "/before")
    let erasure = try await log.erase(victim, reason: "asked for it")
    try await log.rotateBucketKeys()
    await log.close()
    let path = store.folder.path + "/restored"
    try EventLog.restore(store.folder.path + "/before", to: path, keys: store.keys)
    let restored = try EventLog.open(path, keys: store.keys)
    #expect(try restored.read(Query(types: ["note.0"])).filter { $0.event == nil }.count == 1)
    #expect(try restored.read(Query(types: ["note.2"])).compactMap(\.event).count == 99)
    #expect(try restored.erasure(of: victim)?.destroyed == erasure.destroyed)
    #expect(try restored.check().isEmpty)
    await #expect {
      try await restored.append([NewEvent(type: "a", subject: victim, data: [])])
    } throws: {
      ($0 as? LogError)?.code == .subjectErased
    }
    try await restored.append([NewEvent(type: "a", subject: other, data: [])])
  }

  @Test func `A copy of the store from before an erasure is refused, and one of the keys too`()
    async throws
  {
    let store = try await KeyedStore()
    let files = FileManager.default
    try files.copyItem(atPath: store.path, toPath: store.folder.path + "/copy")
    try files.copyItem(atPath: store.keys, toPath: store.folder.path + "/old-keys")
    try await EventLog.with(store.path) { log in
      _ = try await log.erase(victim, reason: "asked for it")
    }
    #expect {
      try EventLog.open(store.folder.path + "/copy", keys: store.keys)
    } throws: {
      ($0 as? LogError)?.code == .storeOutdated
    }
    #expect {
      try EventLog.open(store.path, keys: store.folder.path + "/old-keys")
    } throws: {
      ($0 as? LogError)?.code == .keyUnavailable
    }
    _ = try EventLog.open(store.path)
  }

  /// What was done before the crash.
  enum Step: CaseIterable { case noted, newKey, destroyed }

  @Test(arguments: Step.allCases)
  func `An erasure that a crash interrupted is ended by the next opening`(step: Step) async throws {
    let store = try await KeyedStore()
    let (key, bucketKey) = try await EventLog.with(store.path) { log in
      let keys = (
        try #require(try log.plainKey(.phi, of: victim)),
        try #require(try log.bucketKey(of: victim))
      )
      let request = ErasureRequest(victim, reason: "asked for it", metadata: [])
      let maintenance = try KeyedStore.maintenance(of: log.store.keys.keyring)
      let bucket = try log.store.note(request)
      if step != .noted { try maintenance.begin([bucket]) }
      if step == .destroyed { _ = try log.store.destroy(request) }
      return keys
    }
    try await EventLog.with(store.path) { log throws in
      #expect(try log.keyRow(of: victim)?.state == .erased)
      #expect(try log.erasure(of: victim)?.reason == "asked for it")
      #expect(try log.read(Query(types: [Erasure.eventType])).count == 1)
      #expect(try log.check().isEmpty)
    }
    #expect(try store.files(holding: key).isEmpty)
    #expect(try store.files(holding: bucketKey).isEmpty)
  }

  @Test func `Proofs of events before and after an erasure hold`() async throws {
    let store = try await KeyedStore()
    let log = try EventLog.open(store.path)
    let (size, root) = try (log.head(), log.root(ofFirst: log.head()))
    let leaves = try log.leafHashes()
    _ = try await log.erase(victim, reason: "asked for it")
    #expect(try log.root(ofFirst: size) == root)
    #expect(Array(try log.leafHashes().prefix(leaves.count)) == leaves)
  }
}

/// An erasure at the size of a clinic: `PORTAL_ERASED_AMONG` subjects, a few hundred unless said.
@Suite struct LargeErasureTests {
  static let count =
    ProcessInfo.processInfo.environment["PORTAL_ERASED_AMONG"].flatMap { Int($0) } ?? 400

  @Test func `One among many is erased, and no file holds their keys`() async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let log = try EventLog.open(path)
    for start in stride(from: 0, to: Self.count, by: 1000) {
      try await log.append(
        (start..<min(start + 1000, Self.count)).map { number in
          NewEvent(
            type: "note", tags: ["patient:\(number)"], subject: Subject("patient:\(number)"),
            data: Array("the secret of \(number)".utf8))
        })
    }
    let victim = Subject("patient:\(Self.count / 2)")
    let keys = try [log.plainKey(.phi, of: victim), log.bucketKey(of: victim)].compactMap { $0 }
    let start = ContinuousClock.now
    let erasure = try await log.erase(victim, reason: "asked for it")
    let time = ContinuousClock.now - start
    #expect(try log.read(Query(types: ["note"])).count { $0.event == nil } == 1)
    #expect(try log.check().isEmpty)
    await log.close()
    var scanned = 0
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    for name in try #require(names) {
      guard let bytes = FileManager.default.contents(atPath: folder.path + "/" + name) else {
        continue
      }
      scanned += bytes.count
      for key in keys { #expect(bytes.range(of: Data(key)) == nil, "\(name)") }
    }
    #expect(keys.count == 2)
    #expect(scanned > 69_632)
    print(
      "Erased one among \(Self.count): \(time), \(erasure.kept.rewrappedSubjects) subjects wrapped "
        + "anew, \(scanned) bytes scanned")
  }
}
