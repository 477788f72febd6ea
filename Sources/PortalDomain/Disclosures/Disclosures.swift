/// Who looked at whose health data or received it, what of it, and why: the accounting of disclosures
/// (45 CFR 164.528).
public enum Disclosures: Feature {
  public static let events: [any DomainEvent.Type] = [
    Viewed.self, GlassBroken.self, Disclosed.self, Restricted.self, Unrestricted.self,
  ]

  /// A part of what the clinic knows of a patient.
  public enum Matter: String, Codable, Sendable, CaseIterable {
    case account, appointments, billing, documents, forms, medicines, messages, notes, reports
    case results, summary
  }

  /// What a whole record shows.
  public static let wholeRecord: Set<Matter> = [
    .account, .documents, .medicines, .messages, .notes, .reports, .results, .summary,
  ]

  /// Why somebody looks (45 CFR 164.506, 164.524).
  public enum Purpose: String, Codable, Sendable, CaseIterable {
    case treatment, payment, operations
    /// The patient themselves, or who acts for them.
    case patientRequest
  }

  /// Why somebody looks who otherwise may not. A code, not free words: it's kept when the patient is
  /// erased.
  public enum Emergency: String, Codable, Sendable, CaseIterable {
    case emergencyCare, patientSafety, coveringForColleague, legalDuty
  }

  /// Why data left the clinic (45 CFR 164.506, 164.508, 164.512).
  public enum Ground: String, Codable, Sendable, CaseIterable {
    case patientRequest, treatment, payment, operations
    case publicHealth, oversight, judicial, lawEnforcement, research, threatToSafety
  }

  /// What says whether a record is restricted.
  public static let restrictions: [any DomainEvent.Type] = [Restricted.self, Unrestricted.self]

  public static let initial = State()

  /// What of one disclosure is known.
  public struct State: Sendable {
    public var disclosed: Disclosed?
    /// Whether only the care team sees the record.
    public var isRestricted = false
  }

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case let event as Disclosed: state.disclosed = event
    case is Restricted: state.isRestricted = true
    case is Unrestricted: state.isRestricted = false
    default: break
    }
  }

  public enum Command: Sendable {
    /// Somebody looks who otherwise may not, and says why.
    case breakGlass(PatientID, Set<Matter>, Emergency)
    /// Data of a patient was given to somebody outside.
    case disclose(Disclosed)
    /// From now on only the patient's care team sees the record, and who breaks the glass.
    case restrict(PatientID)
    case unrestrict(PatientID)
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .breakGlass(let patient, _, _):
      Boundary([.init(tags: [patient.accountingTag], types: [GlassBroken.self])])
    case .disclose(let event): Boundary([.init(tags: [event.disclosure.tag])])
    case .restrict(let patient), .unrestrict(let patient):
      Boundary([.init(tags: [patient.tag], types: restrictions)])
    }
  }

  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .breakGlass: Set(Role.allCases).subtracting([.biller])
    case .disclose: [.administrator, .frontDesk, .nurse, .provider]
    case .restrict, .unrestrict: [.administrator]
    }
  }
}
