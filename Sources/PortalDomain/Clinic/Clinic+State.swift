extension Clinic {
  /// The directory: places, specialties, providers, and what is on.
  public struct State: Codable, Hashable, Sendable {
    public var places: [Place] = []
    public var specialties: [Specialty] = []
    public var providers: [Provider] = []
    public var switches = FeatureSwitches()

    public init() {}

    public subscript(id: PlaceID) -> Place? { places.first { $0.id == id } }
    public subscript(id: ProviderID) -> Provider? { providers.first { $0.id == id } }
  }

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    state.switches.evolve(event)
    switch event {
    case let event as PlaceAdded:
      state.places.append(Place(id: event.place, details: event.details))
    case let event as PlaceChanged: change(event.place, in: &state) { $0.details = event.details }
    case let event as PlaceClosed: change(event.place, in: &state) { $0.isOpen = false }
    case let event as SpecialtyAdded: state.specialties.append(event.specialty)
    case let event as Staff.ProviderAdded: state.providers.append(Provider(event))
    case let event as ProviderPlaced:
      guard let index = state.providers.firstIndex(where: { $0.id == event.provider }) else {
        return
      }
      state.providers[index].evolve(event)
    default: break
    }
  }

  private static func change(
    _ place: PlaceID, in state: inout State, _ body: (inout Place) -> Void
  ) {
    guard let index = state.places.firstIndex(where: { $0.id == place }) else { return }
    body(&state.places[index])
  }
}

/// A place of the clinic.
public struct Place: Codable, Hashable, Sendable, Identifiable {
  public let id: PlaceID
  public var details: PlaceDetails
  /// Whether patients are seen there.
  public var isOpen = true

  public init(id: PlaceID, details: PlaceDetails, isOpen: Bool = true) {
    self.id = id
    self.details = details
    self.isOpen = isOpen
  }

  /// When it is open on a day; more than one where it closes between.
  public func hours(on weekday: Weekday) -> [OpeningHours] {
    details.hours.filter { $0.weekday == weekday }
  }
}

/// A doctor, or another who treats patients.
public struct Provider: Codable, Hashable, Sendable, Identifiable {
  public let id: ProviderID
  public let name: String
  public let specialty: String?
  public private(set) var places: [PlaceID] = []
  public private(set) var modes: [VisitMode] = []

  public init(_ event: Staff.ProviderAdded) {
    id = event.provider
    name = event.name
    specialty = event.specialty
  }

  public mutating func evolve(_ event: Clinic.ProviderPlaced) {
    places = event.places
    modes = event.modes
  }
}
