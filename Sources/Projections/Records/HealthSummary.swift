internal import Foundation
package import PortalDomain

/// Each patient's conditions, allergies and immunizations, a row each, and of each vital the newest
/// few. Medicines stand in ``PrescriptionList``.
package enum HealthSummary: ReadModel {
  package static let name = "healthSummary"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Records.events

  package enum Row: Codable, Sendable {
    case item(Records.Entry)
    /// The newest of one code, the newest first.
    case vitals([Records.Entry])
  }

  /// How many of each vital are kept here; the whole history stands in ``RecordTimelines``.
  static let vitalsKept = 5

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    switch event {
    case let event as Records.VitalMeasured:
      [RowKey(event.subject, vitalKey(event.vital.code))]
    case let event as Records.Retracted where event.kind == .vital:
      event.code.map { [RowKey(event.subject, vitalKey($0))] } ?? []
    case let event as Records.Retracted where isKept(event.kind):
      [RowKey(event.subject, event.record.value)]
    case is Records.ConditionRecorded, is Records.ConditionResolved, is Records.AllergyRecorded,
      is Records.ImmunizationRecorded:
      (event as? any RecordEvent).map { [RowKey($0.subject, $0.record.value)] } ?? []
    default: []
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    guard let event = event as? any RecordEvent else { return }
    if key.name == (event as? Records.VitalMeasured).map({ vitalKey($0.vital.code) }) {
      guard let entry = Records.Entry(event) else { return }
      var vitals: [Records.Entry] = []
      if case .vitals(let known) = row { vitals = known }
      let instant = entry.happenedAt ?? .distantPast
      // Of two at one instant, the one that came later stands first.
      let place = vitals.firstIndex { ($0.happenedAt ?? .distantPast) <= instant } ?? vitals.count
      vitals.insert(entry, at: place)
      row = .vitals(Array(vitals.prefix(vitalsKept)))
    } else if case .vitals(let vitals) = row {
      let others = vitals.filter { $0.id != event.record }
      row = others.isEmpty ? nil : .vitals(others)
    } else if event is Records.Retracted {
      row = nil
    } else if case .item(var entry) = row {
      entry.evolve(event)
      row = .item(entry)
    } else {
      row = Records.Entry(event).map { .item($0) }
    }
  }

  private static func vitalKey(_ code: String) -> String { "vital \(code)" }

  private static func isKept(_ kind: Records.Kind) -> Bool {
    switch kind {
    case .condition, .allergy, .immunization: true
    case .laboratory, .radiology, .pathology, .visitNote, .document, .vital: false
    }
  }
}
