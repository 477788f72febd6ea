internal import EventStore
public import PortalDomain
internal import Projections

/// Who acts for whom.
extension Portal {
  /// Who acts for a patient today, and for whom the patient acts.
  public func relations(of patient: PatientID) throws -> Relations {
    if case .relations(let relations) = try row(Directory.relationsKey, of: .patient(patient)) {
      return relations
    }
    return Relations()
  }

  /// Those who act for a patient today.
  public func proxies(of patient: PatientID) throws -> [Proxies.Grant] {
    try relations(of: patient).proxies.filter { $0.holds(on: context.today) }
  }

  /// Those for whom a patient acts today.
  public func principals(of patient: PatientID) throws -> [Proxies.Grant] {
    try relations(of: patient).principals.filter { $0.holds(on: context.today) }
  }

  /// Whether somebody may see and do something for a patient today; for oneself one always may.
  ///
  /// - Parameters:
  ///   - person: who acts.
  ///   - patient: whose it is.
  ///   - matter: a part of the patient's affairs; `nil` for what only full scope is good for.
  public func may(
    _ person: PatientID, actFor patient: PatientID, in matter: Disclosures.Matter?
  ) throws -> Bool {
    if person == patient { return true }
    let today = context.today
    return try principals(of: person).contains { grant in
      grant.patient == patient
        && matter.map { Proxies.allows($0, grant, on: today, policy.account) }
          ?? (grant.scope(on: today) == .full)
    }
  }
}

/// Who may give which command, and see what. Patients are held by the rules alone.
extension Portal {
  /// Throws where the staff have not the role for a command, or a proxy not the scope.
  func authorize<F: Feature>(
    _ feature: F.Type, _ command: F.Command, as origin: Origin
  ) throws {
    switch origin.actor {
    case .staff: try authorize(F.roles(for: command), command, as: origin)
    case .proxy(let person, for: let patient):
      guard try may(person, actFor: patient, in: F.matter(of: command)) else {
        throw Proxies.Failure.beyondScope
      }
    case .patient, .system, .unknown: break
    }
  }

  /// Throws where one of the staff has none of the roles that a command takes.
  func authorize(_ needs: Set<Role>, _ command: some Sendable, as origin: Origin) throws {
    guard case .staff(let name) = origin.actor else { return }
    if let command = command as? Staff.Command, try isFirstAdministrator(command) { return }
    guard !needs.isDisjoint(with: try staffMember(acting: name).roles) else {
      throw Staff.Failure.notAllowed(needs: needs)
    }
  }

  /// Throws where a proxy's command would touch somebody else than the two.
  func authorize(_ events: [any DomainEvent], as origin: Origin) throws {
    guard case .proxy(let person, for: let patient) = origin.actor else { return }
    for case .patient(let touched) in events.map(\.subject)
    where touched != patient && touched != person {
      throw Proxies.Failure.beyondScope
    }
  }

  /// Throws where a proxy may not see something, nobody on the staff looks, one whose work doesn't need
  /// it and who didn't break the glass, or one who isn't of the care team at a restricted record.
  func authorize(
    seeing matters: Set<Disclosures.Matter>, of patient: PatientID,
    for purpose: Disclosures.Purpose, as origin: Origin
  ) throws {
    switch origin.actor {
    case .staff(let name):
      let member = try staffMember(acting: name)
      let beyond = matters.filter { !member.mayRead($0, for: purpose) }
      let glass =
        beyond.isEmpty ? [] : try seenThroughGlass(of: patient, by: member.name.value)
      try checkRoles(of: member, beyond.subtracting(glass), for: purpose)
      try checkRestriction(of: patient, member, matters)
    case .proxy(let person, for: let principal):
      guard principal == patient,
        try matters.allSatisfy({ try may(person, actFor: patient, in: $0) })
      else { throw Proxies.Failure.beyondScope }
    case .patient, .system, .unknown: break
    }
  }
}
