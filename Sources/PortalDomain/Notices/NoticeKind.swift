/// What is said, whatever the language.
public enum NoticeKind: String, Codable, Sendable, CaseIterable {
  case refillRequested, refillApproved, refillDelayed, refillShipped, refillDelivered, refillDenied
  case refillDue, renewalApproved, renewalDenied, pharmacyAnswered
  case visitBooked, visitChanged, visitCancelled, visitReminder, waitlistOffered
  case statementIssued, billDue, paymentReceived, paymentFailed
  case messageAnswered, messageUnread
  case resultReleased
  case formAssigned

  public var topic: NoticeTopic {
    switch self {
    case .refillRequested, .refillApproved, .refillDelayed, .refillShipped, .refillDelivered,
      .refillDenied, .refillDue, .renewalApproved, .renewalDenied, .pharmacyAnswered:
      .prescriptions
    case .visitBooked, .visitChanged, .visitCancelled, .visitReminder, .waitlistOffered:
      .appointments
    case .statementIssued, .billDue, .paymentReceived, .paymentFailed: .billing
    case .messageAnswered, .messageUnread: .messages
    case .resultReleased: .results
    case .formAssigned: .forms
    }
  }
}
