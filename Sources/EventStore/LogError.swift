internal import Foundation
internal import LMDB
internal import PortalCrypto

/// Why the log did not do what was asked.
public struct LogError: Error, Sendable, CustomStringConvertible {
  /// What a program can tell apart.
  public let code: Code
  /// What is wrong and what to do, in one line. It holds nothing of any event.
  public let message: String
  /// What the embedding program's own code threw, where that is the reason.
  public let cause: (any Error)?

  /// - Parameters:
  ///   - code: what a program can tell apart.
  ///   - message: what is wrong and what to do, in one line.
  ///   - cause: what the embedding program's own code threw.
  public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  /// The message.
  public var description: String { message }

  /// What a program can tell apart.
  public enum Code: Hashable, Sendable {
    /// An event that the condition forbids is there.
    case conditionFailed
    /// The command's identifier was used for another request.
    case commandReused
    /// The queue is full; try again later.
    case overloaded
    /// The request can't be stored: a tag too long, too many tags.
    case invalid
    case closed
    case storeMissing
    case storeExists
    case storeTooNew
    case storeTooOld
    /// The store is a copy from before keys were changed or a subject was erased.
    case storeOutdated
    /// The keys don't belong to the store, or can't be read.
    case keyUnavailable
    case subjectErased
    case diskFull
    /// The log is not the one that its checkpoint was signed for.
    case forked
    /// Damage at a position, or, where that is 0, in the store itself.
    case corrupt(position: UInt64)
    /// The subject has no such attachment.
    case attachmentMissing
    /// An attachment was changed, cut, or put in another's place.
    case attachmentDamaged
    /// What was to be attached is longer than the limit.
    case tooLarge
    /// What was to be attached did not come to its end, or the task was cancelled.
    case interrupted
    /// The operating system refused.
    case system(Int32)

    /// The name of the code in JSON.
    public var name: String {
      switch self {
      case .conditionFailed: "conditionFailed"
      case .commandReused: "commandReused"
      case .overloaded: "overloaded"
      case .invalid: "invalid"
      case .closed: "closed"
      case .storeMissing: "storeMissing"
      case .storeExists: "storeExists"
      case .storeTooNew: "storeTooNew"
      case .storeTooOld: "storeTooOld"
      case .storeOutdated: "storeOutdated"
      case .keyUnavailable: "keyUnavailable"
      case .subjectErased: "subjectErased"
      case .diskFull: "diskFull"
      case .forked: "forked"
      case .corrupt: "corrupt"
      case .attachmentMissing: "attachmentMissing"
      case .attachmentDamaged: "attachmentDamaged"
      case .tooLarge: "tooLarge"
      case .interrupted: "interrupted"
      case .system: "system"
      }
    }
  }
}

extension LogError {
  static func damaged(_ position: UInt64) -> LogError {
    LogError(
      .corrupt(position: position),
      "the event at position \(position) is damaged; restore the store from a backup")
  }

  static func missing(_ position: UInt64) -> LogError {
    LogError(
      .corrupt(position: position),
      "the event at position \(position) is missing; restore the store from a backup")
  }

  /// What LMDB's refusal means for the log.
  init(_ error: LMDBError) {
    switch error.code {
    case _ where error.isDamaged || error.isNotLMDB:
      self.init(.corrupt(position: 0), "the store's file is damaged (\(error)); restore a backup")
    case _ where error.isMapFull || LMDBError.lackOfRoom.contains(error.code):
      self.init(.diskFull, "the disk is full; nothing was written. Make room and try again")
    case EACCES, EROFS, EPERM:
      self.init(.system(error.code), "the store can't be written (\(error)); check its permissions")
    default:
      self.init(.system(error.code), "the store's file can't be used: \(error)")
    }
  }

  /// What a refusal of the keys means for the log.
  init(_ error: KeyError, keys: String) {
    switch error {
    case .file(let error) where error.isMissing:
      self.init(.keyUnavailable, "there are no keys in \(keys); name their folder with --keys")
    case .file(let error): self.init(.keyUnavailable, "the keys can't be read: \(error)")
    case .exposed(let path):
      self.init(.keyUnavailable, "\(path) can be read by others; run 'chmod 600 \(path)'")
    case .damaged(let path):
      self.init(.keyUnavailable, "\(path) is damaged; restore it from a backup of the keys")
    case .wrong:
      self.init(
        .keyUnavailable,
        "the keys in \(keys) belong to another store; name the right folder with --keys")
    case .changing:
      self.init(
        .keyUnavailable,
        "a change of the keys in \(keys) was cut off; run 'portal log head', which ends it")
    }
  }

  /// What any error of the modules below means for the log.
  init(wrapping error: any Error) {
    switch error {
    case let error as LogError: self = error
    case let error as LMDBError: self.init(error)
    case let error as KeyError: self.init(error, keys: "the keys folder")
    case let error as FileError: self.init(error)
    case is MerkleError:
      self.init(
        .corrupt(position: 0), "the log's Merkle tree is damaged; run 'portal log check'")
    default: self.init(.system(0), "unexpected: \(type(of: error))")
    }
  }

  init(_ error: FileError) {
    guard !LMDBError.lackOfRoom.contains(error.code) else {
      self.init(.diskFull, "the disk is full (\(error)). Make room and try again")
      return
    }
    self.init(.system(error.code), "\(error)")
  }
}
