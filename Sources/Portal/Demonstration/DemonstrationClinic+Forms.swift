internal import PortalDomain

/// The forms of the demonstration's people.
extension DemonstrationClinic {
  /// Maria's form before her visit is half done; Mia's waits for her parent.
  static func forms(_ today: LocalDate) -> [any DomainEvent] {
    let (maria, form) = (PatientID("maria"), FormID("Q-maria-visit"))
    let answers: [(String, Answer)] = [
      ("reason", .text("My blood pressure check")), ("symptoms", .yesNo(false)),
      ("medicines", .yesNo(false)), ("allergies", .yesNo(false)),
    ]
    return [
      assigned(maria, form, on: today.adding(days: -3), due: today.adding(days: 5)),
      assigned(
        PatientID("mia"), FormID("Q-mia-visit"), on: today.adding(days: -1),
        due: today.adding(days: 12)),
    ]
      + answers.map {
        Forms.Answered(patient: maria, form: form, question: QuestionID($0), answer: $1)
      }
  }

  private static func assigned(
    _ patient: PatientID, _ form: FormID, on: LocalDate, due: LocalDate
  ) -> any DomainEvent {
    let questionnaire = Questionnaire.preVisit
    return Forms.Assigned(
      patient: patient, form: form, questionnaire: questionnaire.id,
      version: questionnaire.version, definition: nil, dueOn: due, appointment: nil, on: on)
  }
}
