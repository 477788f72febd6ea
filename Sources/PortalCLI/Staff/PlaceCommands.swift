import ArgumentParser
import Portal
import PortalDomain

extension StaffCommand {
  static let clinicCommands: [any ParsableCommand.Type] = [
    PlaceCommands.self, SpecialtyCommands.self, ProviderCommands.self, FeatureCommands.self,
  ]
}

struct PlaceCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "places", abstract: "Where the clinic is: list, add, change, close.",
    subcommands: [List.self, Add.self, Change.self, Close.self], defaultSubcommand: List.self)

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "The places, with all there is to say.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let places = try desk.portal.places(includingClosed: true)
      if places.isEmpty { desk.say("No place yet; add one with 'portal staff places add'.") }
      for place in places { try desk.show(place) }
    }
  }

  struct Add: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Add a place.",
      discussion: """
        portal staff places add winona --as ann --name Winona --phone 507-555-0150 \
        --street '5 River Road' --city Winona --state MN --zip 55987 --hours 'mon-fri 08:00-17:00'
        """)

    @Argument(help: "What it's called on the command line: winona.") var place: String
    @OptionGroup var said: PlaceOptions
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      guard let name = said.name, let phone = said.phone, let street = said.street,
        let city = said.city, let state = said.state, let zip = said.zip
      else {
        throw ValidationError(
          "a new place needs --name, --phone, --street, --city, --state and --zip")
      }
      let details = PlaceDetails(
        name: name, address: Address(street: street, city: city, state: state, zip: zip),
        phone: phone, hours: said.hours.flatMap(\.self), services: said.services,
        urgentCare: said.urgentCare, emergency: said.emergency)
      try await desk.perform(Clinic.self, .addPlace(PlaceID(place), details))
    }
  }

  struct Change: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Change what is said of a place; what isn't named stays.")

    @Argument(help: "The place, by id.") var place: String
    @OptionGroup var said: PlaceOptions
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let id = PlaceID(place)
      guard var details = try desk.portal.place(id)?.details else {
        throw Clinic.Failure.unknownPlace(id)
      }
      details.name = said.name ?? details.name
      details.phone = said.phone ?? details.phone
      details.address.street = said.street ?? details.address.street
      details.address.city = said.city ?? details.address.city
      details.address.state = said.state ?? details.address.state
      details.address.zip = said.zip ?? details.address.zip
      if !said.hours.isEmpty { details.hours = said.hours.flatMap(\.self) }
      if !said.services.isEmpty { details.services = said.services }
      details.urgentCare = said.urgentCare ?? details.urgentCare
      details.emergency = said.emergency ?? details.emergency
      try await desk.perform(Clinic.self, .changePlace(id, details))
    }
  }

  struct Close: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Patients are seen there no more.")

    @Argument(help: "The place, by id.") var place: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(Clinic.self, .closePlace(PlaceID(place)))
    }
  }

  /// What can be said of a place.
  struct PlaceOptions: ParsableArguments {
    @Option(help: "As patients know it: Winona.") var name: String?
    @Option(help: "Its phone number.") var phone: String?
    @Option(help: "Street and number.") var street: String?
    @Option(help: "City.") var city: String?
    @Option(help: "State: MN.") var state: String?
    @Option(help: "ZIP code.") var zip: String?
    @Option(
      help: "Opening hours: 'mon-fri 08:00-17:00'. Can be given several times.",
      transform: ScheduleText.hours)
    var hours: [[OpeningHours]] = []
    @Option(name: .customLong("service"), help: "What is done there. Can be given several times.")
    var services: [String] = []
    @Option(help: "When one can come without an appointment.") var urgentCare: String?
    @Option(help: "Where to go in an emergency.") var emergency: String?
  }
}

struct SpecialtyCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "specialties", abstract: "The fields of medicine: list, add.",
    subcommands: [List.self, Add.self], defaultSubcommand: List.self)

  struct List: StaffAction {
    static let configuration = CommandConfiguration(abstract: "The fields of medicine.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let specialties = try desk.portal.specialties()
      if specialties.isEmpty { desk.say("None yet; see 'portal staff specialties add'.") }
      for specialty in specialties {
        try desk.show(
          "\(specialty.name)  \(specialty.about)",
          [
            "specialty": .text(specialty.name), "about": .text(specialty.about),
            "alsoCalled": .list(specialty.alsoCalled.map { .text($0) }),
          ])
      }
    }
  }

  struct Add: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Add a field of medicine.")

    @Argument(help: "As it stands with the providers: cardiology.") var name: String
    @Option(help: "What it's for, in plain words.") var about: String
    @Option(help: "What else people call it. Can be given several times.")
    var alsoCalled: [String] = []
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Clinic.self,
        .addSpecialty(Specialty(name: name, about: about, alsoCalled: alsoCalled)))
    }
  }
}

extension StaffDesk {
  fileprivate func show(_ place: Place) throws {
    let details = place.details
    let hours = details.hours.map { "\($0.weekday.abbreviation) \($0.opens)-\($0.closes)" }
    try show(
      "\(place.id)  \(details.name)\(place.isOpen ? "" : " (closed)")  \(details.address.line)  "
        + "\(details.phone)  \(hours.joined(separator: ", "))",
      [
        "place": .text(place.id.value), "name": .text(details.name), "open": .bool(place.isOpen),
        "address": .text(details.address.line), "phone": .text(details.phone),
        "hours": .list(hours.map { .text($0) }),
        "services": .list(details.services.map { .text($0) }),
        "urgentCare": details.urgentCare.map { .text($0) } ?? .null,
        "emergency": details.emergency.map { .text($0) } ?? .null,
      ])
  }
}
