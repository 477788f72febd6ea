import PortalDomain
import Testing

@Suite struct FormsTests {
  let patient = PatientID("p1")
  let id = FormID("QCODE")

  static let pain = Questionnaire(
    id: "pain", version: 1, title: "Pain",
    questions: [
      Question("any", "Do you have pain?", .yesNo),
      Question(
        "bad", "How bad is it?", .scale, from: 0, to: 10, showIf: [.init("any", anyOf: ["yes"])],
        crisisIf: .init("bad", atLeast: 9)),
      Question(
        "since", "For how many weeks?", .number, required: false, from: 1, to: 500,
        showIf: [.init("bad", atLeast: 5)]),
      Question("note", "Anything else?", .text, required: false, longest: 20),
    ])

  func assigned(
    _ questionnaire: Questionnaire = pain, appointment: String? = nil
  ) throws -> Forms.Assigned {
    Forms.Assigned(
      patient: patient, form: id, questionnaire: questionnaire.id, version: questionnaire.version,
      definition: Questionnaire.shipped(questionnaire.id) == nil ? questionnaire : nil,
      dueOn: try day("2026-03-06"), appointment: appointment, on: try day("2026-03-02"))
  }

  func answered(_ question: String, _ answer: Answer) -> Forms.Answered {
    Forms.Answered(
      patient: patient, form: id, question: QuestionID(question), answer: answer)
  }

  func submitted(_ score: Forms.Score? = nil) throws -> Forms.Submitted {
    Forms.Submitted(
      patient: patient, form: id, questionnaire: QuestionnaireID("pain"), score: score,
      on: try day("2026-03-02"))
  }

  func answer(_ question: String, _ answer: Answer) -> Forms.Command {
    .answer(patient, id, QuestionID(question), answer)
  }

  // MARK: Assigning

  @Test func `A form is assigned, and not twice while it's open`() throws {
    let assign = Forms.Command.assign(
      Forms.Assignment(patient, QuestionnaireID("pain"), dueOn: try day("2026-03-06")))
    let defined = Forms.Defined(questionnaire: Self.pain)
    try expect(Given(Forms.self, defined).when(assign), equal: try assigned())
    #expect(throws: Forms.Failure.alreadyAssigned(id)) {
      try Given(Forms.self, defined, try assigned()).when(assign)
    }
    #expect(
      try Given(Forms.self, defined, try assigned(), try submitted()).when(assign).count == 1)
    // For another visit it may be asked again.
    #expect(
      try Given(Forms.self, defined, try assigned(appointment: "A1")).when(assign).count == 1)
  }

  @Test func `What comes with the portal is assigned by its name alone`() throws {
    let events = try Given(Forms.self).when(
      .assign(Forms.Assignment(patient, QuestionnaireID("phq-9"))))
    let assigned = try #require(events.first as? Forms.Assigned)
    #expect(assigned.definition == nil && assigned.version == 1 && assigned.dueOn == nil)
  }

  @Test func `A form is of a questionnaire that there is, and isn't due in the past`() throws {
    #expect(throws: Forms.Failure.unknownQuestionnaire) {
      try Given(Forms.self).when(.assign(Forms.Assignment(patient, QuestionnaireID("pain"))))
    }
    let assignment = Forms.Assignment(
      patient, QuestionnaireID("phq-2"), dueOn: try day("2026-03-02"))
    #expect(try Given(Forms.self).when(.assign(assignment)).count == 1)
    #expect(throws: Forms.Failure.dueInPast) {
      // The 3rd in Rochester begins at six in Greenwich.
      try Given(Forms.self).at("2026-03-03T06:00:00Z").when(.assign(assignment))
    }
  }

  // MARK: Answering

  @Test func `An answer is recorded, and the same one once`() throws {
    let event = answered("any", .yesNo(true))
    try expect(
      Given(Forms.self, try assigned()).when(answer("any", .yesNo(true))), equal: event)
    #expect(
      try Given(Forms.self, try assigned(), event).when(answer("any", .yesNo(true))).isEmpty)
    #expect(
      try Given(Forms.self, try assigned(), event).when(answer("any", .yesNo(false))).count == 1)
  }

  @Test func `A form of somebody else, or that isn't there, isn't found`() throws {
    #expect(throws: Forms.Failure.unknownForm) {
      try Given(Forms.self).when(answer("any", .yesNo(true)))
    }
    #expect(throws: Forms.Failure.unknownForm) {
      try Given(Forms.self, try assigned()).when(.submit(PatientID("p2"), id))
    }
  }

  @Test func `A question that isn't in the form, or isn't asked, takes no answer`() throws {
    let given = Given(Forms.self, try assigned())
    #expect(throws: Forms.Failure.unknownQuestion) { try given.when(answer("x", .yesNo(true))) }
    #expect(throws: Forms.Failure.notAsked) { try given.when(answer("bad", .scale(3))) }
    #expect(
      try Given(Forms.self, try assigned(), answered("any", .yesNo(true)))
        .when(answer("bad", .scale(3))).count == 1)
    #expect(throws: Forms.Failure.notAsked) {
      try Given(Forms.self, try assigned(), answered("any", .yesNo(false)))
        .when(answer("bad", .scale(3)))
    }
  }

  static let wrong: [(String, Answer, String)] = [
    ("any", .text("maybe"), "Please answer yes or no."),
    ("any", .skipped, "This question needs an answer."),
    ("bad", .scale(11), "Please give a number from 0 to 10."),
    ("bad", .scale(-1), "Please give a number from 0 to 10."),
    ("bad", .yesNo(true), "Please give a number from 0 to 10."),
    ("since", .number(0.5), "Please give a number from 1 to 500."),
    ("since", .number(.nan), "Please give a number from 1 to 500."),
    ("since", .number(.infinity), "Please give a number from 1 to 500."),
    ("note", .text(" \n"), "Please write a few words."),
    ("note", .text("123456789012345678901"), "Please use 20 letters at most."),
    ("note", .scale(1), "Please answer in words."),
  ]

  @Test(arguments: wrong)
  func `A wrong answer is turned away with what it should be`(
    question: String, given: Answer, hint: String
  ) throws {
    #expect(throws: Forms.Failure.wrongAnswer(hint: hint)) {
      try Given(
        Forms.self, try assigned(), answered("any", .yesNo(true)), answered("bad", .scale(6))
      ).when(answer(question, given))
    }
  }

  @Test func `Choices and dates are checked too`() throws {
    let questionnaire = Questionnaire(
      id: "c", version: 1, title: "C",
      questions: [
        Question("one", "One?", .choice, choices: [.init("a", "A"), .init("b", "B")]),
        Question("some", "Some?", .choices, choices: [.init("a", "A"), .init("b", "B")]),
        Question("when", "When?", .date), Question("free", "Number?", .number),
        Question("least", "Number?", .number, from: 3), Question("most", "N?", .number, to: 3),
      ])
    let given = Given(Forms.self, try assigned(questionnaire))
    for (question, right) in [
      ("one", .choice("b")), ("some", .choices([])), ("some", .choices(["b", "a"])),
      ("when", .date(try day("2024-02-29"))), ("free", .number(-3.5)), ("least", .number(3)),
      ("most", .number(3)),
    ] as [(String, Answer)] {
      #expect(try given.when(answer(question, right)).count == 1)
    }
    let choose = Forms.Failure.wrongAnswer(hint: "Please choose one of: A, B.")
    #expect(throws: choose) { try given.when(answer("one", .choice("c"))) }
    #expect(throws: choose) { try given.when(answer("one", .yesNo(true))) }
    #expect(throws: choose) { try given.when(answer("some", .choices(["a", "c"]))) }
    #expect(throws: choose) { try given.when(answer("some", .choices(["a", "a"]))) }
    #expect(throws: Forms.Failure.wrongAnswer(hint: "Please check the year.")) {
      try given.when(answer("when", .date(try day("1896-03-01"))))
    }
    #expect(throws: Forms.Failure.wrongAnswer(hint: "Please give a date.")) {
      try given.when(answer("when", .text("today")))
    }
    #expect(throws: Forms.Failure.wrongAnswer(hint: "Please give a number.")) {
      try given.when(answer("free", .number(.nan)))
    }
    #expect(throws: Forms.Failure.wrongAnswer(hint: "Please give a number of 3 or more.")) {
      try given.when(answer("least", .number(2)))
    }
    #expect(throws: Forms.Failure.wrongAnswer(hint: "Please give a number of 3 or less.")) {
      try given.when(answer("most", .number(4)))
    }
  }

  // MARK: Where one is

  func form(_ events: (any DomainEvent)...) throws -> Forms.Form {
    var state = Forms.initial
    for event in [try assigned()] + events { Forms.evolve(&state, event) }
    return try #require(state.forms[id])
  }

  @Test func `One goes on where one left, and what doesn't apply is skipped`() throws {
    #expect(try form().next?.id.value == "any")
    #expect(try form(answered("any", .yesNo(false))).next?.id.value == "note")
    let yes = answered("any", .yesNo(true))
    #expect(try form(yes).next?.id.value == "bad")
    #expect(try form(yes, answered("bad", .scale(4))).next?.id.value == "note")
    #expect(try form(yes, answered("bad", .scale(5))).next?.id.value == "since")
    let all = try form(
      yes, answered("bad", .scale(5)), answered("since", .skipped), answered("note", .skipped))
    #expect(all.next == nil && all.missing.isEmpty && all.answered == 4)
  }

  @Test func `An answer to a question that isn't asked any more counts for nothing`() throws {
    let form = try form(
      answered("any", .yesNo(true)), answered("bad", .scale(8)), answered("since", .number(3)),
      answered("any", .yesNo(false)))
    #expect(form.visible.map(\.id.value) == ["any", "note"])
    #expect(form.review.map(\.question.id.value) == ["any", "note"])
    #expect(form.missing.isEmpty)
  }

  // MARK: Handing in

  @Test func `A form is handed in once every question that needs an answer has one`() throws {
    let submit = Forms.Command.submit(patient, id)
    #expect(throws: Forms.Failure.unanswered(QuestionID("any"), count: 1)) {
      try Given(Forms.self, try assigned()).when(submit)
    }
    #expect(throws: Forms.Failure.unanswered(QuestionID("bad"), count: 1)) {
      try Given(Forms.self, try assigned(), answered("any", .yesNo(true))).when(submit)
    }
    let no = answered("any", .yesNo(false))
    try expect(Given(Forms.self, try assigned(), no).when(submit), equal: try submitted())
    let done = Given(Forms.self, try assigned(), no, try submitted())
    #expect(try done.when(submit).isEmpty)
    #expect(throws: Forms.Failure.wrongStage(.submitted)) {
      try done.when(answer("any", .yesNo(true)))
    }
  }

  @Test func `A form is opened again, withdrawn and read, each once, and only where it fits`()
    throws
  {
    let no = answered("any", .yesNo(false))
    let open = Given(Forms.self, try assigned(), no)
    let done = Given(Forms.self, try assigned(), no, try submitted())
    let questionnaire = QuestionnaireID("pain")
    let reopened = Forms.Reopened(
      patient: patient, form: id, questionnaire: questionnaire, reason: "one changed")
    let withdrawn = Forms.Withdrawn(
      patient: patient, form: id, questionnaire: questionnaire, reason: "not needed")
    let reviewed = Forms.Reviewed(patient: patient, form: id)
    let gone = Given(Forms.self, try assigned(), withdrawn)
    let reopen = Forms.Command.reopen(patient, id, reason: "one changed")
    let withdraw = Forms.Command.withdraw(patient, id, reason: "not needed")
    let review = Forms.Command.review(patient, id)
    try expect(done.when(reopen), equal: reopened)
    #expect(try open.when(reopen).isEmpty)
    #expect(throws: Forms.Failure.wrongStage(.withdrawn)) { try gone.when(reopen) }
    try expect(open.when(withdraw), equal: withdrawn)
    #expect(try gone.when(withdraw).isEmpty)
    #expect(throws: Forms.Failure.wrongStage(.submitted)) { try done.when(withdraw) }
    #expect(throws: Forms.Failure.wrongStage(.withdrawn)) { try gone.when(.submit(patient, id)) }
    #expect(throws: Forms.Failure.wrongStage(.withdrawn)) {
      try gone.when(answer("any", .yesNo(true)))
    }
    try expect(done.when(review), equal: reviewed)
    #expect(throws: Forms.Failure.wrongStage(.open)) { try open.when(review) }
    #expect(
      try Given(Forms.self, try assigned(), no, try submitted(), reviewed).when(review).isEmpty)
    // What was opened again and handed in again is to be read again.
    #expect(
      try Given(
        Forms.self, try assigned(), no, try submitted(), reviewed, reopened, try submitted()
      ).when(review).count == 1)
  }

  // MARK: What can't wait

  @Test func `An answer that can't wait is told with the answer`() throws {
    let flagged = Forms.CrisisFlagged(patient: patient, form: id, question: QuestionID("bad"))
    let yes = answered("any", .yesNo(true))
    try expect(
      Given(Forms.self, try assigned(), yes).when(answer("bad", .scale(9))),
      equal: answered("bad", .scale(9)), flagged)
    #expect(
      try Given(Forms.self, try assigned(), yes).when(answer("bad", .scale(8))).count == 1)
    // Who changes it while it waits is told of once.
    let waiting = Given(
      Forms.self, try assigned(), yes, answered("bad", .scale(9)), flagged)
    #expect(try waiting.when(answer("bad", .scale(10))).count == 1)
    let acknowledge = Forms.Command.acknowledgeCrisis(
      patient, id, QuestionID("bad"), note: "called, safe")
    let acknowledged = Forms.CrisisAcknowledged(
      patient: patient, form: id, question: QuestionID("bad"), note: "called, safe")
    try expect(waiting.when(acknowledge), equal: acknowledged)
    let seen = Given(
      Forms.self, try assigned(), yes, answered("bad", .scale(9)), flagged, acknowledged)
    #expect(throws: Forms.Failure.noCrisis) { try seen.when(acknowledge) }
    #expect(try seen.when(answer("bad", .scale(10))).count == 2)
  }
}
