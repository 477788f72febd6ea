import Foundation
import TestSupport
import Testing

@testable import EventStore

@Suite struct AttachmentErasureTests {
  let store: AttachmentStore
  var log: EventLog { store.log }

  init() throws { store = try AttachmentStore() }

  @Test func `An erased subject's attachments are erased, and their files are gone`() async throws {
    let one = try await store.attach([1], of: "p1")
    let other = try await store.attach([2], of: "p2")
    _ = try await log.erase("p1", reason: "asked for it")
    #expect(try await store.content(one.id, of: "p1") == nil)
    #expect(try await store.content(UUID(), of: "p1") == nil)
    #expect(try log.attachments(of: "p1").isEmpty)
    #expect(!store.files().contains { $0.contains(store.keyID("p1").hexadecimal) })
    #expect(try await store.content(other.id, of: "p2") == [2])
    #expect(try log.check().isEmpty)
  }

  @Test func `A file that comes back after an erasure is erased all the same, and reported`()
    async throws
  {
    let attachment = try await store.attach(seededBytes(50_000, seed: 1), of: "p1")
    let file = store.file(attachment.id, of: "p1")
    let bytes = try Data(contentsOf: file)
    _ = try await log.erase("p1", reason: "asked for it")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: false)
    try bytes.write(to: file)
    #expect(try await store.content(attachment.id, of: "p1") == nil)
    #expect(
      try log.check().map(\.what) == ["1 attachments of an erased subject are still there"])
  }

  @Test func `Nothing can be attached to an erased subject`() async throws {
    _ = try await store.attach([1], of: "p1")
    _ = try await log.erase("p1", reason: "asked for it")
    let error = await #expect(throws: LogError.self) { try await store.attach([2], of: "p1") }
    #expect(error?.code == .subjectErased)
    #expect(store.files().isEmpty)
  }

  @Test func `A subject that is erased while something is attached to it gets nothing`()
    async throws
  {
    let (task, feed) = await store.begin(seededBytes(100_000, seed: 1), of: "p1")
    _ = try await log.erase("p1", reason: "asked for it")
    feed.finish()
    let error = await #expect(throws: LogError.self) { try await task.value }
    #expect(error?.code == .subjectErased)
    #expect(store.files().isEmpty)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: store.attachments.path)
        == ["unfinished"])
  }

  @Test func `Whoever attaches while subjects are erased keeps it all or nothing`() async throws {
    let log = log
    for round in 0..<20 {
      let subject = Subject("p\(round)")
      _ = try await store.attach([1], of: subject)
      let attaching = Task { [store] in
        do throws(LogError) {
          while true { _ = try await store.attach(seededBytes(20_000, seed: 1), of: subject) }
        } catch { return error.code }
      }
      _ = try await log.erase(subject, reason: "asked for it")
      #expect(await attaching.value == .subjectErased)
    }
    #expect(store.files().isEmpty)
    #expect(try log.check().isEmpty)
  }

  @Test func `An attachment outlives a change of its subject's wrapping`() async throws {
    let bytes = seededBytes(50_000, seed: 1)
    let attachment = try await store.attach(bytes, of: "p1")
    try await log.rotateBucketKeys()
    try await log.rotateRootKey()
    #expect(try await store.content(attachment.id, of: "p1") == bytes)
    let again = try EventLog.open(store.path)
    #expect(try await AttachmentStore.content(attachment.id, of: "p1", in: again) == bytes)
    #expect(try again.check().isEmpty)
  }

  @Test func `A removal goes on where a crash left it, and may be asked for again`() async throws {
    for seed in 0..<5 as Range<UInt64> {
      _ = try await store.attach(seededBytes(1_000, seed: seed), of: "p1")
    }
    let (attachments, keyID) = (store.attachments, store.keyID("p1"))
    let folder = attachments.folder(of: keyID)
    // Two of the files were gone.
    for id in try log.attachments(of: "p1").prefix(2) {
      try FileManager.default.removeItem(at: store.file(id, of: "p1"))
    }
    try attachments.removeAll(of: keyID)
    #expect(!FileManager.default.fileExists(atPath: folder))
    // All of them, but not the folder.
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try attachments.removeAll(of: keyID)
    #expect(!FileManager.default.fileExists(atPath: folder))
    try attachments.removeAll(of: keyID)
    try attachments.removeAll(of: store.keyID("nobody"))
  }

  @Test func `An erasure that a crash cut short takes the attachments at the next opening`()
    async throws
  {
    let attachment = try await store.attach([1], of: "p1")
    _ = try log.store.note(ErasureRequest("p1", reason: "asked for it", metadata: []))
    #expect(store.files().count == 1)
    let again = try EventLog.open(store.path)
    #expect(store.files().isEmpty)
    #expect(try await AttachmentStore.content(attachment.id, of: "p1", in: again) == nil)
    #expect(try again.check().isEmpty)
  }

  @Test func `An erasure in a store without attachments makes no folder of them`() async throws {
    try await log.append([NewEvent(type: "a", subject: "p1", data: [])])
    _ = try await log.erase("p1", reason: "asked for it")
    #expect(!FileManager.default.fileExists(atPath: store.attachments.path))
  }

  @Test func `Who was erased since a backup was made gets no attachments back from it`()
    async throws
  {
    let one = try await store.attach([1], of: "p1")
    let other = try await store.attach([2], of: "p2")
    try log.backup(to: store.folder.path + "/backup")
    _ = try await log.erase("p1", reason: "asked for it")
    let (restored, keys) = (store.folder.path + "/restored", store.path + ".keys")
    try EventLog.restore(store.folder.path + "/backup", to: restored, keys: keys)
    let copy = try EventLog.open(restored, keys: keys)
    #expect(try await AttachmentStore.content(one.id, of: "p1", in: copy) == nil)
    #expect(try await AttachmentStore.content(other.id, of: "p2", in: copy) == [2])
    #expect(try copy.attachments(of: "p1").isEmpty)
    #expect(try copy.check().isEmpty)
  }
}
