public import PortalDomain

/// Who moves the money. The portal never sees a card's number: patients give it to the processor, and
/// the processor gives the portal a token.
///
/// Each request bears a key. A processor that gets the same key again answers what it answered the
/// first time, and moves no money again: so a request whose answer was lost can be sent anew.
public protocol PaymentProcessor: Sendable {
  /// Looks up a token, and asks the bank whether it can be charged; no money is moved.
  ///
  /// - Throws: where there is no answer; it can be tried again.
  func authorize(_ token: String, key: String) async throws -> PaymentAuthorization

  /// Takes money.
  ///
  /// - Throws: where there is no answer; the same request can be sent again.
  func charge(_ token: String, _ amount: Money, key: String) async throws -> PaymentAnswer

  /// Gives back what was taken, or part of it.
  ///
  /// - Parameters:
  ///   - reference: the processor's name for the payment.
  ///   - amount: how much.
  ///   - key: the same for every try of one call.
  /// - Throws: where there is no answer; the same request can be sent again.
  func refund(_ reference: String, _ amount: Money, key: String) async throws -> PaymentAnswer
}

/// What a processor says of a token.
public enum PaymentAuthorization: Hashable, Sendable {
  case accepted(
    kind: Billing.MethodKind, brand: String, lastFour: String, expires: Billing.CardExpiry?)
  case declined(Billing.DeclineReason)
}

/// What a processor says of a request to move money.
public enum PaymentAnswer: Hashable, Sendable {
  /// Done; the reference is the processor's name for it.
  case done(reference: String)
  case declined(Billing.DeclineReason)
}

/// A processor that doesn't answer.
public struct PaymentProcessorUnreachable: Error, CustomStringConvertible {
  public init() {}

  public var description: String { "the payment processor doesn't answer; try again later" }
}
