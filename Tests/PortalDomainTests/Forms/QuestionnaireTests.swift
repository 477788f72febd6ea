import Foundation
import PortalDomain
import TestSupport
import Testing

@Suite struct QuestionnaireTests {
  let patient = PatientID("p1")
  let id = FormID("Q1")

  func define(_ questionnaire: Questionnaire) throws -> [any DomainEvent] {
    try Given(Forms.self).when(.define(questionnaire))
  }

  func questionnaire(
    _ questions: [Question], version: Int = 1, title: String = "T",
    bands: [Questionnaire.Band]? = nil
  ) -> Questionnaire {
    Questionnaire(id: "own", version: version, title: title, questions: questions, bands: bands)
  }

  let one = Question("a", "A?", .yesNo)

  @Test func `The clinic defines a questionnaire, and changes it by a new version`() throws {
    let first = questionnaire([one])
    let defined = Forms.Defined(questionnaire: first)
    try expect(define(first), equal: defined)
    let given = Given(Forms.self, defined)
    #expect(try given.when(.define(first)).isEmpty)
    #expect(throws: Forms.Failure.versionExists(1)) {
      try given.when(.define(questionnaire([one], title: "Other")))
    }
    #expect(
      try given.when(.define(questionnaire([one], version: 2, title: "Other"))).count == 1)
  }

  @Test func `What comes with the portal can't be defined anew`() {
    #expect(throws: Forms.Failure.comesWithThePortal) { try define(.phq9) }
  }

  @Test func `A questionnaire that can't be asked is turned away`() throws {
    func fault(_ questionnaire: Questionnaire) -> String? {
      let failure = #expect(throws: Forms.Failure.self) { try define(questionnaire) }
      if case .badDefinition(let fault)? = failure { return fault }
      return nil
    }
    let choices = [Question.Choice("a", "A"), .init("b", "B")]
    #expect(fault(questionnaire([])) == "it asks nothing")
    #expect(fault(questionnaire([one], title: "")) == "it needs an id and a title")
    #expect(fault(questionnaire([one], version: 0)) == "versions are counted from 1")
    #expect(fault(questionnaire([one, one])) == "two questions are called a")
    #expect(
      fault(questionnaire((0...100).map { Question("q\($0)", "?", .yesNo) }))
        == "it asks more than 100 questions")
    for (question, text) in [
      (Question("", "A?", .yesNo), "question  needs an id and a text"),
      (Question("a", "", .yesNo), "question a needs an id and a text"),
      (
        Question("a", String(repeating: "x", count: 601), .yesNo), "question a is too long"
      ),
      (Question("a", "A?", .choice), "question a needs two choices at least"),
      (
        Question("a", "A?", .choices, choices: [.init("x", "X"), .init("x", "Y")]),
        "question a has two choices of one code, or an empty one"
      ),
      (Question("a", "A?", .scale, from: 3), "question a needs 'from' and 'to'"),
      (
        Question("a", "A?", .number, from: 3, to: 2),
        "question a has no number between 'from' and 'to'"
      ),
      (
        Question("a", "A?", .yesNo, showIf: [.init("b", anyOf: ["yes"])]),
        "question a depends on b, which isn't asked before it"
      ),
      (
        Question("a", "A?", .choice, choices: choices, crisisIf: .init("b", atLeast: 1)),
        "the crisis of question a must be about its own answer"
      ),
    ] {
      #expect(fault(questionnaire([question])) == text)
    }
    #expect(
      fault(questionnaire([one], bands: [.init(5, "x"), .init(0, "y")])) == "its bands don't go up")
  }

  @Test(arguments: Questionnaire.shipped)
  func `What comes with the portal passes the same checks`(shipped: Questionnaire) throws {
    let own = Questionnaire(
      id: "own", version: 1, title: shipped.title, questions: shipped.questions,
      bands: shipped.bands)
    #expect(try define(own).count == 1)
  }

  @Test(arguments: Questionnaire.shipped)
  func `A questionnaire is read from the JSON that it's written as`(shipped: Questionnaire) throws {
    let data = try JSONEncoder().encode(shipped)
    #expect(try JSONDecoder().decode(Questionnaire.self, from: data) == shipped)
  }

  func form(_ questionnaire: Questionnaire, _ answers: [String: Answer]) throws -> Forms.State {
    var state = Forms.initial
    Forms.evolve(
      &state,
      Forms.Assigned(
        patient: patient, form: id, questionnaire: questionnaire.id,
        version: questionnaire.version, definition: nil, dueOn: nil, appointment: nil,
        on: try day("2026-03-02")))
    for (question, answer) in answers {
      Forms.evolve(
        &state,
        Forms.Answered(
          patient: patient, form: id, question: QuestionID(question), answer: answer))
    }
    return state
  }

  func score(
    _ questionnaire: Questionnaire, items: Int, _ points: [Int]
  ) throws -> Forms.Score? {
    var answers = Dictionary(
      uniqueKeysWithValues: (1...items).map { index in
        ("q\(index)", Answer.choice("\(points[(index - 1) % points.count])"))
      })
    answers["difficulty"] = .choice("3")
    let events = try Forms.decide(
      .submit(patient, id), try form(questionnaire, answers), try Given(Forms.self).context)
    return (events.first as? Forms.Submitted)?.score
  }

  @Test func `The points of the PHQ-9 are counted, those of how hard life is not`() throws {
    #expect(Questionnaire.phq9.questions.count == 10)
    #expect(try score(.phq9, items: 9, [0]) == Forms.Score(total: 0, meaning: "minimal"))
    #expect(try score(.phq9, items: 9, [3]) == Forms.Score(total: 27, meaning: "severe"))
    for (ones, meaning) in [(4, "minimal"), (5, "mild"), (9, "mild")] {
      let points = (0..<9).map { $0 < ones ? 1 : 0 }
      #expect(try score(.phq9, items: 9, points) == Forms.Score(total: ones, meaning: meaning))
    }
    for (threes, total, meaning) in [
      (3, 9, "mild"), (4, 12, "moderate"), (5, 15, "moderately severe"),
      (6, 18, "moderately severe"), (7, 21, "severe"),
    ] {
      let points = (0..<9).map { $0 < threes ? 3 : 0 }
      #expect(
        try score(.phq9, items: 9, points) == Forms.Score(total: total, meaning: meaning))
    }
  }

  @Test func `The points of the PHQ-2 and the GAD-7 are counted`() throws {
    #expect(try score(.phq2, items: 2, [1]) == Forms.Score(total: 2, meaning: "negative"))
    #expect(try score(.phq2, items: 2, [1, 2]) == Forms.Score(total: 3, meaning: "positive"))
    #expect(try score(.gad7, items: 7, [3]) == Forms.Score(total: 21, meaning: "severe"))
    #expect(
      try score(.gad7, items: 7, [2, 2, 0]) == Forms.Score(total: 10, meaning: "moderate"))
    #expect(
      try score(.gad7, items: 7, [2, 0, 0]) == Forms.Score(total: 6, meaning: "mild"))
  }

  @Test func `How hard life is is asked only of those whom something bothers`() throws {
    let nothing = Dictionary(uniqueKeysWithValues: (1...9).map { ("q\($0)", Answer.choice("0")) })
    var form = try #require(try form(.phq9, nothing).forms[id])
    #expect(form.next == nil)
    form.evolve(
      Forms.Answered(
        patient: patient, form: id, question: QuestionID("q4"), answer: .choice("1")))
    #expect(form.next?.id.value == "difficulty")
  }

  @Test(arguments: ["1", "2", "3"])
  func `Any answer but "not at all" to the ninth question alerts the clinic at once`(code: String)
    throws
  {
    let context = try Given(Forms.self).context
    let state = try form(.phq9, [:])
    let command = Forms.Command.answer(patient, id, QuestionID("q9"), .choice(code))
    #expect(try Forms.decide(command, state, context).last is Forms.CrisisFlagged)
    let none = Forms.Command.answer(patient, id, QuestionID("q9"), .choice("0"))
    #expect(try Forms.decide(none, state, context).count == 1)
  }

  @Test func `Answers are read back in the words of the question`() throws {
    let help = try #require(Questionnaire.preVisit[QuestionID("help")])
    #expect(
      Answer.choices(["hearing", "seeing"]).spoken(for: help)
        == "Help with hearing, Help with seeing")
    #expect(Answer.choices([]).spoken(for: help) == "None")
    let mood = try #require(Questionnaire.phq2[QuestionID("q1")])
    #expect(Answer.choice("3").spoken(for: mood) == "Nearly every day")
    let any = Question("a", "A?", .number)
    #expect(Answer.number(3).spoken(for: any) == "3")
    #expect(Answer.number(3.5).spoken(for: any) == "3.5")
    #expect(Answer.number(1e300).spoken(for: any) == "1e+300")
    #expect(Answer.yesNo(true).spoken(for: any) == "Yes")
    #expect(Answer.date(try day("2024-02-29")).spoken(for: any) == "2024-02-29")
    #expect(Answer.scale(4).spoken(for: any) == "4")
    #expect(Answer.text("so").spoken(for: any) == "so")
    #expect(Answer.skipped.spoken(for: any) == "Skipped")
  }

  /// Whatever is answered in whatever order, following the next question ends, and then the form can be
  /// handed in.
  @Test(arguments: Questionnaire.shipped)
  func `Whoever answers what is asked comes to the end`(shipped: Questionnaire) throws {
    let context = try Given(Forms.self).context
    for seed in 0..<50 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var state = try form(shipped, [:])
      var steps = 0
      while let question = try #require(state.forms[id]).next {
        let answer = try #require(randomAnswer(to: question, &generator))
        for event in try Forms.decide(
          .answer(patient, id, question.id, answer), state, context)
        {
          Forms.evolve(&state, event)
        }
        steps += 1
        try #require(steps <= shipped.questions.count)
      }
      #expect(try Forms.decide(.submit(patient, id), state, context).count == 1)
    }
  }

  private func randomAnswer(
    to question: Question, _ generator: inout SeededGenerator
  ) -> Answer? {
    if !question.required, Bool.random(using: &generator) { return .skipped }
    return switch question.type {
    case .text: .text("words")
    case .number:
      .number(
        Double(Int.random(in: (question.from ?? 0)...(question.to ?? 100), using: &generator)))
    case .scale:
      .scale(.random(in: (question.from ?? 0)...(question.to ?? 10), using: &generator))
    case .yesNo: .yesNo(.random(using: &generator))
    case .choice: question.choices?.randomElement(using: &generator).map { .choice($0.code) }
    case .choices:
      .choices((question.choices ?? []).map(\.code).filter { _ in .random(using: &generator) })
    case .date: LocalDate("2026-01-31").map { .date($0) }
    }
  }
}
