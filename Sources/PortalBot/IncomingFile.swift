public import Foundation

/// A file that came with a message.
public struct IncomingFile: Sendable {
  public let name: String
  /// `image/jpeg`.
  public let mediaType: String
  /// Where it's read from, to its end.
  public let handle: FileHandle

  /// - Parameters:
  ///   - name: as the sender calls it.
  ///   - mediaType: what kind of file it is.
  ///   - handle: where it's read from, to its end.
  public init(name: String, mediaType: String, handle: FileHandle) {
    self.name = name
    self.mediaType = mediaType
    self.handle = handle
  }
}
