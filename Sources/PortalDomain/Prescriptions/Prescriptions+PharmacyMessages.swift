extension Prescriptions {
  /// A patient asked the pharmacy something.
  public struct PharmacyMessageSent: PatientEvent {
    public static let name = "prescription.pharmacyMessageSent.v1"
    public let patient: PatientID
    public let message: PharmacyMessageID
    /// What it is about; `nil` for a question in general.
    public let prescription: PrescriptionID?
    public let text: String

    public init(
      patient: PatientID, message: PharmacyMessageID, prescription: PrescriptionID?, text: String
    ) {
      self.patient = patient
      self.message = message
      self.prescription = prescription
      self.text = text
    }

    public var tags: [String] {
      [patient.tag, message.tag] + [prescription?.tag].compactMap { $0 }
    }
  }

  /// The pharmacy answered.
  public struct PharmacyMessageAnswered: PatientEvent {
    public static let name = "prescription.pharmacyMessageAnswered.v1"
    public let patient: PatientID
    public let message: PharmacyMessageID
    /// What the question was about.
    public let prescription: PrescriptionID?
    public let text: String

    public init(
      patient: PatientID, message: PharmacyMessageID, prescription: PrescriptionID?, text: String
    ) {
      self.patient = patient
      self.message = message
      self.prescription = prescription
      self.text = text
    }

    public var tags: [String] {
      [patient.tag, message.tag] + [prescription?.tag].compactMap { $0 }
    }
  }

  /// A question to the pharmacy, and the last answer to it.
  public struct PharmacyMessage: Codable, Hashable, Sendable, Identifiable {
    public let id: PharmacyMessageID
    public let patient: PatientID
    public let prescription: PrescriptionID?
    public let text: String
    public var answer: String?

    public init(_ event: PharmacyMessageSent) {
      id = event.message
      patient = event.patient
      prescription = event.prescription
      text = event.text
    }
  }
}

public enum PharmacyMessageEntity {}
/// A question to the pharmacy; the number a patient is told.
public typealias PharmacyMessageID = Identifier<PharmacyMessageEntity>

extension PharmacyMessageID {
  var tag: String { "pharmacyMessage:\(value)" }
}
