import ArgumentParser
import Foundation
import Portal
import PortalDomain

/// Forms and questionnaires.
struct FormsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forms",
    abstract: "Forms: questionnaires, assign, list, show, review, answers that can't wait.",
    subcommands: [
      Questionnaires.self, Define.self, Assign.self, List.self, Show.self, Submitted.self,
      Review.self, Reopen.self, Withdraw.self, Crises.self, Acknowledge.self,
    ])

  struct Questionnaires: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "The questionnaires that can be assigned.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      for questionnaire in try desk.portal.questionnaires() {
        let count = questionnaire.questions.count
        try desk.show(
          "\(questionnaire.id)  version \(questionnaire.version)  \(questionnaire.title)  "
            + "\(count) questions",
          [
            "questionnaire": .text(questionnaire.id.value),
            "version": .integer(Int64(questionnaire.version)),
            "title": .text(questionnaire.title), "questions": .integer(Int64(count)),
          ])
      }
    }
  }

  struct Define: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Make a questionnaire of the clinic's own, or a new version of one.",
      discussion: """
        The file is JSON: {"id":"pain","version":1,"title":"Pain","questions":[{"id":"any","text":"Do \
        you have pain?","type":"yesNo","required":true},{"id":"bad","text":"How bad is it?",\
        "type":"scale","from":0,"to":10,"required":true,"showIf":[{"question":"any","anyOf":["yes"]}]}]}. \
        Types are text, number, yesNo, choice, choices, date and scale.
        """)

    @Argument(help: "The file.", completion: .file()) var file: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let data = try Data(contentsOf: URL(fileURLWithPath: file))
      let questionnaire: Questionnaire
      do {
        questionnaire = try JSONDecoder().decode(Questionnaire.self, from: data)
      } catch {
        throw Complaint("\(file) is no questionnaire; see 'portal staff forms define --help'")
      }
      try await desk.perform(Forms.self, .define(questionnaire))
    }
  }

  struct Assign: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Ask a patient to fill in a form.")

    @Argument(help: "The patient's id, clinic number or phone.") var patient: String
    @Argument(help: "The questionnaire; see 'portal staff forms questionnaires'.")
    var questionnaire: String
    @Option(help: ArgumentHelp("When it's due: 2026-04-01.", valueName: "day")) var due: LocalDate?
    @Option(help: ArgumentHelp("The visit that it prepares.", valueName: "number"))
    var appointment: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let changes = try await desk.perform(
        Forms.self,
        .assign(
          Forms.Assignment(
            try desk.patient(patient), QuestionnaireID(questionnaire),
            dueOn: due, appointment: appointment)))
      for case let assigned as Forms.Assigned in changes.map(\.event) {
        desk.say("Its number is \(assigned.form).")
      }
    }
  }

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "A patient's forms, the latest first.")

    @Argument(help: "The patient's id, clinic number or phone.") var patient: String
    @Option(help: "Which page.") var page = 1
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      try await desk.noteAccess(to: patient, [.forms], for: .treatment)
      let forms = try desk.portal.forms(of: patient, page: page)
      if forms.items.isEmpty { desk.say("No form on this page.") }
      for form in forms.items { try desk.show(form) }
      if forms.pages > 1 { desk.say("Page \(page) of \(forms.pages).") }
    }
  }

  struct Show: StaffAction {
    static let configuration = CommandConfiguration(abstract: "A form with its answers.")

    @Argument(help: "The form's number.") var form: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let form = try desk.form(form)
      try await desk.noteAccess(to: form.patient, [.forms], for: .treatment)
      try desk.show(form, withAnswers: true)
    }
  }

  struct Submitted: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "The forms that were handed in and that nobody has read yet.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let queue = try desk.portal.submittedForms()
      try await desk.noteAccess(toEach: queue.map(\.patient), [.forms], for: .treatment)
      if queue.isEmpty { desk.say("No form waits.") }
      for item in queue { try desk.show(item.form) }
    }
  }

  struct Review: StaffAction {
    static let configuration = CommandConfiguration(abstract: "A form was read.")

    @Argument(help: "The form's number.") var form: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let form = try desk.form(form)
      try await desk.perform(Forms.self, .review(form.patient, form.id))
    }
  }

  struct Reopen: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Let a patient change a form that was handed in.")

    @Argument(help: "The form's number.") var form: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let form = try desk.form(form)
      try await desk.perform(Forms.self, .reopen(form.patient, form.id, reason: reason))
    }
  }

  struct Withdraw: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "A form isn't needed any more.")

    @Argument(help: "The form's number.") var form: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let form = try desk.form(form)
      try await desk.perform(Forms.self, .withdraw(form.patient, form.id, reason: reason))
    }
  }

  struct Crises: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "The answers that can't wait and that nobody has seen yet.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let queue = try desk.portal.crisisQueue()
      try await desk.noteAccess(toEach: queue.map(\.patient), [.forms], for: .treatment)
      if queue.isEmpty { desk.say("No such answer waits.") }
      for item in queue {
        let question = item.crisis?.value ?? ""
        try desk.show(
          "\(item.form.id)  \(item.patient)  \(item.form.questionnaire.title)  question "
            + question,
          [
            "form": .text(item.form.id.value), "patient": .text(item.patient.value),
            "questionnaire": .text(item.form.questionnaireID.value),
            "question": .text(question),
          ])
      }
    }
  }

  struct Acknowledge: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Say what was done about an answer that can't wait.")

    @Argument(help: "The form's number.") var form: String
    @Argument(help: "The question.") var question: String
    @Option(help: "What was done.") var note: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let form = try desk.form(form)
      try await desk.perform(
        Forms.self,
        .acknowledgeCrisis(form.patient, form.id, QuestionID(question), note: note))
    }
  }
}

extension StaffDesk {
  fileprivate func form(_ text: String) throws -> Forms.Form {
    let id = FormID(text)
    guard let patient = try portal.patient(ofForm: id), let form = try portal.form(id, of: patient)
    else { throw Complaint("there is no form \(id); see 'portal staff forms list'") }
    return form
  }

  fileprivate func show(_ form: Forms.Form, withAnswers: Bool = false) throws {
    let stage = form.stage == .open && form.answered > 0 ? "half done" : form.stage.rawValue
    var text =
      "\(form.id)  \(form.patient)  \(form.questionnaire.title)  \(stage)  "
      + "\(form.answered) of \(form.visible.count) answered"
    if let due = form.dueOn { text += "  due \(due)" }
    if let score = form.score {
      text += "  score \(score.total)" + (score.meaning.map { " (\($0))" } ?? "")
    }
    var object: [String: JSONValue] = [
      "form": .text(form.id.value), "patient": .text(form.patient.value),
      "questionnaire": .text(form.questionnaireID.value), "stage": .text(form.stage.rawValue),
      "version": .integer(Int64(form.version)), "answered": .integer(Int64(form.answered)),
      "questions": .integer(Int64(form.visible.count)),
      "dueOn": form.dueOn.map { .text($0.description) } ?? .null,
      "submittedOn": form.submittedOn.map { .text($0.description) } ?? .null,
      "score": form.score.map { .integer(Int64($0.total)) } ?? .null,
      "meaning": form.score?.meaning.map { .text($0) } ?? .null,
      "reviewed": .bool(form.isReviewed), "crises": .list(form.crises.map { .text($0.value) }),
    ]
    if withAnswers {
      let answers = form.review.map { ($0.question, $0.answer?.spoken(for: $0.question)) }
      object["answers"] = .list(
        answers.map { question, answer in
          .object([
            "question": .text(question.id.value), "text": .text(question.text),
            "answer": answer.map { .text($0) } ?? .null,
          ])
        })
      for (question, answer) in answers { text += "\n  \(question.text)  \(answer ?? "-")" }
    }
    try show(text, object)
  }
}
