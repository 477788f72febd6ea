package import PortalDomain

/// Every form of each patient, with what was answered so far.
package enum FormList: ReadModel {
  package static let name = "forms"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Forms.events

  package typealias Row = DatedRow<Forms.Form>

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? any FormEvent else { return [] }
    guard let assigned = event as? Forms.Assigned else {
      return [RowKey(event.subject, DatedKey.item(event.form.value))]
    }
    return DatedKey.keys(adding: assigned.form.value, on: assigned.on, of: event.subject)
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Forms.Assigned {
      Row.add(Forms.Form(event), named: event.form.value, on: event.on, to: &row, at: key)
    } else if let event = event as? any FormEvent {
      Row.change(&row) { $0.evolve(event) }
    }
  }
}

/// The forms that patients have still to fill in, by name.
package enum OpenForms: ReadModel {
  package static let name = "openForms"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Forms.events

  package typealias Row = FormID

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? any FormLifecycleEvent else { return [] }
    return [RowKey(event.subject, event.form.value)]
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    switch event {
    case let event as Forms.Assigned: row = event.form
    case let event as Forms.Reopened: row = event.form
    default: row = nil
    }
  }
}

/// What the clinic has to look at: answers that can't wait, and forms that were handed in.
package enum FormQueue: ReadModel {
  package static let name = "formQueue"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Forms.events

  package struct Row: Codable, Sendable {
    package let patient: PatientID
    package let form: FormID
    /// The question of an answer that can't wait; `nil` for a form that was handed in.
    package let crisis: QuestionID?
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    switch event {
    case let event as Forms.CrisisFlagged: [crisisKey(event.form, event.question)]
    case let event as Forms.CrisisAcknowledged: [crisisKey(event.form, event.question)]
    case let event as Forms.Submitted: [submittedKey(event.form)]
    case let event as Forms.Reopened: [submittedKey(event.form)]
    case let event as Forms.Reviewed: [submittedKey(event.form)]
    default: []
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    switch event {
    case let event as Forms.CrisisFlagged:
      row = Row(patient: event.patient, form: event.form, crisis: event.question)
    case let event as Forms.Submitted:
      row = Row(patient: event.patient, form: event.form, crisis: nil)
    default: row = nil
    }
  }

  private static func crisisKey(_ form: FormID, _ question: QuestionID) -> RowKey {
    RowKey(.clinic, "crisis \(form) \(question)")
  }

  private static func submittedKey(_ form: FormID) -> RowKey {
    RowKey(.clinic, "submitted \(form)")
  }
}

/// The clinic's own questionnaires, the latest version of each.
package enum QuestionnaireList: ReadModel {
  package static let name = "questionnaires"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Forms.events

  package typealias Row = Questionnaire

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? Forms.Defined else { return [] }
    return [RowKey(.clinic, event.questionnaire.id.value)]
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Forms.Defined { row = event.questionnaire }
  }
}
