public import Foundation

/// What stands beside the log because it's too large for an event: a scan, a letter, a picture.
///
/// It's sealed with its subject's key and erased with the subject. The log doesn't know it: the
/// embedding program appends an event that names it, once ``EventLog/attach(_:of:limit:)`` has
/// returned.
///
/// ```swift
/// let scan = try await log.attach(contentsOf: file, of: "p1")
/// try await log.append([NewEvent(type: "document.added", subject: "p1", data: json(scan.id))])
/// ```
public struct Attachment: Hashable, Sendable {
  /// What it's read by, together with its subject. A random one, made for it.
  public let id: UUID
  /// How long its content is.
  public let byteCount: Int
  /// The SHA-256 of its content, 32 bytes.
  public let sha256: [UInt8]

  /// How long a content may be unless another limit is given, in bytes: 100 MiB.
  public static let defaultLimit = 100 << 20

  /// An attachment that is to be read, or that it can't be read any more.
  public enum Contents: Sendable {
    case intact(Chunks)
    /// Its subject was erased; nobody can read it again.
    case erased

    /// What it holds, or `nil` where it was erased.
    public var chunks: Chunks? {
      switch self {
      case .intact(let chunks): chunks
      case .erased: nil
      }
    }
  }
}
