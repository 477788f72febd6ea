internal import Portal
internal import PortalDomain

/// Asking the help desk about what is lost.
public struct HelpDeskFlow: Flow {
  var number: String?
  var birthDate: LocalDate?

  var step: Step { .helpDesk(self) }
  var isForStrangers: Bool { true }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    if number == nil {
      bot.ask(step, bot.phrases.askClinicNumber, &turn)
    } else if birthDate == nil {
      bot.ask(step, bot.phrases.askBirthDate, &turn)
    } else {
      turn.action = .perform(step)
    }
  }

  func answered(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    var flow = self
    if number == nil {
      flow.number = RegistrationFlow.clinicNumber(in: said.text)
    } else {
      flow.birthDate = BirthDate.read(said.text, today: bot.facts.context.today)
    }
    return flow == self ? nil : flow.step
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    guard let number, let birthDate else { return .events([]) }
    return .helpAsked(
      try await portal.requestHelp(
        clinicNumber: number, birthDate: birthDate,
        from: origin.conversation.flatMap { PhoneNumber($0) }, as: origin))
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    guard case .helpAsked(let id) = done else { return }
    turn.replies.append(bot.phrases.helpAsked(id))
  }
}
