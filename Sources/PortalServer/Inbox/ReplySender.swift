public import PortalDomain

/// Sends the answers to messages: ``CarrierReplySender``, or a double.
public protocol ReplySender: Sendable {
  /// Hands an answer over.
  func send(_ reply: OutgoingReply) async -> ReplyDelivery
}

/// A text on its way to a phone. None of it is for a log.
public struct OutgoingReply: Hashable, Sendable {
  public let to: PhoneNumber
  public let text: String
  /// The same for every try: who is told of it again is free to send it once only.
  public let key: String
}

/// How it went to hand over a text.
public enum ReplyDelivery: Hashable, Sendable {
  case sent
  /// It's tried again.
  /// - reason: a code of the carrier's; no address, no text.
  case failed(reason: String)
  /// Trying again is no use.
  case refused(reason: String)
  /// The carrier knows that the number said STOP.
  case optedOut
}
