internal import Foundation
internal import Subprocess
internal import SystemPackage

/// E-mail through the machine's own mail system: `sendmail -t -i`, the message on standard input.
public struct SendmailCarrier: Carrier {
  private let options: SendmailOptions

  public init(_ options: SendmailOptions) { self.options = options }

  public func send(_ message: OutgoingMessage) async throws(DeliveryFailure) {
    guard let mail = MailText(message, from: options.sender, at: Date()) else {
      throw DeliveryFailure("badAddress", .none)
    }
    let status: TerminationStatus
    do {
      status = try await withTimeLimit(options.timeLimit) { [options] in
        var platform = PlatformOptions()
        platform.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(1))]
        return try await Subprocess.run(
          .path(FilePath(options.program)), arguments: ["-t", "-i"], platformOptions: platform,
          input: .inputWriter, output: .discarded, error: .discarded
        ) { program in
          // A program that ends before it has read everything says by its status how that went. What
          // swift-subprocess writes by itself ends our process then, for it leaves the pipe open.
          _ = try? await program.standardInputWriter.write(Array(mail.text(lineEnd: "\n").utf8))
        }.terminationStatus
      }
    } catch is TimeLimitExceeded {
      throw .timeout
    } catch {
      throw DeliveryFailure("sendmailMissing")
    }
    // The codes are those of sysexits.h.
    switch status {
    case .exited(0): return
    case .exited(64), .exited(65), .exited(67), .exited(68):
      throw DeliveryFailure("sendmail\(status)", .none)
    default: throw DeliveryFailure("sendmail\(status)")
    }
  }
}

/// How the machine's mail system is used.
public struct SendmailOptions: Sendable {
  public var sender: MailSender
  /// The program; Postfix, Exim and others have one of that name.
  public var program = "/usr/sbin/sendmail"
  public var timeLimit: Duration = .seconds(30)

  public init(sender: MailSender) { self.sender = sender }
}
