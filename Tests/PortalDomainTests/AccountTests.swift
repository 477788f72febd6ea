import Foundation
import PortalDomain
import Testing

@Suite struct AccountTests {
  let patient = PatientID("p1")

  func enrolled() throws -> Account.Enrolled {
    Account.Enrolled(
      patient: patient, givenName: "A", familyName: "B", birthDate: try day("1980-01-01"),
      clinicNumber: nil, phone: nil)
  }

  @Test func `The right PIN signs in`() throws {
    try expect(
      Given(Account.self, try enrolled(), Account.PINSet(patient: patient, hash: "h"))
        .when(.signIn(patient, pinMatches: true)),
      equal: Account.SignedIn(patient: patient))
  }

  @Test func `The fifth wrong PIN locks the account, and each further five for twice as long`()
    throws
  {
    var state = Account.initial
    for event in [try enrolled(), Account.PINSet(patient: patient, hash: "h")]
      as [any DomainEvent]
    {
      Account.evolve(&state, event)
    }
    var now = try Date.ISO8601FormatStyle().parse("2026-03-02T16:00:00Z")
    var lockOuts: [TimeInterval] = []
    for _ in 0..<50 {
      let context = Context(now: now, timeZone: .gmt, policy: Policy(), makeCode: { "" })
      let events = try Account.decide(.signIn(patient, pinMatches: false), state, context)
      for event in events { Account.evolve(&state, event) }
      if let until = (events.first as? Account.SignInFailed)?.lockedUntil {
        lockOuts.append(until.timeIntervalSince(now))
        // The right PIN does not help while the account is locked.
        #expect(throws: Account.Failure.locked(until: until)) {
          try Account.decide(.signIn(patient, pinMatches: true), state, context)
        }
        now = until
      }
    }
    #expect(lockOuts == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
  }

  @Test func `Nobody unknown can do anything`() throws {
    #expect(throws: Account.Failure.unknownPatient) {
      try Given(Account.self).when(.signIn(patient, pinMatches: true))
    }
  }

  @Test func `A consent given twice is recorded once`() throws {
    let given = Given(
      Account.self, try enrolled(),
      Account.ConsentGiven(patient: patient, topic: .healthDetailsByText))
    #expect(try given.when(.consent(patient, .healthDetailsByText, given: true)).isEmpty)
    #expect(try given.when(.consent(patient, .healthDetailsByText, given: false)).count == 1)
  }

  @Test func `A profile's bytes don't depend on the order in which consents were given`() throws {
    var texts: Set<String> = []
    for topics in [Account.Topic.allCases, Account.Topic.allCases.reversed()] {
      var profile = Profile(try enrolled())
      for topic in topics {
        profile.evolve(Account.ConsentGiven(patient: patient, topic: topic))
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      let data = try encoder.encode(profile)
      let again = try JSONDecoder().decode(Profile.self, from: data)
      #expect(again == profile && again.consents == Set(topics))
      texts.insert(String(decoding: data, as: UTF8.self))
    }
    #expect(texts.count == 1)
  }
}
