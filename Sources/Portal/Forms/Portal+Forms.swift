internal import EventStore
public import PortalDomain
internal import Projections

/// What the clinic asks its patients.
extension Portal {
  /// The forms that a patient has still to fill in, those due first in front.
  public func openForms(of patient: PatientID) throws -> [Forms.Form] {
    try log.views { rows, snapshot in
      let details = engine.reader(FormList.self)
      return try engine.reader(OpenForms.self).rows(of: .patient(patient), rows, snapshot)
        .compactMap { try details.item($0.value, of: .patient(patient), rows, snapshot) }
    }.sorted { left, right in
      let due = (left.dueOn?.dayNumber ?? .max, right.dueOn?.dayNumber ?? .max)
      return (due.0, left.assignedOn, left.id.value) < (due.1, right.assignedOn, right.id.value)
    }
  }

  /// All forms of a patient, the latest first: open, handed in and withdrawn.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - page: counted from 1.
  ///   - size: how many make a page.
  public func forms(
    of patient: PatientID, page: Int = 1, size: Int = 20
  ) throws -> Page<Forms.Form> {
    try log.views { rows, snapshot in
      Page(
        try engine.reader(FormList.self)
          .page(page, of: size, .patient(patient), rows, snapshot), page, of: size)
    }
  }

  /// One form of a patient; `Forms/Form/next` is the question to ask.
  public func form(_ id: FormID, of patient: PatientID) throws -> Forms.Form? {
    try log.views { rows, snapshot in
      try engine.reader(FormList.self).item(id.value, of: .patient(patient), rows, snapshot)
    }
  }

  /// Takes an answer.
  ///
  /// - Returns: the form as it stands then, and whether the answer alerted the clinic.
  /// - Throws: `Forms.Failure`, or `LogError`.
  public func answer(
    _ answer: Answer, to question: QuestionID, of form: FormID, of patient: PatientID,
    as origin: Origin
  ) async throws -> (form: Forms.Form, alerted: Bool) {
    let changes = try await perform(
      Forms.self, .answer(patient, form, question, answer), as: origin)
    guard let now = try self.form(form, of: patient) else { throw Forms.Failure.unknownForm }
    return (now, changes.contains { $0.event is Forms.CrisisFlagged })
  }

  /// The patient of a form; `nil` for none known, and for who was erased.
  public func patient(ofForm id: FormID) throws -> PatientID? {
    try patient(of: Forms.Assigned.self, tag: id.tag)
  }

  /// The questionnaires that can be assigned: those that come with the portal, then the clinic's own.
  public func questionnaires() throws -> [Questionnaire] {
    let own = try log.views { rows, snapshot in
      try engine.reader(QuestionnaireList.self).rows(of: .clinic, rows, snapshot)
    }
    return Questionnaire.shipped + own.sorted { $0.id.value < $1.id.value }
  }

  /// A form that the clinic has to look at.
  public struct QueuedForm: Sendable {
    public let patient: PatientID
    public let form: Forms.Form
    /// The question of an answer that can't wait; `nil` for a form that was handed in.
    public let crisis: QuestionID?
  }

  /// The answers that can't wait and that nobody has seen yet, the oldest form first.
  public func crisisQueue() throws -> [QueuedForm] { try formQueue().filter { $0.crisis != nil } }

  /// The forms that were handed in and that nobody has read yet, the oldest first.
  public func submittedForms() throws -> [QueuedForm] {
    try formQueue().filter { $0.crisis == nil }
  }

  private func formQueue() throws -> [QueuedForm] {
    try log.views { rows, snapshot in
      let details = engine.reader(FormList.self)
      return try engine.reader(FormQueue.self).rows(of: .clinic, rows, snapshot).compactMap {
        row in
        try details.item(row.form.value, of: .patient(row.patient), rows, snapshot)
          .map { QueuedForm(patient: row.patient, form: $0, crisis: row.crisis) }
      }
    }.sorted {
      ($0.form.submittedOn ?? $0.form.assignedOn, $0.form.id.value, $0.crisis?.value ?? "")
        < ($1.form.submittedOn ?? $1.form.assignedOn, $1.form.id.value, $1.crisis?.value ?? "")
    }
  }
}
