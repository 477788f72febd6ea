/// Where the clinic is, who treats patients there, and what of the portal is on at each place.
public enum Clinic: Feature {
  public static let events: [any DomainEvent.Type] = [
    PlaceAdded.self, PlaceChanged.self, PlaceClosed.self, SpecialtyAdded.self,
    ProviderPlaced.self, FeatureSwitched.self,
  ]

  public static let initial = State()

  public enum Command: Sendable {
    case addPlace(PlaceID, PlaceDetails)
    case changePlace(PlaceID, PlaceDetails)
    case closePlace(PlaceID)
    case addSpecialty(Specialty)
    /// Says where and how a provider sees patients.
    case placeProvider(ProviderID, [PlaceID], [VisitMode])
    /// Switches a feature at one place, or everywhere.
    case switchFeature(PortalFeature, at: PlaceID?, on: Bool)
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .addPlace(let place, _), .changePlace(let place, _), .closePlace(let place):
      Boundary([place.item])
    case .addSpecialty(let specialty): Boundary([item("specialty:\(specialty.name)")])
    case .placeProvider(let provider, let places, _):
      Boundary([item("provider:\(provider)")] + places.map(\.item))
    case .switchFeature(let feature, let place, _):
      Boundary([FeatureSwitches.item(feature)] + [place?.item].compactMap { $0 })
    }
  }

  /// Whatever is tagged so, of other features too.
  static func item(_ tag: String) -> Boundary.Item { Boundary.Item(tags: [tag], types: []) }

  public static func roles(for command: Command) -> Set<Role> { [.administrator] }
}

public enum PlaceEntity {}
/// A place of the clinic: `rochester`.
public typealias PlaceID = Identifier<PlaceEntity>

extension PlaceID {
  var tag: String { "place:\(value)" }
  var item: Boundary.Item { Clinic.item(tag) }
}

/// A part of the portal that a place may do without.
public enum PortalFeature: String, Codable, Sendable, CaseIterable {
  case booking, videoVisits, waitlist, refills, messages, results, sharing, payments, forms
  case education
}

/// What there is to say of a place.
public struct PlaceDetails: Codable, Hashable, Sendable {
  public var name: String
  public var address: Address
  /// As it's read out in a message: `507-555-0110`.
  public var phone: String
  public var hours: [OpeningHours]
  /// What is done there: `laboratory`, `X-ray`.
  public var services: [String]
  /// When and for what one can come without an appointment; `nil` where one can't.
  public var urgentCare: String?
  /// Where to go in an emergency.
  public var emergency: String?

  public init(
    name: String, address: Address, phone: String, hours: [OpeningHours], services: [String] = [],
    urgentCare: String? = nil, emergency: String? = nil
  ) {
    self.name = name
    self.address = address
    self.phone = phone
    self.hours = hours
    self.services = services
    self.urgentCare = urgentCare
    self.emergency = emergency
  }
}

/// Where a letter goes.
public struct Address: Codable, Hashable, Sendable {
  public var street: String
  public var city: String
  /// `MN`.
  public var state: String
  public var zip: String

  public init(street: String, city: String, state: String, zip: String) {
    self.street = street
    self.city = city
    self.state = state
    self.zip = zip
  }

  /// On one line.
  public var line: String { "\(street), \(city), \(state) \(zip)" }
}

/// When a place is open on a day of the week; a day with none is closed.
public struct OpeningHours: Codable, Hashable, Sendable {
  public var weekday: Weekday
  public var opens: LocalTime
  public var closes: LocalTime

  public init(_ weekday: Weekday, _ opens: LocalTime, _ closes: LocalTime) {
    self.weekday = weekday
    self.opens = opens
    self.closes = closes
  }
}

/// A field of medicine that the clinic has providers for.
public struct Specialty: Codable, Hashable, Sendable {
  /// As it stands with the providers: `cardiology`.
  public let name: String
  /// What it's for, in plain words.
  public let about: String
  /// What else people call it: `heart doctor`.
  public let alsoCalled: [String]

  public init(name: String, about: String, alsoCalled: [String] = []) {
    self.name = name
    self.about = about
    self.alsoCalled = alsoCalled
  }
}
