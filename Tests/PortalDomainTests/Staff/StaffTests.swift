import Foundation
import PortalDomain
import TestSupport
import Testing

@Suite struct StaffTests {
  func name(_ text: String) throws -> StaffName { try #require(StaffName(text)) }

  func added(_ text: String, _ roles: Role...) throws -> Staff.Added {
    Staff.Added(
      member: try name(text), fullName: nil, roles: Set(roles), provider: nil)
  }

  @Test func `A name counts without case, spaces, hyphens and dots`() throws {
    #expect(try name("Front-Desk") == name("frontdesk"))
    #expect(try name(" Ann ").value == "ann")
    #expect(StaffName("- .") == nil)
    #expect(StaffName(String(repeating: "a", count: 65)) == nil)
  }

  @Test func `Somebody is added once, with a role`() throws {
    let ann = try added("ann", .administrator)
    try expect(Given(Staff.self).when(.add(ann)), equal: ann)
    #expect(try Given(Staff.self, ann).when(.add(ann)).isEmpty)
    #expect(throws: Staff.Failure.nameTaken) {
      try Given(Staff.self, ann).when(.add(try added("Ann", .nurse)))
    }
    #expect(throws: Staff.Failure.noRoles) {
      try Given(Staff.self).when(.add(try added("ann")))
    }
  }

  @Test func `Roles change, but the last administrator stays one`() throws {
    let (ann, bob) = (try name("ann"), try name("bob"))
    let given = Given(Staff.self, try added("ann", .administrator), try added("bob", .nurse))
    try expect(
      given.when(.changeRoles(bob, [.nurse, .biller])),
      equal: Staff.RolesChanged(member: bob, roles: [.biller, .nurse]))
    #expect(try given.when(.changeRoles(bob, [.nurse])).isEmpty)
    #expect(throws: Staff.Failure.lastAdministrator) {
      try given.when(.changeRoles(ann, [.nurse]))
    }
    #expect(throws: Staff.Failure.lastAdministrator) { try given.when(.disable(ann)) }
    #expect(throws: Staff.Failure.noRoles) { try given.when(.changeRoles(bob, [])) }
    #expect(throws: Staff.Failure.unknown) {
      try given.when(.changeRoles(try name("none"), [.nurse]))
    }
    let two = given.and(Staff.RolesChanged(member: bob, roles: [.administrator]))
    #expect(try two.when(.disable(ann)).count == 1)
  }

  @Test func `Somebody is disabled and enabled, each once`() throws {
    let bob = try name("bob")
    let given = Given(Staff.self, try added("bob", .nurse))
    let (disabled, enabled) = (Staff.Disabled(member: bob), Staff.Enabled(member: bob))
    try expect(given.when(.disable(bob)), equal: disabled)
    #expect(try given.and(disabled).when(.disable(bob)).isEmpty)
    try expect(given.and(disabled).when(.enable(bob)), equal: enabled)
    #expect(try given.when(.enable(bob)).isEmpty)
    #expect(throws: Staff.Failure.disabled) {
      try given.and(disabled).when(.signIn(bob, passwordMatches: true))
    }
  }

  @Test func `A password is asked for where there is one, and wrong ones lock`() throws {
    let bob = try name("bob")
    let given = Given(Staff.self, try added("bob", .nurse))
    #expect(try given.when(.signIn(bob, passwordMatches: nil)).isEmpty)
    let set = Staff.PasswordSet(member: bob, hash: "h")
    try expect(given.when(.setPassword(bob, hash: "h")), equal: set)
    #expect(try given.and(set).when(.setPassword(bob, hash: "h")).isEmpty)
    #expect(throws: Staff.Failure.passwordNeeded) {
      try given.and(set).when(.signIn(bob, passwordMatches: nil))
    }
    #expect(try given.and(set).when(.signIn(bob, passwordMatches: true)).isEmpty)
    var history: [any DomainEvent] = given.history + [set]
    for _ in 1...5 {
      history += try Given(Staff.self, history).when(.signIn(bob, passwordMatches: false))
    }
    #expect(throws: Staff.Failure.locked(until: try instant("2026-03-02T16:00:30Z"))) {
      try Given(Staff.self, history).when(.signIn(bob, passwordMatches: true))
    }
    let later = Given(Staff.self, history).at("2026-03-02T16:00:30Z")
    try expect(
      later.when(.signIn(bob, passwordMatches: true)), equal: Staff.SignedIn(member: bob))
    #expect(throws: Staff.Failure.unknown) {
      try given.when(.signIn(try name("none"), passwordMatches: nil))
    }
  }

  @Test func `A provider is added once`() throws {
    let chen = Staff.ProviderAdded(
      provider: ProviderID("chen"), name: "Dr. Chen", specialty: nil)
    try expect(Given(Staff.self).when(.addProvider(chen)), equal: chen)
    #expect(try Given(Staff.self, chen).when(.addProvider(chen)).isEmpty)
  }

  @Test func `Whatever is done to the staff, an administrator is left`() throws {
    var generator = SeededGenerator(seed: 17)
    let names = try ["ann", "bob", "cid"].map(name)
    var history: [any DomainEvent] = [try added("ann", .administrator)]
    for _ in 0..<400 {
      let member = try #require(names.randomElement(using: &generator))
      let roles = Set(Role.allCases.filter { _ in Int.random(in: 0..<4, using: &generator) == 0 })
      let commands: [Staff.Command] = [
        .add(Staff.Added(member: member, fullName: nil, roles: roles, provider: nil)),
        .changeRoles(member, roles), .disable(member), .enable(member),
      ]
      let command = try #require(commands.randomElement(using: &generator))
      history += (try? Given(Staff.self, history).when(command)) ?? []
      var state = Staff.initial
      for event in history { Staff.evolve(&state, event) }
      #expect(state.hasAdministrator)
    }
    #expect(history.count > 20)
  }

  @Test func `A care team is made of the clinic's providers, each in one place`() throws {
    let patient = PatientID("p1")
    let (chen, patel) = (ProviderID("chen"), ProviderID("patel"))
    let given = Given(
      CareTeams.self, try enrolled("p1"),
      Staff.ProviderAdded(provider: chen, name: "Dr. Chen", specialty: nil))
    let assigned = CareTeams.Assigned(patient: patient, provider: chen, role: "cardiology")
    try expect(given.when(.assign(patient, chen, role: "cardiology")), equal: assigned)
    let after = given.and(assigned)
    #expect(try after.when(.assign(patient, chen, role: "cardiology")).isEmpty)
    #expect(try after.when(.assign(patient, chen, role: "primary care")).count == 1)
    #expect(throws: CareTeams.Failure.unknownProvider) {
      try after.when(.assign(patient, patel, role: "primary care"))
    }
    #expect(throws: CareTeams.Failure.unknownPatient) {
      try Given(CareTeams.self).when(.assign(patient, chen, role: "x"))
    }
    let ended = CareTeams.Ended(patient: patient, provider: chen)
    try expect(after.when(.end(patient, chen)), equal: ended)
    #expect(try after.and(ended).when(.end(patient, chen)).isEmpty)
    let full = after.and(Staff.ProviderAdded(provider: patel, name: "Dr. Patel", specialty: nil))
      .under { $0.account.careTeamLimit = 1 }
    #expect(throws: CareTeams.Failure.tooMany(limit: 1)) {
      try full.when(.assign(patient, patel, role: "primary care"))
    }
  }
}
