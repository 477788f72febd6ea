/// Who looked at whose health data, what of it, and why.
public enum Disclosures {
  public static let events: [any DomainEvent.Type] = [Viewed.self]

  /// Someone was shown a patient's data. Who and by which way stands in the event's metadata.
  public struct Viewed: PatientEvent {
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

  /// A part of what the clinic knows of a patient.
  public enum Matter: String, Codable, Sendable, CaseIterable {
    case account, appointments, billing, documents, forms, medicines, messages, notes, reports
    case results, summary
  }

  /// Why somebody looks (45 CFR 164.506, 164.524).
  public enum Purpose: String, Codable, Sendable, CaseIterable {
    case treatment, payment, operations
    /// The patient themselves, or who acts for them.
    case patientRequest
  }
}
