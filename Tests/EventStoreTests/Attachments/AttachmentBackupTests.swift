import Foundation
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

@Suite struct AttachmentBackupTests {
  let store: AttachmentStore
  var backup: String { store.folder.path + "/backup" }
  var restored: String { store.folder.path + "/restored" }
  var keys: String { store.path + ".keys" }

  init() throws { store = try AttachmentStore() }

  @Test func `A backup brings the attachments along, as files of their own`() async throws {
    var attached: [(UUID, Subject?, [UInt8])] = []
    for (number, subject) in (["p1", "p2", nil, "p1"] as [Subject?]).enumerated() {
      let bytes = seededBytes(number * 700_000, seed: UInt64(number))
      attached.append((try await store.attach(bytes, of: subject).id, subject, bytes))
    }
    try store.log.backup(to: backup)
    let copy = AttachmentFolder(store: backup)
    for (id, subject, _) in attached {
      let path = copy.file(id, of: store.keyID(subject))
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(attributes[.referenceCount] as? Int == 1)
      #expect(
        FileManager.default.contentsEqual(
          atPath: path, andPath: store.file(id, of: subject).path))
    }
    try EventLog.restore(backup, to: restored, keys: keys)
    let log = try EventLog.open(restored, keys: keys)
    for (id, subject, bytes) in attached {
      #expect(try await AttachmentStore.content(id, of: subject, in: log) == bytes)
    }
    #expect(try log.check().isEmpty)
  }

  @Test func `A backup of a store without attachments has none`() async throws {
    try await store.log.append([NewEvent(type: "t", data: [])])
    try store.log.backup(to: backup)
    #expect(!FileManager.default.fileExists(atPath: backup + "/attachments"))
    try EventLog.restore(backup, to: restored, keys: keys)
    #expect(!FileManager.default.fileExists(atPath: restored + "/attachments"))
  }

  @Test func `What isn't finished is not copied`() async throws {
    _ = try await store.attach([1], of: "p1")
    let leftover = store.attachments.unfinished + "/" + UUID().bytes.hexadecimal
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: leftover))
    try store.log.backup(to: backup)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: backup + "/attachments")
        == [store.keyID("p1").hexadecimal])
  }

  @Test func `Backups that are made while others attach hold what their events name`()
    async throws
  {
    // Enough that others get something done while they are copied.
    for number in 0..<200 { try await attachAndSay(number) }
    for round in 0..<4 {
      let (backup, restored) = (backup + "\(round)", restored + "\(round)")
      try await whileOthersAttach { try store.log.backup(to: backup) }
      try EventLog.restore(backup, to: restored, keys: keys)
      let copy = try EventLog.open(restored, keys: keys)
      let events = try copy.read()
      #expect(events.count >= 200 + 10 * (round + 1))
      for event in events.compactMap(\.event) {
        let id = UUID(bytes: Array(event.data[..<16]))
        let content = try #require(
          try await AttachmentStore.content(id, of: event.subject, in: copy))
        #expect(SHA256.hash(content.rawSpan) == Array(event.data[16...]))
      }
      #expect(try copy.check().isEmpty)
    }
  }

  /// Runs `body` while four tasks are at work.
  func whileOthersAttach(_ body: () throws -> Void) async throws {
    let attaching = Task { [self] () async throws in
      try await withThrowingTaskGroup { group in
        for first in 0..<4 {
          group.addTask {
            var number = first
            while !Task.isCancelled {
              // One that is cancelled in the midst has no event.
              do throws(LogError) { try await attachAndSay(number) } catch {
                try #require(error.code == .interrupted)
              }
              number += 4
            }
          }
        }
        try await group.waitForAll()
      }
    }
    let head = try store.log.head()
    while try store.log.head() < head + 10 { await Task.yield() }
    let result = Result(catching: body)
    attaching.cancel()
    try await attaching.value
    try result.get()
  }

  /// Attaches something and appends an event that names it.
  func attachAndSay(_ number: Int) async throws(LogError) {
    let subject = Subject("p\(number % 50)")
    let bytes = seededBytes(number * 997 % 60_000, seed: UInt64(number))
    let attachment = try await store.attach(bytes, of: subject)
    try await store.log.append([
      NewEvent(
        type: "document.added", subject: subject, data: attachment.id.bytes + attachment.sha256)
    ])
  }

  @Test func `Attachments of subjects that the restored log doesn't know are left behind`()
    async throws
  {
    _ = try await store.attach([1], of: "p1")
    try store.log.backup(to: backup)
    // As if it had been attached between the copy of the log and that of the attachments.
    let stranger = AttachmentFolder(store: backup).folder(of: store.keyID("later"))
    try FileManager.default.createDirectory(
      atPath: stranger, withIntermediateDirectories: false)
    try Data([1]).write(to: URL(fileURLWithPath: stranger + "/" + UUID().bytes.hexadecimal))
    try EventLog.restore(backup, to: restored, keys: keys)
    let log = try EventLog.open(restored, keys: keys)
    #expect(try log.check().isEmpty)
    #expect(try log.attachments(of: "later").isEmpty)
    #expect(try log.attachments(of: "p1").count == 1)
  }

  @Test func `A restore that fails leaves no attachments, and none is mixed with others`()
    async throws
  {
    _ = try await store.attach([1], of: "p1")
    try store.log.backup(to: backup)
    // A folder where a file should be.
    let folder = AttachmentFolder(store: backup).folder(of: store.keyID("p1"))
    try FileManager.default.createDirectory(
      atPath: folder + "/" + UUID().bytes.hexadecimal, withIntermediateDirectories: false)
    #expect(throws: LogError.self) { try EventLog.restore(backup, to: restored, keys: keys) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: restored).isEmpty)
    try FileManager.default.createDirectory(
      atPath: restored + "/attachments", withIntermediateDirectories: false)
    let error = #expect(throws: LogError.self) {
      try EventLog.restore(backup, to: restored, keys: keys)
    }
    #expect(error?.code == .storeExists)
    #expect(FileManager.default.fileExists(atPath: restored + "/attachments"))
  }
}
