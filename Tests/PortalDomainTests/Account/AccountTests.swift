import Foundation
import PortalDomain
import TestSupport
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

  @Test func `A patient is enrolled once, and a clinic number is one patient's`() throws {
    let first = Account.Enrolled(
      patient: patient, givenName: "A", familyName: "B", birthDate: try day("1980-01-01"),
      clinicNumber: "41", phone: nil)
    let other = Account.Enrolled(
      patient: PatientID("p2"), givenName: "C", familyName: "D", birthDate: try day("1980-01-01"),
      clinicNumber: "41", phone: nil)
    try expect(Given(Account.self).when(.enrol(first)), equal: first)
    #expect(try Given(Account.self, first).when(.enrol(first)).isEmpty)
    #expect(throws: Account.Failure.clinicNumberTaken) {
      try Given(Account.self, first).when(.enrol(other))
    }
    #expect(Account.boundary(of: .enrol(other)).items.contains { $0.tags == ["clinicNumber:41"] })
    #expect(first.tags.contains("clinicNumber:41"))
  }

  @Test func `A PIN is set, and the same again changes nothing`() throws {
    let given = Given(Account.self, try enrolled(), Account.PINSet(patient: patient, hash: "h"))
    #expect(try given.when(.setPIN(patient, hash: "h")).isEmpty)
    try expect(
      given.when(.setPIN(patient, hash: "i")), equal: Account.PINSet(patient: patient, hash: "i"))
    #expect(throws: Account.Failure.noPIN) {
      try Given(Account.self, try enrolled()).when(.signIn(patient, pinMatches: true))
    }
  }

  @Test(arguments: ["123", "123456789", "1111", "12345", "9876", "12a4", "", "١٢٣٥", "25 80"])
  func `A PIN that anybody would try, or that is none, is refused`(pin: String) {
    #expect(throws: Account.Failure.weakPIN(digits: 4...8)) {
      try Account.checkPIN(pin, AccountPolicy())
    }
  }

  @Test(arguments: ["2580", "1470", "3690", "7410", "12346789"])
  func `Another PIN is taken`(pin: String) throws {
    try Account.checkPIN(pin, AccountPolicy())
  }

  @Test func `Unlocking lifts a lock-out, and changes nothing where there is none`() throws {
    let locked = try Date.ISO8601FormatStyle().parse("2026-03-02T17:00:00Z")
    let given = Given(
      Account.self, try enrolled(), Account.PINSet(patient: patient, hash: "h"),
      Account.SignInFailed(patient: patient, lockedUntil: locked))
    #expect(throws: Account.Failure.locked(until: locked)) {
      try given.when(.signIn(patient, pinMatches: true))
    }
    let unlocked = Account.Unlocked(patient: patient)
    try expect(given.when(.unlock(patient)), equal: unlocked)
    let after = Given(Account.self, given.history + [unlocked])
    #expect(try after.when(.unlock(patient)).isEmpty)
    #expect(try after.when(.signIn(patient, pinMatches: true)).count == 1)
    try expect(
      Given(
        Account.self, try enrolled(), Credentials.PasswordFailed(patient: patient, lockedUntil: nil)
      ).when(.unlock(patient)), equal: unlocked)
  }

  @Test func `What is said of one number counts for it alone, and what is said of all for all`()
    throws
  {
    let (home, work) = (
      try #require(PhoneNumber("+15075550101")), try #require(PhoneNumber("+15075550102"))
    )
    var list = Account.ConsentList()
    let policy = Policy()
    #expect(!list.allows(.billingByText, at: home, policy))
    #expect(list.allows(.remindersByText, at: home, policy), "reminders are assumed")
    list.evolve(Account.ConsentGiven(patient: patient, topic: .billingByText, phone: home))
    #expect(list.allows(.billingByText, at: home, policy))
    #expect(!list.allows(.billingByText, at: work, policy))
    #expect(list.topics.isEmpty)
    list.evolve(Account.ConsentWithdrawn(patient: patient, topic: .remindersByText))
    #expect(!list.allows(.remindersByText, at: work, policy))
    list.evolve(Account.ConsentGiven(patient: patient, topic: .billingByText))
    #expect(list.allows(.billingByText, at: work, policy) && list.topics == [.billingByText])
    list.evolve(Account.ConsentWithdrawn(patient: patient, topic: .billingByText, phone: work))
    #expect(!list.allows(.billingByText, at: work, policy))
    list.evolve(Account.ConsentGiven(patient: patient, topic: .billingByText))
    #expect(list.allows(.billingByText, at: work, policy), "what is said of all overrides")
  }

  @Test
  func `After random consents the list says what was said last, and a repeat changes nothing`()
    throws
  {
    var generator = SeededGenerator(seed: 5)
    let phones = [nil, PhoneNumber("+15075550101"), PhoneNumber("+15075550102")]
    var state = Account.initial
    Account.evolve(&state, try enrolled())
    let context = try Given(Account.self).context
    for _ in 0..<500 {
      let topic = try #require(Account.Topic.allCases.randomElement(using: &generator))
      let phone = try #require(phones.randomElement(using: &generator))
      let given = Bool.random(using: &generator)
      let command = Account.Command.consent(patient, topic, phone: phone, given: given)
      for event in try Account.decide(command, state, context) { Account.evolve(&state, event) }
      #expect(state.consents.allows(topic, at: phone, Policy()) == given)
      #expect(try Account.decide(command, state, context).isEmpty)
    }
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
