public enum GrantEntity {}
/// One person's right to act for another.
public typealias GrantID = Identifier<GrantEntity>

extension Proxies {
  /// How much somebody may see and do for another.
  public enum Scope: String, Codable, Sendable, CaseIterable {
    /// All that the patient could.
    case full
    /// What the policy leaves: ``AccountPolicy/limitedMatters``.
    case limited
  }

  /// What somebody is to the patient.
  public enum Relation: String, Codable, Sendable, CaseIterable {
    case parent, guardian, spouse, child, caregiver, other
  }

  /// The right itself, as it stands in the events of both.
  public struct Grant: Codable, Hashable, Sendable {
    public let id: GrantID
    /// For whom one acts.
    public let patient: PatientID
    /// Who acts.
    public let proxy: PatientID
    public let relation: Relation
    public let scope: Scope
    /// The first day.
    public let startsOn: LocalDate
    /// The first day on which it's over; a child's ends when they come of age.
    public let endsOn: LocalDate?
    /// The first day on which a full scope is a limited one, for a child who is a teen then.
    public let limitedFrom: LocalDate?

    public init(
      id: GrantID, patient: PatientID, proxy: PatientID, relation: Relation, scope: Scope,
      startsOn: LocalDate, endsOn: LocalDate?, limitedFrom: LocalDate?
    ) {
      self.id = id
      self.patient = patient
      self.proxy = proxy
      self.relation = relation
      self.scope = scope
      self.startsOn = startsOn
      self.endsOn = endsOn
      self.limitedFrom = limitedFrom
    }

    /// Whether it holds on a day.
    public func holds(on day: LocalDate) -> Bool {
      startsOn <= day && endsOn.map { day < $0 } ?? true
    }

    /// How much it's good for on a day; `nil` where it doesn't hold.
    public func scope(on day: LocalDate) -> Scope? {
      guard holds(on: day) else { return nil }
      return limitedFrom.map { day >= $0 } ?? false ? .limited : scope
    }
  }

  /// A patient has a proxy, in the words of the patient's record.
  ///
  /// The proxy's own record says the same in ``Appointed``: each is erased with its own, and what
  /// others know of either goes with it.
  public struct Granted: PatientEvent {
    public static let name = "proxy.granted.v1"
    public let grant: Grant

    public init(grant: Grant) { self.grant = grant }

    public var patient: PatientID { grant.patient }
    public var tags: [String] { [patient.tag, grant.id.tag] }
  }

  /// Somebody acts for a patient, in the words of their own record.
  public struct Appointed: PatientEvent {
    public static let name = "proxy.appointed.v1"
    public let grant: Grant

    public init(grant: Grant) { self.grant = grant }

    public var patient: PatientID { grant.proxy }
    public var tags: [String] { [patient.tag, grant.id.tag] }
  }

  /// A patient has a proxy no longer.
  public struct Ended: PatientEvent {
    public static let name = "proxy.ended.v1"
    public let patient: PatientID
    public let grant: GrantID
    /// Who acted.
    public let proxy: PatientID
    public let reason: String

    public init(patient: PatientID, grant: GrantID, proxy: PatientID, reason: String) {
      self.patient = patient
      self.grant = grant
      self.proxy = proxy
      self.reason = reason
    }

    public var tags: [String] { [patient.tag, grant.tag] }
  }

  /// Somebody acts for a patient no longer.
  public struct Released: PatientEvent {
    public static let name = "proxy.released.v1"
    /// Who acted.
    public let patient: PatientID
    public let grant: GrantID
    /// For whom.
    public let principal: PatientID

    public init(patient: PatientID, grant: GrantID, principal: PatientID) {
      self.patient = patient
      self.grant = grant
      self.principal = principal
    }

    public var tags: [String] { [patient.tag, grant.tag] }
  }
}

extension GrantID {
  /// The tag of what is about one grant.
  public var tag: String { "grant:\(value)" }
}
