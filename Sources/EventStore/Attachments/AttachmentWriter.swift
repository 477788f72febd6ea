internal import Foundation
internal import PortalCrypto

/// Writes one attachment, on a thread of its own.
actor AttachmentWriter {
  private let thread = DiskThread()
  private let store: Store
  private let keyID: BlindKey
  private let limit: Int
  private var draft: AttachmentDraft?

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

  init(_ store: Store, of keyID: BlindKey, limit: Int) {
    self.store = store
    self.keyID = keyID
    self.limit = limit
  }

  func begin() throws(LogError) { draft = try store.draft(of: keyID, limit: limit) }

  func write(_ content: [UInt8]) throws(LogError) { try draft?.write(content) }

  /// Takes up all that comes out of a file, a pipe, a terminal.
  func write(allOf descriptor: Int32) throws(LogError) {
    var status = stat()
    if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      Int(status.st_size) - Int(lseek(descriptor, 0, SEEK_CUR)) > limit
    {
      throw .tooLarge(limit)
    }
    while true {
      let content: [UInt8]
      do throws(FileError) {
        content = try OpenFile.read(upTo: Self.batch, from: descriptor, "reading what to attach")
      } catch { throw .interrupted(by: LogError(error)) }
      guard !Task.isCancelled else { throw .interrupted(by: CancellationError()) }
      if content.isEmpty { return }
      try write(content)
    }
  }

  func publish() throws(LogError) -> Attachment {
    guard let draft = draft.take() else { preconditionFailure("it was never begun") }
    return try store.publish(draft)
  }

  /// Leaves nothing of what was written.
  func discard() { draft = nil }

  /// How many bytes are taken from a source before they're sealed.
  static let batch = 1 << 16
}

/// Writes the content of one attachment elsewhere, on a thread of its own.
actor AttachmentCopier {
  private let thread = DiskThread()
  private let file: AttachmentFile
  private let descriptor: Int32

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

  init(file: AttachmentFile, descriptor: Int32) {
    self.file = file
    self.descriptor = descriptor
  }

  func run() throws(LogError) {
    var number = 0
    while let content = try file.nextContent(&number) {
      guard !Task.isCancelled else { throw .interrupted(by: CancellationError()) }
      do throws(FileError) {
        try OpenFile.write(content, to: descriptor, "writing the attachment's content")
      } catch { throw LogError(error) }
    }
  }
}
