internal import PortalDomain

/// In which language the bot speaks: the one that the patient chose, or else the one they write.
///
/// What has texts in it is said in it, and the rest in English; a reply never mixes the two. Before
/// anybody has proven who they are only what they write counts, so that a known and an unknown phone
/// get the same words.
extension Bot {
  /// What was heard of a language, the last time that it was plain. It stays while a question is
  /// open, so that the question is not asked in two.
  func heard(_ text: String, _ dialogue: Dialogue) -> Preferences.Language? {
    switch dialogue.question {
    case nil, .pin: SpanishWords.language(of: text) ?? dialogue.language
    default: dialogue.language
    }
  }

  /// - Parameter speaker: who has proven that they speak; `nil` before.
  func language(
    of text: String, _ speaker: Profile?, _ dialogue: Dialogue
  ) -> Preferences.Language {
    if let chosen = speaker?.settings.language, chosen != .english { return chosen }
    return heard(text, dialogue) ?? .english
  }

  /// The same bot, speaking a language.
  func speaking(_ language: Preferences.Language) -> Bot {
    var bot = self
    (bot.preferredLanguage, bot.spokenLanguage) = (language, language)
    return bot
  }

  /// The same bot, speaking the preferred language where there are texts in it.
  func speaking(of intent: Intent) -> Bot { speaking(isTranslated: intent.isTranslated) }
  func speaking(of step: Step) -> Bot { speaking(isTranslated: step.isTranslated) }

  private func speaking(isTranslated: Bool) -> Bot {
    var bot = self
    bot.spokenLanguage = isTranslated ? preferredLanguage : .english
    return bot
  }
}

extension Intent {
  /// Whether all that is said of it is in the catalogues.
  var isTranslated: Bool {
    switch self {
    case .prescriptionsRefill, .prescriptionsStatus, .prescriptionsList,
      .prescriptionsPharmacyMessage, .billingBalance, .billingPay, .appointmentsBook,
      .appointmentsChange, .appointmentsCancel, .appointmentsList, .appointmentsConfirm,
      .appointmentsAvailability, .appointmentsWaitlist, .recordsResults, .messagesSend,
      .helpCapabilities, .helpHuman, .accountSignOut, .accountPreferences, .safetyEmergency,
      .safetyCrisis,
      .safetyWrongNumber, .accountRegister, .accountSignIn, .accountResetPassword, .dialogueGreet,
      .dialogueThanks, .dialogueGoodbye, .dialogueAffirm,
      .dialogueDeny, .dialogueStop, .dialogueBack, .dialogueRepeat, .dialogueUndo, .outOfScope:
      true
    default: false
    }
  }
}

extension Step {
  /// Whether all that is said of it is in the catalogues.
  var isTranslated: Bool {
    switch self {
    case .payment, .booking, .visit, .wait, .message, .preferences, .registration, .credentials,
      .signIn, .reset, .helpDesk, .terms:
      true
    default: false
    }
  }
}
