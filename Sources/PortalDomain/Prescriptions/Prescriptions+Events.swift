extension Prescriptions {
  /// A doctor prescribed a medicine.
  public struct Prescribed: PrescriptionEvent {
    public static let name = "prescription.prescribed.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let medicine: Medicine
    public let directions: String?
    /// How many units a filling holds; `nil` where the record doesn't say.
    public let quantity: Int?
    /// How many days a filling lasts; `nil` where the record doesn't say.
    public let daysSupply: Int?
    /// How often it may be refilled; `nil` where the record doesn't say, and the pharmacy checks.
    public let refills: Int?
    public let prescriber: String?
    public let pharmacy: String?
    public let writtenOn: LocalDate
    /// Where the record came from, if from elsewhere: `fhir:MedicationRequest/…`.
    public let source: String?

    public init(
      patient: PatientID, prescription: PrescriptionID, medicine: Medicine, directions: String?,
      quantity: Int?, daysSupply: Int?, refills: Int?, prescriber: String?, pharmacy: String?,
      writtenOn: LocalDate, source: String? = nil
    ) {
      self.patient = patient
      self.prescription = prescription
      self.medicine = medicine
      self.directions = directions
      self.quantity = quantity
      self.daysSupply = daysSupply
      self.refills = refills
      self.prescriber = prescriber
      self.pharmacy = pharmacy
      self.writtenOn = writtenOn
      self.source = source
    }

    public var tags: [String] {
      prescriptionTags + [source.map { "source:\($0)" }].compactMap { $0 }
    }
  }

  /// A prescription ended, or was finished when it was recorded.
  public struct Stopped: PrescriptionEvent {
    public static let name = "prescription.stopped.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let reason: String

    public init(patient: PatientID, prescription: PrescriptionID, reason: String) {
      self.patient = patient
      self.prescription = prescription
      self.reason = reason
    }
  }

  /// A pharmacy handed out a filling that no request of the portal stands behind.
  public struct Dispensed: PrescriptionEvent {
    public static let name = "prescription.dispensed.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let on: LocalDate

    public init(patient: PatientID, prescription: PrescriptionID, on: LocalDate) {
      self.patient = patient
      self.prescription = prescription
      self.on = on
    }
  }

  public struct RefillRequested: PrescriptionEvent {
    public static let name = "prescription.refillRequested.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let refill: RefillID
    /// When the patient can count on it.
    public let expectedOn: LocalDate

    public init(
      patient: PatientID, prescription: PrescriptionID, refill: RefillID, expectedOn: LocalDate
    ) {
      self.patient = patient
      self.prescription = prescription
      self.refill = refill
      self.expectedOn = expectedOn
    }

    public var tags: [String] { prescriptionTags + ["refill:\(refill)"] }
  }

  public struct RefillApproved: PrescriptionEvent {
    public static let name = "prescription.refillApproved.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let refill: RefillID
    public let expectedOn: LocalDate

    public init(
      patient: PatientID, prescription: PrescriptionID, refill: RefillID, expectedOn: LocalDate
    ) {
      self.patient = patient
      self.prescription = prescription
      self.refill = refill
      self.expectedOn = expectedOn
    }
  }

  public struct RefillDenied: PrescriptionEvent {
    public static let name = "prescription.refillDenied.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let refill: RefillID
    public let reason: String

    public init(patient: PatientID, prescription: PrescriptionID, refill: RefillID, reason: String)
    {
      self.patient = patient
      self.prescription = prescription
      self.refill = refill
      self.reason = reason
    }
  }

  public struct RefillShipped: PrescriptionEvent {
    public static let name = "prescription.refillShipped.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let refill: RefillID
    public let on: LocalDate

    public init(patient: PatientID, prescription: PrescriptionID, refill: RefillID, on: LocalDate) {
      self.patient = patient
      self.prescription = prescription
      self.refill = refill
      self.on = on
    }
  }

  public struct RefillDelivered: PrescriptionEvent {
    public static let name = "prescription.refillDelivered.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let refill: RefillID
    public let on: LocalDate

    public init(patient: PatientID, prescription: PrescriptionID, refill: RefillID, on: LocalDate) {
      self.patient = patient
      self.prescription = prescription
      self.refill = refill
      self.on = on
    }
  }

  /// A patient asked the doctor to prescribe a medicine again.
  public struct RenewalRequested: PrescriptionEvent {
    public static let name = "prescription.renewalRequested.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let renewal: RefillID
    /// When the doctor's answer is due.
    public let dueOn: LocalDate

    public init(
      patient: PatientID, prescription: PrescriptionID, renewal: RefillID, dueOn: LocalDate
    ) {
      self.patient = patient
      self.prescription = prescription
      self.renewal = renewal
      self.dueOn = dueOn
    }

    public var tags: [String] { prescriptionTags + ["refill:\(renewal)"] }
  }

  public struct RenewalApproved: PrescriptionEvent {
    public static let name = "prescription.renewalApproved.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let renewal: RefillID
    /// How many refills the prescription has from now on.
    public let refills: Int
    public let on: LocalDate

    public init(
      patient: PatientID, prescription: PrescriptionID, renewal: RefillID, refills: Int,
      on: LocalDate
    ) {
      self.patient = patient
      self.prescription = prescription
      self.renewal = renewal
      self.refills = refills
      self.on = on
    }
  }

  public struct RenewalDenied: PrescriptionEvent {
    public static let name = "prescription.renewalDenied.v1"
    public let patient: PatientID
    public let prescription: PrescriptionID
    public let renewal: RefillID
    public let reason: String

    public init(patient: PatientID, prescription: PrescriptionID, renewal: RefillID, reason: String)
    {
      self.patient = patient
      self.prescription = prescription
      self.renewal = renewal
      self.reason = reason
    }
  }
}

/// An event of one prescription.
public protocol PrescriptionEvent: PatientEvent {
  var prescription: PrescriptionID { get }
}

extension PrescriptionEvent {
  var prescriptionTags: [String] { [patient.tag, prescription.tag] }

  public var tags: [String] { prescriptionTags }
}

extension PrescriptionID {
  /// The tag of every event of the prescription.
  public var tag: String { "prescription:\(value)" }
}

extension RefillID {
  /// The letters that the numbers of refills and renewals begin with.
  static let refillPrefix = "R"
  static let renewalPrefix = "N"

  var isRenewal: Bool { value.hasPrefix(Self.renewalPrefix) }
}
