import EventStore
import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

@Suite struct FormsPortalTests {
  let maria = PatientID("maria")
  let visit = FormID("Q-maria-visit")
  let origin = Origin(actor: .patient(PatientID("maria")), channel: .chat)
  let nurse = Origin(actor: .system, channel: .system)

  @Test func `Maria's form before her visit is half done, and she goes on where she left`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    var form = try #require(try portal.openForms(of: maria).first)
    #expect(form.id == visit && form.questionnaire == .preVisit)
    #expect(form.answered == 4 && form.visible.count == 7)
    #expect(form.dueOn == portal.context.today.adding(days: 5))
    #expect(form.next?.id.value == "falls")
    form = try await portal.answer(
      .yesNo(false), to: QuestionID("falls"), of: visit, of: maria, as: origin
    ).form
    #expect(form.next?.id.value == "help")
    for question in ["help", "questions"] {
      form = try await portal.answer(
        .skipped, to: QuestionID(question), of: visit, of: maria, as: origin
      ).form
    }
    #expect(form.next == nil)
    try await portal.perform(Forms.self, .submit(maria, visit), as: origin)
    #expect(try portal.openForms(of: maria).isEmpty)
    #expect(try portal.submittedForms().map(\.form.id) == [visit])
    #expect(try portal.forms(of: maria).items.map(\.stage) == [.submitted])
    try await portal.perform(Forms.self, .review(maria, visit), as: nurse)
    #expect(try portal.submittedForms().isEmpty)
    try await portal.perform(Forms.self, .reopen(maria, visit, reason: "x"), as: nurse)
    #expect(try portal.openForms(of: maria).map(\.id) == [visit])
  }

  @Test func `Mia's form waits for her parent`() async throws {
    let portal = try await DemonstrationStore().portal
    let form = try #require(try portal.openForms(of: PatientID("mia")).first)
    #expect(form.answered == 0 && form.next?.id.value == "reason")
    #expect(try portal.patient(ofForm: form.id) == PatientID("mia"))
  }

  @Test func `An answer that can't wait is on the clinic's list before the form is handed in`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let changes = try await portal.perform(
      Forms.self, .assign(Forms.Assignment(maria, QuestionnaireID("phq-9"))), as: nurse)
    let form = try #require((changes.first?.event as? Forms.Assigned)?.form)
    let outcome = try await portal.answer(
      .choice("1"), to: QuestionID("q9"), of: form, of: maria, as: origin)
    #expect(outcome.alerted)
    let waiting = try #require(try portal.crisisQueue().first)
    #expect(waiting.patient == maria && waiting.crisis?.value == "q9")
    // Taking it back doesn't take it off the list.
    let changed = try await portal.answer(
      .choice("0"), to: QuestionID("q9"), of: form, of: maria, as: origin)
    #expect(!changed.alerted)
    #expect(try portal.crisisQueue().count == 1)
    try await portal.perform(
      Forms.self, .withdraw(maria, form, reason: "not needed"), as: nurse)
    #expect(try portal.crisisQueue().count == 1)
    try await portal.perform(
      Forms.self, .acknowledgeCrisis(maria, form, QuestionID("q9"), note: "called"), as: nurse)
    #expect(try portal.crisisQueue().isEmpty)
  }

  @Test func `The clinic's own questionnaire is asked in the version in which it was assigned`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    func own(_ version: Int, _ text: String) -> Questionnaire {
      Questionnaire(
        id: "own", version: version, title: "Own", questions: [Question("a", text, .yesNo)])
    }
    try await portal.perform(Forms.self, .define(own(1, "First?")), as: nurse)
    #expect(try portal.questionnaires().last == own(1, "First?"))
    try await portal.perform(
      Forms.self, .assign(Forms.Assignment(maria, QuestionnaireID("own"))), as: nurse)
    try await portal.perform(Forms.self, .define(own(2, "Second?")), as: nurse)
    #expect(try portal.questionnaires().last?.version == 2)
    #expect(try portal.questionnaires().count == Questionnaire.shipped.count + 1)
    let form = try #require(
      try portal.openForms(of: maria).first { $0.questionnaireID.value == "own" })
    #expect(form.next?.text == "First?")
  }

  @Test func `Of 32 that hand in the same form one does, and it's on the list once`() async throws {
    let portal = try await DemonstrationStore().portal
    try await portal.perform(
      Forms.self, .answer(maria, visit, QuestionID("falls"), .yesNo(true)), as: origin)
    let changes = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<32 {
        group.addTask {
          try await portal.perform(Forms.self, .submit(maria, visit), as: origin).count
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(changes == 1)
    #expect(try portal.submittedForms().count == 1)
  }

  @Test func `Of 32 that assign the same form one does`() async throws {
    let portal = try await DemonstrationStore().portal
    let assigned = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<32 {
        group.addTask {
          let changes = try? await portal.perform(
            Forms.self, .assign(Forms.Assignment(maria, QuestionnaireID("gad-7"))), as: nurse)
          return changes?.count ?? 0
        }
      }
      return await group.reduce(0, +)
    }
    #expect(assigned == 1)
  }
}
