internal import Portal
internal import PortalDomain

/// What a patient wants to get by text, how, and in which language.
public struct PreferencesFlow: Flow {
  var language: Preferences.Language?
  var reminders: Preferences.ReminderChannel?
  var topic: Account.Topic?
  var isGiven = true

  var step: Step { .preferences(self) }
  var isOwn: Bool { true }

  func proceed(_ bot: Bot, _ patient: PatientID, _ turn: inout Turn) throws {
    guard language != nil || reminders != nil || topic != nil else {
      let choices = [
        PreferencesFlow(reminders: .text), PreferencesFlow(reminders: .email),
        PreferencesFlow(reminders: .off), PreferencesFlow(language: .spanish),
        PreferencesFlow(language: .english), PreferencesFlow(topic: .healthDetailsByText),
        PreferencesFlow(topic: .billingByText),
      ].map { Choice(bot.phrases.name(of: $0).sentence, $0.step) }
      return bot.choose(choices, for: step, bot.phrases.whichPreference, &turn)
    }
    bot.confirm(step, bot.phrases.readBack(self), &turn)
  }

  func taking(_ said: Said, _ bot: Bot, _ patient: PatientID) throws -> Step? {
    var flow = PreferencesFlow()
    let isRefused = said.has(["stop", "dont", "don't", "no", "never", "not", "off", "without"])
    if said.has(["spanish", "espanol"]) {
      flow.language = .spanish
    } else if said.has(["english", "ingles"]) {
      flow.language = .english
    } else if said.has(["bill", "bills", "billing", "balance", "payments"]) {
      (flow.topic, flow.isGiven) = (.billingByText, !isRefused)
    } else if said.has(["results", "result", "health", "medicine", "medicines", "medication"]) {
      (flow.topic, flow.isGiven) = (.healthDetailsByText, !isRefused)
    } else if said.has(["announcements", "news"]) {
      (flow.topic, flow.isGiven) = (.announcementsByText, !isRefused)
    } else if said.has(["email", "mail", "e"]) {
      flow.reminders = Self.channel(in: said, isRefused: isRefused)
    } else if said.has(["reminder", "reminders"]), isRefused {
      flow.reminders = .off
    } else if said.has(["text", "texts", "sms"]) {
      flow.reminders = .text
    } else {
      return nil
    }
    return flow == self ? nil : flow.step
  }

  /// "by email, not by text", "don't email me, just text".
  private static func channel(in said: Said, isRefused: Bool) -> Preferences.ReminderChannel {
    if said.has(["both"]) { return .both }
    guard isRefused else { return .email }
    let refused = said.words.drop { !["stop", "dont", "don't", "no", "never", "not"].contains($0) }
    let first = refused.first { ["email", "mail", "e", "text", "texts", "sms"].contains($0) }
    let isEmailRefused = first.map { ["email", "mail", "e"].contains($0) } == true
    return isEmailRefused ? .text : .email
  }

  func perform(
    for patient: PatientID, in portal: Portal, as origin: Origin
  ) async throws -> Done {
    try await Done {
      if let topic {
        return try await portal.perform(
          Account.self, .consent(patient, topic, given: isGiven), as: origin)
      }
      return try await portal.perform(
        Preferences.self,
        .change(patient, .init(language: language, reminders: reminders)), as: origin)
    }
  }

  func conclude(
    _ done: Done, _ bot: Bot, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    switch done {
    case .refused(let refusal): turn.replies.append(refusal.message)
    default: turn.replies.append(bot.phrases.preferenceSet)
    }
  }
}

extension Phrases {
  var whichPreference: String { say(.whichPreference) }
  var preferenceSet: String { say(.preferenceSet) }

  func name(of flow: PreferencesFlow) -> String {
    if let language = flow.language {
      return say(language == .spanish ? .inSpanish : .inEnglish)
    }
    switch (flow.topic, flow.reminders) {
    case (.healthDetailsByText?, _): return say(.detailsByText)
    case (.billingByText?, _): return say(.billsByText)
    case (.announcementsByText?, _): return say(.newsByText)
    case (_, .email?): return say(.remindersByEmail)
    case (_, .both?): return say(.remindersByBoth)
    case (_, .off?): return say(.noReminders)
    default: return say(.remindersByText)
    }
  }

  func readBack(_ flow: PreferencesFlow) -> String {
    let question = say(flow.isGiven ? .setThis : .stopThis, ["what": name(of: flow)])
    guard flow.isGiven, flow.topic == .healthDetailsByText || flow.topic == .billingByText else {
      return question
    }
    return "\(question) \(say(.notPrivate))"
  }
}
