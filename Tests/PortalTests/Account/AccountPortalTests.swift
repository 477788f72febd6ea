import EventStore
import Foundation
import PortalDomain
import Synchronization
import TestSupport
import Testing

@testable import Portal

/// Accounts, codes and sessions on the demonstration clinic.
@Suite struct AccountPortalTests {
  let maria = PatientID("maria")
  let tom = PatientID("tom")
  let web = Origin(actor: .unknown, channel: .chat)

  func application(email: String = "tom@example.org") throws -> Registration.Application {
    Registration.Application(
      givenName: "Tom", familyName: "Becker", birthDate: try #require(LocalDate("1991-04-17")),
      email: try #require(EmailAddress(email)), terms: "2026-01")
  }

  /// A portal whose codes arrive here, and whose clock can be put on.
  struct Clinic {
    let store: DemonstrationStore
    let portal: Portal
    let inbox = CodeInbox()
    let seconds = SharedSeconds()

    init(_ change: (inout Policy) -> Void = { _ in }) async throws {
      store = try await DemonstrationStore()
      var policy = Policy()
      policy.account.answerMilliseconds = 1
      change(&policy)
      let (seconds, folder) = (seconds, store.folder)
      // The folder stays as long as the portal.
      portal = try Portal(
        opening: store.folder.path + "/store", policy: policy, codeSender: inbox,
        clock: {
          withExtendedLifetime(folder) {
            DemonstrationStore.morning.addingTimeInterval(seconds.value)
          }
        })
    }
  }

  final class SharedSeconds: Sendable {
    private let seconds = Mutex(0.0)
    var value: Double { seconds.withLock { $0 } }
    func add(_ more: Double) { seconds.withLock { $0 += more } }
  }

  func signIn(_ portal: Portal, _ password: String) async throws -> Portal.SignInStep {
    try await portal.signIn(username: "Maria.ALVAREZ", password: password, as: web)
  }

  func codeOfSignIn(_ clinic: Clinic) async throws -> (CodeID, String) {
    guard case .code(let id, let to) = try await signIn(clinic.portal, "seven quiet herons") else {
      throw LogError(.invalid, "no code was sent")
    }
    #expect(to == "the phone ending in 01")
    return (id, try #require(clinic.inbox.receive().last?.code))
  }

  @Test func `Username, password and the code that was texted sign in, until the session ends`()
    async throws
  {
    let clinic = try await Clinic()
    let (id, code) = try await codeOfSignIn(clinic)
    #expect(code.count == 6)
    let step = try await clinic.portal.signIn(
      code: id, code, device: "browser", reason: .results, as: web)
    guard case .signedIn(let session) = step else {
      Issue.record("not signed in: \(step)")
      return
    }
    #expect(session.patient == maria && session.reason == .results)
    #expect(session.device != "browser", "a device is kept as a hash")
    #expect(try clinic.portal.session(session.session)?.patient == maria)
    clinic.seconds.add(1800)
    #expect(try clinic.portal.session(session.session) == nil)
    #expect(try clinic.portal.session(SessionID("none")) == nil)
  }

  @Test func `A session ends by signing out, there or everywhere, or with a new password`()
    async throws
  {
    for way in 0..<3 {
      let clinic = try await Clinic()
      let (id, code) = try await codeOfSignIn(clinic)
      guard case .signedIn(let session) = try await clinic.portal.signIn(code: id, code, as: web)
      else {
        Issue.record("not signed in")
        return
      }
      let origin = Origin(actor: .patient(maria), channel: .chat)
      switch way {
      case 0:
        try await clinic.portal.perform(
          Credentials.self, .endSession(maria, session.session), as: origin)
      case 1: try await clinic.portal.perform(Credentials.self, .endAllSessions(maria), as: origin)
      default: try await clinic.portal.setPassword("nine slow otters", of: maria, as: origin)
      }
      #expect(try clinic.portal.session(session.session) == nil, "\(way)")
    }
  }

  @Test func `Of many who use one code at once, one is signed in`() async throws {
    let clinic = try await Clinic()
    let (id, code) = try await codeOfSignIn(clinic)
    let outcomes = await withTaskGroup(of: Bool?.self) { group in
      for _ in 0..<32 {
        group.addTask {
          switch try? await clinic.portal.signIn(code: id, code, as: web) {
          case .signedIn: true
          case .failed(.code(.notAccepted)): false
          default: nil
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == true } == 1)
    #expect(outcomes.count { $0 == false } == 31)
  }

  @Test func `A wrong password and nobody's username are answered and locked out alike`()
    async throws
  {
    let clinic = try await Clinic()
    let portal = clinic.portal
    defer { withExtendedLifetime(clinic) {} }
    for username in ["maria.alvarez", "nobody.at.all"] {
      var answers: [String] = []
      for _ in 0..<6 {
        let step = try await portal.signIn(username: username, password: "wrong one", as: web)
        guard case .failed(let failure) = step else {
          Issue.record("\(username) was signed in")
          return
        }
        answers.append(failure.code)
      }
      #expect(
        answers == Array(repeating: "account.notSignedIn", count: 5) + ["account.locked"],
        "\(username)")
    }
    // Case counts in a password.
    let other = try await Clinic()
    let step = try await other.portal.signIn(
      username: "maria.alvarez", password: "Seven quiet herons", as: web)
    guard case .failed(.notSignedIn) = step else {
      Issue.record("case doesn't count")
      return
    }
  }

  @Test func `Wrong PINs from a phone of nobody are locked out as anybody's are`() async throws {
    let clinic = try await Clinic()
    let portal = clinic.portal
    defer { withExtendedLifetime(clinic) {} }
    for (patient, phone) in [("maria", "+15075550101"), ("nobody", "+15075550199")] {
      let origin = Origin(actor: .unknown, channel: .sms, conversation: phone)
      var locked: [Bool] = []
      for _ in 0..<6 {
        let failure = try await portal.signIn(PatientID(patient), pin: "9173", as: origin).failure
        if case .locked = failure { locked.append(true) } else { locked.append(false) }
      }
      #expect(locked == [false, false, false, false, false, true], "\(phone)")
    }
  }

  @Test func `No code, password, PIN or username stands in the clear in an event`() async throws {
    let clinic = try await Clinic()
    let (id, code) = try await codeOfSignIn(clinic)
    _ = try await clinic.portal.signIn(code: id, code, as: web)
    _ = try await clinic.portal.requestPasswordReset(of: "4100101", as: web)
    let reset = try #require(clinic.inbox.receive().last)
    let secrets = [
      code, reset.code, try #require(reset.link?.split(separator: ".").last.map(String.init)),
      "seven quiet herons", "2580", "483920", "483-920",
    ]
    try clinic.portal.replay { recorded in
      guard let event = recorded.event else { return true }
      let data = String(decoding: event.data, as: UTF8.self)
      let words = Set(data.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init))
      for secret in secrets {
        #expect(!words.contains(secret), "a secret stands in \(event.type)")
      }
      #expect(!data.contains("seven quiet"), "a password stands in \(event.type)")
      #expect(!event.tags.contains { $0.contains("maria.alvarez") })
      return true
    }
  }

  @Test func `A reset takes the code or the link, once, and locks nobody out`() async throws {
    for usesLink in [false, true] {
      let clinic = try await Clinic()
      for _ in 0..<5 { _ = try await signIn(clinic.portal, "wrong one") }
      let id = try await clinic.portal.requestPasswordReset(
        of: "Maria.Alvarez@example.org", as: web)
      let message = try #require(clinic.inbox.receive().last)
      let given = usesLink ? try #require(message.link) : message.code
      await #expect(throws: Credentials.Failure.weakPassword(.common)) {
        try await clinic.portal.resetPassword(id, given, to: "password1", as: web)
      }
      await #expect(throws: Credentials.Failure.weakPassword(.containsName)) {
        try await clinic.portal.resetPassword(id, given, to: "alvarez rules", as: web)
      }
      try await clinic.portal.resetPassword(id, given, to: "nine slow otters", as: web)
      await #expect(throws: Credentials.Failure.code(.notAccepted)) {
        try await clinic.portal.resetPassword(id, given, to: "ten slow otters", as: web)
      }
      guard case .code = try await signIn(clinic.portal, "nine slow otters") else {
        Issue.record("the new password is not taken")
        return
      }
    }
  }

  @Test func `A reset of nobody's account is answered like any other, and sends nothing`()
    async throws
  {
    let clinic = try await Clinic()
    let head = try clinic.portal.head()
    for name in ["nobody", "4199999", "nobody@example.org", "4100105"] {
      let id = try await clinic.portal.requestPasswordReset(of: name, as: web)
      #expect(id.value.count == 9)
      await #expect(throws: Credentials.Failure.code(.notAccepted)) {
        try await clinic.portal.resetPassword(id, "123456", to: "nine slow otters", as: web)
      }
    }
    #expect(clinic.inbox.receive().isEmpty)
    #expect(try clinic.portal.head() == head)
    // The sixth request of an hour is answered too.
    for number in 1...6 {
      _ = try await clinic.portal.requestPasswordReset(of: "4100101", as: web)
      #expect(clinic.inbox.receive().count == (number <= 5 ? 1 : 0))
    }
  }

  @Test func `What must not tell whether there is an account takes its time in any case`()
    async throws
  {
    let clinic = try await Clinic { $0.account.answerMilliseconds = 300 }
    let born = try #require(LocalDate("1985-03-12"))
    for number in ["4100101", "4199999"] {
      var timings = [Timings(), Timings(), Timings()]
      try await timings[0].measure {
        _ = try await clinic.portal.requestPasswordReset(of: number, as: web)
      }
      try await timings[1].measure {
        _ = try await clinic.portal.requestHelp(
          clinicNumber: number, birthDate: born, from: nil, as: web)
      }
      try await timings[2].measure {
        await #expect(throws: Registration.Failure.noMatch) {
          _ = try await clinic.portal.register(
            clinicNumber: number, activationCode: "111-222", try application(), as: web)
        }
      }
      #expect(timings.allSatisfy { $0.median >= 300 }, "\(number): \(timings.map(\.median))")
    }
  }

  @Test func `Tom registers with his activation code, once, and texts with his PIN`() async throws {
    let clinic = try await Clinic()
    let portal = clinic.portal
    defer { withExtendedLifetime(clinic) {} }
    await #expect(throws: Registration.Failure.noMatch) {
      _ = try await portal.register(
        clinicNumber: "4100105", activationCode: "483-921", try application(), .pin("5926"),
        as: web)
    }
    await #expect(throws: Registration.Failure.noMatch) {
      _ = try await portal.register(
        clinicNumber: "4199999", activationCode: "483-920", try application(), .pin("5926"),
        as: web)
    }
    let done = try await portal.register(
      clinicNumber: "4100105", activationCode: "483 920", try application(), .pin("5926"), as: web)
    #expect(done.patient == tom && done.changes.count == 2)
    let profile = try #require(try portal.profile(of: tom))
    #expect(profile.isRegistered && profile.hasPIN && profile.email?.value == "tom@example.org")
    #expect(try await portal.signIn(tom, pin: "5926", as: web).failure == nil)
    let again = try await portal.register(
      clinicNumber: "4100105", activationCode: "483-920", try application(), .pin("8264"), as: web)
    #expect(again.changes.isEmpty)
    #expect(try await portal.signIn(tom, pin: "8264", as: web).failure == .wrongPIN)
  }

  @Test func `Five wrong tries use an activation code up, and a new one works`() async throws {
    let clinic = try await Clinic()
    let portal = clinic.portal
    defer { withExtendedLifetime(clinic) {} }
    for _ in 0..<5 {
      await #expect(throws: Registration.Failure.noMatch) {
        _ = try await portal.register(
          clinicNumber: "4100105", activationCode: "000-000", try application(), as: web)
      }
    }
    await #expect(throws: Registration.Failure.noMatch) {
      _ = try await portal.register(
        clinicNumber: "4100105", activationCode: "483-920", try application(), as: web)
    }
    let code = try await portal.issueActivation(
      to: tom, as: Origin(actor: .staff("frontdesk"), channel: .staff))
    #expect(code.wholeMatch(of: /\d{3}-\d{3}/) != nil)
    _ = try await portal.register(
      clinicNumber: "4100105", activationCode: code, try application(),
      .password(username: "tom.b", password: "four loud geese"), as: web)
    #expect(try portal.patient(withUsername: "TOM.B") == tom)
  }

  @Test func `Of many who want one username, one has it`() async throws {
    let clinic = try await Clinic()
    let portal = clinic.portal
    defer { withExtendedLifetime(clinic) {} }
    let people = ["maria", "james", "wei", "rosa", "tom", "mia", "jun"].map { PatientID($0) }
    let outcomes = await withTaskGroup(of: Bool?.self) { group in
      for index in 0..<32 {
        let patient = people[index % people.count]
        let name = index.isMultiple(of: 2) ? "Riverbird" : "RIVERBIRD"
        group.addTask {
          do {
            try await portal.chooseUsername(name, of: patient, as: web)
            return true
          } catch Credentials.Failure.usernameTaken {
            return false
          } catch { return nil }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(!outcomes.contains(nil))
    let owner = try #require(try portal.patient(withUsername: "riverbird"))
    let owners = try people.filter {
      try portal.profile(of: $0)?.username?.lowercased() == "riverbird"
    }
    #expect(owners == [owner])
    // Its owner is found by the new one only.
    #expect(try portal.patient(withUsername: "maria.alvarez") == (owner == maria ? nil : maria))
  }

  @Test func `A phone changes with a code that goes to the old one, and the directory follows`()
    async throws
  {
    let clinic = try await Clinic()
    let (old, new) = (
      try #require(PhoneNumber("+15075550101")), try #require(PhoneNumber("+15075550177"))
    )
    let origin = Origin(actor: .patient(maria), channel: .chat)
    let started = try #require(
      try await clinic.portal.requestContactChange(.phone(new), of: maria, as: origin))
    let message = try #require(clinic.inbox.receive().last)
    #expect(message.to == .phone(old))
    #expect(try clinic.portal.patients(withPhone: new).isEmpty)
    await #expect(throws: ContactDetails.Failure.code(.notAccepted)) {
      try await clinic.portal.confirmContactChange(
        started.change, of: maria, code: started.code.id, "000000x", as: origin)
    }
    try await clinic.portal.confirmContactChange(
      started.change, of: maria, code: started.code.id, message.code, as: origin)
    #expect(try clinic.portal.patients(withPhone: new) == [maria])
    #expect(try clinic.portal.patients(withPhone: old).isEmpty)
    #expect(try clinic.portal.profile(of: maria)?.phone == new)
    #expect(try clinic.portal.patient(named: "507-555-0177") == maria)
    #expect(
      try await clinic.portal.requestContactChange(.phone(new), of: maria, as: origin) == nil)
  }

  @Test func `Help is asked for without being told whether there is such a patient`() async throws {
    let clinic = try await Clinic()
    let portal = clinic.portal
    defer { withExtendedLifetime(clinic) {} }
    let phone = try #require(PhoneNumber("+15075550199"))
    let born = try #require(LocalDate("1985-03-12"))
    let known = try await portal.requestHelp(
      clinicNumber: "4100101", birthDate: born, from: phone, as: web)
    let unknown = try await portal.requestHelp(
      clinicNumber: "4199999", birthDate: born, from: phone, as: web)
    let wrong = try await portal.requestHelp(
      clinicNumber: "4100102", birthDate: born, from: phone, as: web)
    #expect(Set([known, unknown, wrong].map(\.value.count)) == [9])
    #expect(try portal.helpQueue().map(\.id) == [known])
    #expect(try portal.patient(ofHelp: known) == maria)
    let desk = Origin(actor: .staff("frontdesk"), channel: .staff)
    try await portal.perform(HelpDesk.self, .close(maria, known, outcome: "called"), as: desk)
    #expect(try portal.helpQueue().isEmpty)
  }

  @Test func `STOP keeps texts of every kind from a number, whatever its owner agreed to`()
    async throws
  {
    let clinic = try await Clinic()
    let portal = clinic.portal
    defer { withExtendedLifetime(clinic) {} }
    let phone = try #require(PhoneNumber("+15075550101"))
    #expect(try portal.mayText(.healthDetailsByText, to: maria, at: phone))
    #expect(try portal.mayText(.remindersByText, to: maria, at: phone))
    try await portal.perform(OptOuts.self, .stop(phone), as: web)
    for topic in Account.Topic.allCases {
      #expect(try !portal.mayText(topic, to: maria, at: phone))
    }
    try await portal.perform(OptOuts.self, .start(phone), as: web)
    #expect(try portal.mayText(.billingByText, to: maria, at: phone))
    let james = try #require(PhoneNumber("+15075550102"))
    #expect(try !portal.mayText(.billingByText, to: PatientID("james"), at: james))
    #expect(try !portal.mayText(.healthDetailsByText, to: PatientID("james"), at: james))
  }

  @Test func `Security questions are asked besides the code where the clinic wants them`()
    async throws
  {
    let clinic = try await Clinic { $0.account.securityQuestions = true }
    let origin = Origin(actor: .patient(maria), channel: .chat)
    try await clinic.portal.setSecurityQuestions(
      [("First street?", "Elm St."), ("First pet?", "Rex"), ("First school?", "North High")],
      of: maria, as: origin)
    let id = try await clinic.portal.requestPasswordReset(of: "4100101", as: web)
    let code = try #require(clinic.inbox.receive().last?.code)
    for answers in [[], ["elm st", "rex", "south high"]] {
      await #expect(throws: Credentials.Failure.code(.notAccepted)) {
        try await clinic.portal.resetPassword(
          id, code, answers: answers, to: "nine slow otters", as: web)
      }
    }
    await #expect(throws: Credentials.Failure.code(.notAccepted)) {
      try await clinic.portal.resetPassword(
        id, code == "000000" ? "000001" : "000000", answers: ["elm st", "rex", "north high"],
        to: "nine slow otters", as: web)
    }
    try await clinic.portal.resetPassword(
      id, code, answers: ["ELM ST", "rex ", "north-high"], to: "nine slow otters", as: web)
  }
}
