import EventStore
import Foundation
import PortalDomain
import Projections
import TestSupport
import Testing

@testable import Portal

/// Who may give which command, and see what.
@Suite struct AuthorizationTests {
  let maria = PatientID("maria")
  let wei = PatientID("wei")
  let mia = PatientID("mia")
  let jun = PatientID("jun")

  func staff(_ name: String) -> Origin { Origin(actor: .staff(name), channel: .staff) }

  func proxy(for patient: PatientID) -> Origin {
    Origin(actor: .proxy(wei, for: patient), channel: .sms)
  }

  @Test func `Staff give the commands of their roles, and nobody else's`() async throws {
    let store = try await DemonstrationStore()
    let portal = store.portal
    defer { withExtendedLifetime(store) {} }
    let command = Account.Command.unlock(maria)
    try await portal.perform(Account.self, command, as: staff("frontdesk"))
    try await portal.perform(Account.self, command, as: staff("Front-Desk"))
    for name in ["biller", "nurse"] {
      await #expect(throws: Staff.Failure.notAllowed(needs: [.administrator, .frontDesk])) {
        try await portal.perform(Account.self, command, as: staff(name))
      }
    }
    await #expect(throws: Staff.Failure.unknown) {
      try await portal.perform(Account.self, command, as: staff("mallory"))
    }
    let nora = try #require(StaffName("nurse"))
    try await portal.perform(Staff.self, .disable(nora), as: staff("ann"))
    await #expect(throws: Staff.Failure.disabled) {
      try await portal.perform(
        Account.self, .consent(maria, .billingByText, given: false), as: staff("nurse"))
    }
    await #expect(throws: Staff.Failure.disabled) {
      try await portal.noteAccess(to: maria, [.account], for: .operations, as: staff("nurse"))
    }
  }

  @Test func `No member of the staff signs in for a patient, or takes their codes`() async throws {
    let store = try await DemonstrationStore()
    let portal = store.portal
    defer { withExtendedLifetime(store) {} }
    for name in ["ann", "nurse", "frontdesk"] {
      await #expect(throws: Staff.Failure.notAllowed(needs: [])) {
        try await portal.perform(
          Account.self, .signIn(maria, pinMatches: true), as: staff(name))
      }
      await #expect(throws: Staff.Failure.notAllowed(needs: [])) {
        try await portal.perform(
          OneTimeCodes.self,
          .redeem(maria, CodeCheck(CodeID("K"), matches: true), for: .secondFactor),
          as: staff(name))
      }
    }
  }

  @Test func `The first administrator is added while there is none, and then by administrators`()
    async throws
  {
    let folder = QuickFolder()
    try EventLog.create(folder.path + "/store")
    let portal = try Portal(opening: folder.path + "/store")
    let (ann, bob) = (try #require(StaffName("ann")), try #require(StaffName("bob")))
    func added(_ name: StaffName, _ role: Role) -> Staff.Command {
      .add(Staff.Added(member: name, fullName: nil, roles: [role], provider: nil))
    }
    await #expect(throws: Staff.Failure.unknown) {
      try await portal.perform(Staff.self, added(bob, .nurse), as: staff("bob"))
    }
    try await portal.perform(Staff.self, added(ann, .administrator), as: staff("ann"))
    await #expect(throws: Staff.Failure.unknown) {
      try await portal.perform(Staff.self, added(bob, .administrator), as: staff("bob"))
    }
    try await portal.perform(Staff.self, added(bob, .nurse), as: staff("ann"))
    await #expect(throws: Staff.Failure.notAllowed(needs: [.administrator])) {
      try await portal.perform(Staff.self, .disable(ann), as: staff("bob"))
    }
  }

  @Test func `Whoever has a password gives it, and wrong ones lock`() async throws {
    let store = try await DemonstrationStore()
    let portal = store.portal
    defer { withExtendedLifetime(store) {} }
    let nurse = try #require(StaffName("nurse"))
    func signIn(_ password: String?) async throws -> Staff.Member {
      try await portal.signInStaff("Nurse") { password }
    }
    #expect(try await signIn(nil).name == nurse)
    await #expect(throws: Credentials.Failure.weakPassword(.common)) {
      try await portal.setStaffPassword("password1", of: nurse, as: staff("ann"))
    }
    try await portal.setStaffPassword("two red kettles", of: nurse, as: staff("ann"))
    #expect(try await signIn("two red kettles").hasPassword)
    await #expect(throws: Staff.Failure.passwordNeeded) { try await signIn(nil) }
    for _ in 0..<5 {
      await #expect(throws: Staff.Failure.wrongPassword) { try await signIn("two red kettle") }
    }
    await #expect { try await signIn("two red kettles") } throws: { error in
      if case Staff.Failure.locked = error { true } else { false }
    }
  }

  @Test func `A proxy gives commands within their scope for whom they act, and for nobody else`()
    async throws
  {
    let store = try await DemonstrationStore()
    let portal = store.portal
    defer { withExtendedLifetime(store) {} }
    let wish = Preferences.Change(language: .spanish)
    try await portal.perform(Preferences.self, .change(mia, wish), as: proxy(for: mia))
    for attempt in [
      // Within limits only, for others, and for one under the name of another.
      (jun, proxy(for: jun)), (maria, proxy(for: maria)), (maria, proxy(for: mia)),
      (jun, proxy(for: mia)),
    ] {
      await #expect(throws: Proxies.Failure.beyondScope, "\(attempt)") {
        try await portal.perform(Preferences.self, .change(attempt.0, wish), as: attempt.1)
      }
      #expect(try portal.profile(of: attempt.0)?.settings.language == .english)
    }
  }

  @Test func `A proxy is shown what their scope holds, and it's recorded`() async throws {
    let store = try await DemonstrationStore()
    let portal = store.portal
    defer { withExtendedLifetime(store) {} }
    for matter in Disclosures.Matter.allCases {
      try await portal.noteAccess(to: mia, [matter], for: .patientRequest, as: proxy(for: mia))
      let allowed = [.appointments, .billing, .forms].contains(matter)
      #expect(try portal.may(wei, actFor: jun, in: matter) == allowed)
      if allowed {
        try await portal.noteAccess(to: jun, [matter], for: .patientRequest, as: proxy(for: jun))
      } else {
        await #expect(throws: Proxies.Failure.beyondScope, "\(matter)") {
          try await portal.noteAccess(
            to: jun, [matter, .appointments], for: .patientRequest, as: proxy(for: jun))
        }
      }
      await #expect(throws: Proxies.Failure.beyondScope) {
        try await portal.noteAccess(to: jun, [matter], for: .patientRequest, as: proxy(for: mia))
      }
    }
    #expect(try !portal.may(wei, actFor: jun, in: nil))
    #expect(try portal.may(wei, actFor: mia, in: nil) && portal.may(wei, actFor: wei, in: nil))
    #expect(try !portal.may(mia, actFor: wei, in: .appointments))
  }

  @Test func `What was granted ends when it's revoked, and by itself at eighteen`() async throws {
    let store = try await DemonstrationStore()
    try await store.portal.perform(
      Proxies.self, .end(mia, proxy: wei, reason: "court order"), as: staff("frontdesk"))
    #expect(try store.portal.principals(of: wei).map(\.patient) == [jun])
    #expect(try store.portal.proxies(of: mia).isEmpty)
    #expect(try !store.portal.may(wei, actFor: mia, in: .appointments))
    let later = try Date.ISO8601FormatStyle().parse("2030-02-02T06:00:00Z")
    let grown = try Portal(
      opening: store.folder.path + "/store", clock: { later })
    #expect(try grown.principals(of: wei).isEmpty)
    let eve = try Portal(
      opening: store.folder.path + "/store", clock: { later.addingTimeInterval(-1) })
    #expect(try eve.principals(of: wei).map(\.patient) == [jun], "it's still the day before there")
  }

  @Test func `The demonstration clinic has its staff, care teams, proxies and wishes`() async throws
  {
    let store = try await DemonstrationStore()
    let portal = store.portal
    defer { withExtendedLifetime(store) {} }
    let staff = try portal.staff()
    for name in ["ann", "nurse", "frontdesk", "pharmacist", "biller", "chen", "patel"] {
      #expect(staff.contains { $0.name.value == name && !$0.hasPassword }, "\(name)")
    }
    #expect(try portal.careTeam(of: maria).map(\.name) == ["Dr. Anita Patel", "Dr. Grace Chen"])
    #expect(try portal.careTeam(of: maria).map(\.role) == ["primary care", "cardiology"])
    #expect(try portal.profile(of: PatientID("rosa"))?.settings.language == .spanish)
    #expect(try portal.profile(of: PatientID("tom"))?.isRegistered == false)
    let scopes = try portal.principals(of: wei).map { ($0.patient, $0.scope) }
    #expect(scopes.count == 2)
    #expect(scopes.contains { $0 == (mia, .full) } && scopes.contains { $0 == (jun, .limited) })
    #expect(try portal.profile(of: maria)?.consents == [.healthDetailsByText, .billingByText])
    #expect(try portal.profile(of: PatientID("james"))?.consents.isEmpty == true)
  }

  @Test func `A patient is named by id, clinic number or phone`() async throws {
    let store = try await DemonstrationStore()
    let portal = store.portal
    defer { withExtendedLifetime(store) {} }
    for name in ["maria", "4100101", "+15075550101", "507-555-0101"] {
      #expect(try portal.patient(named: name) == maria)
    }
    #expect(throws: Portal.NamedPatientFailure.several([wei, mia, jun])) {
      try portal.patient(named: "+15075550103")
    }
    for name in ["none", "4199999", "+15075550199", ""] {
      #expect(throws: Portal.NamedPatientFailure.nobody) { try portal.patient(named: name) }
    }
  }

  @Test func `The directory equals what the rules fold from the log`() async throws {
    let store = try await DemonstrationStore()
    let portal = store.portal
    defer { withExtendedLifetime(store) {} }
    for patient in [maria, wei, mia, jun].map(\.self) {
      var profile: Profile?
      var team: [CareTeams.Place] = []
      try portal.replay(Query(tags: [patient.tag])) { recorded in
        let event = try #require(try recorded.event.flatMap(EventCoding.decode))
        if let enrolled = event as? Account.Enrolled { profile = Profile(enrolled) }
        profile?.evolve(event)
        CareTeams.evolve(&team, event)
        return true
      }
      #expect(try portal.profile(of: patient) == profile)
      #expect(try portal.careTeam(of: patient).map(\.provider) == team.map(\.provider))
    }
  }
}
