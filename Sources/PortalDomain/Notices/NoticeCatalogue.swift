public import Foundation

/// Which event is told to whom, and how: a line an event.
public enum NoticeCatalogue {
  public static let rules: [NoticeRule] =
    prescriptions + visits + billing + records + messages + forms
  /// The types of event that something may be told of.
  public static let events: [any DomainEvent.Type] = rules.map(\.event)

  /// What an event means for the outbox; `nil` for nothing.
  public static func effect(of event: any DomainEvent, _ cause: NoticeCause) -> NoticeEffect? {
    byName[type(of: event).name]?.effect(event, cause)
  }

  private static let byName = Dictionary(uniqueKeysWithValues: rules.map { ($0.event.name, $0) })

  private static let prescriptions: [NoticeRule] = [
    // Who asks is answered at once; who has it done by itself is told.
    NoticeRule(Prescriptions.RefillRequested.self) { event, cause in
      cause.isOwnDoing
        ? .refill(event.patient, event.refill, .refillRequested, by: event.expectedOn, cause) : nil
    },
    NoticeRule(Prescriptions.RefillApproved.self) { event, cause in
      .refill(event.patient, event.refill, .refillApproved, by: event.expectedOn, cause)
    },
    NoticeRule(Prescriptions.RefillDelayed.self) { event, cause in
      .refill(event.patient, event.refill, .refillDelayed, by: event.expectedOn, cause)
    },
    NoticeRule(Prescriptions.RefillShipped.self) { event, cause in
      .refill(event.patient, event.refill, .refillShipped, by: event.on, cause)
    },
    NoticeRule(Prescriptions.RefillDelivered.self) { event, cause in
      .refill(event.patient, event.refill, .refillDelivered, by: event.on, cause)
    },
    NoticeRule(Prescriptions.RefillDenied.self) { event, cause in
      .refill(event.patient, event.refill, .refillDenied, cause)
    },
    NoticeRule(Prescriptions.RefillCancelled.self) { event, _ in
      NoticeEffect(event.patient, "refill:\(event.refill)")
    },
    NoticeRule(Prescriptions.RenewalApproved.self) { event, cause in
      .refill(event.patient, event.renewal, .renewalApproved, by: event.on, cause)
    },
    NoticeRule(Prescriptions.RenewalDenied.self) { event, cause in
      .refill(event.patient, event.renewal, .renewalDenied, cause)
    },
    NoticeRule(Prescriptions.RefillWindowSet.self) { event, _ in
      NoticeEffect(
        event.patient, "supply:\(event.prescription)", .news(.refillDue, on: event.opensOn))
    },
    NoticeRule(Prescriptions.Stopped.self) { event, _ in
      NoticeEffect(event.patient, "supply:\(event.prescription)")
    },
    NoticeRule(Prescriptions.PharmacyMessageAnswered.self) { event, cause in
      NoticeEffect(
        event.patient, "pharmacyMessage:\(event.message)", .news(.pharmacyAnswered, at: cause.time))
    },
  ]
}

/// When an event was recorded, and who caused it.
public struct NoticeCause: Sendable {
  public let time: Date
  public let origin: Origin?

  public init(time: Date, origin: Origin? = nil) {
    self.time = time
    self.origin = origin
  }

  /// Whether the portal did it by itself.
  var isOwnDoing: Bool { origin?.actor == .system }

  /// Whether it was brought along from elsewhere, and may have happened long before.
  var isBroughtAlong: Bool { origin?.channel == .feed }

  /// Whether what a day is about is so long over that it's news no more: it was recorded late, or
  /// brought along from elsewhere.
  func isOldNews(_ day: LocalDate) -> Bool {
    day.adding(days: NoticesPolicy.planned.newsHours / 24) < LocalDate(time, in: .gmt)
  }
}

/// What one type of event means for the outbox.
public struct NoticeRule: Sendable {
  public let event: any DomainEvent.Type
  let effect: @Sendable (any DomainEvent, NoticeCause) -> NoticeEffect?

  /// - Parameters:
  ///   - type: the type of the event.
  ///   - effect: what such an event means.
  public init<Event: DomainEvent>(
    _ type: Event.Type, _ effect: @escaping @Sendable (Event, NoticeCause) -> NoticeEffect?
  ) {
    event = type
    self.effect = { event, cause in (event as? Event).flatMap { effect($0, cause) } }
  }
}

extension NoticeEffect {
  /// - Parameter day: when it happened or is expected, where it's known.
  fileprivate static func refill(
    _ patient: PatientID, _ number: RefillID, _ kind: NoticeKind, by day: LocalDate? = nil,
    _ cause: NoticeCause
  ) -> NoticeEffect {
    let about = "refill:\(number)"
    if let day, cause.isOldNews(day) { return NoticeEffect(patient, about) }
    var parameters: [String: NoticeParameter] = ["number": .text(number.value)]
    parameters["day"] = day.map { .day($0) }
    return NoticeEffect(patient, about, .news(kind, parameters, at: cause.time))
  }
}
