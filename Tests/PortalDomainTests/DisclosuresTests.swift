import PortalDomain
import Testing

@Suite struct DisclosuresTests {
  typealias Failure = Disclosures.Failure
  let patient = PatientID("p1")

  func disclosed(
    recipient: String = "Dr. Lee, Mankato", matters: Set<Disclosures.Matter> = [.results],
    on: String = "2026-03-02"
  ) throws -> Disclosures.Disclosed {
    Disclosures.Disclosed(
      patient: patient, disclosure: DisclosureID("D1"), recipient: recipient, matters: matters,
      ground: .treatment, on: try day(on))
  }

  @Test func `Who breaks the glass says what for, each time`() throws {
    let broken = Disclosures.GlassBroken(
      patient: patient, matters: [.results, .medicines], reason: .emergencyCare)
    let command = Disclosures.Command.breakGlass(
      patient, [.results, .medicines], .emergencyCare)
    try expect(Given(Disclosures.self).when(command), equal: broken)
    try expect(Given(Disclosures.self, broken).when(command), equal: broken)
    #expect(throws: Failure.nothing) {
      try Given(Disclosures.self).when(.breakGlass(patient, [], .emergencyCare))
    }
  }

  @Test func `What leaves the clinic is recorded once`() throws {
    try expect(Given(Disclosures.self).when(.disclose(try disclosed())), equal: try disclosed())
    let given = Given(Disclosures.self, try disclosed())
    #expect(try given.when(.disclose(try disclosed())).isEmpty)
    #expect(throws: Failure.taken) {
      try given.when(.disclose(try disclosed(recipient: "Dr. Day")))
    }
  }

  @Test func `A disclosure says what, to whom, and not for days to come`() throws {
    for (event, failure) in [
      (try disclosed(matters: []), Failure.nothing), (try disclosed(recipient: " "), .noRecipient),
      (try disclosed(recipient: String(repeating: "x", count: 201)), .tooLong(most: 200)),
      (try disclosed(on: "2026-03-03"), .inFuture),
    ] {
      #expect(throws: failure) { try Given(Disclosures.self).when(.disclose(event)) }
    }
  }

  @Test func `What is accounted for outlives an erasure, and leads to nothing else`() throws {
    let kept = Disclosures.events.filter { $0.outlivesErasure }.map { $0.name }
    // That a record was restricted goes with it.
    let restrictions = Disclosures.restrictions.map { $0.name }
    #expect(Set(kept) == Set(Disclosures.events.map { $0.name }).subtracting(restrictions))
    #expect(try disclosed().tags == ["accounting:p1", "disclosure:D1"])
    let others = EventCatalogue.types.filter { $0.outlivesErasure && !$0.name.hasPrefix("access.") }
    #expect(others.isEmpty)
  }
}
