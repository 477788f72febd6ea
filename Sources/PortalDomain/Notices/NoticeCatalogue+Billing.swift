internal import Foundation

/// Bills and payments.
extension NoticeCatalogue {
  static let billing: [NoticeRule] = [
    NoticeRule(Billing.StatementIssued.self) { event, cause in
      let due = event.dueOn.adding(days: -NoticesPolicy.planned.billDays)
      let reminder = NoticePlan.news(.billDue, ["day": .day(event.dueOn)], on: due)
      let about = "statement:\(event.statement)"
      return cause.isOldNews(event.issuedOn)
        ? NoticeEffect(event.patient, about, reminder.due > cause.time ? [reminder] : [])
        : NoticeEffect(event.patient, about, .news(.statementIssued, at: cause.time), reminder)
    },
    NoticeRule(Billing.StatementVoided.self) { event, _ in
      NoticeEffect(event.patient, "statement:\(event.statement)")
    },
    NoticeRule(Billing.PaymentTaken.self) { event, cause in
      .payment(event.patient, event.charge, .paymentReceived, on: event.on, cause)
    },
    NoticeRule(Billing.PaymentDeclined.self) { event, cause in
      .payment(event.patient, event.charge, .paymentFailed, on: event.on, cause)
    },
    NoticeRule(Billing.PaymentReturned.self) { event, cause in
      .payment(event.patient, event.charge, .paymentFailed, on: event.on, cause)
    },
    NoticeRule(Billing.MethodAdded.self) { event, cause in
      NoticePlan.reminder(of: event, after: cause.time).map {
        NoticeEffect(event.patient, "method:\(event.method)", $0)
      }
    },
    NoticeRule(Billing.MethodExpired.self) { event, cause in
      NoticeEffect(
        event.patient, "method:\(event.method)",
        cause.isBroughtAlong ? [] : [.news(.cardExpired, at: cause.time)])
    },
    NoticeRule(Billing.MethodRemoved.self) { event, _ in
      NoticeEffect(event.patient, "method:\(event.method)")
    },
  ]
}

extension NoticePlan {
  /// The reminder that a card is about to run out; `nil` where that is sooner than it would be sent.
  ///
  /// All cards run out with a month: by the last digit the reminders are spread over ten days.
  fileprivate static func reminder(of card: Billing.MethodAdded, after now: Date) -> NoticePlan? {
    guard let last = card.expires?.lastDay else { return nil }
    let lead = NoticesPolicy.planned.cardDays + (card.lastFour.last?.wholeNumberValue ?? 0)
    let due = last.adding(days: -lead).instant(hour: NoticesPolicy.planned.dayHour, in: .gmt)
    guard due > now else { return nil }
    return NoticePlan(
      .cardEnding, ["digits": .text(card.lastFour), "day": .day(last)], due: due,
      until: last.adding(days: 1).start(in: .gmt))
  }
}

extension NoticeEffect {
  fileprivate static func payment(
    _ patient: PatientID, _ charge: Billing.Charge, _ kind: NoticeKind, on day: LocalDate,
    _ cause: NoticeCause
  ) -> NoticeEffect? {
    if cause.isOldNews(day) { return nil }
    return NoticeEffect(
      patient, "payment:\(charge.payment)",
      .news(kind, ["amount": .cents(charge.amount.cents)], at: cause.time))
  }
}
