import Portal
import PortalDomain

/// How billing is read from the command line, and printed.
extension StaffDesk {
  func money(_ text: String) throws -> Money {
    guard let money = Money(text, currency: portal.policy.billing.currency) else {
      throw Complaint("'\(text)' is no amount; write it like 240.00")
    }
    return money
  }

  /// `code:text:amount`.
  func line(_ text: String) throws -> Billing.Line {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, let amount = parts.last, !parts[0].isEmpty else {
      throw Complaint("'\(text)' is no line; write it like '99213:Office visit:60.00'")
    }
    return Billing.Line(
      code: String(parts[0]), text: parts[1..<(parts.count - 1)].joined(separator: ":"),
      amount: try money(String(amount)))
  }

  func patient(ofStatement id: StatementID) throws -> PatientID {
    guard let patient = try portal.patient(ofStatement: id) else {
      throw Complaint("there is no bill \(id); see 'portal staff statements list'")
    }
    return patient
  }

  func patient(ofPayment id: PaymentID) throws -> PatientID {
    guard let patient = try portal.patient(ofPayment: id) else {
      throw Complaint("there is no payment \(id); see 'portal staff payments list'")
    }
    return patient
  }

  func plan(_ text: String) throws -> (patient: PatientID, plan: Billing.Plan) {
    let id = PlanID(text)
    guard let patient = try portal.patient(ofPlan: id),
      let plan = try portal.plan(id, of: patient)
    else { throw Complaint("there is no plan \(id); see 'portal staff plans list'") }
    return (patient, plan)
  }

  func show(_ statement: Billing.Statement) throws { try show(statement.line, statement.json) }

  func show(_ payment: Billing.Payment) throws {
    let charge = payment.charge
    var text =
      "\(payment.id)  \(payment.stage.rawValue)  \(charge.amount)  \(charge.label)  "
      + "\(charge.requestedOn)"
    if !payment.refunded.isZero { text += "  given back \(payment.refunded)" }
    try show(
      text,
      [
        "payment": .text(payment.id.value), "patient": .text(payment.patient.value),
        "stage": .text(payment.stage.rawValue), "amount": .text(charge.amount.plain),
        "refunded": .text(payment.refunded.plain), "method": .text(charge.label),
        "requestedOn": .text(charge.requestedOn.description),
        "takenOn": .day(payment.takenOn), "settlesOn": .day(payment.settlesOn),
        "declined": payment.declined.map { .text($0.rawValue) } ?? .null,
        "returned": payment.returned.map { .text($0.rawValue) } ?? .null,
        "plan": charge.plan.map { .text($0.value) } ?? .null,
        "parts": .list(charge.parts.map(\.json)),
      ])
  }

  func show(_ method: Billing.Method) throws {
    let expired = method.isExpired(on: portal.context.today)
    let expires = method.expires.map { "\($0.year)-\($0.month.twoDigits)" }
    try show(
      "\(method.id)  \(method.label)" + (expires.map { "  until \($0)" } ?? "")
        + (expired ? "  expired" : ""),
      [
        "method": .text(method.id.value), "patient": .text(method.patient.value),
        "kind": .text(method.kind.rawValue), "brand": .text(method.brand),
        "lastFour": .text(method.lastFour), "expires": expires.map { .text($0) } ?? .null,
        "expired": .bool(expired),
      ])
  }

  func show(_ plan: Billing.Plan) throws {
    let paid = plan.instalments.count { $0.paidBy != nil }
    try show(
      "\(plan.id)  \(plan.patient)  \(plan.stage.rawValue)  \(plan.total)  "
        + "\(paid) of \(plan.instalments.count) paid"
        + (plan.next.map { "  next \($0.amount) on \($0.dueOn)" } ?? ""),
      [
        "plan": .text(plan.id.value), "patient": .text(plan.patient.value),
        "stage": .text(plan.stage.rawValue), "total": .text(plan.total.plain),
        "until": .text(plan.until.description),
        "ended": plan.ended.map { .text($0.rawValue) } ?? .null,
        "statements": .list(plan.statements.map { .text($0.value) }),
        "instalments": .list(
          plan.instalments.map { progress in
            .object([
              "number": .integer(Int64(progress.instalment.number)),
              "amount": .text(progress.instalment.amount.plain),
              "dueOn": .text(progress.instalment.dueOn.description),
              "paidBy": progress.paidBy.map { .text($0.value) } ?? .null,
              "missed": .bool(progress.isMissed),
            ])
          }),
      ])
  }
}

extension Billing.Statement {
  var line: String {
    "\(id)  \(standing.rawValue)  owed \(owed)  due \(dueOn)"
      + (lateFees.isZero ? "" : "  late fee \(lateFees)") + (plan.map { "  on plan \($0)" } ?? "")
  }

  var json: [String: JSONValue] {
    [
      "statement": .text(id.value), "patient": .text(patient.value),
      "standing": .text(standing.rawValue), "issuedOn": .text(issuedOn.description),
      "dueOn": .text(dueOn.description), "charges": .text(charges.plain),
      "lateFees": .text(lateFees.plain), "credits": .text(credits.plain),
      "paid": .text(paid.plain), "pending": .text(pending.plain), "owed": .text(owed.plain),
      "guarantor": guarantor.map { .text($0.value) } ?? .null,
      "plan": plan.map { .text($0.value) } ?? .null,
      "lines": .list(
        lines.map {
          .object([
            "code": .text($0.code), "text": .text($0.text), "amount": .text($0.amount.plain),
          ])
        }),
    ]
  }
}

extension Billing.Part {
  var json: JSONValue {
    .object(["statement": .text(statement.value), "amount": .text(amount.plain)])
  }
}

extension JSONValue {
  fileprivate static func day(_ day: LocalDate?) -> JSONValue {
    day.map { .text($0.description) } ?? .null
  }
}
