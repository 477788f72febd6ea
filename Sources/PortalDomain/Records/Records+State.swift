public import Foundation

extension Records {
  /// The items that a decision is about.
  public struct State: Codable, Hashable, Sendable {
    /// In the order in which they came.
    public var entries: [Entry] = []

    public init() {}

    public subscript(id: RecordID) -> Entry? { entries.first { $0.id == id } }
  }

  /// An item of a patient's record, and what was done with it.
  public struct Entry: Codable, Hashable, Sendable, Identifiable {
    public let id: RecordID
    public var content: Content
    /// When it reached the clinic; `nil` for what carries its own day alone.
    public let receivedAt: Date?
    public let release: ReleaseRule
    /// From when on its patient sees it; `nil` while that isn't settled.
    public private(set) var visibleFrom: Date?
    public private(set) var review: Review?
    /// Whether a provider has still to look at it.
    public private(set) var awaitsReview: Bool
    /// The newest correction, and the value that it replaced.
    public private(set) var corrected: Replaced?
    /// What was added below it, the oldest first.
    public private(set) var amendments: [Amendment] = []
    public private(set) var resolvedOn: LocalDate?
    /// Why it was taken back, if it was.
    public private(set) var retractedBecause: String?

    public var isRetracted: Bool { retractedBecause != nil }

    /// Whether its patient may see it at an instant.
    public func isVisible(at now: Date) -> Bool {
      guard !isRetracted, let visibleFrom else { return false }
      return visibleFrom <= now
    }
  }

  /// What an item says.
  public enum Content: Codable, Hashable, Sendable {
    case result(Result)
    case report(Report)
    case note(Note)
    case document(Document)
    case condition(Condition)
    case allergy(Allergy)
    case immunization(Immunization)
    case vital(Vital)
  }

  /// A provider's look at an item.
  public struct Review: Codable, Hashable, Sendable {
    public let reviewer: String
    public let comment: String?
    public let at: Date
  }

  /// What stood there before a correction.
  public struct Replaced: Codable, Hashable, Sendable {
    public let value: String
    public let unit: String?
    public let reason: String
    public let at: Date
  }

  /// What was added below a report or a note.
  public struct Amendment: Codable, Hashable, Sendable {
    public let text: String
    public let author: String
    public let at: Date
  }

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    guard let event = event as? any RecordEvent else { return }
    if let entry = Entry(event) {
      state.entries.append(entry)
    } else if let index = state.entries.firstIndex(where: { $0.id == event.record }) {
      state.entries[index].evolve(event)
    }
  }
}

extension Records.Entry {
  /// The item that an event puts into the record; `nil` where the event only changes one.
  public init?(_ event: any RecordEvent) {
    switch event {
    case let event as Records.ResultReceived:
      self.init(event, .result(event.result), event.receivedAt, event.release)
    case let event as Records.ReportReceived:
      self.init(event, .report(event.report), event.receivedAt, event.release)
    case let event as Records.NoteAdded:
      self.init(event, .note(event.note), event.receivedAt, event.release)
    case let event as Records.DocumentAdded:
      self.init(event, .document(event.document), event.receivedAt, event.release)
    case let event as Records.ConditionRecorded:
      self.init(event, .condition(event.condition))
    case let event as Records.AllergyRecorded: self.init(event, .allergy(event.allergy))
    case let event as Records.ImmunizationRecorded:
      self.init(event, .immunization(event.immunization))
    case let event as Records.VitalMeasured: self.init(event, .vital(event.vital))
    default: return nil
    }
  }

  private init(
    _ event: any RecordAdded, _ content: Records.Content, _ receivedAt: Date? = nil,
    _ release: Records.ReleaseRule = .atOnce
  ) {
    id = event.record
    self.content = content
    self.receivedAt = receivedAt
    self.release = release
    visibleFrom = release == .atOnce ? receivedAt ?? Date(timeIntervalSince1970: 0) : nil
    awaitsReview = content.isReviewed && event.needsReview
  }

  /// Takes in a later event of this item.
  public mutating func evolve(_ event: any RecordEvent) {
    switch event {
    case let event as Records.ResultReviewed:
      review = Records.Review(
        reviewer: event.reviewer, comment: event.comment, at: event.reviewedAt)
      visibleFrom = min(visibleFrom ?? .distantFuture, event.visibleFrom)
      awaitsReview = false
    case let event as Records.Released:
      visibleFrom = min(visibleFrom ?? .distantFuture, event.releasedAt)
    case let event as Records.Corrected: correct(event)
    case let event as Records.Amended:
      amendments.append(
        Records.Amendment(text: event.text, author: event.author, at: event.amendedAt))
    case let event as Records.ConditionResolved: resolvedOn = event.on
    case let event as Records.Retracted:
      retractedBecause = event.reason
      awaitsReview = false
    default: break
    }
  }

  private mutating func correct(_ event: Records.Corrected) {
    guard case .result(var result) = content else { return }
    corrected = Records.Replaced(
      value: result.value, unit: result.unit, reason: event.correction.reason,
      at: event.correctedAt)
    result.value = event.correction.value
    result.unit = event.correction.unit ?? result.unit
    result.range = event.correction.range ?? result.range
    result.flag =
      event.correction.flag ?? Double(result.value).flatMap { result.range?.flag(of: $0) }
    content = .result(result)
    // What was reviewed is not what stands there now.
    awaitsReview = true
  }

  public var kind: Records.Kind {
    switch content {
    case .result: .laboratory
    case .report(let report): report.kind
    case .note: .visitNote
    case .document: .document
    case .condition: .condition
    case .allergy: .allergy
    case .immunization: .immunization
    case .vital: .vital
    }
  }

  /// `Total cholesterol`, `Chest X-ray`, `high blood pressure`.
  public var title: String {
    switch content {
    case .result(let result): result.name
    case .report(let report): report.title
    case .note(let note): note.title
    case .document(let document): document.title
    case .condition(let condition): condition.name
    case .allergy(let allergy): allergy.substance
    case .immunization(let immunization): immunization.vaccine
    case .vital(let vital): vital.name
    }
  }

  /// When it was collected, performed, measured or written; `nil` for what has a day at most.
  public var happenedAt: Date? {
    switch content {
    case .result(let result): result.collectedAt
    case .report(let report): report.performedAt
    case .note(let note): note.visitAt
    case .document(let document): document.writtenAt
    case .vital(let vital): vital.measuredAt
    case .condition, .allergy, .immunization: nil
    }
  }

  public var panel: Records.Panel? {
    if case .result(let result) = content { return result.panel }
    return nil
  }

  /// What a result or vital is of: its LOINC.
  public var code: String? {
    switch content {
    case .result(let result): result.code
    case .vital(let vital): vital.code
    default: nil
    }
  }
}

extension Records.Content {
  /// Whether a provider looks at such an item when it arrives; a note was written by one.
  var isReviewed: Bool {
    switch self {
    case .result, .report, .document: true
    case .note, .condition, .allergy, .immunization, .vital: false
    }
  }
}
