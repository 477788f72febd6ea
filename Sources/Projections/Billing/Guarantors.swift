package import PortalDomain

/// Whose bills a guarantor answers for, and who answers for a patient's.
package enum Guarantors: ReadModel {
  package static let name = "guarantors"
  package static let version: UInt32 = 2
  package static let events: [any DomainEvent.Type] = Billing.events

  package enum Row: Codable, Sendable {
    case patients([PatientID])
    case guarantors([GuarantorID])
  }

  package static let patientKey = "guarantors"

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? Billing.GuarantorAssigned else { return [] }
    return [RowKey(event.subject, patientKey), RowKey(.clinic, event.guarantor.value)]
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    guard let event = event as? Billing.GuarantorAssigned else { return }
    if key.owner == .clinic {
      var known: [PatientID] = []
      if case .patients(let patients) = row { known = patients }
      if !known.contains(event.patient) { row = .patients(known + [event.patient]) }
    } else {
      var known: [GuarantorID] = []
      if case .guarantors(let guarantors) = row { known = guarantors }
      if !known.contains(event.guarantor) { row = .guarantors(known + [event.guarantor]) }
    }
  }

  /// A guarantor may answer for others too.
  package static func forget(_ patient: PatientID, in row: inout Row?) {
    guard case .patients(let known) = row else { return }
    let others = known.filter { $0 != patient }
    row = others.isEmpty ? nil : .patients(others)
  }
}
