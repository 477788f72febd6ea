extension Disclosures {
  /// Someone was shown a patient's data. Who and by which way stands in the event's metadata.
  ///
  /// What the same person is shown of it again within a short time (``DisclosuresPolicy``) is not
  /// recorded anew.
  public struct Viewed: AccessEvent {
    public static let name = "access.viewed.v1"
    public let patient: PatientID
    /// In one order, each once.
    public let matters: [Matter]
    public let purpose: Purpose

    public init(patient: PatientID, matters: Set<Matter>, purpose: Purpose) {
      self.patient = patient
      self.matters = matters.sorted { $0.rawValue < $1.rawValue }
      self.purpose = purpose
    }
  }

  /// Someone who otherwise may not was shown a patient's data, and said why.
  public struct GlassBroken: AccessEvent {
    public static let name = "access.glassBroken.v1"
    public let patient: PatientID
    /// In one order, each once.
    public let matters: [Matter]
    public let reason: Emergency

    public init(patient: PatientID, matters: Set<Matter>, reason: Emergency) {
      self.patient = patient
      self.matters = matters.sorted { $0.rawValue < $1.rawValue }
      self.reason = reason
    }
  }

  /// Data of a patient was given to somebody outside: what the accounting has to say of it
  /// (45 CFR 164.528(b)(2)), and no more.
  public struct Disclosed: AccessEvent, Equatable {
    public static let name = "access.disclosed.v1"
    public let patient: PatientID
    public let disclosure: DisclosureID
    /// The name, and the address where it's known.
    public let recipient: String
    /// In one order, each once.
    public let matters: [Matter]
    public let ground: Ground
    public let on: LocalDate

    public init(
      patient: PatientID, disclosure: DisclosureID, recipient: String, matters: Set<Matter>,
      ground: Ground, on: LocalDate
    ) {
      self.patient = patient
      self.disclosure = disclosure
      self.recipient = recipient
      self.matters = matters.sorted { $0.rawValue < $1.rawValue }
      self.ground = ground
      self.on = on
    }

    public var tags: [String] { [patient.accountingTag, disclosure.tag] }
  }
}

extension Disclosures {
  /// From now on only the patient's care team sees the record: it's one of the staff's own, or of
  /// somebody whom many are curious about.
  public struct Restricted: PatientEvent {
    public static let name = "access.restricted.v1"
    public let patient: PatientID

    public init(patient: PatientID) { self.patient = patient }
  }

  /// Whoever works at the clinic sees the record again.
  public struct Unrestricted: PatientEvent {
    public static let name = "access.unrestricted.v1"
    public let patient: PatientID

    public init(patient: PatientID) { self.patient = patient }
  }
}

/// An event of the accounting. It's kept when the patient is erased, and so it has a tag of its own:
/// that of the patient's other events leads nowhere then.
public protocol AccessEvent: PatientEvent {
  var matters: [Disclosures.Matter] { get }
}

extension AccessEvent {
  public static var outlivesErasure: Bool { true }
  public var tags: [String] { [patient.accountingTag] }
}

extension PatientID {
  /// The tag of the accounting of the patient's data.
  public var accountingTag: String { "accounting:\(value)" }
}

public enum DisclosureEntity {}
public typealias DisclosureID = Identifier<DisclosureEntity>

extension DisclosureID {
  var tag: String { "disclosure:\(value)" }
}
