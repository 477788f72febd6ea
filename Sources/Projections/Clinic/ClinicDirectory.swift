package import PortalDomain

/// The clinic's places, specialties and providers, a row each, and what of the portal is on where.
package enum ClinicDirectory: ReadModel {
  package static let name = "clinicDirectory"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Clinic.events + Staff.events

  package enum Row: Codable, Sendable {
    case place(Place)
    case specialty(Specialty)
    case provider(Provider)
    case switches(FeatureSwitches)
  }

  package static let switchesKey = "switches"
  package static func name(of place: PlaceID) -> String { "place \(place)" }
  package static func name(of provider: ProviderID) -> String { "provider \(provider)" }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    let names =
      [key(of: event)]
      + [event is Clinic.FeatureSwitched || event is Clinic.PlaceClosed ? switchesKey : nil]
    return names.compactMap { $0.map { RowKey(.clinic, $0) } }
  }

  private static func key(of event: any DomainEvent) -> String? {
    switch event {
    case let event as Clinic.PlaceAdded: name(of: event.place)
    case let event as Clinic.PlaceChanged: name(of: event.place)
    case let event as Clinic.PlaceClosed: name(of: event.place)
    case let event as Clinic.SpecialtyAdded: "specialty \(event.specialty.name)"
    case let event as Staff.ProviderAdded: name(of: event.provider)
    case let event as Clinic.ProviderPlaced: name(of: event.provider)
    default: nil
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if key.name == switchesKey {
      var switches = FeatureSwitches()
      if case .switches(let known) = row { switches = known }
      switches.evolve(event)
      row = .switches(switches)
      return
    }
    switch (event, row) {
    case (let event as Clinic.PlaceAdded, _):
      row = .place(Place(id: event.place, details: event.details))
    case (let event as Clinic.PlaceChanged, .place(var place)):
      place.details = event.details
      row = .place(place)
    case (is Clinic.PlaceClosed, .place(var place)):
      place.isOpen = false
      row = .place(place)
    case (let event as Clinic.SpecialtyAdded, _): row = .specialty(event.specialty)
    case (let event as Staff.ProviderAdded, _): row = .provider(Provider(event))
    case (let event as Clinic.ProviderPlaced, .provider(var provider)):
      provider.evolve(event)
      row = .provider(provider)
    default: break
    }
  }

  /// Nothing of a patient's stands here.
  package static func forget(_ patient: PatientID, in row: inout Row?) {}
}
