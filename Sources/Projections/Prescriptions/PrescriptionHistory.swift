internal import Foundation
package import PortalDomain

/// What became of each prescription, a page a day, and lists of the days with one.
package enum PrescriptionHistory: ReadModel {
  package static let name = "prescriptionHistory"
  package static let version: UInt32 = 2
  package static let events: [any DomainEvent.Type] = Prescriptions.events

  package enum Row: Codable, Sendable {
    /// The years in which something happened, the months of a year or the days of a month, the earliest
    /// first.
    case list([Int])
    /// What happened on a day, in the order in which it was recorded.
    case page([Prescriptions.HistoryEntry])
  }

  package static func yearsKey(_ prescription: PrescriptionID) -> String { "\(prescription)" }
  package static func monthsKey(_ prescription: PrescriptionID, _ year: Int) -> String {
    "\(prescription)/\(year)"
  }
  package static func daysKey(
    _ prescription: PrescriptionID, _ year: Int, _ month: Int
  ) -> String {
    "\(prescription)/\(year)/\(month)"
  }
  package static func pageKey(
    _ prescription: PrescriptionID, _ year: Int, _ month: Int, _ day: Int
  ) -> String {
    "\(prescription)/\(year)/\(month)/\(day)"
  }

  package static func keys(of occurrence: Occurrence) -> [RowKey] {
    guard let event = occurrence.event as? any PrescriptionEvent, let entry = entry(of: occurrence)
    else { return [] }
    let (id, day) = (event.prescription, entry.on)
    return [
      yearsKey(id), monthsKey(id, day.year), daysKey(id, day.year, day.month),
      pageKey(id, day.year, day.month, day.day),
    ].map { RowKey(event.subject, $0) }
  }

  package static func fold(_ row: inout Row?, _ occurrence: Occurrence, at key: RowKey) {
    guard let event = occurrence.event as? any PrescriptionEvent, let entry = entry(of: occurrence)
    else { return }
    let (id, day) = (event.prescription, entry.on)
    switch key.name {
    case yearsKey(id): add(day.year, to: &row)
    case monthsKey(id, day.year): add(day.month, to: &row)
    case daysKey(id, day.year, day.month): add(day.day, to: &row)
    default:
      var entries: [Prescriptions.HistoryEntry] = []
      if case .page(let known) = row { entries = known }
      row = .page(entries + [entry])
    }
  }

  private static func add(_ number: Int, to row: inout Row?) {
    var numbers: [Int] = []
    if case .list(let known) = row { numbers = known }
    if !numbers.contains(number) { row = .list((numbers + [number]).sorted()) }
  }

  private static func entry(of occurrence: Occurrence) -> Prescriptions.HistoryEntry? {
    let recorded = occurrence.day
    return switch occurrence.event {
    case let event as Prescriptions.Prescribed: .init(.prescribed, event.writtenOn)
    case let event as Prescriptions.Dispensed: .init(.filled, event.on)
    case let event as Prescriptions.RefillShipped: .init(.filled, event.on, event.refill)
    case let event as Prescriptions.RefillDelivered: .init(.delivered, event.on, event.refill)
    case let event as Prescriptions.RefillDenied: .init(.denied, recorded, event.refill)
    case let event as Prescriptions.RefillCancelled: .init(.cancelled, recorded, event.refill)
    case let event as Prescriptions.RenewalApproved: .init(.renewed, event.on, event.renewal)
    case let event as Prescriptions.RenewalDenied: .init(.denied, recorded, event.renewal)
    case let event as Prescriptions.RenewalCancelled: .init(.cancelled, recorded, event.renewal)
    case is Prescriptions.Stopped: .init(.stopped, recorded)
    default: nil
    }
  }
}
