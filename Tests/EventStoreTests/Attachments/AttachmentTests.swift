import Foundation
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

@Suite struct AttachmentTests {
  let store: AttachmentStore
  var log: EventLog { store.log }

  init() throws { store = try AttachmentStore() }

  @Test(arguments: [
    0, 1, 247, 248, 249, 16_375, 16_376, 16_377, 16_383, 16_384, 16_385, 32_767, 32_768, 32_769,
    65_535, 65_536, 65_537, 3 << 20, 5_000_001,
  ])
  func `What was attached is read again`(count: Int) async throws {
    let bytes = seededBytes(count, seed: UInt64(count))
    let attachment = try await store.attach(bytes, of: "p1")
    #expect(attachment.byteCount == count)
    #expect(attachment.sha256 == SHA256.hash(bytes.rawSpan))
    let chunks = try #require(try log.attachment(attachment.id, of: "p1").chunks)
    #expect(chunks.byteCount == count && chunks.id == attachment.id)
    #expect(try await store.content(attachment.id, of: "p1") == bytes)
    let file = try Data(contentsOf: store.file(attachment.id, of: "p1"))
    #expect(file.count == AttachmentLayout(contentCount: count).fileByteCount)
    #expect(try log.attachments(of: "p1") == [attachment.id])
    #expect(try log.check().isEmpty)
  }

  @Test func `However the content comes in pieces, it's the same content`() async throws {
    var generator = SeededGenerator(seed: 5)
    let bytes = seededBytes(300_000, seed: 5)
    for largest in [1, 100, 16_383, 16_384, 16_385, 70_000, 300_000] {
      var pieces: [[UInt8]] = [[]]
      var start = 0
      while start < bytes.count {
        let size = largest < 100 ? 1_000 : Int.random(in: 0...largest, using: &generator)
        let end = min(bytes.count, start + size)
        pieces.append(Array(bytes[start..<end]))
        start = end
      }
      let attachment = try await log.attach(Pieces(pieces), of: "p1")
      #expect(attachment.sha256 == SHA256.hash(bytes.rawSpan))
      #expect(try await store.content(attachment.id, of: "p1") == bytes)
    }
  }

  @Test func `A file is attached from where it was read to, and copied to another`() async throws {
    let bytes = seededBytes(200_000, seed: 3)
    let (path, copy) = (store.folder.path + "/scan", store.folder.path + "/copy")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let source = try #require(FileHandle(forReadingAtPath: path))
    try source.seek(toOffset: 1_000)
    let attachment = try await log.attach(contentsOf: source, of: "p1")
    #expect(attachment.byteCount == 199_000)
    #expect(try source.offset() == 200_000)
    try #require(FileManager.default.createFile(atPath: copy, contents: nil))
    let destination = try #require(FileHandle(forWritingAtPath: copy))
    try await log.attachment(attachment.id, of: "p1").chunks?.copy(to: destination)
    #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) == Data(bytes[1_000...]))
  }

  @Test func `An attachment belongs to its subject alone, and to nobody where none is named`()
    async throws
  {
    let bytes = seededBytes(20_000, seed: 1)
    let ofOne = try await store.attach(bytes, of: "p1")
    let ofNobody = try await store.attach(bytes, of: nil)
    #expect(ofOne.id != ofNobody.id)
    #expect(try await store.content(ofNobody.id, of: nil) == bytes)
    for (id, subject) in [(ofOne.id, nil), (ofNobody.id, "p1"), (ofOne.id, "p2"), (UUID(), "p1")]
      as [(UUID, Subject?)]
    {
      let error = #expect(throws: LogError.self) { try log.attachment(id, of: subject) }
      #expect(error?.code == .attachmentMissing)
    }
  }

  @Test func `A subject without keys gets them, and events and attachments share them`()
    async throws
  {
    let attachment = try await store.attach([1, 2, 3], of: "new")
    #expect(try log.statistics().subjects == 1)
    try await log.append([
      NewEvent(
        type: "document.added", subject: "new", data: Array(attachment.id.uuidString.utf8))
    ])
    #expect(try log.statistics().subjects == 1)
    let path = store.path
    let keyID = store.keyID("new").hexadecimal
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path + "/attachments").sorted()
        == [keyID, "unfinished"].sorted())
    let again = try EventLog.open(path)
    #expect(try await AttachmentStore.content(attachment.id, of: "new", in: again) == [1, 2, 3])
    #expect(try again.check().isEmpty)
  }

  @Test func `Files are the owner's alone and tell neither name nor content`() async throws {
    let text = Array(String(repeating: "hemoglobin A1c of Maria ", count: 3_000).utf8)
    let attachment = try await store.attach(text, of: "maria")
    let attributes = try FileManager.default.attributesOfItem(
      atPath: store.file(attachment.id, of: "maria").path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let names = FileManager.default.enumerator(atPath: store.path)?.compactMap { $0 as? String }
    #expect(names?.contains { $0.contains("maria") } == false)
    for name in store.files() {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: store.attachments.path + "/" + name))
      #expect(bytes.range(of: Data("hemoglobin".utf8)) == nil)
      #expect(bytes.range(of: Data("maria".utf8)) == nil)
    }
  }

  @Test func `Contents of about the same length have files of the same length`() async throws {
    var sizes: Set<Int> = []
    for count in [1_000_000, 1_000_001, 1_005_000, 1_010_000] {
      let attachment = try await store.attach([UInt8](repeating: 1, count: count), of: "p1")
      sizes.insert(try Data(contentsOf: store.file(attachment.id, of: "p1")).count)
    }
    #expect(sizes.count == 1)
  }

  @Test func `A removed attachment is gone, and its neighbours stay`() async throws {
    let one = try await store.attach([1], of: "p1")
    let other = try await store.attach([2], of: "p1")
    #expect(Set(try log.attachments(of: "p1")) == [one.id, other.id])
    #expect(try log.removeAttachment(one.id, of: "p1"))
    #expect(try !log.removeAttachment(one.id, of: "p1"))
    #expect(try !log.removeAttachment(other.id, of: "p2"))
    #expect(try log.attachments(of: "p1") == [other.id])
    #expect(try await store.content(other.id, of: "p1") == [2])
    #expect(throws: LogError.self) { try log.attachment(one.id, of: "p1") }
  }

  @Test func `What is being read is read to its end, though it's removed meanwhile`() async throws {
    let bytes = seededBytes(100_000, seed: 4)
    let attachment = try await store.attach(bytes, of: "p1")
    let chunks = try #require(try log.attachment(attachment.id, of: "p1").chunks)
    try log.removeAttachment(attachment.id, of: "p1")
    var content: [UInt8] = []
    for try await chunk in chunks { content += chunk }
    #expect(content == bytes)
  }

  @Test func `Many attach at once, to one subject and to many`() async throws {
    let attached = try await withThrowingTaskGroup { group in
      for number in 0..<24 {
        group.addTask { [store] in
          let bytes = seededBytes(number * 9_001, seed: UInt64(number))
          let subject = Subject("p\(number % 5)")
          return (number, subject, try await store.attach(bytes, of: subject))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(attached.map(\.2.id)).count == 24)
    for (number, subject, attachment) in attached {
      let bytes = seededBytes(number * 9_001, seed: UInt64(number))
      #expect(try await store.content(attachment.id, of: subject) == bytes)
    }
    #expect(try log.statistics().subjects == 5)
    #expect(store.files().count == 24)
    #expect(try log.check().isEmpty)
  }

  @Test func `The keys of many new subjects make the map grow`() async throws {
    let folder = QuickFolder()
    try EventLog.create(folder.path + "/store")
    var options = EventLog.Options()
    options.mapSize = 128 << 10
    let log = try EventLog.open(folder.path + "/store", options: options)
    for number in 0..<600 {
      _ = try await log.attach(Pieces([[UInt8(number % 256)]]), of: Subject("s\(number)"))
    }
    #expect(try log.statistics().mapBytes > 128 << 10)
    #expect(try log.statistics().subjects == 600)
  }

  @Test func `Attachments may stand on another disk, behind a link`() async throws {
    let elsewhere = store.folder.path + "/elsewhere"
    try FileManager.default.createDirectory(
      atPath: elsewhere, withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: store.attachments.path, withDestinationPath: elsewhere)
    let attachment = try await store.attach([1, 2], of: "p1")
    #expect(try await store.content(attachment.id, of: "p1") == [1, 2])
    #expect(try log.check().isEmpty)
  }

  @Test func `A leftover is removed at opening, and what is being written stays`() async throws {
    let (task, feed) = await store.begin([1, 2, 3], of: "p1")
    let leftover = store.attachments.unfinished + "/" + UUID().bytes.hexadecimal
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: leftover))
    #expect(store.files().count == 2)
    let again = try EventLog.open(store.path)
    #expect(store.files().count == 1)
    feed.yield([4])
    feed.finish()
    let attachment = try await task.value
    #expect(try await AttachmentStore.content(attachment.id, of: "p1", in: again) == [1, 2, 3, 4])
  }
}
