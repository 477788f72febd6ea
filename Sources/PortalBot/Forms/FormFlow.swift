internal import Portal
internal import PortalDomain

extension Said {
  /// Whether it plainly wants something else. In the patient's own words ("refill my lisinopril", asked
  /// for the reason of a visit) only a question does.
  fileprivate func wantsOther(than question: Question) -> Bool {
    let intent = understanding.intent
    return intent.isWish && intent.area != "forms" && understanding.confidence >= Bot.plain
      && understanding.answer == nil && (question.type != .text || isQuestion)
  }
}

/// Filling a form, one question at a time; what is answered stays, so it can be gone on with later.
public struct FormFlow: Flow {
  let form: FormID
  var question: QuestionID?
  var answer: PortalDomain.Answer?

  var step: Step { .form(self) }
  var takesNo: Bool { true }
  var takesWishes: Bool { true }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.forms)
    if answer != nil {
      turn.action = .perform(step)
      return
    }
    guard let form = try bot.facts.form(form, of: patient), form.stage == .open else {
      turn.replies.append(bot.phrases.noForms)
      return
    }
    var flow = FormFlow(form: form.id)
    guard let next = form.next else {
      return bot.confirm(flow.step, bot.phrases.sendForm(form), &turn)
    }
    flow.question = next.id
    bot.ask(
      flow.step, bot.phrases.ask(next, number: form.answered + 1, of: form.visible.count), &turn)
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    guard let question,
      let asked = try bot.facts.form(form, of: patient)?.questionnaire[question],
      !said.wantsOther(than: asked),
      let answer = FormFlow.read(said, as: asked, bot.facts.context)
    else { return nil }
    return FormFlow(form: form, question: question, answer: answer).step
  }

  private static func read(
    _ said: Said, as question: Question, _ context: Context
  ) -> PortalDomain.Answer? {
    let number = said.first(.number).flatMap { Double($0.value) }
    if !question.required, said.words == ["skip"] { return .skipped }
    switch question.type {
    case .text: return .text(said.text)
    case .number: return number.map { .number($0) }
    case .scale: return number.map { .scale(Int($0)) }
    case .yesNo:
      switch said.understanding.answer {
      case .yes: return .yesNo(true)
      case .no, .noneOfThem: return .yesNo(false)
      default: return nil
      }
    case .choice: return choices(said, question).first.map { .choice($0) }
    case .choices:
      let codes = choices(said, question)
      return codes.isEmpty ? nil : .choices(codes)
    case .date:
      return said.times(context).first(where: \.saysDay).map {
        .date($0.days(context).lowerBound)
      }
    }
  }

  /// By number, or by what they say.
  private static func choices(_ said: Said, _ question: Question) -> [String] {
    let offered = question.choices ?? []
    let named = offered.filter { said.says($0.text) }.map(\.code)
    guard named.isEmpty else { return named }
    return said.words.compactMap { Int($0) }.filter { (1...max(1, offered.count)).contains($0) }
      .compactMap { offered.indices.contains($0 - 1) ? offered[$0 - 1].code : nil }
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    try await Done {
      guard let question, let answer else {
        return try await portal.perform(Forms.self, .submit(patient, form), as: origin)
      }
      return try await portal.perform(
        Forms.self, .answer(patient, form, question, answer), as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .events(let changes):
      if changes.contains(where: { $0.event is Forms.CrisisFlagged }) {
        turn.replies.append(bot.phrases.safety(.crisis))
      }
      guard answer != nil else {
        turn.replies.append(bot.phrases.formSent)
        return
      }
    case .refused(let refusal): turn.replies.append(refusal.message)
    default: return
    }
    try FormFlow(form: form).proceed(bot, patient, &turn)
  }
}
