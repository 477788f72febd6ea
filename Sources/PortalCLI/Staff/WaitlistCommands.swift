import ArgumentParser
import Portal
import PortalDomain

struct WaitlistCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waitlist",
    abstract: "Who waits for a time: list, join, offer, accept, decline, leave, advance.",
    discussion: """
      A time that is freed is offered by itself to the first whom it suits. 'advance' ends the \
      offers that nobody answered, and goes on with the next; a server does so by itself.
      """,
    subcommands: [
      List.self, Join.self, Offer.self, Accept.self, Decline.self, Leave.self, Advance.self,
    ], defaultSubcommand: List.self)

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Who waits, in order, and what they are being offered.")

    @Option(help: "Only this field: cardiology.") var specialty: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let waits = try desk.portal.waitlist(specialty: specialty)
      try await desk.noteAccess(toEach: waits.map(\.patient), [.appointments])
      if waits.isEmpty { desk.say("Nobody waits.") }
      for wait in waits { try desk.show(wait) }
    }
  }

  struct Join: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Put a patient on the waitlist.",
      discussion: """
        portal staff waitlist join 4100101 --as frontdesk --specialty cardiology --part morning

        With --replacing the time must be earlier than that visit, which it will replace.
        """)

    @Argument(help: "The patient, by id, clinic number or phone.") var patient: String
    @OptionGroup var wanted: SlotQueryOptions
    @Option(help: "The visit that an earlier time would replace.") var replacing: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      var wishes = wanted.query
      if wishes.specialty == nil, let provider = wishes.provider {
        wishes.specialty = try desk.portal.provider(provider)?.specialty
      }
      try await desk.perform(
        Appointments.self,
        .join(
          try desk.patient(patient), wishes, replacing: replacing.map { AppointmentID($0) }))
    }
  }

  struct Offer: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Offer a time that is open to the first whom it suits.")

    @Argument(help: "The time.") var slot: String
    @Option(name: .customLong("to"), help: "To this wait, out of turn.") var wait: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try desk.show(
        try await desk.portal.offer(
          SlotID(slot), to: wait.map { WaitID($0) }, as: desk.origin))
    }
  }

  struct Accept: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "The patient takes what is being offered.")

    @Argument(help: "The wait.") var wait: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try desk.show(try await desk.portal.acceptOffer(WaitID(wait), as: desk.origin))
    }
  }

  struct Decline: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "The patient doesn't want what is being offered, and keeps waiting.")

    @Argument(help: "The wait.") var wait: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try desk.show(try await desk.portal.declineOffer(WaitID(wait), as: desk.origin))
    }
  }

  struct Leave: StaffAction {
    static let configuration = CommandConfiguration(abstract: "The patient waits no more.")

    @Argument(help: "The wait.") var wait: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      guard let known = try desk.portal.wait(WaitID(wait)) else {
        throw Complaint("there is no wait \(wait); see 'portal staff waitlist list'")
      }
      try await desk.perform(Appointments.self, .leave(known.patient, known.id))
    }
  }

  struct Advance: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "End the offers that nobody answered, and offer what is free.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try desk.show(try await desk.portal.advanceWaitlist())
    }
  }
}

extension StaffDesk {
  fileprivate func show(_ wait: Wait) throws {
    let name = try name(of: wait.patient)
    let offer = wait.offer(at: portal.context.now)
    try show(
      "\(wait.id)  \(name)  \(wait.line.specialty)  since \(wait.line.joinedOn)"
        + (offer.map { "  offered \($0.slot.id) until \(ScheduleText.instant($0.until))" } ?? ""),
      [
        "wait": .text(wait.id.value), "patient": .text(wait.patient.value), "name": .text(name),
        "specialty": .text(wait.line.specialty), "joinedOn": .text(wait.line.joinedOn.description),
        "provider": wait.wishes.provider.map { .text($0.value) } ?? .null,
        "place": wait.wishes.place.map { .text($0.value) } ?? .null,
        "mode": wait.wishes.mode.map { .text($0.rawValue) } ?? .null,
        "replacing": wait.replacing.map { .text($0.value) } ?? .null,
        "offered": offer.map { .text($0.slot.id.value) } ?? .null,
        "until": offer.map { .text(ScheduleText.instant($0.until)) } ?? .null,
      ])
  }
}
