/// Takes messages out of the house: a telephone carrier, the mail system, the console.
///
/// A carrier that is told of the same key again is free to send it once only.
public protocol Carrier: Sendable {
  /// Hands over a message.
  ///
  /// - Throws: `DeliveryFailure` where it wasn't taken, or where nobody can tell.
  func send(_ message: OutgoingMessage) async throws(DeliveryFailure)
}

/// A message on its way to a patient. None of it is for a log.
public struct OutgoingMessage: Hashable, Sendable {
  /// A phone number or an e-mail address.
  public let to: String
  /// For an e-mail.
  public let subject: String
  public let text: String
  /// The same for every try: letters, digits and dots; it says nothing of health.
  public let key: String

  public init(to: String, subject: String, text: String, key: String) {
    self.to = to
    self.subject = subject
    self.text = text
    self.key = key
  }
}

/// Why a message could not be handed over.
public struct DeliveryFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// A code: the carrier's own, or one of ours. No address, no text.
  public let reason: String
  /// What is to be done about it.
  public let remedy: Remedy

  public enum Remedy: Hashable, Sendable {
    /// Try again, no sooner than after so many seconds.
    case again(after: Double = 0)
    /// Trying again is no use.
    case none
    /// The carrier knows that the number said STOP.
    case optOut
  }

  public init(_ reason: String, _ remedy: Remedy = .again()) {
    // What a carrier calls a code is taken from outside: it's kept short and plain.
    self.reason = String(
      reason.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic || "0"..."9" ~= $0 }
        .prefix(32).map(Character.init))
    self.remedy = remedy
  }

  /// Nobody answered in time; whether the message went out isn't known.
  public static let timeout = DeliveryFailure("timeout")
  /// The connection could not be made, or broke.
  public static let noAnswer = DeliveryFailure("noAnswer")

  public var description: String { reason }
}

/// Who takes what, by channel.
public struct Carriers: Sendable {
  public var sms: any Carrier
  public var email: any Carrier

  public init(
    sms: any Carrier = ConsoleCarrier("sms"), email: any Carrier = ConsoleCarrier("email")
  ) {
    self.sms = sms
    self.email = email
  }
}
