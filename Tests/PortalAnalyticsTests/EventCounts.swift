import EventStore
import Portal
import PortalDomain
import Projections

/// What the log says of numbers in the tables, counted without them.
struct EventCounts {
  struct Count {
    let table: String
    let value: String
    let expected: Int
  }

  let all: [Count]

  init(_ portal: Portal) throws {
    var patients: Set<PatientID> = []
    var visits: [AppointmentID: String] = [:]
    var prescriptions: Set<PrescriptionID> = []
    var (dispenses, results, reports, messages, billed, paid) = (0, 0, 0, 0, 0, 0)
    try portal.replay(.all) { recorded in
      guard let event = try recorded.event.flatMap(EventCoding.decode) else { return true }
      switch event {
      case let event as Account.Enrolled: patients.insert(event.patient)
      case let event as Appointments.Booked: visits[event.appointment] = "open"
      case let event as Appointments.Completed: visits[event.appointment] = "completed"
      case let event as Appointments.Cancelled: visits[event.appointment] = "cancelled"
      case let event as Appointments.CheckedIn: visits[event.appointment] = "checkedIn"
      case let event as Prescriptions.Prescribed: prescriptions.insert(event.prescription)
      case is Prescriptions.Dispensed: dispenses += 1
      case is Records.ResultReceived: results += 1
      case is Records.ReportReceived, is Records.NoteAdded, is Records.DocumentAdded: reports += 1
      case is any MessageWritten: messages += 1
      case let event as Billing.StatementIssued:
        billed += event.lines.reduce(0) { $0 + $1.amount.cents }
      case let event as Billing.PaymentTaken: paid += event.charge.amount.cents
      case let event as Billing.PaymentRefunded: paid -= event.amount.cents
      case let event as Billing.PaymentReturned: paid -= event.charge.amount.cents
      default: break
      }
      return true
    }
    all = [
      Count(table: "patients", value: "count(*)", expected: patients.count),
      Count(table: "appointments", value: "count(*)", expected: visits.count),
      Count(
        table: "appointments", value: "sum(outcome = 'open')",
        expected: visits.values.count { $0 == "open" }),
      Count(table: "prescriptions", value: "count(*)", expected: prescriptions.count),
      Count(table: "dispenses", value: "count(*)", expected: dispenses),
      Count(table: "results", value: "count(*)", expected: results),
      Count(table: "reports", value: "count(*)", expected: reports),
      Count(table: "messages", value: "count(*)", expected: messages),
      Count(table: "statements", value: "sum(amount_cents)", expected: billed),
      Count(table: "statements", value: "sum(paid_cents)", expected: paid),
    ]
  }
}
