public import Foundation

extension Prescriptions {
  /// A patient took a refill back before anybody had answered.
  public struct RefillCancelled: PrescriptionEvent {
    public static let name = "prescription.refillCancelled.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let refill: RefillID

    public init(patient: PatientID, prescription: PrescriptionID, refill: RefillID) {
      self.patient = patient
      self.prescription = prescription
      self.refill = refill
    }
  }

  /// A patient took a renewal back before the doctor had answered.
  public struct RenewalCancelled: PrescriptionEvent {
    public static let name = "prescription.renewalCancelled.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let renewal: RefillID

    public init(patient: PatientID, prescription: PrescriptionID, renewal: RefillID) {
      self.patient = patient
      self.prescription = prescription
      self.renewal = renewal
    }
  }

  /// A refill comes later than promised.
  public struct RefillDelayed: PrescriptionEvent {
    public static let name = "prescription.refillDelayed.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let refill: RefillID
    /// When the patient can count on it now.
    public let expectedOn: LocalDate
    /// Why, in words for the patient.
    public let reason: String?

    public init(
      patient: PatientID, prescription: PrescriptionID, refill: RefillID, expectedOn: LocalDate,
      reason: String? = nil
    ) {
      self.patient = patient
      self.prescription = prescription
      self.refill = refill
      self.expectedOn = expectedOn
      self.reason = reason
    }
  }

  /// A filling went out, and so it's known from when the next one can be had.
  public struct RefillWindowSet: PrescriptionEvent {
    public static let name = "prescription.refillWindowSet.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    /// The first day of the next refill.
    public let opensOn: LocalDate
    /// That day's beginning at the clinic.
    public let opensAt: Date

    public init(
      patient: PatientID, prescription: PrescriptionID, opensOn: LocalDate, opensAt: Date
    ) {
      self.patient = patient
      self.prescription = prescription
      self.opensOn = opensOn
      self.opensAt = opensAt
    }
  }

  /// From now on refills are requested as soon as they are due.
  public struct AutoRefillTurnedOn: PrescriptionEvent {
    public static let name = "prescription.autoRefillTurnedOn.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID

    public init(patient: PatientID, prescription: PrescriptionID) {
      self.patient = patient
      self.prescription = prescription
    }
  }

  /// Refills are requested by the patient again.
  public struct AutoRefillTurnedOff: PrescriptionEvent {
    public static let name = "prescription.autoRefillTurnedOff.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID

    public init(patient: PatientID, prescription: PrescriptionID) {
      self.patient = patient
      self.prescription = prescription
    }
  }

  /// A patient wants a medicine from another pharmacy.
  public struct PharmacyChosen: PrescriptionEvent {
    public static let name = "prescription.pharmacyChosen.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let pharmacy: String

    public init(patient: PatientID, prescription: PrescriptionID, pharmacy: String) {
      self.patient = patient
      self.prescription = prescription
      self.pharmacy = pharmacy
    }
  }
}
