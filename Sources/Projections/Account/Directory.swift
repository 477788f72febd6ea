package import PortalDomain

/// Who the patients are, and whom a phone belongs to.
package enum Directory: ReadModel {
  package static let name = "directory"
  package static let version: UInt32 = 2

  package enum Row: Codable, Sendable {
    case profile(Profile)
    /// The patients that a phone is known by.
    case phone([PatientID])
    /// Whose a clinic number is.
    case clinicNumber(PatientID)
  }

  package static let profileKey = "profile"
  package static let phoneKey = "phone"
  /// Among the clinic's own rows.
  package static func clinicNumberKey(_ number: String) -> String { "clinicNumber:\(number)" }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    switch event {
    case let event as Account.Enrolled:
      [RowKey(event.subject, profileKey)]
        + (event.phone.map { [RowKey(.phone($0), phoneKey)] } ?? [])
        + (event.clinicNumber.map { [RowKey(.clinic, clinicNumberKey($0))] } ?? [])
    case let event as Account.ConsentGiven: [RowKey(event.subject, profileKey)]
    case let event as Account.ConsentWithdrawn: [RowKey(event.subject, profileKey)]
    case let event as Account.PINSet: [RowKey(event.subject, profileKey)]
    default: []
    }
  }

  /// A phone may be known for others too.
  package static func forget(_ patient: PatientID, in row: inout Row?) {
    if case .clinicNumber(patient) = row { row = nil }
    guard case .phone(let known) = row else { return }
    let others = known.filter { $0 != patient }
    row = others.isEmpty ? nil : .phone(others)
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let enrolled = event as? Account.Enrolled {
      if key.name == phoneKey {
        var patients: [PatientID] = []
        if case .phone(let known) = row { patients = known }
        row = .phone(patients + [enrolled.patient])
      } else if key.owner == .clinic {
        row = .clinicNumber(enrolled.patient)
      } else {
        row = .profile(Profile(enrolled))
      }
    } else if case .profile(var profile) = row {
      switch event {
      case let event as Account.ConsentGiven: profile.consents.insert(event.topic)
      case let event as Account.ConsentWithdrawn: profile.consents.remove(event.topic)
      case is Account.PINSet: profile.hasPIN = true
      default: break
      }
      row = .profile(profile)
    }
  }
}
