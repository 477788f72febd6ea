import Foundation
import PortalDomain
import TestSupport
import Testing

/// The rest of the rules of prescriptions: who changes their mind, who is late, and what is never done.
@Suite struct RefillRuleTests {
  let patient = PatientID("p1")
  let id = PrescriptionID("rx1")
  let number = RefillID("RCODE")
  typealias Failure = Prescriptions.Failure

  func prescribed(
    refills: Int? = 2, schedule: Medicine.Schedule? = nil, days: Int? = 30
  ) throws -> Prescriptions.Prescribed {
    Prescriptions.Prescribed(
      patient: patient, prescription: id,
      medicine: Medicine(name: "lisinopril", strength: "10 mg", schedule: schedule),
      directions: nil, quantity: 30, daysSupply: days, refills: refills, prescriber: nil,
      pharmacy: "Main Street", writtenOn: try day("2026-01-05"))
  }

  func filled(_ on: String = "2026-02-01") throws -> Prescriptions.Dispensed {
    Prescriptions.Dispensed(patient: patient, prescription: id, on: try day(on))
  }

  func requested() throws -> Prescriptions.RefillRequested {
    Prescriptions.RefillRequested(
      patient: patient, prescription: id, refill: number, expectedOn: try day("2026-03-04"))
  }

  func approved() throws -> Prescriptions.RefillApproved {
    Prescriptions.RefillApproved(
      patient: patient, prescription: id, refill: number, expectedOn: try day("2026-03-04"))
  }

  func shipped() throws -> Prescriptions.RefillShipped {
    Prescriptions.RefillShipped(
      patient: patient, prescription: id, refill: number, on: try day("2026-03-02"))
  }

  func open(_ more: any DomainEvent...) throws -> Given<Prescriptions> {
    Given(Prescriptions.self, [try prescribed(), try filled(), try requested()] + more)
  }

  // MARK: Taking back

  @Test func `A refill that nobody has answered is taken back, and may be had again`() throws {
    let given = try open()
    let events = try given.when(.cancel(patient, id, number))
    try expect(
      events,
      equal: Prescriptions.RefillCancelled(patient: patient, prescription: id, refill: number))
    let after = Given(Prescriptions.self, given.history + events)
    #expect(try after.when(.cancel(patient, id, number)).isEmpty)
    #expect(try after.when(.requestRefill(patient, id)).count == 1)
    #expect(after.state[id]?.refillsLeft == 2)
  }

  @Test func `A renewal is taken back too`() throws {
    let renewal = Prescriptions.RenewalRequested(
      patient: patient, prescription: id, renewal: RefillID("N1"), dueOn: try day("2026-03-04"))
    let given = Given(Prescriptions.self, try prescribed(refills: 0), renewal)
    try expect(
      given.when(.cancel(patient, id, RefillID("N1"))),
      equal: Prescriptions.RenewalCancelled(
        patient: patient, prescription: id, renewal: RefillID("N1")))
  }

  @Test func `What the pharmacy works on can't be taken back`() throws {
    #expect(throws: Failure.tooLateToCancel(.approved)) {
      try open(try approved()).when(.cancel(patient, id, number))
    }
    #expect(throws: Failure.unknown) { try open().when(.cancel(patient, id, RefillID("RX"))) }
  }

  // MARK: Stages

  @Test func `A refill that comes later says when, once`() throws {
    let given = try open(try approved())
    let delay = Prescriptions.Command.delay(
      patient, id, number, until: try day("2026-03-09"), reason: "out of stock")
    let events = try given.when(delay)
    try expect(
      events,
      equal: Prescriptions.RefillDelayed(
        patient: patient, prescription: id, refill: number, expectedOn: try day("2026-03-09"),
        reason: "out of stock"))
    let after = Given(Prescriptions.self, given.history + events)
    #expect(try after.when(delay).isEmpty)
    let request = try #require(after.state[id]?.openRequest)
    #expect(try request.expectedOn == day("2026-03-09"))
    #expect(try !request.isLate(day("2026-03-09")) && request.isLate(day("2026-03-10")))
  }

  @Test func `A refill is not delayed into the past, nor is what is done`() throws {
    #expect(throws: Failure.wrongDay) {
      try open().when(.delay(patient, id, number, until: try day("2026-03-01"), reason: nil))
    }
    let delivered = Prescriptions.RefillDelivered(
      patient: patient, prescription: id, refill: number, on: try day("2026-03-02"))
    #expect(throws: Failure.wrongStage(.delivered)) {
      try open(try approved(), try shipped(), delivered)
        .when(.delay(patient, id, number, until: try day("2026-03-09"), reason: nil))
    }
  }

  @Test func `An approval counts the days anew`() throws {
    // Thursday: two business days later it's Monday.
    try expect(
      open().at("2026-03-05T16:00:00Z").when(.approve(patient, id, number, newRefills: nil)),
      equal: Prescriptions.RefillApproved(
        patient: patient, prescription: id, refill: number, expectedOn: try day("2026-03-09")))
  }

  @Test func `An approved refill can still be denied, a shipped one can't`() throws {
    let given = try open(try approved())
    let events = try given.when(.deny(patient, id, number, reason: "out of stock"))
    #expect(events.first is Prescriptions.RefillDenied)
    #expect(Given(Prescriptions.self, given.history + events).state[id]?.refillsLeft == 2)
    #expect(throws: Failure.wrongStage(.shipped)) {
      try open(try approved(), try shipped()).when(.deny(patient, id, number, reason: "no"))
    }
  }

  @Test func `A refill is given back once, however often its end is recorded`() throws {
    let denied = Prescriptions.RefillDenied(
      patient: patient, prescription: id, refill: number, reason: "no")
    #expect(try open(denied, denied).state[id]?.refillsLeft == 2)
    #expect(try open(denied, denied).state[id]?.refillsUsed == 0)
  }

  @Test func `With a medicine that is stopped its open request ends`() throws {
    let given = try open(try approved())
    let events = try given.when(.stop(patient, id, reason: "replaced"))
    try expect(
      events,
      equal: Prescriptions.Stopped(patient: patient, prescription: id, reason: "replaced"),
      Prescriptions.RefillDenied(
        patient: patient, prescription: id, refill: number, reason: "replaced"))
    let after = Given(Prescriptions.self, given.history + events)
    #expect(try after.when(.stop(patient, id, reason: "replaced")).isEmpty)
    let medicine = "lisinopril 10 mg"
    #expect(throws: Failure.stopped(medicine: medicine)) {
      try after.when(.ship(patient, id, number))
    }
  }

  @Test func `With a filling it's known from when the next one can be had`() throws {
    try expect(
      open(try approved()).when(.ship(patient, id, number)),
      equal: try shipped(),
      Prescriptions.RefillWindowSet(
        patient: patient, prescription: id, opensOn: try day("2026-03-25"),
        opensAt: try Date.ISO8601FormatStyle().parse("2026-03-25T05:00:00Z")))
  }

  @Test func `A filling besides uses up a refill, but for the first`() throws {
    #expect(Given(Prescriptions.self, try prescribed(), try filled()).state[id]?.refillsLeft == 2)
    let twice = Given(
      Prescriptions.self, try prescribed(), try filled(), try filled("2026-02-25"))
    #expect(twice.state[id]?.refillsLeft == 1)
    #expect(try twice.state[id]?.lastFilledOn == day("2026-02-25"))
  }

  @Test func `A filling that is recorded late doesn't put the clock back`() throws {
    let given = Given(
      Prescriptions.self, try prescribed(), try filled("2026-02-25"), try filled("2026-02-01"))
    #expect(try given.state[id]?.lastFilledOn == day("2026-02-25"))
  }

  @Test func `A filling is recorded once, and not before it's there`() throws {
    let given = Given(Prescriptions.self, try prescribed(), try filled("2026-03-02"))
    #expect(
      try given.when(.recordDispensing(patient, id, on: try day("2026-03-02"))).isEmpty)
    #expect(throws: Failure.wrongDay) {
      try given.when(.recordDispensing(patient, id, on: try day("2026-03-03")))
    }
  }

  // MARK: Whose, and how many

  @Test func `Nobody gets at what another takes`() throws {
    let given = try open(try approved())
    let other = PatientID("p2")
    let commands: [Prescriptions.Command] = [
      .stop(other, id, reason: "x"), .recordDispensing(other, id, on: try day("2026-03-01")),
      .requestRefill(other, id), .requestRenewal(other, id), .cancel(other, id, number),
      .approve(other, id, number, newRefills: nil), .deny(other, id, number, reason: "x"),
      .delay(other, id, number, until: try day("2026-03-09"), reason: nil),
      .ship(other, id, number), .deliver(other, id, number), .setAutoRefill(other, id, on: true),
      .choosePharmacy(other, id, pharmacy: "x"),
      .sendPharmacyMessage(
        .init(patient: other, message: PharmacyMessageID("Q1"), prescription: id, text: "x")),
      .prescribe(
        .init(
          patient: other, prescription: id, medicine: Medicine(name: "x", strength: ""),
          directions: nil, quantity: nil, daysSupply: nil, refills: nil, prescriber: nil,
          pharmacy: nil, writtenOn: try day("2026-03-01"))),
    ]
    for command in commands {
      #expect(throws: Failure.unknown, "\(command)") { try given.when(command) }
    }
  }

  @Test(
    arguments: [
      (Medicine.Schedule.two, 1, 0), (.three, 6, 5), (.five, 6, 5), (nil, 13, 12),
    ] as [(Medicine.Schedule?, Int, Int)])
  func `No more refills are prescribed than may be`(
    schedule: Medicine.Schedule?, refills: Int, most: Int
  ) throws {
    let given = Given(Prescriptions.self)
    #expect(throws: Failure.tooManyRefills(medicine: "lisinopril 10 mg", most: most)) {
      try given.when(.prescribe(try prescribed(refills: refills, schedule: schedule)))
    }
    #expect(
      try given.when(.prescribe(try prescribed(refills: most, schedule: schedule))).count == 1)
    let renewal = Prescriptions.RenewalRequested(
      patient: patient, prescription: id, renewal: RefillID("N1"), dueOn: try day("2026-03-04"))
    #expect(throws: Failure.tooManyRefills(medicine: "lisinopril 10 mg", most: most)) {
      try Given(Prescriptions.self, try prescribed(refills: 0, schedule: schedule), renewal)
        .when(.approve(patient, id, RefillID("N1"), newRefills: refills))
    }
  }

  // MARK: By itself

  @Test func `Refills by themselves are turned on and off, each once`() throws {
    let given = Given(Prescriptions.self, try prescribed(), try filled())
    let on = try given.when(.setAutoRefill(patient, id, on: true))
    try expect(on, equal: Prescriptions.AutoRefillTurnedOn(patient: patient, prescription: id))
    #expect(try given.when(.setAutoRefill(patient, id, on: false)).isEmpty)
    let after = Given(Prescriptions.self, given.history + on)
    #expect(try after.when(.setAutoRefill(patient, id, on: true)).isEmpty)
    try expect(
      after.when(.setAutoRefill(patient, id, on: false)),
      equal: Prescriptions.AutoRefillTurnedOff(patient: patient, prescription: id))
  }

  @Test(arguments: [Medicine.Schedule.two, .three, .four, .five])
  func `A controlled medicine is never refilled by itself`(schedule: Medicine.Schedule) throws {
    let on = Prescriptions.AutoRefillTurnedOn(patient: patient, prescription: id)
    let given = Given(
      Prescriptions.self, try prescribed(refills: 5, schedule: schedule), try filled())
    #expect(throws: Failure.noAutoRefill(medicine: "lisinopril 10 mg")) {
      try given.when(.setAutoRefill(patient, id, on: true))
    }
    // Not even where the log says that it's on.
    let forced = Given(Prescriptions.self, given.history + [on])
    #expect(
      Prescriptions.autoRefillsDue(among: forced.state.prescriptions, try forced.context).isEmpty)
  }

  @Test func `What isn't on record is asked for each time`() throws {
    for event in [try prescribed(refills: nil), try prescribed(days: nil)] {
      #expect(throws: Failure.autoRefillUnknown(medicine: "lisinopril 10 mg")) {
        try Given(Prescriptions.self, event).when(.setAutoRefill(patient, id, on: true))
      }
    }
    #expect(throws: Failure.noRefillsLeft(medicine: "lisinopril 10 mg")) {
      try Given(Prescriptions.self, try prescribed(refills: 0))
        .when(.setAutoRefill(patient, id, on: true))
    }
  }

  @Test func `A refill by itself is due from the first day on which it may be had`() throws {
    let on = Prescriptions.AutoRefillTurnedOn(patient: patient, prescription: id)
    let given = Given(Prescriptions.self, try prescribed(), try filled("2026-02-20"), on)
    for (now, due) in [("2026-03-14T16:00:00Z", []), ("2026-03-15T16:00:00Z", [id])] {
      let then = given.at(now)
      #expect(
        Prescriptions.autoRefillsDue(among: then.state.prescriptions, try then.context) == due)
    }
  }

  // MARK: The pharmacy

  @Test func `A patient chooses another pharmacy`() throws {
    let given = Given(Prescriptions.self, try prescribed())
    try expect(
      given.when(.choosePharmacy(patient, id, pharmacy: " Elm Street ")),
      equal: Prescriptions.PharmacyChosen(
        patient: patient, prescription: id, pharmacy: "Elm Street"))
    #expect(try given.when(.choosePharmacy(patient, id, pharmacy: "Main Street")).isEmpty)
    #expect(throws: Failure.emptyText) {
      try given.when(.choosePharmacy(patient, id, pharmacy: "  "))
    }
    #expect(throws: Failure.tooLong(most: 100)) {
      try given.when(
        .choosePharmacy(patient, id, pharmacy: String(repeating: "x", count: 101)))
    }
  }

  @Test func `The pharmacy is asked and answers, each once`() throws {
    let sent = Prescriptions.PharmacyMessageSent(
      patient: patient, message: PharmacyMessageID("Q1"), prescription: id, text: "Is it in?")
    let given = Given(Prescriptions.self, try prescribed())
    try expect(given.when(.sendPharmacyMessage(sent)), equal: sent)
    let asked = Given(Prescriptions.self, given.history + [sent])
    #expect(try asked.when(.sendPharmacyMessage(sent)).isEmpty)
    let answered = Prescriptions.PharmacyMessageAnswered(
      patient: patient, message: PharmacyMessageID("Q1"), prescription: id, text: "It is.")
    let answer = Prescriptions.Command.answerPharmacyMessage(
      patient, PharmacyMessageID("Q1"), text: "It is.")
    try expect(asked.when(answer), equal: answered)
    #expect(try Given(Prescriptions.self, asked.history + [answered]).when(answer).isEmpty)
    #expect(throws: Failure.unknown) { try given.when(answer) }
  }

  @Test func `A message says something, and not too much`() throws {
    for (text, failure) in [
      (" \n", Failure.emptyText), (String(repeating: "x", count: 1001), .tooLong(most: 1000)),
    ] {
      #expect(throws: failure) {
        try Given(Prescriptions.self).when(
          .sendPharmacyMessage(
            .init(
              patient: patient, message: PharmacyMessageID("Q1"), prescription: nil, text: text)))
      }
    }
  }

  // MARK: Properties

  @Test(arguments: 0..<60)
  func `Whatever is tried, no refill goes beyond the number or comes before the window`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let schedule: Medicine.Schedule? =
      [nil, nil, .two, .three, .four].randomElement(
        using: &generator) ?? nil
    let most = schedule == .two ? 0 : Int.random(in: 0...5, using: &generator)
    let written = try prescribed(refills: most, schedule: schedule)
    var history: [any DomainEvent] = [written, try filled("2026-01-05")]
    var shippedOn = [try day("2026-01-05")]
    // A renewal starts the count anew.
    var (allowed, shipped, renewals) = (most, 0, 0)
    var now = try Date.ISO8601FormatStyle().parse("2026-01-06T16:00:00Z")
    for step in 0..<150 {
      now += Double(Int.random(in: 0..<5, using: &generator)) * 86_400
      var given = Given(Prescriptions.self, history)
      given.now = now.formatted(.iso8601)
      let state = given.state
      let open = state[id]?.openRequest?.id ?? number
      let commands: [Prescriptions.Command] = [
        .requestRefill(patient, id), .requestRefill(patient, id), .cancel(patient, id, open),
        .approve(patient, id, open, newRefills: nil), .ship(patient, id, open),
        .deliver(patient, id, open), .deny(patient, id, open, reason: "no"),
        .requestRenewal(patient, id), .approve(patient, id, open, newRefills: step % 7),
        .setAutoRefill(patient, id, on: .random(using: &generator)),
      ]
      let context = Context(
        now: now, timeZone: try given.context.timeZone, policy: Policy()
      ) { "\(step)" }
      guard let command = commands.randomElement(using: &generator) else { return }
      let events = (try? Prescriptions.decide(command, state, context)) ?? []
      if events.contains(where: { $0 is Prescriptions.RefillRequested }) {
        let last = try #require(shippedOn.last)
        #expect(context.today >= last.adding(days: 23), "seed \(seed)")
      }
      if events.contains(where: { $0 is Prescriptions.RefillShipped }) {
        shippedOn.append(context.today)
        shipped += 1
        #expect(shipped <= allowed, "seed \(seed)")
      }
      if let renewed = events.first as? Prescriptions.RenewalApproved {
        (allowed, shipped) = (renewed.refills, 0)
        renewals += 1
        #expect(schedule == nil || renewed.refills <= (schedule == .two ? 0 : 5), "seed \(seed)")
      }
      history += events
    }
    #expect(renewals > 0, "seed \(seed)")
  }
}

extension Given {
  /// What the feature knows after the history.
  var state: F.State {
    var state = F.initial
    for event in history { F.evolve(&state, event) }
    return state
  }
}
