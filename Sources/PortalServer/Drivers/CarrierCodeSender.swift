internal import Foundation
public import Portal
internal import PortalDomain

/// Takes one-time codes to the patients by the carriers: at once, for whoever asked waits for it.
public struct CarrierCodeSender: CodeSender {
  private let carriers: Carriers
  private let clinic: String
  /// How long is waited before each further try.
  private let pauses: [Duration]

  /// - Parameters:
  ///   - carriers: who takes what.
  ///   - clinic: what an e-mail is titled.
  public init(_ carriers: Carriers, clinic: String) {
    self.init(carriers, clinic: clinic, pauses: [.seconds(1), .seconds(3)])
  }

  init(_ carriers: Carriers, clinic: String, pauses: [Duration]) {
    self.carriers = carriers
    self.clinic = clinic
    self.pauses = pauses
  }

  public func send(_ message: CodeMessage) async throws {
    let (carrier, to) =
      message.to.phone.map { (carriers.sms, $0.value) }
      ?? (carriers.email, message.to.email?.value ?? "")
    let outgoing = OutgoingMessage(
      to: to, subject: clinic, text: message.text, key: "code.\(UUID().uuidString)")
    for pause in pauses {
      do { return try await carrier.send(outgoing) } catch {
        guard case .again(let after) = error.remedy, after <= 5 else { throw error }
        try await Task.sleep(for: max(pause, .seconds(after)))
      }
    }
    try await carrier.send(outgoing)
  }
}
