internal import GRDB
internal import PortalDomain

extension Facts {
  /// Bills, payments and payment plans.
  func takeBilling(_ event: any DomainEvent, _ person: SafeHarbor.Person) throws {
    if let event = event as? any StatementEvent {
      try takeStatement(event, person)
    } else if let event = event as? any PaymentEvent {
      try takePayment(event, person)
    } else if let event = event as? any PlanEvent {
      try takePlan(event, person)
    }
  }

  private func takeStatement(_ event: any StatementEvent, _ person: SafeHarbor.Person) throws {
    let key = harbor.key("statement", event.statement)
    func add(_ cents: Int, to column: String) throws {
      try run("UPDATE statements SET \(column) = \(column) + ? WHERE statement = ?", [cents, key])
    }
    switch event {
    case let event as Billing.StatementIssued:
      try self.add(
        "statements", of: person,
        [
          "statement": key, "issued_on": harbor.day(event.issuedOn, of: person),
          "due_on": harbor.day(event.dueOn, of: person),
          "currency": (event.lines.first?.amount.currency ?? .usd).rawValue,
          "amount_cents": event.lines.reduce(0) { $0 + $1.amount.cents },
        ])
    case let event as Billing.LateFeeAdded: try add(event.amount.cents, to: "fee_cents")
    case let event as Billing.StatementAdjusted: try add(event.credit.cents, to: "credit_cents")
    case is Billing.StatementVoided:
      try set("statements", "statement", key, ["voided": 1])
    default: break
    }
  }

  private func takePayment(_ event: any PaymentEvent, _ person: SafeHarbor.Person) throws {
    let charge = event.charge
    let key = harbor.key("payment", charge.payment)
    func end(_ outcome: String, _ reason: String? = nil) throws {
      try set("payments", "payment", key, ["outcome": outcome, "reason": reason])
    }
    switch event {
    case is Billing.PaymentRequested:
      try add(
        "payments", of: person,
        [
          "payment": key, "requested_on": harbor.day(charge.requestedOn, of: person),
          "amount_cents": charge.amount.cents, "currency": charge.amount.currency.rawValue,
          "method": charge.kind.rawValue, "channel": channel,
          "for_plan": charge.plan == nil ? 0 : 1,
        ])
    case let event as Billing.PaymentTaken:
      try end("taken")
      try credit(charge.parts, 1, on: harbor.day(event.on, of: person))
    case let event as Billing.PaymentDeclined: try end("declined", event.reason.rawValue)
    case let event as Billing.PaymentReturned:
      try end("returned", event.reason.rawValue)
      try credit(charge.parts, -1, on: nil)
    case let event as Billing.PaymentRefunded:
      try run(
        "UPDATE payments SET refunded_cents = refunded_cents + ? WHERE payment = ?",
        [event.amount.cents, key])
      try credit(event.parts, -1, on: nil)
    default: break
    }
  }

  /// Counts money to the bills that it pays, or back.
  private func credit(_ parts: [Billing.Part], _ sign: Int, on day: String?) throws {
    for part in parts {
      try run(
        """
        UPDATE statements SET paid_cents = paid_cents + ?, paid_on = coalesce(?, paid_on)
        WHERE statement = ?
        """, [sign * part.amount.cents, day, harbor.key("statement", part.statement)])
    }
  }

  private func takePlan(_ event: any PlanEvent, _ person: SafeHarbor.Person) throws {
    let key = harbor.key("plan", event.plan)
    switch event {
    case let event as Billing.PlanOffered:
      try add(
        "plans", of: person,
        [
          "plan": key, "offered_on": harbor.day(event.offeredOn, of: person),
          "instalments": event.instalments.count,
          "amount_cents": event.instalments.reduce(0) { $0 + $1.amount.cents },
        ])
    case let event as Billing.PlanAgreed:
      try set(
        "plans", "plan", key, ["outcome": "agreed", "agreed_on": harbor.day(event.on, of: person)])
    case is Billing.InstalmentPaid:
      try run("UPDATE plans SET paid = paid + 1 WHERE plan = ?", [key])
    case is Billing.InstalmentMissed:
      try run("UPDATE plans SET missed = missed + 1 WHERE plan = ?", [key])
    case let event as Billing.PlanEnded:
      try set("plans", "plan", key, ["outcome": event.because.rawValue])
    default: break
    }
  }
}
