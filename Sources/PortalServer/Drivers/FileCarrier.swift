internal import Foundation

/// Puts each e-mail as a file into a folder (RFC 5322, `.eml`): where another program takes it from, or
/// where nothing is to be sent. The same key is the same file, so it's there once.
public struct FileCarrier: Carrier {
  private let folder: String
  private let sender: MailSender
  private let clock: @Sendable () -> Date

  /// - Parameters:
  ///   - folder: where to; it's made where it's missing.
  ///   - sender: who writes.
  public init(folder: String, sender: MailSender) {
    self.init(folder: folder, sender: sender) { Date() }
  }

  init(folder: String, sender: MailSender, clock: @escaping @Sendable () -> Date) {
    self.folder = folder
    self.sender = sender
    self.clock = clock
  }

  public func send(_ message: OutgoingMessage) async throws(DeliveryFailure) {
    guard let mail = MailText(message, from: sender, at: clock()) else {
      throw DeliveryFailure("badAddress", .none)
    }
    // The name says nothing of what is in it.
    let name = message.key.digest.prefix(32)
    do {
      let files = FileManager.default
      try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let temporary = "\(folder)/.\(name).\(UUID().uuidString)"
      let isMade = files.createFile(
        atPath: temporary, contents: Data(mail.text(lineEnd: "\r\n").utf8),
        attributes: [.posixPermissions: 0o600])
      guard isMade, unsafe rename(temporary, "\(folder)/\(name).eml") == 0 else {
        throw CocoaError(.fileWriteUnknown)
      }
    } catch {
      throw DeliveryFailure("file")
    }
  }
}
