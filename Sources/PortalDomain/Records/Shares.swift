public import Foundation

/// A patient lets another provider look at parts of their record, for a time.
///
/// A share is opened with a code that works once. Of a code only a slow hash is kept; whether what
/// somebody typed is the code is found out beside the rules, and the rules are told which hash it
/// matched.
public enum Shares: Feature {
  public static let events: [any DomainEvent.Type] = [
    Created.self, CodeIssued.self, Used.self, CodeRefused.self, Revoked.self, Expired.self,
  ]

  public static let initial = State()

  /// Which parts of a record a share shows.
  public struct Scope: Codable, Hashable, Sendable {
    /// In one order, each once.
    public let kinds: [Records.Kind]
    /// Only what is from this day or later; conditions, allergies and immunizations always.
    public let since: LocalDate?
    public let includesMedicines: Bool

    public init(kinds: Set<Records.Kind>, since: LocalDate?, includesMedicines: Bool) {
      self.kinds = Records.Kind.allCases.filter(kinds.contains)
      self.since = since
      self.includesMedicines = includesMedicines
    }

    /// All that there is.
    public static let everything = Scope(
      kinds: Set(Records.Kind.allCases), since: nil, includesMedicines: true)
  }

  public enum Command: Sendable {
    /// Without an end it lasts as long as the policy says.
    case create(
      PatientID, ShareID, recipient: String, Scope, until: LocalDate?, codeHash: String)
    /// A new code in the place of a used or void one.
    case issueCode(PatientID, ShareID, codeHash: String)
    /// Somebody gave a code: the hash that it matched, or none.
    case use(PatientID, ShareID, matched: String?)
    case revoke(PatientID, ShareID)
    /// Notes that the end has come.
    case expire(PatientID, ShareID)

    var place: (patient: PatientID, share: ShareID) {
      switch self {
      case .create(let patient, let share, _, _, _, _), .issueCode(let patient, let share, _),
        .use(let patient, let share, _), .revoke(let patient, let share),
        .expire(let patient, let share):
        (patient, share)
      }
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    let (patient, share) = command.place
    return Boundary(tags: patient.tag, "share:\(share)")
  }

  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .create, .issueCode, .use: [.administrator, .frontDesk, .nurse, .provider]
    case .revoke, .expire: Set(Role.allCases)
    }
  }
}

public enum ShareEntity {}

/// One share of a patient's record.
public typealias ShareID = Identifier<ShareEntity>

/// An event of one share.
public protocol ShareEvent: PatientEvent {
  var share: ShareID { get }
}

extension ShareEvent {
  public var tags: [String] { [patient.tag, "share:\(share)"] }
}

extension Shares {
  public struct Created: ShareEvent {
    public static let name = "share.created.v1"
    public let patient: PatientID
    public let share: ShareID
    /// Who is let in: `Dr. Lee, Gundersen Clinic`.
    public let recipient: String
    public let scope: Scope
    public let createdAt: Date
    public let expiresAt: Date
    /// The code's Argon2id hash.
    public let codeHash: String

    public init(
      patient: PatientID, share: ShareID, recipient: String, scope: Scope, createdAt: Date,
      expiresAt: Date, codeHash: String
    ) {
      self.patient = patient
      self.share = share
      self.recipient = recipient
      self.scope = scope
      self.createdAt = createdAt
      self.expiresAt = expiresAt
      self.codeHash = codeHash
    }
  }

  public struct CodeIssued: ShareEvent {
    public static let name = "share.codeIssued.v1"
    public let patient: PatientID
    public let share: ShareID
    public let codeHash: String
    public let issuedAt: Date

    public init(patient: PatientID, share: ShareID, codeHash: String, issuedAt: Date) {
      self.patient = patient
      self.share = share
      self.codeHash = codeHash
      self.issuedAt = issuedAt
    }
  }

  /// The recipient was shown what the share shows: a disclosure, with what of the record it was.
  public struct Used: ShareEvent {
    public static let name = "share.used.v2"
    public let patient: PatientID
    public let share: ShareID
    public let recipient: String
    public let kinds: [Records.Kind]
    public let includesMedicines: Bool
    public let usedAt: Date

    public init(
      patient: PatientID, share: ShareID, recipient: String, kinds: [Records.Kind],
      includesMedicines: Bool, usedAt: Date
    ) {
      self.patient = patient
      self.share = share
      self.recipient = recipient
      self.kinds = kinds
      self.includesMedicines = includesMedicines
      self.usedAt = usedAt
    }
  }

  /// A use of whose medicines nothing was noted.
  public struct UsedBefore: RetiredEvent {
    public static let name = "share.used.v1"
    let patient: PatientID
    let share: ShareID
    let recipient: String
    let kinds: [Records.Kind]
    let usedAt: Date

    /// The medicines were shared with everything, and there was no other way to share them.
    public func upcast() -> Used {
      Used(
        patient: patient, share: share, recipient: recipient, kinds: kinds,
        includesMedicines: kinds == Scope.everything.kinds, usedAt: usedAt)
    }
  }

  /// Somebody gave a wrong code.
  public struct CodeRefused: ShareEvent {
    public static let name = "share.codeRefused.v1"
    public let patient: PatientID
    public let share: ShareID
    public let refusedAt: Date

    public init(patient: PatientID, share: ShareID, refusedAt: Date) {
      self.patient = patient
      self.share = share
      self.refusedAt = refusedAt
    }
  }

  public struct Revoked: ShareEvent {
    public static let name = "share.revoked.v1"
    public let patient: PatientID
    public let share: ShareID
    public let revokedAt: Date

    public init(patient: PatientID, share: ShareID, revokedAt: Date) {
      self.patient = patient
      self.share = share
      self.revokedAt = revokedAt
    }
  }

  public struct Expired: ShareEvent {
    public static let name = "share.expired.v1"
    public let patient: PatientID
    public let share: ShareID
    public let expiredAt: Date

    public init(patient: PatientID, share: ShareID, expiredAt: Date) {
      self.patient = patient
      self.share = share
      self.expiredAt = expiredAt
    }
  }
}
