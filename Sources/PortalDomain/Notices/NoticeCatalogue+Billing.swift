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
  ]
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
