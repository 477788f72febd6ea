internal import Portal
internal import PortalDomain

/// Accepting the terms of use that are in force now.
public struct TermsFlow: Flow {
  let version: String

  var step: Step { .terms(self) }
  var isOwn: Bool { true }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    let accepted = try turn.dialogue.session.flatMap { try bot.facts.profile(of: $0.patient) }?
      .acceptedTerms
    if accepted == version {
      turn.replies.append(bot.phrases.termsAccepted(version))
    } else {
      bot.confirm(step, bot.phrases.acceptTerms(version), &turn)
    }
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    try await Done {
      try await portal.perform(
        Registration.self, .acceptTerms(patient, version: version), as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal): turn.replies.append(bot.phrases.words(of: refusal))
    default: turn.replies.append(bot.phrases.termsAccepted(version))
    }
  }
}
