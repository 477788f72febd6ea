import ArgumentParser
import Portal
import PortalDomain

struct ProviderCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "providers", abstract: "Who treats patients: list, add, place.",
    subcommands: [List.self, Add.self, PlaceProvider.self], defaultSubcommand: List.self)

  struct List: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Who treats patients, where and how.")

    @Option(help: "Only this field: cardiology.") var specialty: String?
    @Option(help: "Only at this place, by id.") var place: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let providers = try desk.portal.providers(
        specialty: specialty, place: place.map { PlaceID($0) })
      if providers.isEmpty { desk.say("Nobody; add one with 'portal staff providers add'.") }
      for provider in providers {
        let places = provider.places.map(\.value)
        let modes = provider.modes.map(\.rawValue)
        try desk.show(
          "\(provider.id)  \(provider.name)  \(provider.specialty ?? "-")  "
            + "\(places.joined(separator: ","))  \(modes.joined(separator: ","))",
          [
            "provider": .text(provider.id.value), "name": .text(provider.name),
            "specialty": provider.specialty.map { .text($0) } ?? .null,
            "places": .list(places.map { .text($0) }), "modes": .list(modes.map { .text($0) }),
          ])
      }
    }
  }

  struct Add: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Add somebody who treats patients.",
      discussion: """
        portal staff providers add ortiz --as ann --name 'Dr. Elena Ortiz' \
        --specialty cardiology --place rochester
        """)

    @Argument(help: "What they're called on the command line: ortiz.") var provider: String
    @Option(help: "As patients know them: 'Dr. Elena Ortiz'.") var name: String
    @Option(help: "Their field: cardiology.") var specialty: String
    @Option(
      name: .customLong("place"), help: "Where they see patients. Can be given several times.")
    var places: [String] = []
    @Option(
      name: .customLong("mode"),
      help: "How: inPerson or video. Can be given twice; both where none is.",
      transform: ScheduleText.mode)
    var modes: [VisitMode] = []
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let id = ProviderID(provider)
      try await desk.perform(
        Staff.self,
        .addProvider(Staff.ProviderAdded(provider: id, name: name, specialty: specialty)))
      if !places.isEmpty { try await desk.place(id, at: places, modes) }
    }
  }

  struct PlaceProvider: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "place", abstract: "Say where and how somebody sees patients from now on.")

    @Argument(help: "The provider, by id.") var provider: String
    @Option(
      name: .customLong("place"),
      help: "Where, by id. Can be given several times; with none they see nobody.")
    var places: [String] = []
    @Option(
      name: .customLong("mode"),
      help: "How: inPerson or video. Can be given twice; both where none is.",
      transform: ScheduleText.mode)
    var modes: [VisitMode] = []
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.place(ProviderID(provider), at: places, modes)
    }
  }
}

struct FeatureCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features",
    abstract: "What of the portal is on at which place: list, on, off.",
    subcommands: [List.self, On.self, Off.self], defaultSubcommand: List.self)

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "What is on, everywhere and at each place.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let switches = try desk.portal.featureSwitches()
      let places = try desk.portal.places()
      for feature in PortalFeature.allCases {
        let everywhere = switches.isOn(feature, at: nil)
        let here = places.map { ($0.id, switches.isOn(feature, at: $0.id)) }
        let different = here.filter { $0.1 != everywhere }
          .map { "\($0.0) \($0.1 ? "on" : "off")" }
        try desk.show(
          "\(feature.rawValue)  \(everywhere ? "on" : "off")"
            + (different.isEmpty ? "" : "  but " + different.joined(separator: ", ")),
          [
            "feature": .text(feature.rawValue), "everywhere": .bool(everywhere),
            "places": .object(
              Dictionary(uniqueKeysWithValues: here.map { ($0.0.value, .bool($0.1)) })),
          ])
      }
    }
  }

  struct On: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Switch a feature on.")

    @Argument(help: "Which: see 'portal staff features list'.", transform: ScheduleText.feature)
    var feature: PortalFeature
    @Option(help: "Only at this place, by id; everywhere without one.") var place: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Clinic.self, .switchFeature(feature, at: place.map { PlaceID($0) }, on: true))
    }
  }

  struct Off: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Switch a feature off.")

    @Argument(help: "Which: see 'portal staff features list'.", transform: ScheduleText.feature)
    var feature: PortalFeature
    @Option(help: "Only at this place, by id; everywhere without one.") var place: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Clinic.self, .switchFeature(feature, at: place.map { PlaceID($0) }, on: false))
    }
  }
}

extension StaffDesk {
  fileprivate func place(
    _ provider: ProviderID, at places: [String], _ modes: [VisitMode]
  ) async throws {
    let modes = modes.isEmpty ? VisitMode.allCases : modes
    try await perform(
      Clinic.self, .placeProvider(provider, places.map { PlaceID($0) }, modes))
  }
}
