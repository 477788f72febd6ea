package import PortalDomain

/// The bills that something is owed on, a row each, under their patient and under the clinic: a paid
/// bill costs nobody anything any more.
package enum OpenStatements: ReadModel {
  package static let name = "openStatements"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Billing.events

  package struct Row: Codable, Sendable {
    package let patient: PatientID
    package let statement: StatementID
    package let dueOn: LocalDate
    package var owed: Money
    /// Why the last try to pay it failed, if it did.
    package var failed: Failed?
  }

  package struct Failed: Codable, Sendable {
    package let payment: PaymentID
    package let reason: String
    package let on: LocalDate
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    if event is any PlanEvent || event is Billing.PaymentRequested { return [] }
    return StatementList.statements(of: event).flatMap {
      [RowKey(event.subject, $0.value), RowKey(.clinic, $0.value)]
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    switch event {
    case let event as Billing.StatementIssued:
      row = Row(
        patient: event.patient, statement: event.statement, dueOn: event.dueOn,
        owed: event.lines.map(\.amount).total())
    case let event as Billing.LateFeeAdded: row?.owed += event.amount
    case let event as Billing.StatementAdjusted: row?.owed -= event.credit
    case is Billing.StatementVoided: row = nil
    case let event as Billing.PaymentTaken:
      if let part = part(key, event.charge.parts) { row?.owed -= part.amount }
      row?.failed = nil
    case let event as Billing.PaymentDeclined:
      row?.failed = Failed(
        payment: event.charge.payment, reason: event.reason.rawValue, on: event.on)
    case let event as Billing.PaymentReturned:
      reopen(&row, event.patient, part(key, event.charge.parts))
      row?.failed = Failed(
        payment: event.charge.payment, reason: event.reason.rawValue, on: event.on)
    case let event as Billing.PaymentRefunded:
      reopen(&row, event.patient, part(key, event.parts))
    default: break
    }
    if row?.owed.isZero == true { row = nil }
  }

  private static func part(_ key: RowKey, _ parts: [Billing.Part]) -> Billing.Part? {
    parts.first { $0.statement.value == key.name }
  }

  /// What was given back is owed again, also on a bill that was paid.
  private static func reopen(_ row: inout Row?, _ patient: PatientID, _ part: Billing.Part?) {
    guard let part else { return }
    if row == nil {
      row = Row(
        patient: patient, statement: part.statement, dueOn: part.dueOn, owed: part.amount)
    } else {
      row?.owed += part.amount
    }
  }
}
