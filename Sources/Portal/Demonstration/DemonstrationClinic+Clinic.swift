internal import PortalDomain

/// Where the demonstration clinic is, and who treats patients there.
extension DemonstrationClinic {
  static let rochester = PlaceID("rochester")
  static let mankato = PlaceID("mankato")
  static let laCrosse = PlaceID("lacrosse")
  static let eauClaire = PlaceID("eauclaire")

  static var directory: [any DomainEvent] { places + specialties + moreProviders + placings }

  private static var places: [any DomainEvent] {
    [
      Clinic.PlaceAdded(
        place: rochester,
        details: PlaceDetails(
          name: "Rochester",
          address: Address(
            street: "120 Riverbend Drive SE", city: "Rochester", state: "MN", zip: "55904"),
          phone: "507-555-0100", hours: week("07:30", "18:00") + saturday("08:00", "12:00"),
          services: ["laboratory", "X-ray and ultrasound", "pharmacy", "infusion"],
          urgentCare: "Every day, 8 am to 8 pm, no appointment needed.",
          emergency: "In an emergency call 911. Nearest emergency room: "
            + "Riverbend Hospital, 200 Riverbend Drive SE, open day and night.")),
      Clinic.PlaceAdded(
        place: mankato,
        details: PlaceDetails(
          name: "Mankato",
          address: Address(
            street: "45 Minnesota Street", city: "Mankato", state: "MN", zip: "56001"),
          phone: "507-555-0120", hours: week("08:00", "17:30"),
          services: ["laboratory", "X-ray"],
          urgentCare: "Monday to Saturday, 9 am to 6 pm, no appointment needed.",
          emergency: "In an emergency call 911. Nearest emergency room: "
            + "Mankato Valley Hospital, 1000 Marsh Street.")),
      Clinic.PlaceAdded(
        place: laCrosse,
        details: PlaceDetails(
          name: "La Crosse",
          address: Address(
            street: "310 Front Street", city: "La Crosse", state: "WI", zip: "54601"),
          phone: "608-555-0130", hours: week("08:00", "17:30"),
          services: ["laboratory", "X-ray and MRI", "physical therapy"],
          urgentCare: "Every day, 9 am to 7 pm, no appointment needed.",
          emergency: "In an emergency call 911. Nearest emergency room: "
            + "Coulee Hospital, 700 West Avenue.")),
      Clinic.PlaceAdded(
        place: eauClaire,
        details: PlaceDetails(
          name: "Eau Claire",
          address: Address(
            street: "88 Water Street", city: "Eau Claire", state: "WI", zip: "54703"),
          phone: "715-555-0140", hours: week("08:00", "17:00"), services: ["laboratory"],
          urgentCare: nil,
          emergency: "In an emergency call 911. Nearest emergency room: "
            + "Chippewa Hospital, 1221 Whipple Street.")),
    ]
  }

  private static func week(_ opens: String, _ closes: String) -> [OpeningHours] {
    [.monday, .tuesday, .wednesday, .thursday, .friday].compactMap { hours($0, opens, closes) }
  }

  private static func saturday(_ opens: String, _ closes: String) -> [OpeningHours] {
    [hours(.saturday, opens, closes)].compactMap(\.self)
  }

  private static func hours(
    _ weekday: Weekday, _ opens: String, _ closes: String
  ) -> OpeningHours? {
    guard let opens = LocalTime(opens), let closes = LocalTime(closes) else { return nil }
    return OpeningHours(weekday, opens, closes)
  }

  private static var specialties: [any DomainEvent] {
    [
      Specialty(
        name: "cardiology", about: "The heart and the blood vessels.",
        alsoCalled: ["heart doctor", "heart", "cardiologist"]),
      Specialty(
        name: "dermatology", about: "Skin, hair and nails.",
        alsoCalled: ["skin doctor", "skin", "dermatologist"]),
      Specialty(
        name: "orthopedics", about: "Bones, joints and muscles.",
        alsoCalled: ["bone doctor", "bones", "joints", "knee doctor", "orthopedist"]),
      Specialty(
        name: "pediatrics", about: "Babies, children and teenagers.",
        alsoCalled: ["children's doctor", "kids doctor", "pediatrician"]),
      Specialty(
        name: "primary care", about: "Check-ups, everyday illness, and long-term conditions.",
        alsoCalled: ["family doctor", "family medicine", "general doctor", "regular doctor"]),
      Specialty(
        name: "women's health", about: "Gynecology, pregnancy and birth.",
        alsoCalled: ["gynecologist", "gynecology", "obgyn", "women's doctor"]),
    ].map { Clinic.SpecialtyAdded(specialty: $0) }
  }

  private static let moreProviders: [any DomainEvent] = [
    Staff.ProviderAdded(
      provider: ProviderID("larsen"), name: "Dr. Ingrid Larsen", specialty: "primary care"),
    Staff.ProviderAdded(
      provider: ProviderID("reyes"), name: "Dr. Miguel Reyes", specialty: "dermatology"),
    Staff.ProviderAdded(
      provider: ProviderID("novak"), name: "Dr. Peter Novak", specialty: "orthopedics"),
    Staff.ProviderAdded(
      provider: ProviderID("khan"), name: "Dr. Aisha Khan", specialty: "pediatrics"),
    Staff.ProviderAdded(
      provider: ProviderID("meyer"), name: "Dr. Laura Meyer", specialty: "women's health"),
  ]

  /// Where somebody works, and on which days.
  struct Practice {
    let provider: ProviderID
    let specialty: String
    let home: PlaceID
    let away: PlaceID
    let daysAway: Set<Weekday>

    func place(on day: LocalDate) -> PlaceID {
      daysAway.contains(Weekday(of: day)) ? away : home
    }
  }

  static let practices = [
    Practice(
      provider: ProviderID("chen"), specialty: "cardiology", home: rochester, away: laCrosse,
      daysAway: [.wednesday]),
    Practice(
      provider: ProviderID("patel"), specialty: "primary care", home: rochester, away: mankato,
      daysAway: [.friday]),
    Practice(
      provider: ProviderID("larsen"), specialty: "primary care", home: eauClaire, away: laCrosse,
      daysAway: [.tuesday, .thursday]),
    Practice(
      provider: ProviderID("reyes"), specialty: "dermatology", home: mankato, away: rochester,
      daysAway: [.thursday, .friday]),
    Practice(
      provider: ProviderID("novak"), specialty: "orthopedics", home: laCrosse, away: eauClaire,
      daysAway: [.thursday, .friday]),
    Practice(
      provider: ProviderID("khan"), specialty: "pediatrics", home: rochester, away: mankato,
      daysAway: [.monday, .tuesday]),
    Practice(
      provider: ProviderID("meyer"), specialty: "women's health", home: eauClaire,
      away: rochester, daysAway: [.wednesday, .thursday]),
  ]

  private static var placings: [any DomainEvent] {
    practices.map {
      Clinic.ProviderPlaced(
        provider: $0.provider, places: [$0.home, $0.away], modes: [.inPerson, .video])
    }
  }
}
