import Foundation
import LMDB
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

/// Attachments that stand elsewhere than they should, and what is none in their place.
@Suite struct AttachmentPlaceTests {
  let store: AttachmentStore

  init() throws { store = try AttachmentStore() }

  @Test func `A file under another name or in another subject's folder is refused`() async throws {
    let (_, id) = try await store.attachChunks()
    let (foreign, other) = try await store.attachChunks(seed: 2)
    _ = try await store.attach([1], of: "p2")
    let files = FileManager.default
    // Two that changed their places.
    let (one, two) = (store.file(id, of: "p1"), store.file(other, of: "p1"))
    let between = one.deletingLastPathComponent().appendingPathComponent("between")
    try files.moveItem(at: one, to: between)
    try files.moveItem(at: two, to: one)
    try files.moveItem(at: between, to: two)
    for id in [id, other] {
      let error = #expect(throws: LogError.self) { try store.log.attachment(id, of: "p1") }
      #expect(error?.code == .attachmentDamaged)
      #expect(try store.log.check().contains { $0.attachment == id })
    }
    try files.removeItem(at: two)
    // A new name, and another's folder under the old one.
    let renamed = UUID()
    try files.moveItem(at: one, to: store.file(renamed, of: "p1"))
    try await store.expectRefusal(renamed, foreign, "another name")
    try files.moveItem(at: store.file(renamed, of: "p1"), to: store.file(other, of: "p2"))
    try await store.expectRefusal(other, of: "p2", foreign, "another subject's folder")
    // Where it belongs, it opens again.
    try files.moveItem(at: store.file(other, of: "p2"), to: store.file(other, of: "p1"))
    #expect(try await store.content(other, of: "p1") == foreign)
    #expect(try store.log.check().isEmpty)
  }

  @Test func `An attachment does not open in another store`() async throws {
    let (content, id) = try await store.attachChunks()
    let other = try AttachmentStore()
    _ = try await other.attach([1], of: "p1")
    try FileManager.default.copyItem(at: store.file(id, of: "p1"), to: other.file(id, of: "p1"))
    let error = #expect(throws: LogError.self) { try other.log.attachment(id, of: "p1") }
    #expect(error?.code == .attachmentDamaged)
    #expect(try other.log.check().map(\.attachment) == [id])
    #expect(try await store.content(id, of: "p1") == content)
  }

  @Test func `Attachments whose subject's keys are damaged are reported`() async throws {
    let (_, id) = try await store.attachChunks()
    let keyID = store.keyID("p1")
    let table = store.log.store.tables.subjects
    var row = try store.log.snapshot { _, snapshot in
      try snapshot.value(for: keyID.bytes, in: table)?.array ?? []
    }
    row[0] ^= 1
    try store.log.store.environment.write { try $0.put(row, for: keyID.array, in: table) }
    #expect(throws: LogError.self) { try store.log.attachment(id, of: "p1") }
    let faults = try store.log.check()
    #expect(faults.contains { $0.what.hasPrefix("1 attachments can't be opened") })
  }

  @Test func `What is no attachment is reported, and is none`() async throws {
    let (_, id) = try await store.attachChunks()
    let files = FileManager.default
    let folder = store.attachments.folder(of: store.keyID("p1"))
    for name in ["notes.txt", id.uuidString, String(repeating: "0", count: 31)] {
      try Data([1]).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    try files.createDirectory(
      atPath: store.attachments.path + "/more", withIntermediateDirectories: false)
    // Folders, a pipe and a link in the place of files.
    let (directory, pipe, link) = (UUID(), UUID(), UUID())
    try files.createDirectory(
      at: store.file(directory, of: "p1"), withIntermediateDirectories: false)
    try #require(unsafe mkfifo(store.file(pipe, of: "p1").path, 0o600) == 0)
    try files.createSymbolicLink(
      at: store.file(link, of: "p1"), withDestinationURL: store.file(id, of: "p1"))
    // A subject that the log doesn't know.
    try files.createDirectory(
      atPath: store.attachments.folder(of: store.keyID("nobody")),
      withIntermediateDirectories: false)
    let faults = try store.log.check()
    #expect(Set(faults.compactMap(\.attachment)) == [directory, pipe, link])
    #expect(faults.count == 8)
    #expect(try Set(store.log.attachments(of: "p1")) == [id, directory, pipe, link])
  }
}
