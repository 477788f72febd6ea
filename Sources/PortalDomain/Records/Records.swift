/// What the clinic knows of a patient's health: results, reports, notes, documents, conditions,
/// allergies, immunizations and vitals; and from when on the patient sees each.
public enum Records: Feature {
  public static let events: [any DomainEvent.Type] = [
    ResultReceived.self, ReportReceived.self, NoteAdded.self, DocumentAdded.self,
    ResultReviewed.self, Released.self, Corrected.self, Amended.self, Retracted.self,
    ConditionRecorded.self, ConditionResolved.self, AllergyRecorded.self,
    ImmunizationRecorded.self, VitalMeasured.self,
  ]

  public static let initial = State()

  /// What an item of the record is.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case laboratory, radiology, pathology, visitNote, document
    case condition, allergy, immunization, vital
  }

  /// One item, or all results of a panel.
  public enum Target: Hashable, Sendable {
    case record(RecordID)
    case panel(PanelID)

    var tag: String {
      switch self {
      case .record(let id): "record:\(id)"
      case .panel(let id): "panel:\(id)"
      }
    }
  }

  public enum Command: Sendable {
    case receiveResult(PatientID, RecordID, Result)
    case receiveReport(PatientID, RecordID, Report)
    case addNote(PatientID, RecordID, Note)
    case addDocument(PatientID, RecordID, Document)
    /// A provider looked at it, with a comment that the patient will read.
    case review(PatientID, Target, by: String, comment: String?)
    /// Shows it to the patient now, whatever the policy says.
    case release(PatientID, Target)
    /// The laboratory reports another value for a result.
    case correct(PatientID, RecordID, Correction)
    /// Something is added below a report or a note, which itself stays as it was.
    case amend(PatientID, RecordID, text: String, by: String)
    /// It was entered in error.
    case retract(PatientID, RecordID, reason: String)
    case recordCondition(PatientID, RecordID, Condition)
    case resolveCondition(PatientID, RecordID, on: LocalDate)
    case recordAllergy(PatientID, RecordID, Allergy)
    case recordImmunization(PatientID, RecordID, Immunization)
    case measureVital(PatientID, RecordID, Vital)

    var place: (patient: PatientID, target: Target) {
      switch self {
      case .receiveResult(let patient, let id, _), .receiveReport(let patient, let id, _),
        .addNote(let patient, let id, _), .addDocument(let patient, let id, _),
        .correct(let patient, let id, _), .amend(let patient, let id, _, _),
        .retract(let patient, let id, _), .recordCondition(let patient, let id, _),
        .resolveCondition(let patient, let id, _), .recordAllergy(let patient, let id, _),
        .recordImmunization(let patient, let id, _), .measureVital(let patient, let id, _):
        (patient, .record(id))
      case .review(let patient, let target, _, _), .release(let patient, let target):
        (patient, target)
      }
    }
  }

  /// A patient's item or panel alone: how much else is known of them costs nothing.
  public static func boundary(of command: Command) -> Boundary {
    let (patient, target) = command.place
    return Boundary(tags: patient.tag, target.tag)
  }

  /// Results are reviewed, released and taken back by who treats patients; nurses keep the rest.
  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .review, .release, .amend: [.provider]
    case .addDocument: [.frontDesk, .nurse, .provider]
    case .receiveResult, .receiveReport, .addNote, .correct, .retract, .recordCondition,
      .resolveCondition, .recordAllergy, .recordImmunization, .measureVital:
      [.nurse, .provider]
    }
  }
}

public enum RecordEntity {}
public enum PanelEntity {}
public enum AttachmentEntity {}

/// One item of a patient's record.
public typealias RecordID = Identifier<RecordEntity>
/// Results that were ordered together, and came together.
public typealias PanelID = Identifier<PanelEntity>
/// What the log keeps beside its events: a picture, a letter.
public typealias AttachmentID = Identifier<AttachmentEntity>
