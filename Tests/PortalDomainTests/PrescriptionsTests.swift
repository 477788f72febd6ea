import PortalDomain
import Testing

@Suite struct PrescriptionsTests {
  let patient = PatientID("p1")
  let id = PrescriptionID("rx1")

  func prescribed(
    refills: Int? = 2, schedule: Medicine.Schedule? = nil, written: String = "2026-01-05",
    days: Int? = 30
  ) throws -> Prescriptions.Prescribed {
    Prescriptions.Prescribed(
      patient: patient, prescription: id,
      medicine: Medicine(name: "lisinopril", strength: "10 mg", schedule: schedule),
      directions: nil, quantity: 30, daysSupply: days, refills: refills, prescriber: nil,
      pharmacy: nil, writtenOn: try day(written))
  }

  func filled(_ on: String) throws -> Prescriptions.Dispensed {
    Prescriptions.Dispensed(patient: patient, prescription: id, on: try day(on))
  }

  func requested() throws -> Prescriptions.RefillRequested {
    Prescriptions.RefillRequested(
      patient: patient, prescription: id, refill: RefillID("RCODE"),
      expectedOn: try day("2026-03-04"))
  }

  @Test func `A refill that is due is requested, with the day it can be counted on`() throws {
    // 2 March is a Monday: two business days later it's Wednesday.
    try expect(
      Given(Prescriptions.self, try prescribed(), try filled("2026-02-01"))
        .when(.requestRefill(patient, id)),
      equal: try requested())
  }

  @Test func `The refill window opens when 75 percent are used up, rounded up`() throws {
    let given = Given(Prescriptions.self, try prescribed(), try filled("2026-02-20"))
    let earliest = try day("2026-03-15")
    #expect(
      throws: Prescriptions.Failure.tooSoon(
        medicine: "lisinopril 10 mg", earliest: earliest, today: try day("2026-03-14"))
    ) { try given.at("2026-03-14T16:00:00Z").when(.requestRefill(patient, id)) }
    #expect(try given.at("2026-03-15T16:00:00Z").when(.requestRefill(patient, id)).count == 1)
  }

  @Test func `The day is the clinic's, not Greenwich's`() throws {
    let given = Given(Prescriptions.self, try prescribed(), try filled("2026-02-20"))
    // 3 am on the 15th in Greenwich is still the 14th in Rochester.
    #expect(throws: Prescriptions.Failure.self) {
      try given.at("2026-03-15T03:00:00Z").when(.requestRefill(patient, id))
    }
  }

  @Test func `A refill under way is not requested twice`() throws {
    let given = Given(
      Prescriptions.self, try prescribed(), try filled("2026-02-01"), try requested())
    #expect(
      throws: Prescriptions.Failure.underWay(
        medicine: "lisinopril 10 mg", number: RefillID("RCODE"))
    ) { try given.when(.requestRefill(patient, id)) }
  }

  @Test func `Without refills left the doctor can be asked`() throws {
    let given = Given(Prescriptions.self, try prescribed(refills: 0), try filled("2026-02-01"))
    let failure = #expect(throws: Prescriptions.Failure.self) {
      try given.when(.requestRefill(patient, id))
    }
    #expect(failure == .noRefillsLeft(medicine: "lisinopril 10 mg"))
    #expect(failure?.allowsRenewal == true)
    #expect(try given.when(.requestRenewal(patient, id)).first is Prescriptions.RenewalRequested)
  }

  @Test func `A medicine of schedule II is never refilled`() throws {
    let given = Given(
      Prescriptions.self, try prescribed(refills: 5, schedule: .two), try filled("2026-01-05"))
    #expect(throws: Prescriptions.Failure.neverRefilled(medicine: "lisinopril 10 mg")) {
      try given.when(.requestRefill(patient, id))
    }
  }

  @Test func `A medicine of schedule IV is not refilled after six months`() throws {
    let given = Given(
      Prescriptions.self, try prescribed(refills: 5, schedule: .four, written: "2025-09-01"),
      try filled("2025-12-01"))
    #expect(try given.at("2026-03-01T16:00:00Z").when(.requestRefill(patient, id)).count == 1)
    #expect(throws: Prescriptions.Failure.limitReached(medicine: "lisinopril 10 mg")) {
      try given.at("2026-03-02T16:00:00Z").when(.requestRefill(patient, id))
    }
  }

  @Test func `A medicine of schedule III is refilled five times at most`() throws {
    var history: [any DomainEvent] = [
      try prescribed(refills: 9, schedule: .three), try filled("2026-01-05"),
    ]
    for number in 1...5 {
      let refill = RefillID("R\(number)")
      history += [
        Prescriptions.RefillRequested(
          patient: patient, prescription: id, refill: refill, expectedOn: try day("2026-01-10")),
        Prescriptions.RefillApproved(
          patient: patient, prescription: id, refill: refill, expectedOn: try day("2026-01-10")),
        Prescriptions.RefillShipped(
          patient: patient, prescription: id, refill: refill, on: try day("2026-01-10")),
        Prescriptions.RefillDelivered(
          patient: patient, prescription: id, refill: refill, on: try day("2026-01-10")),
      ]
    }
    var state = Prescriptions.initial
    for event in history { Prescriptions.evolve(&state, event) }
    let context = try Given(Prescriptions.self).context
    #expect(throws: Prescriptions.Failure.limitReached(medicine: "lisinopril 10 mg")) {
      try Prescriptions.checkRefill(of: id, state, context)
    }
  }

  @Test func `A stopped medicine is not refilled`() throws {
    let given = Given(
      Prescriptions.self, try prescribed(),
      Prescriptions.Stopped(patient: patient, prescription: id, reason: "replaced"))
    #expect(throws: Prescriptions.Failure.stopped(medicine: "lisinopril 10 mg")) {
      try given.when(.requestRefill(patient, id))
    }
  }

  @Test func `Where the record says nothing of refills, the pharmacy is asked`() throws {
    let given = Given(Prescriptions.self, try prescribed(refills: nil, days: nil))
    #expect(try given.when(.requestRefill(patient, id)).count == 1)
  }

  @Test func `A refill goes through its stages in order, and no step is taken twice`() throws {
    let refill = RefillID("RCODE")
    let start: [any DomainEvent] = [
      try prescribed(), try filled("2026-02-01"), try requested(),
    ]
    var state = Prescriptions.initial
    for event in start { Prescriptions.evolve(&state, event) }
    let context = try Given(Prescriptions.self).context
    #expect(state[id]?.refillsLeft == 1)
    let steps: [Prescriptions.Command] = [
      .approve(patient, id, refill, newRefills: nil), .ship(patient, id, refill),
      .deliver(patient, id, refill),
    ]
    for (index, step) in steps.enumerated() {
      for later in steps[(index + 1)...] {
        #expect(throws: Prescriptions.Failure.self) {
          try Prescriptions.decide(later, state, context)
        }
      }
      for event in try Prescriptions.decide(step, state, context) {
        Prescriptions.evolve(&state, event)
      }
      #expect(throws: Prescriptions.Failure.self) {
        try Prescriptions.decide(step, state, context)
      }
    }
    #expect(state[id]?.lastFilledOn == context.today)
    #expect(state[id]?.openRequest == nil)
  }

  @Test func `A denied refill is given back`() throws {
    var state = Prescriptions.initial
    for event in [try prescribed(), try requested()] as [any DomainEvent] {
      Prescriptions.evolve(&state, event)
    }
    let context = try Given(Prescriptions.self).context
    let denial = Prescriptions.Command.deny(
      patient, id, RefillID("RCODE"), reason: "see the doctor")
    for event in try Prescriptions.decide(denial, state, context) {
      Prescriptions.evolve(&state, event)
    }
    #expect(state[id]?.refillsLeft == 2)
    #expect(state[id]?.refillsUsed == 0)
  }

  @Test func `A renewal brings new refills`() throws {
    let renewal = Prescriptions.RenewalRequested(
      patient: patient, prescription: id, renewal: RefillID("N1"), dueOn: try day("2026-03-04"))
    let events = try Given(
      Prescriptions.self, try prescribed(refills: 0), renewal
    ).when(.approve(patient, id, RefillID("N1"), newRefills: 3))
    try expect(
      events,
      equal: Prescriptions.RenewalApproved(
        patient: patient, prescription: id, renewal: RefillID("N1"), refills: 3,
        on: try day("2026-03-02")))
    var state = Prescriptions.initial
    for event in [try prescribed(refills: 0), renewal] + events {
      Prescriptions.evolve(&state, event)
    }
    #expect(state[id]?.refillsLeft == 3)
  }

  @Test func `The same prescription is recorded once`() throws {
    #expect(
      try Given(Prescriptions.self, try prescribed()).when(.prescribe(try prescribed())).isEmpty)
  }
}
