import Foundation
import LMDB
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

/// How keys are changed, in one go and with a crash at every step.
@Suite struct RotationTests {
  @Test func `After a rotation every subject is wrapped by a new key, and nothing else is changed`()
    async throws
  {
    let store = try await KeyedStore()
    let log = try EventLog.open(store.path)
    let victim = KeyedStore.subjects[3]
    let before = (
      try log.plainKey(.phi, of: victim), try log.bucketKey(of: victim), try log.read()
    )
    try await log.rotateBucketKeys()
    #expect(try log.plainKey(.phi, of: victim) == before.0)
    #expect(try log.bucketKey(of: victim) != before.1)
    for subject in KeyedStore.subjects { #expect(try log.keyRow(of: subject)?.epoch == 2) }
    #expect(try log.read().map(\.event?.data) == before.2.map(\.event?.data))
    #expect(try log.check().isEmpty)
    await log.close()
    let again = try EventLog.open(store.path)
    #expect(try again.read().map(\.event?.data) == before.2.map(\.event?.data))
    try await again.rotateBucketKeys()
    #expect(try again.keyRow(of: victim)?.epoch == 3)
    #expect(try again.check().isEmpty)
  }

  @Test func `Another opening of the store appends and reads while the keys change`() async throws {
    let store = try await KeyedStore()
    let log = try EventLog.open(store.path)
    let other = try EventLog.open(store.path)
    try await withThrowingTaskGroup { group in
      group.addTask { for _ in 0..<5 { try await log.rotateBucketKeys() } }
      group.addTask {
        for number in 0..<60 {
          let subject = Subject("new:\(number)")
          try await other.append([NewEvent(type: "made", subject: subject, data: [1])])
          #expect(try other.read(Query(types: ["made"])).count == number + 1)
          #expect(try other.texts(of: KeyedStore.subjects[number]).allSatisfy { $0 != nil })
        }
      }
      try await group.waitForAll()
    }
    #expect(try log.check().isEmpty)
    for number in 0..<60 { #expect(try log.keyRow(of: Subject("new:\(number)")) != nil) }
  }

  @Test func `No two keys share their memory after keys were changed`() async throws {
    let store = try await KeyedStore()
    let log = try EventLog.open(store.path)
    for number in 0..<5 {
      try await log.rotateBucketKeys()
      try await log.rotateRootKey()
      _ = try await log.erase(KeyedStore.subjects[number], reason: "asked for it")
    }
    let keys = (0..<5000).map { _ in SharedKey(SecretKey.random()) }
    #expect(Set(keys.map(\.plain)).count == keys.count)
  }

  /// What was done before the crash.
  enum Step: CaseIterable { case begun, announced, halfRewrapped, rewrapped, copied }

  @Test(arguments: Step.allCases)
  func `A rotation that a crash interrupted is ended by the next opening`(step: Step) async throws {
    let store = try await KeyedStore()
    let texts = try await EventLog.with(store.path) { log in
      let texts = try log.read().map(\.event?.data)
      try Self.rotate(log.store, upTo: step)
      return texts
    }
    try await EventLog.with(store.path) { log in
      #expect(log.store.keys.keyring.changingBuckets.isEmpty)
      for subject in KeyedStore.subjects { #expect(try log.keyRow(of: subject)?.epoch == 2) }
      #expect(try log.read().map(\.event?.data) == texts)
      #expect(try log.check().isEmpty)
      try await log.append([NewEvent(type: "made", subject: "another", data: [])])
    }
  }

  static func rotate(_ store: Store, upTo step: Step) throws {
    let maintenance = try KeyedStore.maintenance(of: store.keys.keyring)
    let all = Array(UInt8.min...UInt8.max)
    try maintenance.begin(all)
    if step == .begun { return }
    try store.write { transaction in try store.keys.noteChange(in: transaction) }
    if step == .announced { return }
    try store.write { transaction in
      let limit = step == .halfRewrapped ? 50 : Int.max
      for (keyID, row) in try store.subjects(from: [], limit: limit, transaction.snapshot).rows {
        _ = try store.renew(keyID, row, in: transaction)
      }
    }
    if step == .halfRewrapped || step == .rewrapped { return }
    try store.write { transaction in try store.setEpochs(of: all, in: transaction) }
  }

  @Test func `Another opening of the store goes on when the root key changes, and reads new keys`()
    async throws
  {
    let store = try await KeyedStore()
    let log = try EventLog.open(store.path)
    let other = try EventLog.open(store.path)
    try await other.append([NewEvent(type: "made", subject: "one", data: [])])
    try await log.rotateRootKey()
    try await other.append([NewEvent(type: "made", subject: "two", data: [])])
    try await log.rotateBucketKeys()
    try await other.append([NewEvent(type: "made", subject: "three", data: [])])
    // What is durable is seen by other openings once it is committed, which a read of its own does.
    #expect(try other.read(Query(types: ["made"])).compactMap(\.event).count == 3)
    #expect(try log.read(Query(types: ["made"])).compactMap(\.event).count == 3)
    #expect(try log.check().isEmpty)
    await log.close()
    await other.close()
    #expect(try EventLog.open(store.path).check().isEmpty)
  }

  @Test func `A change of the root key that a crash interrupted leaves one that opens`()
    async throws
  {
    for isReplaced in [false, true] {
      let store = try await KeyedStore()
      try await EventLog.with(store.path) { log in
        let maintenance = try KeyedStore.maintenance(of: log.store.keys.keyring)
        let root = SecretKey.random()
        try maintenance.rewrap(under: root)
        if isReplaced { try RootKey.replace(at: store.keys + "/root.key", with: root) }
      }
      try await EventLog.with(store.path) { log in
        #expect(try log.check().isEmpty)
        #expect(!log.store.keys.keyring.hasOldWrappings)
        try await log.rotateRootKey()
        try await log.append([NewEvent(type: "made", subject: "another", data: [])])
      }
    }
  }

  @Test func `The root key is changed, and the old one opens nothing any more`() async throws {
    let store = try await KeyedStore()
    let slots = store.keys + "/slots"
    let old = try RootKey.read(from: store.keys + "/root.key")
    let new = SecretKey.random()
    let keyring = try Keyring(opening: slots, root: old)
    let before = try keyring.bucketKey(7, epoch: 1).plain
    do {
      let maintenance = try KeyedStore.maintenance(of: keyring)
      try maintenance.rewrap(under: new)
      // Until the old wrappings are wiped, either opens: a crash here loses nothing.
      for keyring in [
        try Keyring(opening: slots, root: old), try Keyring(opening: slots, root: new),
      ] {
        #expect(try keyring.bucketKey(7, epoch: 1).plain == before)
      }
      try maintenance.wipeOldWrappings()
    }
    let opened = try Keyring(opening: slots, root: new)
    #expect(try opened.bucketKey(7, epoch: 1).plain == before)
    #expect(opened.index.plain == keyring.index.plain)
    do throws(KeyError) {
      _ = try Keyring(opening: slots, root: old)
      Issue.record("the old root key opened the keys")
    } catch { #expect(error == .wrong) }
  }
}
