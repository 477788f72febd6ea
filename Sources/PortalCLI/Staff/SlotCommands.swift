import ArgumentParser
import Foundation
import Portal
import PortalDomain

extension StaffCommand {
  static let scheduleCommands: [any ParsableCommand.Type] = [
    SlotCommands.self, AppointmentCommands.self, WaitlistCommands.self,
  ]
}

struct SlotCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slots",
    abstract: "The times that providers offer: list, publish, withdraw, calendar.",
    discussion: """
      A time is named by provider, day and clock: chen-20260308-1030. Who publishes the same times \
      again changes nothing.
      """,
    subcommands: [List.self, Publish.self, Withdraw.self, Day.self],
    defaultSubcommand: List.self)

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "The times that patients can book at this moment.")

    @OptionGroup var wanted: SlotQueryOptions
    @Option(help: "How many at most.") var limit = 20
    @Option(help: "Only those behind this time.") var after: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let slots = try desk.portal.openSlots(
        matching: wanted.query, after: after.map { SlotID($0) }, limit: limit)
      if slots.isEmpty { desk.say("No such time is open.") }
      for slot in slots { try desk.show(desk.line(slot), desk.object(slot)) }
    }
  }

  struct Publish: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Open times of a provider, by days of the week.",
      discussion: """
        portal staff slots publish --as frontdesk --provider chen --place rochester --weekdays mon-thu \
        --from 2026-03-02 --through 2026-03-31 --opens 09:00 --closes 12:00 --minutes 30

        Federal holidays are left out, and what of today is over.
        """)

    @Option(help: "Whose, by id.") var provider: String
    @Option(help: "Where, by id.") var place: String
    @Option(help: "How: inPerson or video.", transform: ScheduleText.mode)
    var mode = VisitMode.inPerson
    @Option(
      help: ArgumentHelp("The days of the week: mon-fri or tue,thu.", valueName: "days"),
      transform: ScheduleText.weekdays)
    var weekdays: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday]
    @Option(help: "The first day: 2026-03-02.", transform: ScheduleText.day) var from: LocalDate
    @Option(help: "The last day; the first one without it.", transform: ScheduleText.day)
    var through: LocalDate?
    @Option(help: "When the first time starts: 09:00.", transform: ScheduleText.time)
    var opens: LocalTime
    @Option(help: "When the last time is over: 12:00.", transform: ScheduleText.time)
    var closes: LocalTime
    @Option(help: "How long each is, in minutes.") var minutes = 30
    @Flag(help: "On federal holidays too.") var holidays = false
    @OptionGroup var options: StaffOptions

    func validate() throws {
      guard minutes > 0 else { throw ValidationError("a time needs a length: --minutes 30") }
      guard opens < closes else { throw ValidationError("--closes must be later than --opens") }
      guard from <= through ?? from else {
        throw ValidationError("--through must not be before --from")
      }
    }

    func run(at desk: StaffDesk) async throws {
      let id = ProviderID(provider)
      guard let known = try desk.portal.provider(id) else {
        throw Appointments.Failure.unknownProvider(id)
      }
      let pattern = SlotPattern(
        weekdays: weekdays, from: opens, to: closes, minutes: minutes, place: PlaceID(place),
        mode: mode)
      var changes: [RecordedChange] = []
      var day = from
      while day <= through ?? from {
        let openings = pattern.openings(on: day, in: desk.portal.timeZone)
          .filter { $0.start > desk.portal.context.now }
        if !openings.isEmpty, holidays || !day.isFederalHoliday {
          let event = Appointments.SlotsPublished(
            provider: id, specialty: known.specialty ?? "", day: day, openings: openings)
          changes += try await desk.portal.perform(
            Appointments.self, .publish(event), as: desk.origin)
        }
        day = day.adding(days: 1)
      }
      try desk.show(changes)
    }
  }

  struct Withdraw: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Take back times that nobody has booked.",
      discussion: """
        By name, or all of a provider's between two days. A time that is booked stays: by name it's \
        refused, between two days it's left and named. Move or cancel the visit first.
        """)

    @Argument(help: "The times.") var slots: [String] = []
    @Option(help: "All of this provider, by id.") var provider: String?
    @Option(help: "From this day on.", transform: ScheduleText.day) var from: LocalDate?
    @Option(help: "To this day; the first one without it.", transform: ScheduleText.day)
    var through: LocalDate?
    @OptionGroup var options: StaffOptions

    func validate() throws {
      guard slots.isEmpty == (provider != nil), (provider != nil) == (from != nil) else {
        throw ValidationError("name times, or a provider with --provider and --from")
      }
    }

    func run(at desk: StaffDesk) async throws {
      var changes: [RecordedChange] = []
      for (key, slots) in try days(desk) {
        changes += try await desk.portal.perform(
          Appointments.self, .withdraw(key.provider, key.day, slots), as: desk.origin)
      }
      try desk.show(changes)
    }

    private func days(_ desk: StaffDesk) throws -> [(ProviderDay.Key, [SlotID])] {
      guard let provider, let from else {
        let ids = slots.map { SlotID($0) }
        for id in ids where id.providerDay == nil {
          throw Complaint("\(id) names no time; see 'portal staff slots list'")
        }
        return Dictionary(grouping: ids) { $0.providerDay }
          .compactMap { key, slots in key.map { ($0, slots) } }
          .sorted { ($0.0.day, $0.0.provider.value) < ($1.0.day, $1.0.provider.value) }
      }
      var days: [(ProviderDay.Key, [SlotID])] = []
      var date = from
      while date <= through ?? from {
        if let day = try desk.portal.calendar(ofProvider: ProviderID(provider), on: date) {
          let booked = day.bookedSlots
          for slot in day.slots where booked.contains(slot.id) {
            desk.say("\(slot.id) is booked and stays")
          }
          days.append(
            (
              ProviderDay.Key(day.provider, date),
              day.slots.map(\.id).filter { !booked.contains($0) }
            ))
        }
        date = date.adding(days: 1)
      }
      return days
    }
  }

  struct Day: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "calendar", abstract: "A provider's day: each time, and who has it.")

    @Argument(help: "The provider, by id.") var provider: String
    @Option(
      name: .customLong("on"), help: "The day; today without it.", transform: ScheduleText.day)
    var day: LocalDate?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let date = day ?? desk.portal.context.today
      guard let day = try desk.portal.calendar(ofProvider: ProviderID(provider), on: date) else {
        desk.say("Nothing is published on \(date).")
        return
      }
      let now = desk.portal.context.now
      let claims = day.claims.filter { $0.stands(at: now) }
      try await desk.noteAccess(toEach: claims.map(\.patient), [.appointments])
      for slot in day.slots {
        guard let claim = claims.first(where: { $0.slot == slot.id }) else {
          var object = desk.object(slot)
          object["state"] = .text(slot.start > now ? "open" : "over")
          try desk.show(desk.line(slot) + (slot.start > now ? "  open" : "  over"), object)
          continue
        }
        try desk.show(slot, claim)
      }
    }
  }
}

extension StaffDesk {
  fileprivate func show(_ slot: Slot, _ claim: ProviderDay.Claim) throws {
    let name = try name(of: claim.patient)
    var object = object(slot)
    object["patient"] = .text(claim.patient.value)
    object["name"] = .text(name)
    var state: String
    switch claim.kind {
    case .hold: state = "held"
    case .offer(let wait, _):
      state = "offered"
      object["wait"] = .text(wait.value)
    case .visit(let appointment, let stage, let isConfirmed):
      state = stage.rawValue
      object["appointment"] = .text(appointment.value)
      object["confirmed"] = .bool(isConfirmed)
    }
    object["state"] = .text(state)
    if case .visit(let appointment, _, true) = claim.kind { state += ", confirmed \(appointment)" }
    if case .visit(let appointment, _, false) = claim.kind { state += " \(appointment)" }
    try show(line(slot) + "  \(state)  \(name)", object)
  }
}
