internal import Foundation

/// Shows messages on standard output, where no carrier is set up: for demonstrations.
public struct ConsoleCarrier: Carrier {
  private let kind: String

  /// - Parameter kind: what the messages are called: `sms`.
  public init(_ kind: String) { self.kind = kind }

  public func send(_ message: OutgoingMessage) async throws(DeliveryFailure) {
    let line = "\(kind) to \(message.to): \(message.text)\n"
    do { try FileHandle.standardOutput.write(contentsOf: Data(line.utf8)) } catch {
      throw DeliveryFailure("console")
    }
  }
}
