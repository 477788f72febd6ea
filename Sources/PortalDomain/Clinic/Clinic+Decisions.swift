extension Clinic {
  public enum Failure: Refusal, Equatable {
    case unknownPlace(PlaceID)
    case closedPlace(PlaceID)
    case unknownProvider(ProviderID)
    /// A place without a name or a phone, or that closes before it opens.
    case incomplete(String)

    public var code: String {
      switch self {
      case .unknownPlace: "clinic.unknownPlace"
      case .closedPlace: "clinic.closedPlace"
      case .unknownProvider: "clinic.unknownProvider"
      case .incomplete: "clinic.incomplete"
      }
    }

    public var message: String {
      switch self {
      case .unknownPlace(let place): "We have no place called \(place)."
      case .closedPlace(let place): "Our place \(place) is closed."
      case .unknownProvider(let provider): "We have no provider called \(provider)."
      case .incomplete(let what): what
      }
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .addPlace(let place, let details):
      guard state[place] == nil else { return [] }
      try check(details)
      return [PlaceAdded(place: place, details: details)]
    case .changePlace(let place, let details):
      guard try open(place, state).details != details else { return [] }
      try check(details)
      return [PlaceChanged(place: place, details: details)]
    case .closePlace(let place):
      guard let known = state[place] else { throw .unknownPlace(place) }
      return known.isOpen ? [PlaceClosed(place: place)] : []
    case .addSpecialty(let specialty):
      guard !specialty.name.isEmpty else { throw .incomplete("A specialty needs a name.") }
      let isKnown = state.specialties.contains { $0.name == specialty.name }
      return isKnown ? [] : [SpecialtyAdded(specialty: specialty)]
    case .placeProvider(let provider, let places, let modes):
      guard let known = state[provider] else { throw .unknownProvider(provider) }
      for place in places { _ = try open(place, state) }
      if known.places == places, known.modes == modes { return [] }
      return [ProviderPlaced(provider: provider, places: places, modes: modes)]
    case .switchFeature(let feature, let place, let isOn):
      if let place { _ = try open(place, state) }
      // Everywhere means everywhere: places that differ are switched too.
      let differs = place == nil && !state.switches.exceptions(feature).isEmpty
      guard differs || state.switches.isOn(feature, at: place) != isOn else { return [] }
      return [FeatureSwitched(feature: feature, place: place, isOn: isOn)]
    }
  }

  private static func open(_ id: PlaceID, _ state: State) throws(Failure) -> Place {
    guard let place = state[id] else { throw .unknownPlace(id) }
    guard place.isOpen else { throw .closedPlace(id) }
    return place
  }

  private static func check(_ details: PlaceDetails) throws(Failure) {
    guard !details.name.isEmpty, !details.phone.isEmpty else {
      throw .incomplete("A place needs a name and a phone number.")
    }
    guard details.hours.allSatisfy({ $0.opens < $0.closes }) else {
      throw .incomplete("A place can't close before it opens.")
    }
  }
}
