internal import PortalDomain

/// Forms that wait for a patient.
extension Bot {
  func startForms(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    turn.told.insert(.forms)
    let open = try facts.openForms(of: patient)
    guard let first = open.first else {
      turn.replies.append(phrases.noForms)
      return
    }
    guard understanding.intent == .formsFill else {
      turn.replies.append(phrases.forms(open, facts.context.today))
      return
    }
    if open.count == 1 {
      if first.answered > 0 { turn.replies.append(phrases.goOn) }
      return try FormFlow(form: first.id).proceed(self, patient, &turn)
    }
    let flows = open.map { Choice($0.questionnaire.title, FormFlow(form: $0.id).step) }
    choose(flows, for: FormFlow(form: first.id).step, phrases.whichForm, &turn)
  }
}

extension Phrases {
  var noForms: String { "No form is waiting for you." }
  var whichForm: String { "Which form?" }
  var goOn: String { "Welcome back. Let's go on where you were." }
  var formSent: String { "Thank you. Your form is sent." }

  func forms(_ forms: [Forms.Form], _ today: LocalDate) -> String {
    "Waiting for you:\n"
      + forms.map { form in
        let due = form.dueOn.map { ", due \($0.spoken(today: today))" } ?? ""
        return "\(form.questionnaire.title): \(form.answered) of \(form.visible.count) answered"
          + due
      }.joined(separator: "\n") + "\nSay FILL MY FORM to go on."
  }

  func ask(_ question: Question, number: Int, of count: Int) -> String {
    let how =
      switch question.type {
      case .yesNo: " (yes or no)"
      case .scale: " (a number from \(question.from ?? 0) to \(question.to ?? 10))"
      case .number: " (a number)"
      case .date: " (a date)"
      case .text, .choice, .choices: ""
      }
    let choices = (question.choices ?? []).enumerated()
      .map { "\n\($0 + 1). \($1.text)" }.joined()
    let skip = question.required ? "" : (choices.isEmpty ? " " : "\n") + "Say SKIP to leave it out."
    return "\(number) of \(count): \(question.text)\(how)\(choices)\(skip)"
  }

  func sendForm(_ form: Forms.Form) -> String {
    "That was the last question. Send your answers to the clinic?"
  }
}
