/// What is said, whatever the language.
public enum NoticeKind: String, Codable, Sendable, CaseIterable {
  case refillRequested, refillApproved, refillDelayed, refillShipped, refillDelivered, refillDenied
  case refillDue, renewalApproved, renewalDenied, pharmacyAnswered
  case visitBooked, visitChanged, visitCancelled, visitReminder, waitlistOffered
  case statementIssued, billDue, paymentReceived, paymentFailed, cardEnding, cardExpired
  case messageAnswered, messageUnread
  case resultReleased
  case formAssigned

  /// Whether it reminds of something, rather than saying what is new.
  public var isReminder: Bool {
    switch self {
    case .visitReminder, .refillDue, .billDue, .cardEnding, .messageUnread: true
    default: false
    }
  }

  public var topic: NoticeTopic {
    switch self {
    case .refillRequested, .refillApproved, .refillDelayed, .refillShipped, .refillDelivered,
      .refillDenied, .refillDue, .renewalApproved, .renewalDenied, .pharmacyAnswered:
      .prescriptions
    case .visitBooked, .visitChanged, .visitCancelled, .visitReminder, .waitlistOffered:
      .appointments
    case .statementIssued, .billDue, .paymentReceived, .paymentFailed, .cardEnding, .cardExpired:
      .billing
    case .messageAnswered, .messageUnread: .messages
    case .resultReleased: .results
    case .formAssigned: .forms
    }
  }
}
