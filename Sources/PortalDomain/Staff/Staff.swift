public import Foundation

/// The clinic's people: who they are, what they may do, and how they prove it.
public enum Staff: Feature {
  public static let events: [any DomainEvent.Type] = [
    ProviderAdded.self, Added.self, RolesChanged.self, Disabled.self, Enabled.self,
    PasswordSet.self, SignInFailed.self, SignedIn.self,
  ]

  // MARK: State

  /// One of the staff.
  public struct Member: Codable, Hashable, Sendable {
    public let name: StaffName
    public var fullName: String?
    /// In one order, each once.
    public var roles: [Role]
    public var provider: ProviderID?
    public var isDisabled = false
    public var hasPassword = false

    public init(_ event: Added) {
      name = event.member
      fullName = event.fullName
      roles = event.roles
      provider = event.provider
    }

    /// Takes in a later event of this member.
    public mutating func evolve(_ event: any StaffEvent) {
      switch event {
      case let event as RolesChanged: roles = event.roles
      case is Disabled: isDisabled = true
      case is Enabled: isDisabled = false
      case is PasswordSet: hasPassword = true
      default: break
      }
    }

    var isAdministrator: Bool { !isDisabled && roles.contains(.administrator) }
  }

  public struct State: Sendable {
    public var providers: Set<ProviderID> = []
    public var members: [StaffName: Member] = [:]
    public var hashes: [StaffName: String] = [:]
    public var failures: [StaffName: Int] = [:]
    public var lockedUntil: [StaffName: Date] = [:]

    /// Whether somebody may add staff.
    public var hasAdministrator: Bool { members.values.contains(where: \.isAdministrator) }

    fileprivate func isLastAdministrator(_ name: StaffName) -> Bool {
      members[name]?.isAdministrator == true
        && members.values.count(where: \.isAdministrator) == 1
    }
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case let event as ProviderAdded: state.providers.insert(event.provider)
    case let event as Added: state.members[event.member] = Member(event)
    case let event as PasswordSet:
      state.hashes[event.member] = event.hash
      state.forgetFailures(event.member)
      state.members[event.member]?.evolve(event)
    case let event as SignInFailed:
      state.failures[event.member, default: 0] += 1
      if let until = event.lockedUntil { state.lockedUntil[event.member] = until }
    case let event as SignedIn: state.forgetFailures(event.member)
    case let event as any StaffEvent: state.members[event.member]?.evolve(event)
    default: break
    }
  }

  // MARK: Decisions

  public enum Command: Sendable {
    case addProvider(ProviderAdded)
    case add(Added)
    case changeRoles(StaffName, Set<Role>)
    case disable(StaffName)
    case enable(StaffName)
    case setPassword(StaffName, hash: String)
    /// Somebody gave a password; whether it was the right one was found out with the hash of the
    /// state. `nil` where none was given.
    case signIn(StaffName, passwordMatches: Bool?)
  }

  public enum Failure: Refusal, Equatable {
    case unknown
    /// Unknown, disabled, or without a role that may.
    case notAllowed(needs: Set<Role>)
    /// Their work doesn't need that part of a record.
    case mayNotSee(Disclosures.Matter, needs: Set<Role>)
    case nameTaken
    case noRoles
    case lastAdministrator
    case wrongPassword
    case passwordNeeded
    case locked(until: Date)
    case disabled

    public var code: String {
      switch self {
      case .unknown: "staff.unknown"
      case .notAllowed: "staff.notAllowed"
      case .mayNotSee: "staff.mayNotSee"
      case .nameTaken: "staff.nameTaken"
      case .noRoles: "staff.noRoles"
      case .lastAdministrator: "staff.lastAdministrator"
      case .wrongPassword: "staff.wrongPassword"
      case .passwordNeeded: "staff.passwordNeeded"
      case .locked: "staff.locked"
      case .disabled: "staff.disabled"
      }
    }

    public var message: String {
      switch self {
      case .unknown:
        "nobody on the staff has that name; see 'portal staff list', or have an administrator add it"
      case .notAllowed(let needs) where needs.isEmpty:
        "that is not for staff to do; the patient does it"
      case .notAllowed(let needs):
        "you may not do that; it takes the role \(Self.words(needs))"
      case .mayNotSee(let matter, let needs):
        "you may not see a patient's \(matter.rawValue); it takes the role \(Self.words(needs)), "
          + "or in an emergency 'portal staff break-glass'"
      case .nameTaken: "somebody on the staff has that name; choose another"
      case .noRoles:
        "name at least one role: "
          + Role.allCases.map(\.rawValue).joined(separator: ", ")
      case .lastAdministrator:
        "nobody else is an administrator; make somebody one first"
      case .wrongPassword: "that name and password don't match; try again"
      case .passwordNeeded:
        "this account has a password; give it at the terminal, with --password-fd or in "
          + "PORTAL_STAFF_PASSWORD"
      case .locked: "too many wrong passwords; wait a while and try again"
      case .disabled: "this account is disabled; ask an administrator"
      }
    }

    private static func words(_ roles: Set<Role>) -> String {
      roles.map(\.rawValue).sorted().joined(separator: " or ")
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .addProvider(let event): Boundary(tags: "provider:\(event.provider)")
    // Whether somebody is the only administrator depends on all of the staff: there are few.
    case .add, .changeRoles, .disable:
      Boundary([
        .init(
          tags: [StaffName.everybodysTag],
          types: [Added.self, RolesChanged.self, Disabled.self, Enabled.self])
      ])
    case .enable(let name), .setPassword(let name, _), .signIn(let name, _):
      Boundary(tags: name.tag)
    }
  }

  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .signIn: []
    default: [.administrator]
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .addProvider(let event): return state.providers.contains(event.provider) ? [] : [event]
    case .add(let event):
      guard !event.roles.isEmpty else { throw .noRoles }
      if let known = state.members[event.member] {
        guard known == Member(event) else { throw .nameTaken }
        return []
      }
      return [event]
    case .changeRoles(let name, let roles):
      let member = try known(name, state)
      guard !roles.isEmpty else { throw .noRoles }
      guard roles.contains(.administrator) || !state.isLastAdministrator(name) else {
        throw .lastAdministrator
      }
      return Set(member.roles) == roles ? [] : [RolesChanged(member: name, roles: roles)]
    case .disable(let name):
      guard try !known(name, state).isDisabled else { return [] }
      guard !state.isLastAdministrator(name) else { throw .lastAdministrator }
      return [Disabled(member: name)]
    case .enable(let name):
      return try known(name, state).isDisabled ? [Enabled(member: name)] : []
    case .setPassword(let name, let hash):
      _ = try known(name, state)
      return state.hashes[name] == hash ? [] : [PasswordSet(member: name, hash: hash)]
    case .signIn(let name, let passwordMatches):
      guard try !known(name, state).isDisabled else { throw .disabled }
      guard state.hashes[name] != nil else { return [] }
      guard let passwordMatches else { throw .passwordNeeded }
      if let until = state.lockedUntil[name], until > context.now { throw .locked(until: until) }
      let failures = state.failures[name, default: 0]
      if passwordMatches { return failures == 0 ? [] : [SignedIn(member: name)] }
      return [
        SignInFailed(member: name, lockedUntil: context.lockOut(afterFailures: failures + 1))
      ]
    }
  }

  private static func known(_ name: StaffName, _ state: State) throws(Failure) -> Member {
    guard let member = state.members[name] else { throw .unknown }
    return member
  }
}

extension Staff.State {
  fileprivate mutating func forgetFailures(_ name: StaffName) {
    failures[name] = nil
    lockedUntil[name] = nil
  }
}
