public import Foundation

extension Attachment {
  /// The content of an attachment, piece by piece.
  ///
  /// One piece at a time is in memory. Each is genuine and in its place before it's handed out;
  /// that the end is there was seen before the first one. Damage further on ends the walk with
  /// ``LogError/Code/attachmentDamaged``.
  public struct Chunks: AsyncSequence, Sendable {
    public typealias Element = [UInt8]
    public typealias Failure = LogError

    let file: AttachmentFile

    /// The attachment's identifier.
    public var id: UUID { file.id }
    /// How long the content is.
    public var byteCount: Int { file.byteCount }

    /// Walks the content from its start.
    public func makeAsyncIterator() -> Iterator { Iterator(file: file) }

    /// A walk over the content.
    public struct Iterator: AsyncIteratorProtocol {
      let file: AttachmentFile
      private var number = 0

      init(file: AttachmentFile) { self.file = file }

      /// The next piece, 1 to 16,384 bytes; `nil` behind the last.
      public mutating func next() async throws(LogError) -> [UInt8]? {
        try file.nextContent(&number)
      }
    }

    /// Writes the content to an open file, a pipe, a terminal.
    ///
    /// - Parameter handle: where to; it stays open.
    /// - Throws: `attachmentDamaged`; `interrupted` where the task was cancelled; what the operating
    ///   system refused. A part may have been written then.
    public func copy(to handle: FileHandle) async throws(LogError) {
      try await AttachmentCopier(file: file, descriptor: handle.fileDescriptor).run()
      withExtendedLifetime(handle) {}
    }
  }
}
