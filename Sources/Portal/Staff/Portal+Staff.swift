internal import EventStore
internal import PortalCrypto
public import PortalDomain
internal import Projections

/// The clinic's people.
extension Portal {
  /// The staff, in the order of their names.
  public func staff() throws -> [Staff.Member] {
    try log.views { rows, snapshot in
      try engine.reader(StaffList.self).rows(of: .clinic, rows, snapshot)
    }.sorted { $0.name.value < $1.name.value }
  }

  /// One of the staff, disabled ones too; `nil` for nobody.
  public func staffMember(named name: String) throws -> Staff.Member? {
    guard let name = StaffName(name) else { return nil }
    return try log.views { rows, snapshot in
      try engine.reader(StaffList.self).row(name.value, of: .clinic, rows, snapshot)
    }
  }

  /// Takes it that one of the staff is there: with their password, where they have one.
  ///
  /// - Parameters:
  ///   - name: as it was given.
  ///   - password: asked for only where there is one to be given; `nil` where none is.
  /// - Returns: who it is, by the name that their events carry.
  /// - Throws: `Staff.Failure`, `LogError`, or what `password` throws.
  public func signInStaff(
    _ name: String, password: () async throws -> String?
  ) async throws -> Staff.Member {
    let member = try staffMember(acting: name)
    guard member.hasPassword else { return member }
    guard let given = try await password() else { throw Staff.Failure.passwordNeeded }
    let query = query(
      of: Staff.self, Staff.boundary(of: .signIn(member.name, passwordMatches: nil)))
    let hash = try load(Staff.self, query).0.hashes[member.name] ?? ""
    let matches = try await Self.offPool {
      Password.verify(PasswordRules.normalized(given), against: hash)
    }
    let changes = try await perform(
      Staff.self, .signIn(member.name, passwordMatches: matches),
      as: Origin(actor: .system, channel: .staff))
    guard matches, !changes.contains(where: { $0.event is Staff.SignInFailed }) else {
      throw Staff.Failure.wrongPassword
    }
    return member
  }

  /// Gives one of the staff a password, of which only a slow hash is kept.
  ///
  /// - Throws: `Credentials.Failure.weakPassword`, `Staff.Failure` or `LogError`.
  @discardableResult
  public func setStaffPassword(
    _ password: String, of name: StaffName, as origin: Origin
  ) async throws -> [RecordedChange] {
    guard let member = try staffMember(named: name.value) else { throw Staff.Failure.unknown }
    let owner = PasswordRules.Owner(
      names: [member.fullName].compactMap(\.self), birthDate: nil, username: name.value)
    if let weakness = PasswordRules.weakness(of: password, for: owner, policy.account) {
      throw Credentials.Failure.weakPassword(weakness)
    }
    let hash = try await Self.offPool {
      try Password.hash(PasswordRules.normalized(password))
    }
    return try await perform(Staff.self, .setPassword(name, hash: hash), as: origin)
  }

  /// One of the staff who may do something.
  ///
  /// - Throws: `Staff.Failure` for who is unknown or disabled.
  func staffMember(acting name: String) throws -> Staff.Member {
    guard let member = try staffMember(named: name) else { throw Staff.Failure.unknown }
    guard !member.isDisabled else { throw Staff.Failure.disabled }
    return member
  }

  /// Whether a command adds an administrator while there is none: anybody may, who has the store's
  /// keys.
  func isFirstAdministrator(_ command: Staff.Command) throws -> Bool {
    guard case .add(let event) = command, event.roles.contains(.administrator) else { return false }
    return try !staff().contains { !$0.isDisabled && $0.roles.contains(.administrator) }
  }
}
