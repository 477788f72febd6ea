import Foundation
import TestSupport
import Testing

@testable import EventStore

/// What is not attached, and leaves nothing.
@Suite struct AttachmentRefusalTests {
  let store: AttachmentStore
  var log: EventLog { store.log }

  init() throws { store = try AttachmentStore() }

  @Test func `A content up to the limit is taken, and one byte more is refused`() async throws {
    let bytes = seededBytes(100_001, seed: 9)
    let path = store.folder.path + "/scan"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = try #require(FileHandle(forReadingAtPath: path))
    _ = try await log.attach(Pieces([Array(bytes[..<100_000])]), of: "p1", limit: 100_000)
    let before = store.files()
    var error = await #expect(throws: LogError.self) {
      try await log.attach(Pieces([bytes]), of: "p1", limit: 100_000)
    }
    #expect(error?.code == .tooLarge && error?.message.contains("100000") == true)
    error = await #expect(throws: LogError.self) {
      try await log.attach(contentsOf: file, of: "p1", limit: 100_000)
    }
    #expect(error?.code == .tooLarge)
    // It was refused before anything was read.
    #expect(try file.offset() == 0)
    #expect(store.files() == before)
    #expect(try await log.attach(contentsOf: file, of: "p1", limit: 100_001).byteCount == 100_001)
  }

  @Test func `A source that fails leaves nothing, and its error is told`() async throws {
    struct Torn: Error, Equatable {}
    let error = await #expect(throws: LogError.self) {
      try await log.attach(Pieces([seededBytes(200_000, seed: 1)], failure: Torn()), of: "p1")
    }
    #expect(error?.code == .interrupted)
    #expect(error?.cause as? Torn == Torn())
    #expect(store.files().isEmpty)
    let folder = try #require(FileHandle(forReadingAtPath: store.path))
    let other = await #expect(throws: LogError.self) {
      try await log.attach(contentsOf: folder, of: "p1")
    }
    #expect(other?.code == .interrupted)
    #expect(store.files().isEmpty)
  }

  @Test func `A task that is cancelled leaves nothing, though its source just ends`() async throws {
    let (source, feed) = AsyncStream.makeStream(of: [UInt8].self)
    let log = log
    let task = Task { try await log.attach(source, of: "p1") }
    feed.yield(seededBytes(200_000, seed: 1))
    task.cancel()
    let error = await #expect(throws: LogError.self) { try await task.value }
    #expect(error?.code == .interrupted && error?.cause is CancellationError)
    #expect(store.files().isEmpty)
  }

  @Test func `A task that is cancelled while it reads a pipe leaves nothing`() async throws {
    let pipe = Pipe()
    let log = log
    let task = Task {
      try await log.attach(contentsOf: pipe.fileHandleForReading, of: "p1")
    }
    try pipe.fileHandleForWriting.write(contentsOf: Data(count: 10_000))
    task.cancel()
    try pipe.fileHandleForWriting.close()
    let error = await #expect(throws: LogError.self) { try await task.value }
    #expect(error?.code == .interrupted && error?.cause is CancellationError)
    #expect(store.files().isEmpty)
  }

  @Test func `A subject's name that no event could have is refused`() async throws {
    for name in ["", "a\0b", String(repeating: "x", count: 256)] {
      let subject = Subject(name)
      let error = await #expect(throws: LogError.self) { try await store.attach([1], of: subject) }
      #expect(error?.code == .invalid)
      #expect(throws: LogError.self) { try log.attachment(UUID(), of: subject) }
      #expect(throws: LogError.self) { try log.attachments(of: subject) }
      #expect(throws: LogError.self) { try log.removeAttachment(UUID(), of: subject) }
    }
    #expect(store.files().isEmpty)
  }
}
