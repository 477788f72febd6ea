import Foundation
import PortalDomain
import TestSupport
import Testing

@Suite struct CredentialsTests {
  let patient = PatientID("p1")
  let other = PatientID("p2")
  let set = Credentials.PasswordSet(patient: PatientID("p1"), hash: "h")

  func issued(_ purpose: OneTimeCodes.Purpose) throws -> OneTimeCodes.CodeIssued {
    let at = try instant("2026-03-02T16:00:00Z")
    return OneTimeCodes.CodeIssued(
      patient: patient, code: CodeID("K1"), purpose: purpose, hash: "h", linkHash: nil,
      to: .phone(try #require(PhoneNumber("+15075550101"))), issuedAt: at,
      expiresAt: at.addingTimeInterval(600))
  }

  func session(_ device: String? = "d", _ reason: Credentials.Reason? = .results) throws
    -> Credentials.SessionStarted
  {
    let at = try instant("2026-03-02T16:00:00Z")
    return Credentials.SessionStarted(
      patient: patient, session: SessionID("SCODE"), startedAt: at,
      expiresAt: at.addingTimeInterval(1800), reason: reason, device: device)
  }

  func ready() throws -> Given<Credentials> { Given(Credentials.self, try enrolled("p1"), set) }

  func code(_ matches: Bool) -> CodeCheck { CodeCheck(CodeID("K1"), matches: matches) }

  @Test func `Nobody unknown can do anything`() throws {
    #expect(throws: Credentials.Failure.unknownPatient) {
      try Given(Credentials.self).when(.setPassword(patient, hash: "h"))
    }
  }

  @Test func `A username is one patient's, and another one frees it`() throws {
    let (maria, mary) = (Username("Maria", key: "k1"), Username("Mary", key: "k2"))
    let chosen = Credentials.UsernameChosen(patient: patient, username: maria, previous: nil)
    let given = Given(Credentials.self, try enrolled("p1"))
    try expect(given.when(.chooseUsername(patient, maria)), equal: chosen)
    #expect(try given.and(chosen).when(.chooseUsername(patient, maria)).isEmpty)
    let taken = Given(Credentials.self, try enrolled("p2"), chosen)
    #expect(throws: Credentials.Failure.usernameTaken) {
      try taken.when(.chooseUsername(other, Username("MARIA", key: "k1")))
    }
    let changed = Credentials.UsernameChosen(patient: patient, username: mary, previous: "k1")
    try expect(given.and(chosen).when(.chooseUsername(patient, mary)), equal: changed)
    #expect(changed.tags == ["patient:p1", "username:k2", "username:k1"])
    #expect(try taken.and(changed).when(.chooseUsername(other, maria)).count == 1)
  }

  @Test(arguments: ["abc", "ma ria", "mária", "maria\u{430}", String(repeating: "a", count: 65)])
  func `What can't be a username is refused`(text: String) throws {
    #expect(throws: Credentials.Failure.badUsername(length: 4...64)) {
      try Given(Credentials.self, try enrolled("p1"))
        .when(.chooseUsername(patient, Username(text, key: "k")))
    }
  }

  @Test func `A new password ends all sessions; the same hash again changes nothing`() throws {
    try expect(
      try ready().when(.setPassword(patient, hash: "i")),
      equal: Credentials.PasswordSet(patient: patient, hash: "i"),
      Credentials.SessionsEnded(patient: patient))
    #expect(try ready().when(.setPassword(patient, hash: "h")).isEmpty)
  }

  @Test func `A right password alone signs nobody in, and changes nothing`() throws {
    #expect(try ready().when(.givePassword(patient, matches: true, device: "d", nil)).isEmpty)
  }

  @Test func `Password and code sign in, for a reason, for half an hour`() throws {
    let given = try ready().and(try issued(.secondFactor))
    try expect(
      given.when(.giveCode(patient, code(true), device: "d", .results)),
      equal: OneTimeCodes.CodeUsed(patient: patient, code: CodeID("K1")), try session())
    try expect(
      given.when(.giveCode(patient, code(false), device: "d", .results)),
      equal: OneTimeCodes.CodeFailed(patient: patient, code: CodeID("K1")))
    let used = given.and(OneTimeCodes.CodeUsed(patient: patient, code: CodeID("K1")))
    #expect(throws: Credentials.Failure.code(.notAccepted)) {
      try used.when(.giveCode(patient, code(true), device: "d", nil))
    }
  }

  @Test func `Where the policy allows it, a known device needs no code, an unknown one does`()
    throws
  {
    let off = Credentials.SecondFactorChosen(patient: patient, factor: .off)
    let given = try ready().and(off, try session()).under { $0.account.needsSecondFactor = false }
    try expect(
      given.when(.givePassword(patient, matches: true, device: "d", .results)),
      equal: try session())
    #expect(try given.when(.givePassword(patient, matches: true, device: "e", nil)).isEmpty)
    #expect(try given.when(.givePassword(patient, matches: true, device: nil, nil)).isEmpty)
    let code = given.and(try issued(.unknownDevice))
    #expect(try code.when(.giveCode(patient, self.code(true), device: "e", nil)).count == 2)
  }

  @Test func `The second factor is chosen, and can't be turned off where the policy wants it`()
    throws
  {
    let email = Credentials.SecondFactorChosen(patient: patient, factor: .email)
    try expect(try ready().when(.chooseSecondFactor(patient, .email)), equal: email)
    #expect(try ready().and(email).when(.chooseSecondFactor(patient, .email)).isEmpty)
    #expect(throws: Credentials.Failure.secondFactorNeeded) {
      try ready().when(.chooseSecondFactor(patient, .off))
    }
  }

  @Test
  func `The fifth wrong password locks, for thirty seconds and then for longer, up to an hour`()
    throws
  {
    var state = Credentials.initial
    for event in [try enrolled("p1"), set] as [any DomainEvent] {
      Credentials.evolve(&state, event)
    }
    var now = try instant("2026-03-02T16:00:00Z")
    var lockOuts: [TimeInterval] = []
    for _ in 0..<50 {
      let context = Context(now: now, timeZone: .gmt, policy: Policy(), makeCode: { "" })
      let events = try Credentials.decide(
        .givePassword(patient, matches: false, device: nil, nil), state, context)
      for event in events { Credentials.evolve(&state, event) }
      guard let until = (events.first as? Credentials.PasswordFailed)?.lockedUntil else { continue }
      lockOuts.append(until.timeIntervalSince(now))
      #expect(throws: Credentials.Failure.locked(until: until)) {
        try Credentials.decide(
          .givePassword(patient, matches: true, device: nil, nil), state, context)
      }
      now = until
    }
    #expect(lockOuts == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
    Credentials.evolve(&state, Account.Unlocked(patient: patient))
    #expect(state.failures == 0 && state.lockedUntil == nil)
  }

  @Test func `Who has no password doesn't sign in with one`() throws {
    #expect(throws: Credentials.Failure.notSignedIn) {
      try Given(Credentials.self, try enrolled("p1"))
        .when(.givePassword(patient, matches: false, device: nil, nil))
    }
  }

  @Test func `A code resets a password, unlocks, and ends all sessions`() throws {
    let given = try ready().and(
      Credentials.PasswordFailed(
        patient: patient, lockedUntil: try instant("2026-03-02T17:00:00Z")),
      try issued(.passwordReset))
    try expect(
      given.when(.resetPassword(patient, code(true), answersMatch: nil, hash: "new")),
      equal: OneTimeCodes.CodeUsed(patient: patient, code: CodeID("K1")),
      Credentials.PasswordSet(patient: patient, hash: "new"), Account.Unlocked(patient: patient),
      Credentials.SessionsEnded(patient: patient))
    try expect(
      given.when(.resetPassword(patient, code(false), answersMatch: nil, hash: "")),
      equal: OneTimeCodes.CodeFailed(patient: patient, code: CodeID("K1")))
    // A sign-in's code is none of a reset.
    #expect(throws: Credentials.Failure.code(.notAccepted)) {
      try ready().and(try issued(.secondFactor))
        .when(.resetPassword(patient, code(true), answersMatch: true, hash: "new"))
    }
  }

  @Test func `Security questions are off unless the policy turns them on, and never enough alone`()
    throws
  {
    let questions = (1...3).map { Credentials.SecurityQuestion(question: "\($0)?", hash: "h") }
    #expect(throws: Credentials.Failure.questionsOff) {
      try ready().when(.setQuestions(patient, questions))
    }
    let given = try ready().under { $0.account.securityQuestions = true }
    let event = Credentials.SecurityQuestionsSet(patient: patient, questions: questions)
    try expect(given.when(.setQuestions(patient, questions)), equal: event)
    #expect(try given.and(event).when(.setQuestions(patient, questions)).isEmpty)
    for wrong in [Array(questions.prefix(2)), Array(repeating: questions[0], count: 3)] {
      #expect(throws: Credentials.Failure.questionCount(3)) {
        try given.when(.setQuestions(patient, wrong))
      }
    }
    let asked = given.and(event, try issued(.passwordReset))
    for answers in [nil, false] {
      try expect(
        asked.when(.resetPassword(patient, code(true), answersMatch: answers, hash: "new")),
        equal: OneTimeCodes.CodeFailed(patient: patient, code: CodeID("K1")))
    }
    #expect(
      try asked.when(.resetPassword(patient, code(true), answersMatch: true, hash: "new")).count
        == 4)
    // Right answers without the code are a failed try.
    try expect(
      asked.when(.resetPassword(patient, code(false), answersMatch: true, hash: "new")),
      equal: OneTimeCodes.CodeFailed(patient: patient, code: CodeID("K1")))
  }

  @Test func `A session ends once, all of them too, and none of somebody else's`() throws {
    let id = SessionID("SCODE")
    let given = try ready().and(try session())
    let ended = Credentials.SessionEnded(patient: patient, session: id)
    try expect(given.when(.endSession(patient, id)), equal: ended)
    #expect(try given.and(ended).when(.endSession(patient, id)).isEmpty)
    #expect(try given.when(.endSession(other, id)).isEmpty)
    let all = Credentials.SessionsEnded(patient: patient)
    try expect(given.when(.endAllSessions(patient)), equal: all)
    #expect(try given.and(all).when(.endAllSessions(patient)).isEmpty)
    #expect(try given.at("2026-03-02T16:30:00Z").when(.endAllSessions(patient)).isEmpty)
  }

  @Test func `The help desk takes lost credentials away, once`() throws {
    let reset = Credentials.CredentialsReset(patient: patient)
    try expect(try ready().when(.reset(patient)), equal: reset)
    #expect(try ready().and(reset).when(.reset(patient)).isEmpty)
    #expect(throws: Credentials.Failure.notSignedIn) {
      try ready().and(reset).when(.givePassword(patient, matches: true, device: nil, nil))
    }
  }

  @Test func `Whatever is tried, nobody has a username that is another's`() throws {
    var generator = SeededGenerator(seed: 3)
    let names = ["k1", "k2", "k3"].map { Username("name\($0)", key: $0) }
    var history: [any DomainEvent] = []
    for id in 0..<4 { history.append(try enrolled("p\(id)", number: nil)) }
    for _ in 0..<300 {
      let patient = PatientID("p\(Int.random(in: 0..<4, using: &generator))")
      let name = try #require(names.randomElement(using: &generator))
      let command = Credentials.Command.chooseUsername(patient, name)
      let tags = Set(Credentials.boundary(of: command).items.flatMap(\.tags))
      // Only what the boundary lets through counts.
      let seen = history.filter { !tags.isDisjoint(with: $0.tags) }
      history += (try? Given(Credentials.self, seen).when(command)) ?? []
    }
    var owners: [String: PatientID] = [:]
    for case let event as Credentials.UsernameChosen in history {
      if let previous = event.previous { owners[previous] = nil }
      #expect(owners[event.username.key] == nil || owners[event.username.key] == event.patient)
      owners[event.username.key] = event.patient
    }
    #expect(!owners.isEmpty)
  }
}
