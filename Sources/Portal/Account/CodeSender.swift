public import Foundation
public import PortalDomain
internal import Synchronization

/// Takes one-time codes to the patients: the console, or whatever sends texts and e-mail.
public protocol CodeSender: Sendable {
  /// Sends a code. It's called once the code is recorded.
  func send(_ message: CodeMessage) async throws
}

/// A one-time code on its way to a patient. It must reach nobody else, and no log.
public struct CodeMessage: Sendable {
  public let to: ContactPoint
  public let code: String
  /// What does as well as the code in an e-mail's link.
  public let link: String?
  public let purpose: OneTimeCodes.Purpose
  public let expiresAt: Date
  /// What is sent.
  public let text: String
}

/// Keeps codes until they're shown: for conversations on a terminal, where they appear as a text would
/// arrive.
public final class CodeInbox: CodeSender {
  private let messages = Mutex<[CodeMessage]>([])

  public init() {}

  public func send(_ message: CodeMessage) async throws {
    messages.withLock { $0.append(message) }
  }

  /// What arrived since the last call, the oldest first.
  public func receive() -> [CodeMessage] {
    messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
