internal import Foundation

extension LogError {
  static let erased = LogError(
    .subjectErased, "the subject was erased; nothing can be added to it")

  static func missing(_ id: UUID) -> LogError {
    LogError(.attachmentMissing, "the subject has no attachment \(id.uuidString.lowercased())")
  }

  static func damaged(_ id: UUID, _ what: String) -> LogError {
    LogError(
      .attachmentDamaged,
      "attachment \(id.uuidString.lowercased()): \(what); restore the store from a backup")
  }

  static func tooLarge(_ limit: Int) -> LogError {
    LogError(
      .tooLarge, "it's longer than \(limit) bytes, the most that is taken; raise the limit")
  }

  /// What was to be attached did not come to its end.
  static func interrupted(by cause: any Error) -> LogError {
    let why =
      switch cause {
      case is CancellationError: "it was cancelled"
      case let cause as LogError: cause.message
      default: "its source failed"
      }
    return LogError(.interrupted, "nothing was attached: \(why)", cause: cause)
  }
}
