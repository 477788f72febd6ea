extension Clinic {
  public struct PlaceAdded: ClinicEvent {
    public static let name = "clinic.placeAdded.v1"
    public let place: PlaceID
    public let details: PlaceDetails

    public init(place: PlaceID, details: PlaceDetails) {
      self.place = place
      self.details = details
    }

    public var tags: [String] { [place.tag] }
  }

  /// What is to be said of a place from now on.
  public struct PlaceChanged: ClinicEvent {
    public static let name = "clinic.placeChanged.v1"
    public let place: PlaceID
    public let details: PlaceDetails

    public init(place: PlaceID, details: PlaceDetails) {
      self.place = place
      self.details = details
    }

    public var tags: [String] { [place.tag] }
  }

  /// Patients are seen there no more.
  public struct PlaceClosed: ClinicEvent {
    public static let name = "clinic.placeClosed.v1"
    public let place: PlaceID

    public init(place: PlaceID) { self.place = place }

    /// With a place all that is on there goes off.
    public var tags: [String] { [place.tag] + PortalFeature.allCases.map(FeatureSwitches.tag) }
  }

  public struct SpecialtyAdded: ClinicEvent {
    public static let name = "clinic.specialtyAdded.v1"
    public let specialty: Specialty

    public init(specialty: Specialty) { self.specialty = specialty }

    public var tags: [String] { ["specialty:\(specialty.name)"] }
  }

  /// Where and how a provider sees patients from now on.
  public struct ProviderPlaced: ClinicEvent {
    public static let name = "clinic.providerPlaced.v1"
    public let provider: ProviderID
    public let places: [PlaceID]
    public let modes: [VisitMode]

    public init(provider: ProviderID, places: [PlaceID], modes: [VisitMode]) {
      self.provider = provider
      self.places = places
      self.modes = modes
    }

    public var tags: [String] { ["provider:\(provider)"] }
  }

  /// A part of the portal was switched on or off.
  public struct FeatureSwitched: ClinicEvent {
    public static let name = "clinic.featureSwitched.v1"
    public let feature: PortalFeature
    /// Where; `nil` for everywhere, whatever was said of single places before.
    public let place: PlaceID?
    public let isOn: Bool

    public init(feature: PortalFeature, place: PlaceID?, isOn: Bool) {
      self.feature = feature
      self.place = place
      self.isOn = isOn
    }

    public var tags: [String] { [FeatureSwitches.tag(feature)] }
  }
}

/// An event of the clinic's own affairs.
public protocol ClinicEvent: DomainEvent {}

extension ClinicEvent {
  public var subject: EventSubject { .clinic }
}
