public import Foundation

/// An event of one item of a patient's record.
public protocol RecordEvent: PatientEvent {
  var record: RecordID { get }
}

extension RecordEvent {
  var recordTags: [String] { [patient.tag, "record:\(record)"] }

  public var tags: [String] { recordTags }
}

/// An event that puts an item into the record.
public protocol RecordAdded: RecordEvent {
  /// Where the item came from, if from elsewhere: `fhir:Observation/…`.
  var source: String? { get }
}

extension RecordAdded {
  /// What comes out of another system's record was looked at there.
  public var needsReview: Bool { source == nil }

  var addedTags: [String] { recordTags + [source.map { "source:\($0)" }].compactMap { $0 } }

  public var tags: [String] { addedTags }
}

/// An event of what may belong to a panel.
public protocol PanelEvent: RecordEvent {
  /// The panel of the result, so that it's found by it too.
  var panel: PanelID? { get }
}

extension PanelEvent {
  var panelTags: [String] { panel.map { ["panel:\($0)"] } ?? [] }

  public var tags: [String] { recordTags + panelTags }
}

extension Records {
  /// A laboratory reported a value.
  public struct ResultReceived: RecordAdded, PanelEvent {
    public static let name = "record.resultReceived.v1"
    public let patient: PatientID
    public let record: RecordID
    public let result: Result
    public let receivedAt: Date
    /// The rule in force when it arrived: a later policy doesn't touch it.
    public let release: ReleaseRule
    public let source: String?

    public var panel: PanelID? { result.panel?.id }
    public var tags: [String] { addedTags + panelTags }

    public init(
      patient: PatientID, record: RecordID, result: Result, receivedAt: Date,
      release: ReleaseRule, source: String? = nil
    ) {
      self.patient = patient
      self.record = record
      self.result = result
      self.receivedAt = receivedAt
      self.release = release
      self.source = source
    }
  }

  /// A radiologist or pathologist reported.
  public struct ReportReceived: RecordAdded {
    public static let name = "record.reportReceived.v1"
    public let patient: PatientID
    public let record: RecordID
    public let report: Report
    public let receivedAt: Date
    public let release: ReleaseRule
    public let source: String?

    public init(
      patient: PatientID, record: RecordID, report: Report, receivedAt: Date,
      release: ReleaseRule, source: String? = nil
    ) {
      self.patient = patient
      self.record = record
      self.report = report
      self.receivedAt = receivedAt
      self.release = release
      self.source = source
    }
  }

  /// A doctor signed the note of a visit.
  public struct NoteAdded: RecordAdded {
    public static let name = "record.noteAdded.v1"
    public let patient: PatientID
    public let record: RecordID
    public let note: Note
    public let receivedAt: Date
    public let release: ReleaseRule
    public let source: String?

    public init(
      patient: PatientID, record: RecordID, note: Note, receivedAt: Date, release: ReleaseRule,
      source: String? = nil
    ) {
      self.patient = patient
      self.record = record
      self.note = note
      self.receivedAt = receivedAt
      self.release = release
      self.source = source
    }
  }

  /// A letter or scan was put into the record.
  public struct DocumentAdded: RecordAdded {
    public static let name = "record.documentAdded.v1"
    public let patient: PatientID
    public let record: RecordID
    public let document: Document
    public let receivedAt: Date
    public let release: ReleaseRule
    public let source: String?

    public init(
      patient: PatientID, record: RecordID, document: Document, receivedAt: Date,
      release: ReleaseRule, source: String? = nil
    ) {
      self.patient = patient
      self.record = record
      self.document = document
      self.receivedAt = receivedAt
      self.release = release
      self.source = source
    }
  }

  /// A provider looked at a result, a report, a note or a document.
  public struct ResultReviewed: PanelEvent {
    public static let name = "record.resultReviewed.v1"
    public let patient: PatientID
    public let record: RecordID
    public let panel: PanelID?
    public let reviewer: String
    public let comment: String?
    public let reviewedAt: Date
    /// From when on the patient sees it, by the rule that it came with.
    public let visibleFrom: Date

    public init(
      patient: PatientID, record: RecordID, panel: PanelID?, reviewer: String, comment: String?,
      reviewedAt: Date, visibleFrom: Date
    ) {
      self.patient = patient
      self.record = record
      self.panel = panel
      self.reviewer = reviewer
      self.comment = comment
      self.reviewedAt = reviewedAt
      self.visibleFrom = visibleFrom
    }
  }

  /// The clinic showed something to the patient before its rule would have.
  public struct Released: PanelEvent {
    public static let name = "record.released.v1"
    public let patient: PatientID
    public let record: RecordID
    public let panel: PanelID?
    public let releasedAt: Date

    public init(patient: PatientID, record: RecordID, panel: PanelID?, releasedAt: Date) {
      self.patient = patient
      self.record = record
      self.panel = panel
      self.releasedAt = releasedAt
    }
  }

  /// A laboratory corrected a value.
  public struct Corrected: PanelEvent {
    public static let name = "record.corrected.v1"
    public let patient: PatientID
    public let record: RecordID
    public let panel: PanelID?
    public let correction: Correction
    public let correctedAt: Date

    public init(
      patient: PatientID, record: RecordID, panel: PanelID?, correction: Correction,
      correctedAt: Date
    ) {
      self.patient = patient
      self.record = record
      self.panel = panel
      self.correction = correction
      self.correctedAt = correctedAt
    }
  }

  /// Something was added below a report or a note.
  public struct Amended: RecordEvent {
    public static let name = "record.amended.v1"
    public let patient: PatientID
    public let record: RecordID
    public let text: String
    public let author: String
    public let amendedAt: Date

    public init(
      patient: PatientID, record: RecordID, text: String, author: String, amendedAt: Date
    ) {
      self.patient = patient
      self.record = record
      self.text = text
      self.author = author
      self.amendedAt = amendedAt
    }
  }

  /// An item was taken back, having been entered in error.
  public struct Retracted: PanelEvent {
    public static let name = "record.retracted.v1"
    public let patient: PatientID
    public let record: RecordID
    public let panel: PanelID?
    public let kind: Kind
    /// What a result or vital was of, so that its history is found.
    public let code: String?
    public let reason: String
    public let retractedAt: Date

    public init(
      patient: PatientID, record: RecordID, panel: PanelID?, kind: Kind, code: String?,
      reason: String, retractedAt: Date
    ) {
      self.patient = patient
      self.record = record
      self.panel = panel
      self.kind = kind
      self.code = code
      self.reason = reason
      self.retractedAt = retractedAt
    }
  }
}
