internal import GRDB
internal import PortalDomain

extension Facts {
  /// Forms, and those of their answers that are choices or numbers.
  func takeForms(_ event: any DomainEvent, _ person: SafeHarbor.Person) throws {
    guard let event = event as? any FormEvent else { return }
    let key = harbor.key("form", event.form)
    switch event {
    case let event as Forms.Assigned:
      try add(
        "forms", of: person,
        [
          "form": key, "questionnaire": SafeHarbor.term("\(event.questionnaire)"),
          "version": event.version, "assigned_on": harbor.day(event.on, of: person),
        ])
    case let event as Forms.Answered: try take(event, key)
    case let event as Forms.Submitted:
      try set(
        "forms", "form", key,
        [
          "outcome": "submitted", "score": event.score?.total,
          "submitted_on": harbor.day(event.on, of: person),
        ])
    case is Forms.Reopened:
      try set("forms", "form", key, ["outcome": "open", "submitted_on": nil])
    case is Forms.Withdrawn: try set("forms", "form", key, ["outcome": "withdrawn"])
    case is Forms.CrisisFlagged: try set("forms", "form", key, ["crisis": 1])
    default: break
    }
  }

  private func take(_ event: Forms.Answered, _ key: Int64) throws {
    try run("UPDATE forms SET answers = answers + 1 WHERE form = ?", [key])
    try run(
      "DELETE FROM form_answers WHERE form = ? AND question = ?", [key, "\(event.question)"])
    for (code, number) in Self.coded(event.answer) {
      guard let code = SafeHarbor.term(code) else { continue }
      try run(
        """
        INSERT INTO form_answers SELECT ?, ?, ?, ?
        WHERE EXISTS (SELECT 1 FROM forms WHERE form = ?)
        """, [key, "\(event.question)", code, number, key])
    }
  }

  /// What of an answer is a code or a number: text and days are neither.
  private static func coded(_ answer: Answer) -> [(code: String, number: Double?)] {
    switch answer {
    case .number(let number): [("number", number)]
    case .scale(let number): [("number", Double(number))]
    case .yesNo(let isYes): [(isYes ? "yes" : "no", nil)]
    case .choice(let code): [(code, nil)]
    case .choices(let codes): codes.map { ($0, nil) }
    case .text, .date, .skipped: []
    }
  }
}
