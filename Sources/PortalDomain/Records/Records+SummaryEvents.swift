/// What a summary of somebody's health is made of.
extension Records {
  /// A patient has a condition.
  public struct ConditionRecorded: RecordAdded {
    public static let name = "record.conditionRecorded.v1"
    public let patient: PatientID
    public let record: RecordID
    public let condition: Condition
    public let source: String?

    public init(
      patient: PatientID, record: RecordID, condition: Condition, source: String? = nil
    ) {
      self.patient = patient
      self.record = record
      self.condition = condition
      self.source = source
    }
  }

  /// A patient got over a condition.
  public struct ConditionResolved: RecordEvent {
    public static let name = "record.conditionResolved.v1"
    public let patient: PatientID
    public let record: RecordID
    public let on: LocalDate

    public init(patient: PatientID, record: RecordID, on: LocalDate) {
      self.patient = patient
      self.record = record
      self.on = on
    }
  }

  /// A patient can't take or touch something.
  public struct AllergyRecorded: RecordAdded {
    public static let name = "record.allergyRecorded.v1"
    public let patient: PatientID
    public let record: RecordID
    public let allergy: Allergy
    public let source: String?

    public init(patient: PatientID, record: RecordID, allergy: Allergy, source: String? = nil) {
      self.patient = patient
      self.record = record
      self.allergy = allergy
      self.source = source
    }
  }

  /// A patient was given a vaccine.
  public struct ImmunizationRecorded: RecordAdded {
    public static let name = "record.immunizationRecorded.v1"
    public let patient: PatientID
    public let record: RecordID
    public let immunization: Immunization
    public let source: String?

    public init(
      patient: PatientID, record: RecordID, immunization: Immunization, source: String? = nil
    ) {
      self.patient = patient
      self.record = record
      self.immunization = immunization
      self.source = source
    }
  }

  /// Something of a patient was measured.
  public struct VitalMeasured: RecordAdded {
    public static let name = "record.vitalMeasured.v1"
    public let patient: PatientID
    public let record: RecordID
    public let vital: Vital
    public let source: String?

    public init(patient: PatientID, record: RecordID, vital: Vital, source: String? = nil) {
      self.patient = patient
      self.record = record
      self.vital = vital
      self.source = source
    }
  }
}
