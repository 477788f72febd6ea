import Foundation
import PortalCrypto
import TestSupport

@testable import EventStore

/// A new store of a test's own, with what tests of attachments need again and again.
struct AttachmentStore {
  let folder = QuickFolder()
  let log: EventLog

  var path: String { folder.path + "/store" }
  var attachments: AttachmentFolder { log.store.attachments }

  init() throws {
    try EventLog.create(folder.path + "/store")
    log = try EventLog.open(folder.path + "/store")
  }

  func keyID(_ subject: Subject?) -> BlindKey { log.store.blind.key(subject: subject) }

  /// The file of an attachment.
  func file(_ id: UUID, of subject: Subject?) -> URL {
    URL(fileURLWithPath: attachments.file(id, of: keyID(subject)))
  }

  /// Every file below the folder of attachments, finished or not.
  func files() -> [String] {
    (FileManager.default.enumerator(atPath: attachments.path)?.compactMap { $0 as? String } ?? [])
      .filter { name in
        var isFolder: ObjCBool = false
        _ = unsafe FileManager.default.fileExists(
          atPath: attachments.path + "/" + name, isDirectory: &isFolder)
        return !isFolder.boolValue
      }
  }

  /// Attaches bytes in one piece.
  func attach(_ bytes: [UInt8], of subject: Subject?) async throws(LogError) -> Attachment {
    try await log.attach(Pieces([bytes]), of: subject)
  }

  /// Begins to attach something, of which the first piece is taken when this returns.
  ///
  /// - Returns: the attaching, and how to feed it.
  func begin(
    _ piece: [UInt8], of subject: Subject
  ) async -> (task: Task<Attachment, any Error>, feed: AsyncStream<[UInt8]>.Continuation) {
    let (source, feed) = AsyncStream.makeStream(of: [UInt8].self)
    let (taken, tell) = AsyncStream.makeStream(of: Void.self)
    let log = log
    let task = Task {
      try await log.attach(
        source.map { piece in
          tell.yield()
          return piece
        }, of: subject)
    }
    feed.yield(piece)
    for await _ in taken { break }
    return (task, feed)
  }

  /// The content of an attachment; `nil` where it was erased.
  func content(_ id: UUID, of subject: Subject?) async throws(LogError) -> [UInt8]? {
    try await Self.content(id, of: subject, in: log)
  }

  static func content(
    _ id: UUID, of subject: Subject?, in log: EventLog
  ) async throws(LogError) -> [UInt8]? {
    guard let chunks = try log.attachment(id, of: subject).chunks else { return nil }
    var content: [UInt8] = []
    for try await chunk in chunks { content += chunk }
    return content
  }
}

/// Bytes in pieces, as a source of an attachment.
struct Pieces: AsyncSequence, Sendable {
  let pieces: [[UInt8]]
  /// What the source fails with behind its last piece.
  var failure: (any Error)?

  init(_ pieces: [[UInt8]], failure: (any Error)? = nil) {
    self.pieces = pieces
    self.failure = failure
  }

  func makeAsyncIterator() -> Iterator { Iterator(pieces: pieces[...], failure: failure) }

  struct Iterator: AsyncIteratorProtocol {
    var pieces: ArraySlice<[UInt8]>
    let failure: (any Error)?

    mutating func next() async throws -> ArraySlice<UInt8>? {
      if let piece = pieces.popFirst() { return piece[...] }
      if let failure { throw failure }
      return nil
    }
  }
}

/// Bytes that come again with the same seed.
func seededBytes(_ count: Int, seed: UInt64) -> [UInt8] {
  var generator = SeededGenerator(seed: seed)
  var bytes: [UInt8] = []
  bytes.reserveCapacity(count + 8)
  while bytes.count < count {
    let word = generator.next()
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }
  return Array(bytes[..<count])
}
