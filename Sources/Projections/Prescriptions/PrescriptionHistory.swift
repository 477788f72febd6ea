internal import Foundation
package import PortalDomain

/// What became of each prescription, a page a year.
package enum PrescriptionHistory: ReadModel {
  package static let name = "prescriptionHistory"
  package static let version: UInt32 = 1

  package enum Row: Codable, Sendable {
    /// The years in which something happened, the earliest first.
    case years([Int])
    /// What happened in a year, in the order in which it was recorded.
    case page([Prescriptions.HistoryEntry])
  }

  package static func yearsKey(_ prescription: PrescriptionID) -> String { "\(prescription)" }
  package static func pageKey(_ prescription: PrescriptionID, _ year: Int) -> String {
    "\(prescription)/\(year)"
  }

  package static func keys(of occurrence: Occurrence) -> [RowKey] {
    guard let event = occurrence.event as? any PrescriptionEvent, let entry = entry(of: occurrence)
    else { return [] }
    return [
      RowKey(event.subject, yearsKey(event.prescription)),
      RowKey(event.subject, pageKey(event.prescription, entry.on.year)),
    ]
  }

  package static func fold(_ row: inout Row?, _ occurrence: Occurrence, at key: RowKey) {
    guard let event = occurrence.event as? any PrescriptionEvent, let entry = entry(of: occurrence)
    else { return }
    if key.name == yearsKey(event.prescription) {
      var years: [Int] = []
      if case .years(let known) = row { years = known }
      if !years.contains(entry.on.year) { row = .years((years + [entry.on.year]).sorted()) }
    } else {
      var entries: [Prescriptions.HistoryEntry] = []
      if case .page(let known) = row { entries = known }
      row = .page(entries + [entry])
    }
  }

  private static func entry(of occurrence: Occurrence) -> Prescriptions.HistoryEntry? {
    let recorded = LocalDate(occurrence.time, in: .gmt)
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
