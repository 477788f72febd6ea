internal import Portal
internal import PortalDomain

/// A message that is near to a wish and plainly none: which one is meant is asked, and then the message is
/// taken for that.
public struct ClarifyFlow: Flow {
  /// What it's taken for; out of scope, where it's none of those that were offered.
  let intent: Intent
  /// The message, without what must not be kept.
  let said: String

  var step: Step { .clarify(self) }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    guard intent != .outOfScope else { return bot.misunderstood(bot.phrases.notUnderstood, &turn) }
    var chosen = Turn(turn.dialogue, intent, said)
    let understanding = bot.understander.understand(said, on: try bot.medicines(of: patient))
    try bot.startWish(understanding.taken(as: intent), patient, &chosen)
    turn.add(chosen)
  }

  /// Nothing is done by it: the wish that is chosen has a flow of its own.
  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    .events([])
  }

  func conclude(_ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {}
}

extension Bot {
  /// Asks which wish is meant, where a message that can't be read is near to one.
  ///
  /// - Returns: whether there was anything to ask.
  func clarify(_ understanding: Understanding, _ turn: inout Turn) throws -> Bool {
    guard understanding.intent == .outOfScope, turn.dialogue.session != nil else { return false }
    let near = try understanding.alternatives.filter {
      try $0.confidence >= Bot.near && isAllowed($0.intent, turn)
    }
    let said = SecretWords.hidden(in: turn.text)
    var choices = near.compactMap { candidate in
      phrases.wish(candidate.intent).map {
        Choice($0, ClarifyFlow(intent: candidate.intent, said: said).step)
      }
    }
    guard !choices.isEmpty else { return false }
    let other = ClarifyFlow(intent: .outOfScope, said: said).step
    choices = choices.prefix(2) + [Choice(phrases.say(.wishOther), other)]
    choose(choices, for: other, phrases.say(.whichWish), &turn)
    return true
  }

  /// From here on something is near enough to be asked about. Of the sentences in scope that were refused,
  /// half are; of those out of scope, one in twenty.
  private static let near = 0.4
}

extension Understanding {
  /// The same message, taken for something else.
  fileprivate func taken(as intent: Intent) -> Understanding {
    Understanding(
      intent: intent, confidence: 1, entities: entities, answer: answer, afterAnswer: afterAnswer,
      why: "chosen")
  }
}

extension Phrases {
  /// A wish in a few words; `nil` where it can't be one of several.
  func wish(_ intent: Intent) -> String? { Phrases.wishes[intent].map { say($0) } }

  private static let wishes: [Intent: PhraseKey] = [
    .accountUpdateContact: .wishContact, .accountPreferences: .wishPreferences,
    .accountSecurity: .wishSecurity, .accountResetPassword: .wishPassword,
    .accountProxy: .wishProxy, .accountSignOut: .wishSignOut,
    .appointmentsBook: .wishBook, .appointmentsChange: .wishMove, .appointmentsCancel: .wishDrop,
    .appointmentsList: .wishVisits, .appointmentsConfirm: .wishConfirm,
    .appointmentsAvailability: .wishTimes, .appointmentsWaitlist: .wishWaitlist,
    .prescriptionsRefill: .wishRefill, .prescriptionsStatus: .wishRefillStatus,
    .prescriptionsHistory: .wishRefillHistory, .prescriptionsAutoRefill: .wishAutoRefill,
    .prescriptionsList: .wishMedicines, .prescriptionsPharmacyMessage: .wishPharmacy,
    .messagesSend: .wishMessage, .messagesList: .wishMessages, .recordsResults: .wishResults,
    .recordsReports: .wishReports, .recordsVisitNotes: .wishNotes, .recordsSummary: .wishSummary,
    .recordsDownload: .wishDownload, .recordsShare: .wishShare, .billingBalance: .wishBalance,
    .billingPay: .wishPay, .billingHistory: .wishPayments, .billingStatement: .wishBill,
    .billingMethods: .wishMethods, .billingPlan: .wishPlan, .formsFill: .wishForm,
    .formsList: .wishForms, .educationFind: .wishArticle, .clinicInfo: .wishClinic,
    .clinicCareTeam: .wishCareTeam, .clinicAnnouncements: .wishNews,
  ]
}
