import EventStore
import Foundation
import Portal
import PortalDomain
import Projections

@testable import PortalAnalytics

/// What the analysts' tables must hold, folded from the log by other means: each patient's things as
/// plain lists of texts. Whose they are can't be compared, since the tables don't say it; what one
/// patient's things are, together, can.
struct TableFold {
  /// The columns that are compared, of each table.
  static let columns: [String: [String]] = [
    "patients": ["language", "reminders", "texts_health", "texts_billing", "sex"],
    "appointments": ["mode", "minutes", "changes", "confirmed", "outcome", "fee_cents"],
    "prescriptions": ["quantity", "refills_allowed", "stopped_on IS NOT NULL", "auto_refill"],
    "refills": ["kind", "outcome"],
    "dispenses": ["1"],
    "results": ["code", "value", "flag", "reviewed_at IS NOT NULL", "retracted"],
    "reports": ["kind", "retracted"],
    "threads": ["started_by", "care_role", "closed_at IS NOT NULL"],
    "messages": ["sender", "characters", "attachments", "answered_at IS NOT NULL"],
    "statements": ["amount_cents", "fee_cents", "credit_cents", "paid_cents", "voided"],
    "payments": ["amount_cents", "method", "outcome", "refunded_cents"],
    "forms": ["version", "answers", "crisis", "outcome"],
    "notices": ["failures", "outcome"],
    "sign_ins": ["way", "outcome"],
  ]

  private typealias Things = [String: [String]]
  private var tables: [String: [PatientID: Things]] = [:]

  init(_ portal: Portal) throws {
    try portal.replay(.all) { recorded in
      if let event = try recorded.event.flatMap(EventCoding.decode) as? any PatientEvent {
        take(event, "\(recorded.position)")
      }
      return true
    }
  }

  /// The things of each patient, as texts in an order of their own.
  func things(in table: String) -> [[String]] {
    (tables[table] ?? [:]).values
      .map { $0.values.map { $0.joined(separator: "|") }.sorted() }
      .sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The same, as the tables have it.
  static func things(in table: String, of store: AnalyticsStore) throws -> [[String]] {
    let row = (columns[table] ?? []).map { "coalesce(\($0), '-')" }.joined(separator: " || '|' || ")
    var things: [Int64: [String]] = [:]
    for values in try store.rows("SELECT patient, \(row) FROM \(table)") {
      guard case .integer(let patient) = values[0], case .text(let text) = values[1] else {
        // A single column of numbers stays one.
        if case .integer(let patient) = values[0], case .integer(let number) = values[1] {
          things[patient, default: []].append("\(number)")
        }
        continue
      }
      things[patient, default: []].append(text)
    }
    return things.values.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  // MARK: Things

  private mutating func add(
    _ table: String, _ patient: PatientID, _ id: String, _ values: [String]
  ) {
    if tables["patients"]?[patient] == nil {
      tables["patients", default: [:]][patient] = ["": ["english", "text", "0", "0", "-"]]
    }
    if tables[table]?[patient]?[id] == nil {
      tables[table, default: [:]][patient, default: [:]][id] = values
    }
  }

  private mutating func set(
    _ table: String, _ patient: PatientID, _ id: String, _ values: [Int: String]
  ) {
    for (index, value) in values { tables[table]?[patient]?[id]?[index] = value }
  }

  private mutating func increase(
    _ table: String, _ patient: PatientID, _ id: String, _ index: Int, by amount: Int = 1
  ) {
    guard let text = tables[table]?[patient]?[id]?[index], let number = Int(text) else { return }
    tables[table]?[patient]?[id]?[index] = "\(number + amount)"
  }

  // MARK: Events

  private mutating func take(_ event: any PatientEvent, _ position: String) {
    let patient = event.patient
    switch event {
    case let event as any AppointmentEvent: visit(event, patient, "\(event.appointment)")
    case let event as any PrescriptionEvent:
      medicine(event, patient, "\(event.prescription)", position)
    case let event as any RecordEvent: record(event, patient, "\(event.record)")
    case let event as any MessageEvent: message(event, patient, "\(event.thread)")
    case let event as any StatementEvent: statement(event, patient, "\(event.statement)")
    case let event as any PaymentEvent: payment(event, patient, "\(event.charge.payment)")
    case let event as any FormEvent: form(event, patient, "\(event.form)")
    case let event as any NoticeEvent: notice(event, patient, "\(event.notice)")
    default: person(event, patient, position)
    }
  }

  private mutating func person(
    _ event: any PatientEvent, _ patient: PatientID, _ position: String
  ) {
    func index(_ topic: Account.Topic) -> Int? {
      [Account.Topic.healthDetailsByText: 2, .billingByText: 3][topic]
    }
    switch event {
    case let event as Account.Enrolled:
      add("patients", patient, "", ["english", "text", "0", "0", "-"])
      if let sex = event.sex { set("patients", patient, "", [4: sex.rawValue]) }
    case let event as Account.ConsentGiven:
      if let index = index(event.topic) { set("patients", patient, "", [index: "1"]) }
    case let event as Account.ConsentWithdrawn:
      if let index = index(event.topic) { set("patients", patient, "", [index: "0"]) }
    case let event as Preferences.Changed:
      if let language = event.change.language {
        set("patients", patient, "", [0: language.rawValue])
      }
      if let way = event.change.reminders { set("patients", patient, "", [1: way.rawValue]) }
    case is Account.SignedIn: add("sign_ins", patient, position, ["pin", "done"])
    case let event as Account.SignInFailed:
      add(
        "sign_ins", patient, position, ["pin", event.lockedUntil == nil ? "failed" : "lockedOut"])
    case is Credentials.SessionStarted: add("sign_ins", patient, position, ["password", "done"])
    case let event as Credentials.PasswordFailed:
      add(
        "sign_ins", patient, position,
        ["password", event.lockedUntil == nil ? "failed" : "lockedOut"])
    default: break
    }
  }

  private mutating func visit(
    _ event: any AppointmentEvent, _ patient: PatientID, _ id: String
  ) {
    func end(_ outcome: String, _ fee: Int?) -> [Int: String] {
      [4: outcome, 5: fee.map(String.init) ?? "-"]
    }
    switch event {
    case let event as Appointments.Booked:
      add(
        "appointments", patient, id,
        [event.slot.mode.rawValue, "\(event.slot.minutes)", "0", "0", "open", "-"])
    case let event as Appointments.Changed:
      set("appointments", patient, id, [0: event.to.mode.rawValue, 1: "\(event.to.minutes)"])
      increase("appointments", patient, id, 2)
    case is Appointments.Confirmed: set("appointments", patient, id, [3: "1"])
    case is Appointments.CheckedIn: set("appointments", patient, id, end("checkedIn", nil))
    case is Appointments.Completed: set("appointments", patient, id, end("completed", nil))
    case let event as Appointments.Cancelled:
      set("appointments", patient, id, end("cancelled", event.feeCents))
    case let event as Appointments.NoShow:
      set("appointments", patient, id, end("noShow", event.feeCents))
    default: break
    }
  }

  private mutating func medicine(
    _ event: any PrescriptionEvent, _ patient: PatientID, _ id: String, _ position: String
  ) {
    switch event {
    case let event as Prescriptions.Prescribed:
      add(
        "prescriptions", patient, id,
        [event.quantity.map(String.init) ?? "-", event.refills.map(String.init) ?? "-", "0", "0"])
    case is Prescriptions.Stopped: set("prescriptions", patient, id, [2: "1"])
    case is Prescriptions.AutoRefillTurnedOn: set("prescriptions", patient, id, [3: "1"])
    case is Prescriptions.AutoRefillTurnedOff: set("prescriptions", patient, id, [3: "0"])
    case is Prescriptions.Dispensed: add("dispenses", patient, position, ["1"])
    case let event as Prescriptions.RefillRequested:
      add("refills", patient, "refill \(event.refill)", ["refill", "requested"])
    case let event as Prescriptions.RefillApproved:
      set("refills", patient, "refill \(event.refill)", [1: "approved"])
    case let event as Prescriptions.RefillShipped:
      set("refills", patient, "refill \(event.refill)", [1: "shipped"])
    case let event as Prescriptions.RefillDelivered:
      set("refills", patient, "refill \(event.refill)", [1: "delivered"])
    case let event as Prescriptions.RefillDenied:
      set("refills", patient, "refill \(event.refill)", [1: "denied"])
    case let event as Prescriptions.RefillCancelled:
      set("refills", patient, "refill \(event.refill)", [1: "cancelled"])
    case let event as Prescriptions.RenewalRequested:
      add("refills", patient, "renewal \(event.renewal)", ["renewal", "requested"])
    case let event as Prescriptions.RenewalApproved:
      set("refills", patient, "renewal \(event.renewal)", [1: "approved"])
      set("prescriptions", patient, id, [1: "\(event.refills)"])
    case let event as Prescriptions.RenewalDenied:
      set("refills", patient, "renewal \(event.renewal)", [1: "denied"])
    case let event as Prescriptions.RenewalCancelled:
      set("refills", patient, "renewal \(event.renewal)", [1: "cancelled"])
    default: break
    }
  }

  private mutating func record(_ event: any RecordEvent, _ patient: PatientID, _ id: String) {
    func number(_ text: String) -> String { Double(text).map { "\($0)" } ?? "-" }
    switch event {
    case let event as Records.ResultReceived:
      add(
        "results", patient, id,
        [
          event.result.code, number(event.result.value),
          event.result.flag?.rawValue ?? "-", "0", "0",
        ])
    case let event as Records.Corrected:
      set(
        "results", patient, id,
        [1: number(event.correction.value), 2: event.correction.flag?.rawValue ?? "-"])
    case is Records.ResultReviewed: set("results", patient, id, [3: "1"])
    case let event as Records.ReportReceived:
      add("reports", patient, id, [event.report.kind.rawValue, "0"])
    case is Records.NoteAdded: add("reports", patient, id, ["visitNote", "0"])
    case is Records.DocumentAdded: add("reports", patient, id, ["document", "0"])
    case is Records.Retracted:
      set("results", patient, id, [4: "1"])
      set("reports", patient, id, [1: "1"])
    default: break
    }
  }

  private mutating func message(_ event: any MessageEvent, _ patient: PatientID, _ thread: String) {
    switch event {
    case let event as Messages.ThreadStarted:
      add("threads", patient, thread, [event.startedBy.rawValue, event.to.rawValue, "0"])
    case let event as Messages.Sent:
      add(
        "messages", patient, "\(thread) \(event.message)",
        ["patient", "\(event.text.count)", "\(event.attached.count)", "0"])
    case let event as Messages.Answered:
      add(
        "messages", patient, "\(thread) \(event.message)",
        ["clinic", "\(event.text.count)", "\(event.attached.count)", "0"])
      for (id, values) in tables["messages"]?[patient] ?? [:]
      where id.hasPrefix("\(thread) ") && values[0] == "patient" {
        set("messages", patient, id, [3: "1"])
      }
    case is Messages.Closed: set("threads", patient, thread, [2: "1"])
    default: break
    }
  }

  private mutating func statement(
    _ event: any StatementEvent, _ patient: PatientID, _ id: String
  ) {
    switch event {
    case let event as Billing.StatementIssued:
      let amount = event.lines.map(\.amount.cents).reduce(0, +)
      add("statements", patient, id, ["\(amount)", "0", "0", "0", "0"])
    case let event as Billing.LateFeeAdded:
      increase("statements", patient, id, 1, by: event.amount.cents)
    case let event as Billing.StatementAdjusted:
      increase("statements", patient, id, 2, by: event.credit.cents)
    case is Billing.StatementVoided: set("statements", patient, id, [4: "1"])
    default: break
    }
  }

  private mutating func payment(_ event: any PaymentEvent, _ patient: PatientID, _ id: String) {
    func pay(_ parts: [Billing.Part], _ sign: Int, _ fold: inout Self) {
      for part in parts {
        fold.increase(
          "statements", patient, "\(part.statement)", 3, by: sign * part.amount.cents)
      }
    }
    switch event {
    case is Billing.PaymentRequested:
      add(
        "payments", patient, id,
        ["\(event.charge.amount.cents)", event.charge.kind.rawValue, "requested", "0"])
    case is Billing.PaymentTaken:
      set("payments", patient, id, [2: "taken"])
      pay(event.charge.parts, 1, &self)
    case is Billing.PaymentDeclined: set("payments", patient, id, [2: "declined"])
    case is Billing.PaymentReturned:
      set("payments", patient, id, [2: "returned"])
      pay(event.charge.parts, -1, &self)
    case let event as Billing.PaymentRefunded:
      increase("payments", patient, id, 3, by: event.amount.cents)
      pay(event.parts, -1, &self)
    default: break
    }
  }

  private mutating func form(_ event: any FormEvent, _ patient: PatientID, _ id: String) {
    switch event {
    case let event as Forms.Assigned:
      add("forms", patient, id, ["\(event.version)", "0", "0", "open"])
    case is Forms.Answered: increase("forms", patient, id, 1)
    case is Forms.CrisisFlagged: set("forms", patient, id, [2: "1"])
    case is Forms.Submitted: set("forms", patient, id, [3: "submitted"])
    case is Forms.Reopened: set("forms", patient, id, [3: "open"])
    case is Forms.Withdrawn: set("forms", patient, id, [3: "withdrawn"])
    default: break
    }
  }

  private mutating func notice(_ event: any NoticeEvent, _ patient: PatientID, _ id: String) {
    add("notices", patient, id, ["0", "open"])
    switch event {
    case is Notices.Sent: set("notices", patient, id, [1: "sent"])
    case is Notices.Failed: increase("notices", patient, id, 0)
    case is Notices.GaveUp: set("notices", patient, id, [1: "gaveUp"])
    case let event as Notices.Suppressed:
      set("notices", patient, id, [1: event.reason.rawValue])
    case is Notices.Retried: set("notices", patient, id, [1: "open"])
    default: break
    }
  }
}
