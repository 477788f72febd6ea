public import Foundation

extension Staff {
  /// A doctor, or another who treats patients.
  public struct ProviderAdded: DomainEvent {
    public static let name = "staff.providerAdded.v1"
    public let provider: ProviderID
    public let name: String
    public let specialty: String?
    /// Where the record came from, if from elsewhere: `fhir:Practitioner/…`.
    public let source: String?

    public init(provider: ProviderID, name: String, specialty: String?, source: String? = nil) {
      self.provider = provider
      self.name = name
      self.specialty = specialty
      self.source = source
    }

    public var subject: EventSubject { .clinic }
    public var tags: [String] {
      ["provider:\(provider)"] + [source.map { "source:\($0)" }].compactMap { $0 }
    }
  }

  /// Somebody works at the clinic's side.
  public struct Added: StaffEvent {
    public static let name = "staff.added.v1"
    public let member: StaffName
    /// `Ann Berg`.
    public let fullName: String?
    /// In one order, each once.
    public let roles: [Role]
    /// Who they are among the providers.
    public let provider: ProviderID?

    public init(member: StaffName, fullName: String?, roles: Set<Role>, provider: ProviderID?) {
      self.member = member
      self.fullName = fullName
      self.roles = roles.sorted { $0.rawValue < $1.rawValue }
      self.provider = provider
    }
  }

  /// Somebody does other things now.
  public struct RolesChanged: StaffEvent {
    public static let name = "staff.rolesChanged.v1"
    public let member: StaffName
    /// In one order, each once.
    public let roles: [Role]

    public init(member: StaffName, roles: Set<Role>) {
      self.member = member
      self.roles = roles.sorted { $0.rawValue < $1.rawValue }
    }
  }

  /// Somebody may do nothing any more.
  public struct Disabled: StaffEvent {
    public static let name = "staff.disabled.v1"
    public let member: StaffName

    public init(member: StaffName) { self.member = member }
  }

  /// Somebody who was disabled is back.
  public struct Enabled: StaffEvent {
    public static let name = "staff.enabled.v1"
    public let member: StaffName

    public init(member: StaffName) { self.member = member }
  }

  /// Somebody has a new password.
  public struct PasswordSet: StaffEvent {
    public static let name = "staff.passwordSet.v1"
    public let member: StaffName
    /// The password's Argon2id hash.
    public let hash: String

    public init(member: StaffName, hash: String) {
      self.member = member
      self.hash = hash
    }
  }

  /// A wrong password was given.
  public struct SignInFailed: StaffEvent {
    public static let name = "staff.signInFailed.v1"
    public let member: StaffName
    /// Until when no further try is taken, where this one caused a lock-out.
    public let lockedUntil: Date?

    public init(member: StaffName, lockedUntil: Date?) {
      self.member = member
      self.lockedUntil = lockedUntil
    }
  }

  /// Somebody gave the right password after wrong ones.
  public struct SignedIn: StaffEvent {
    public static let name = "staff.signedIn.v1"
    public let member: StaffName

    public init(member: StaffName) { self.member = member }
  }
}

/// An event of one of the staff.
public protocol StaffEvent: DomainEvent {
  var member: StaffName { get }
}

extension StaffEvent {
  public var subject: EventSubject { .clinic }
  public var tags: [String] { [member.tag, StaffName.everybodysTag] }
}
