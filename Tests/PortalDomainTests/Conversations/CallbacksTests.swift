import PortalDomain
import Testing

@Suite struct CallbacksTests {
  let phone: PhoneNumber
  let patient = PatientID("p1")

  init() throws { phone = try #require(PhoneNumber("+15075550101")) }

  private var alerted: Conversations.SafetyAlerted {
    .init(phone: phone, patient: patient, kind: "crisis")
  }
  private var handedOff: Conversations.HandedOff { .init(phone: phone, patient: patient) }
  private var asked: Callbacks.SafetyAsked {
    .init(phone: phone, patient: patient, kind: "emergency")
  }
  private var denied: Callbacks.SafetyDenied { .init(phone: phone, patient: patient) }

  private func attend(_ reasons: Int) -> Callbacks.Command {
    .attend(phone, patient, reasons: reasons, outcome: "called back")
  }

  @Test func `Whoever is in danger, or wants a person, is attended to once`() throws {
    let attended = Callbacks.Attended(phone: phone, patient: patient, outcome: "called back")
    for event in [alerted, handedOff, asked] as [any DomainEvent] {
      let given = Given(Callbacks.self, event)
      try expect(given.when(attend(1)), equal: attended)
      #expect(try given.and(attended).when(attend(1)).isEmpty)
    }
  }

  @Test func `Nobody is attended to who doesn't wait`() {
    #expect(throws: Callbacks.Failure.nobodyWaits) { try Given(Callbacks.self).when(attend(0)) }
    #expect(throws: Callbacks.Failure.nobodyWaits) {
      try Given(Callbacks.self, [asked, denied]).when(attend(1))
    }
  }

  @Test func `What came since staff looked is not done with`() throws {
    let given = Given(Callbacks.self, [handedOff, alerted])
    #expect(throws: Callbacks.Failure.moreCame) { try given.when(attend(1)) }
    #expect(try given.when(attend(2)).count == 1)
  }

  @Test func `A no ends the doubt, and neither an alarm nor the wish for a person`() {
    func need(_ events: any DomainEvent...) -> Callbacks.Need {
      events.reduce(into: Callbacks.Need()) { $0.take($1) }
    }
    #expect(need(asked, denied) == Callbacks.Need())
    #expect(need(alerted, denied).danger == "crisis")
    #expect(need(handedOff, asked, denied).wantsPerson)
    #expect(need(asked, alerted).doubt == nil)
    #expect(need(asked).doubt == "emergency")
  }
}
