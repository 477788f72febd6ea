internal import Foundation
public import PortalDomain

/// The bot: what it answers to a message, given where the conversation stands.
///
/// It does nothing itself. What is to be done comes back as an action, whose outcome it then puts
/// into words; so every reply can be had again from the same facts.
public struct Bot: Sendable {
  let understander: Understander
  let facts: any ClinicFacts
  /// What the patient would like best, and what is spoken now.
  var preferredLanguage = Preferences.Language.english
  var spokenLanguage = Preferences.Language.english
  /// Whether what is said was asked about already, where it may speak of a danger.
  var isCalm = false

  public init(_ facts: any ClinicFacts, understander: Understander = .standard) {
    self.facts = facts
    self.understander = understander
  }

  var phrases: Phrases { Phrases(clinic: facts.clinic, language: spokenLanguage) }

  /// Answers a message.
  ///
  /// - Parameters:
  ///   - text: what was said, without card and social security numbers.
  ///   - removed: whether such numbers were taken out of it.
  ///   - files: what came along, sealed already.
  ///   - dialogue: where the conversation stands.
  public func reply(
    to text: String, removed: Bool, files: [Messages.Attached] = [], in dialogue: Dialogue
  ) throws -> Turn {
    let turn = try answer(to: text, removed: removed, files: files, in: dialogue)
    return try tellsTooMuch(turn) ? refused(Proxies.Failure.beyondScope, turn) : turn
  }

  private func answer(
    to text: String, removed: Bool, files: [Messages.Attached], in dialogue: Dialogue
  ) throws -> Turn {
    let speaker = try speaker(in: dialogue)
    let patient = speaker == nil ? nil : dialogue.session?.subject
    let language = language(of: text, speaker, dialogue)
    guard preferredLanguage == language else {
      return try speaking(language).reply(
        to: text, removed: removed, files: files, in: dialogue)
    }
    let list = try patient.map(medicines) ?? understander.list(of: [])
    let understanding = understander.understand(text, on: list)
    var turn = Turn(dialogue, understanding.intent, text)
    turn.dialogue.language = heard(text, dialogue)
    if removed { turn.replies.append(phrases.numbersRemoved) }
    if dialogue.session != nil, patient == nil {
      turn.dialogue.session = nil
      turn.dialogue.suspended = nil
    }

    if let concern = understanding.safety {
      let heard = SpanishWords.language(of: text) ?? preferredLanguage
      speaking(heard).alarm(concern, &turn)
      return turn
    }
    if let doubt = dialogue.doubt {
      return try readAnswer(to: doubt, understanding, removed: removed, files: files, turn)
    }
    // A password may be any words.
    if let concern = understanding.doubt, !isCalm, dialogue.question?.secret != .password {
      ask(whether: concern, hasFiles: !files.isEmpty, &turn)
      return turn
    }
    if try handleOptOut(text, &turn) { return turn }
    if case .pin = turn.dialogue.question {
      try readPIN(text, understanding, &turn)
    } else if turn.dialogue.question?.step?.flow.isForStrangers == true {
      try converse(text, understanding, Bot.nobody, &turn)
    } else if patient != nil {
      if files.isEmpty, let wishes = wishes(in: text, list, dialogue) {
        var first = dialogue
        first.later = wishes.second
        return try reply(to: wishes.first, removed: removed, in: first)
      }
      try turnToOther(understanding, &turn)
      if turn.dialogue.session?.subject != dialogue.session?.subject, !understanding.intent.isWish {
        let isAll = dialogue.question == nil && said(turn, understanding).words.count <= 3
        if try isAll || !keepsQuestion(understanding, &turn) { return turn }
      } else if turn.dialogue.session?.subject != dialogue.session?.subject {
        _ = try keepsQuestion(understanding, &turn)
      }
      let patient = turn.dialogue.session?.subject ?? Bot.nobody
      if !files.isEmpty {
        // They were sealed for whom the talk was about till now.
        guard dialogue.session?.subject == patient else {
          turn.dialogue.files = nil
          turn.replies.append(phrases.filesAgain)
          return turn
        }
        try takeFiles(text, understanding, patient, &turn)
        return turn
      }
      try converse(text, understanding, patient, &turn)
    } else {
      try greetStranger(text, understanding, &turn)
    }
    try goOn(&turn)
    return turn
  }

  /// Puts the outcome of a turn's action into words.
  public func reply(to outcome: Turn.Outcome, of turn: Turn) throws -> Turn {
    var speaker = turn.dialogue.session?.patient
    if case .signedIn(let patient) = outcome { speaker = patient }
    let language = language(
      of: turn.text, try speaker.flatMap(facts.profile), turn.dialogue)
    guard preferredLanguage == language else {
      return try speaking(language).reply(to: outcome, of: turn)
    }
    var turn = turn
    turn.action = nil
    switch outcome {
    case .signedIn(let patient):
      try welcome(
        patient,
        until: facts.context.now.addingTimeInterval(Double(facts.context.policy.sessionSeconds)),
        &turn)
    case .signInFailed(let failure):
      turn.replies.append(phrases.signInFailed(failure))
    case .done(let events):
      if let patient = turn.dialogue.session?.subject {
        try confirmDone(events, patient, &turn)
      }
    case .refused(let refusal):
      if let patient = turn.dialogue.session?.subject {
        try explain(refusal, patient, &turn)
      }
    case .performed(let step, let done):
      turn.dialogue.misunderstandings = 0
      try step.flow.conclude(
        done, speaking(of: step), turn.dialogue.subject(of: step) ?? Bot.nobody, &turn)
    }
    try goOn(&turn)
    return turn
  }

  /// Who is spoken with before anybody has proven who they are.
  static let nobody = PatientID("nobody")

  /// Somebody proved who they are: what they wished for before is done now.
  func welcome(_ patient: PatientID, until: Date, _ turn: inout Turn) throws {
    turn.dialogue.question = nil
    turn.dialogue.suspended = nil
    turn.dialogue.misunderstandings = 0
    turn.dialogue.session = .init(patient: patient, until: until)
    turn.replies.append(phrases.welcome(try facts.profile(of: patient)?.givenName))
    guard let wish = turn.dialogue.postponed else { return }
    turn.dialogue.postponed = nil
    let next = try calm.reply(to: wish, removed: false, in: turn.dialogue)
    turn.add(next)
  }

  /// A patient's own list, by which messages are read.
  func medicines(of patient: PatientID) throws -> PatientList {
    let prescriptions = try facts.prescriptions(of: patient).prescriptions
    return understander.list(of: prescriptions.map(\.medicine.name))
  }

  /// Who has proven that they speak.
  private func speaker(in dialogue: Dialogue) throws -> Profile? {
    guard let session = dialogue.session, session.until > facts.context.now else { return nil }
    return try facts.profile(of: session.patient)
  }
}
