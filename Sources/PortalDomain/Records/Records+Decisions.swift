public import Foundation

extension Records {
  public enum Failure: Refusal, Equatable {
    case unknown
    /// Something else stands there under that id.
    case taken
    case empty
    case retracted
    /// A step that this kind of item doesn't know.
    case wrongKind(Kind)
    case inFuture

    public var code: String {
      switch self {
      case .unknown: "record.unknown"
      case .taken: "record.taken"
      case .empty: "record.empty"
      case .retracted: "record.retracted"
      case .wrongKind: "record.wrongKind"
      case .inFuture: "record.inFuture"
      }
    }

    public var message: String {
      switch self {
      case .unknown: "I can't find that in the record."
      case .taken: "Something else stands in the record under that number."
      case .empty: "It needs a name and something to say."
      case .retracted: "That was taken out of the record, because it was entered by mistake."
      case .wrongKind: "That can't be done with this part of the record."
      case .inFuture: "That day hasn't come yet. Please check the date."
      }
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let now = context.now
    switch command {
    case .review(let patient, let target, let reviewer, let comment):
      return try entries(target, state).filter(\.awaitsReview).map { entry in
        ResultReviewed(
          patient: patient, record: entry.id, panel: entry.panel?.id, reviewer: reviewer,
          comment: comment, reviewedAt: now,
          visibleFrom: visibleFrom(entry.release, reviewedAt: now, context.policy.records))
      }
    case .release(let patient, let target):
      return try entries(target, state).filter { !$0.isVisible(at: now) }.map { entry in
        Released(patient: patient, record: entry.id, panel: entry.panel?.id, releasedAt: now)
      }
    case .correct(let patient, let id, let correction):
      let entry = try entry(id, state)
      guard case .result(let result) = entry.content else { throw .wrongKind(entry.kind) }
      guard !correction.value.isEmpty else { throw .empty }
      if result.value == correction.value, result.unit == correction.unit ?? result.unit {
        return []
      }
      return [
        Corrected(
          patient: patient, record: id, panel: entry.panel?.id, correction: correction,
          correctedAt: now)
      ]
    case .amend(let patient, let id, let text, let author):
      let entry = try entry(id, state)
      switch entry.content {
      case .report, .note: break
      default: throw .wrongKind(entry.kind)
      }
      guard !text.isEmpty else { throw .empty }
      if entry.amendments.contains(where: { $0.text == text && $0.author == author }) { return [] }
      return [Amended(patient: patient, record: id, text: text, author: author, amendedAt: now)]
    case .retract(let patient, let id, let reason):
      guard let entry = state[id] else { throw .unknown }
      if entry.isRetracted { return [] }
      return [
        Retracted(
          patient: patient, record: id, panel: entry.panel?.id, kind: entry.kind,
          code: entry.code, reason: reason, retractedAt: now)
      ]
    case .resolveCondition(let patient, let id, let day):
      let entry = try entry(id, state)
      guard case .condition = entry.content else { throw .wrongKind(entry.kind) }
      guard day <= context.today else { throw .inFuture }
      return entry.resolvedOn == nil
        ? [ConditionResolved(patient: patient, record: id, on: day)] : []
    default:
      let event = try added(by: command, context)
      return try add(event, state, context)
    }
  }

  /// From when on something that was just reviewed is shown.
  public static func visibleFrom(
    _ rule: ReleaseRule, reviewedAt: Date, _ policy: RecordsPolicy
  ) -> Date {
    switch rule {
    case .atOnce, .afterReview: reviewedAt
    case .delayedAfterReview: reviewedAt.addingTimeInterval(Double(policy.delayHours) * 3600)
    }
  }

  /// What a command puts into the record.
  private static func added(
    by command: Command, _ context: Context
  ) throws(Failure) -> any RecordAdded {
    let now = context.now
    func release(_ kind: Kind) -> ReleaseRule { context.policy.records.release(of: kind) }
    switch command {
    case .receiveResult(let patient, let id, let result):
      guard !result.name.isEmpty, !result.value.isEmpty, !result.code.isEmpty else { throw .empty }
      return ResultReceived(
        patient: patient, record: id, result: result, receivedAt: now,
        release: release(.laboratory))
    case .receiveReport(let patient, let id, let report):
      guard report.kind == .radiology || report.kind == .pathology else {
        throw .wrongKind(report.kind)
      }
      guard !report.title.isEmpty, !report.impression.isEmpty else { throw .empty }
      return ReportReceived(
        patient: patient, record: id, report: report, receivedAt: now,
        release: release(report.kind))
    case .addNote(let patient, let id, let note):
      guard !note.title.isEmpty, !note.text.isEmpty else { throw .empty }
      return NoteAdded(
        patient: patient, record: id, note: note, receivedAt: now, release: release(.visitNote))
    case .addDocument(let patient, let id, let document):
      guard !document.title.isEmpty, document.byteCount > 0 else { throw .empty }
      return DocumentAdded(
        patient: patient, record: id, document: document, receivedAt: now,
        release: release(.document))
    case .recordCondition(let patient, let id, let condition):
      guard !condition.name.isEmpty else { throw .empty }
      return ConditionRecorded(patient: patient, record: id, condition: condition)
    case .recordAllergy(let patient, let id, let allergy):
      guard !allergy.substance.isEmpty else { throw .empty }
      return AllergyRecorded(patient: patient, record: id, allergy: allergy)
    case .recordImmunization(let patient, let id, let immunization):
      guard !immunization.vaccine.isEmpty else { throw .empty }
      return ImmunizationRecorded(patient: patient, record: id, immunization: immunization)
    case .measureVital(let patient, let id, let vital):
      guard !vital.name.isEmpty, !vital.value.isEmpty, !vital.code.isEmpty else { throw .empty }
      return VitalMeasured(patient: patient, record: id, vital: vital)
    case .review, .release, .correct, .amend, .retract, .resolveCondition: throw .unknown
    }
  }

  /// The same item once; what nobody can have seen yet not at all.
  private static func add(
    _ event: any RecordAdded, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    guard let new = Entry(event) else { throw .unknown }
    if let there = state[event.record] {
      // A feed that sends the first value again, after it was corrected here, changes nothing.
      guard there.kind == new.kind, there.title == new.title, there.happenedAt == new.happenedAt
      else { throw .taken }
      return []
    }
    if let happenedAt = new.happenedAt, happenedAt > context.now { throw .inFuture }
    let day: LocalDate? =
      switch new.content {
      case .condition(let condition): condition.since
      case .allergy(let allergy): allergy.since
      case .immunization(let immunization): immunization.on
      default: nil
      }
    if let day, day > context.today { throw .inFuture }
    return [event]
  }

  private static func entry(_ id: RecordID, _ state: State) throws(Failure) -> Entry {
    guard let entry = state[id] else { throw .unknown }
    guard !entry.isRetracted else { throw .retracted }
    return entry
  }

  /// The items of a target that still stand.
  private static func entries(_ target: Target, _ state: State) throws(Failure) -> [Entry] {
    switch target {
    case .record(let id): return [try entry(id, state)]
    case .panel:
      guard !state.entries.isEmpty else { throw .unknown }
      return state.entries.filter { !$0.isRetracted }
    }
  }
}
