internal import PortalDomain

/// Sends the answers to messages by the carrier that takes all other texts.
public struct CarrierReplySender: ReplySender {
  private let carrier: any Carrier

  /// - Parameter carrier: who takes texts.
  public init(_ carrier: any Carrier) { self.carrier = carrier }

  public func send(_ reply: OutgoingReply) async -> ReplyDelivery {
    let message = OutgoingMessage(
      to: reply.to.value, subject: "", text: reply.text, key: reply.key)
    do throws(DeliveryFailure) {
      try await carrier.send(message)
      return .sent
    } catch {
      return switch error.remedy {
      case .again: .failed(reason: error.reason)
      case .none: .refused(reason: error.reason)
      case .optOut: .optedOut
      }
    }
  }
}
