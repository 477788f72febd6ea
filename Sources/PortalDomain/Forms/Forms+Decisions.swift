extension Forms {
  public enum Failure: Refusal, Equatable {
    case unknownQuestionnaire
    case badDefinition(String)
    case versionExists(Int)
    case comesWithThePortal
    case alreadyAssigned(FormID)
    case dueInPast
    case unknownForm
    case wrongStage(Form.Stage)
    case unknownQuestion
    case notAsked
    case wrongAnswer(hint: String)
    case unanswered(QuestionID, count: Int)
    case noCrisis

    public var code: String {
      switch self {
      case .unknownQuestionnaire: "form.unknownQuestionnaire"
      case .badDefinition: "form.badDefinition"
      case .versionExists: "form.versionExists"
      case .comesWithThePortal: "form.comesWithThePortal"
      case .alreadyAssigned: "form.alreadyAssigned"
      case .dueInPast: "form.dueInPast"
      case .unknownForm: "form.unknown"
      case .wrongStage: "form.wrongStage"
      case .unknownQuestion: "form.unknownQuestion"
      case .notAsked: "form.notAsked"
      case .wrongAnswer: "form.wrongAnswer"
      case .unanswered: "form.unanswered"
      case .noCrisis: "form.noCrisis"
      }
    }

    public var message: String {
      switch self {
      case .unknownQuestionnaire: "There is no such questionnaire."
      case .badDefinition(let fault): "That questionnaire can't be used: \(fault)."
      case .versionExists(let latest):
        "A version once used can't change. The next version is \(latest + 1)."
      case .comesWithThePortal: "That questionnaire comes with the portal. Give yours another name."
      case .alreadyAssigned(let form): "That form is already waiting. Its number is \(form)."
      case .dueInPast: "A form can't be due in the past."
      case .unknownForm: "I can't find that form."
      case .wrongStage(.submitted): "You already sent that form. The clinic can open it again."
      case .wrongStage(.withdrawn): "The clinic doesn't need that form any more."
      case .wrongStage(.open): "That form hasn't been sent yet."
      case .unknownQuestion: "That form has no such question."
      case .notAsked: "You don't need to answer that question."
      case .wrongAnswer(let hint): hint
      case .unanswered(_, let count):
        count == 1
          ? "One question still needs an answer." : "\(count) questions still need an answer."
      case .noCrisis: "No such answer is waiting."
      }
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .define(let questionnaire): try define(questionnaire, state, context)
    case .assign(let assignment): try assign(assignment, state, context)
    case .answer(let patient, let id, let question, let answer):
      try record(answer, to: question, try form(id, patient, state), context)
    case .submit(let patient, let id): try submit(try form(id, patient, state), context)
    case .reopen(let patient, let id, let reason):
      try reopen(try form(id, patient, state), reason)
    case .withdraw(let patient, let id, let reason):
      try withdraw(try form(id, patient, state), reason)
    case .review(let patient, let id): try review(try form(id, patient, state))
    case .acknowledgeCrisis(let patient, let id, let question, let note):
      try acknowledge(question, of: try form(id, patient, state), note)
    }
  }

  private static func define(
    _ questionnaire: Questionnaire, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    if Questionnaire.shipped(questionnaire.id) != nil { throw .comesWithThePortal }
    let latest = state.defined[questionnaire.id]
    if latest == questionnaire { return [] }
    if let fault = questionnaire.fault(context.policy.forms) { throw .badDefinition(fault) }
    if let latest, questionnaire.version <= latest.version {
      throw .versionExists(latest.version)
    }
    return [Defined(questionnaire: questionnaire)]
  }

  private static func assign(
    _ assignment: Assignment, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let id = assignment.questionnaire
    let shipped = Questionnaire.shipped(id)
    guard let questionnaire = shipped ?? state.defined[id] else { throw .unknownQuestionnaire }
    let same = state.forms.values.first {
      $0.stage == .open && $0.appointment == assignment.appointment
    }
    if let same { throw .alreadyAssigned(same.id) }
    if let due = assignment.dueOn, due < context.today { throw .dueInPast }
    return [
      Assigned(
        patient: assignment.patient, form: context.newIdentifier("Q"), questionnaire: id,
        version: questionnaire.version, definition: shipped == nil ? questionnaire : nil,
        dueOn: assignment.dueOn, appointment: assignment.appointment, on: context.today)
    ]
  }

  /// An answer that the clinic must know at once is told with the answer, before the form is handed
  /// in. Who corrects such an answer has given it all the same.
  private static func record(
    _ answer: Answer, to id: QuestionID, _ form: Form, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    guard form.stage == .open else { throw .wrongStage(form.stage) }
    guard let question = form.questionnaire[id] else { throw .unknownQuestion }
    guard form.visible.contains(where: { $0.id == id }) else { throw .notAsked }
    if let hint = question.hint(for: answer, context) { throw .wrongAnswer(hint: hint) }
    if form[id] == answer { return [] }
    var events: [any DomainEvent] = [
      Answered(patient: form.patient, form: form.id, question: id, answer: answer)
    ]
    if question.crisisIf?.holds(answer, to: question) == true, !form.crises.contains(id) {
      events.append(CrisisFlagged(patient: form.patient, form: form.id, question: id))
    }
    return events
  }

  private static func submit(
    _ form: Form, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch form.stage {
    case .submitted: return []
    case .withdrawn: throw .wrongStage(.withdrawn)
    case .open: break
    }
    let missing = form.missing
    if let first = missing.first { throw .unanswered(first.id, count: missing.count) }
    return [
      Submitted(
        patient: form.patient, form: form.id, questionnaire: form.questionnaireID,
        score: form.points, on: context.today)
    ]
  }

  private static func reopen(
    _ form: Form, _ reason: String
  ) throws(Failure) -> [any DomainEvent] {
    switch form.stage {
    case .open: []
    case .withdrawn: throw .wrongStage(.withdrawn)
    case .submitted:
      [
        Reopened(
          patient: form.patient, form: form.id, questionnaire: form.questionnaireID,
          reason: reason)
      ]
    }
  }

  private static func withdraw(
    _ form: Form, _ reason: String
  ) throws(Failure) -> [any DomainEvent] {
    switch form.stage {
    case .withdrawn: []
    case .submitted: throw .wrongStage(.submitted)
    case .open:
      [
        Withdrawn(
          patient: form.patient, form: form.id, questionnaire: form.questionnaireID,
          reason: reason)
      ]
    }
  }

  private static func review(_ form: Form) throws(Failure) -> [any DomainEvent] {
    guard form.stage == .submitted else { throw .wrongStage(form.stage) }
    return form.isReviewed ? [] : [Reviewed(patient: form.patient, form: form.id)]
  }

  private static func acknowledge(
    _ question: QuestionID, of form: Form, _ note: String
  ) throws(Failure) -> [any DomainEvent] {
    guard form.crises.contains(question) else { throw .noCrisis }
    return [
      CrisisAcknowledged(patient: form.patient, form: form.id, question: question, note: note)
    ]
  }

  private static func form(
    _ id: FormID, _ patient: PatientID, _ state: State
  ) throws(Failure) -> Form {
    guard let form = state.forms[id], form.patient == patient else { throw .unknownForm }
    return form
  }
}
