public import Foundation

/// Which event is told to whom, and how: a line an event.
public enum NoticeCatalogue {
  public static let rules: [NoticeRule] = prescriptions

  /// What an event means for the outbox; `nil` for nothing.
  ///
  /// - Parameter time: when it was recorded.
  public static func effect(of event: any DomainEvent, at time: Date) -> NoticeEffect? {
    byName[type(of: event).name]?.effect(event, time)
  }

  private static let byName = Dictionary(uniqueKeysWithValues: rules.map { ($0.event.name, $0) })

  private static let prescriptions: [NoticeRule] = [
    NoticeRule(Prescriptions.RefillRequested.self) { event, time in
      .refill(event.patient, event.refill, .refillRequested, ["day": .day(event.expectedOn)], time)
    },
    NoticeRule(Prescriptions.RefillApproved.self) { event, time in
      .refill(event.patient, event.refill, .refillApproved, ["day": .day(event.expectedOn)], time)
    },
    NoticeRule(Prescriptions.RefillDelayed.self) { event, time in
      .refill(event.patient, event.refill, .refillDelayed, ["day": .day(event.expectedOn)], time)
    },
    NoticeRule(Prescriptions.RefillShipped.self) { event, time in
      .refill(event.patient, event.refill, .refillShipped, [:], time)
    },
    NoticeRule(Prescriptions.RefillDelivered.self) { event, time in
      .refill(event.patient, event.refill, .refillDelivered, [:], time)
    },
    NoticeRule(Prescriptions.RefillDenied.self) { event, time in
      .refill(event.patient, event.refill, .refillDenied, [:], time)
    },
    NoticeRule(Prescriptions.RefillCancelled.self) { event, _ in
      NoticeEffect(event.patient, "refill:\(event.refill)")
    },
    NoticeRule(Prescriptions.RenewalApproved.self) { event, time in
      .refill(event.patient, event.renewal, .renewalApproved, [:], time)
    },
    NoticeRule(Prescriptions.RenewalDenied.self) { event, time in
      .refill(event.patient, event.renewal, .renewalDenied, [:], time)
    },
    NoticeRule(Prescriptions.RefillWindowSet.self) { event, _ in
      NoticeEffect(
        event.patient, "supply:\(event.prescription)", .news(.refillDue, on: event.opensOn))
    },
    NoticeRule(Prescriptions.Stopped.self) { event, _ in
      NoticeEffect(event.patient, "supply:\(event.prescription)")
    },
    NoticeRule(Prescriptions.PharmacyMessageAnswered.self) { event, time in
      NoticeEffect(
        event.patient, "pharmacyMessage:\(event.message)", .news(.pharmacyAnswered, at: time))
    },
  ]
}

/// What one type of event means for the outbox.
public struct NoticeRule: Sendable {
  public let event: any DomainEvent.Type
  let effect: @Sendable (any DomainEvent, Date) -> NoticeEffect?

  /// - Parameter effect: what such an event means, recorded at an instant.
  public init<Event: DomainEvent>(
    _ type: Event.Type, _ effect: @escaping @Sendable (Event, Date) -> NoticeEffect?
  ) {
    event = type
    self.effect = { event, time in (event as? Event).flatMap { effect($0, time) } }
  }
}

extension NoticeEffect {
  fileprivate static func refill(
    _ patient: PatientID, _ number: RefillID, _ kind: NoticeKind,
    _ parameters: [String: NoticeParameter], _ time: Date
  ) -> NoticeEffect {
    let all = parameters.merging(["number": .text(number.value)]) { own, _ in own }
    return NoticeEffect(patient, "refill:\(number)", .news(kind, all, at: time))
  }
}
