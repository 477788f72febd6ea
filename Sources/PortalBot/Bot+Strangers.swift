internal import Foundation
internal import PortalDomain

/// Before the sender has proven who they are: the same words for a known and an unknown phone.
extension Bot {
  func greetStranger(_ text: String, _ understanding: Understanding, _ turn: inout Turn) throws {
    if try startAccount(understanding, &turn) { return }
    switch understanding.intent {
    case .dialogueGreet, .dialogueThanks, .dialogueGoodbye, .helpCapabilities,
      .helpHuman, .safetyWrongNumber:
      smallTalk(understanding.intent, &turn)
    // What anybody may know who calls the clinic.
    case .clinicInfo: try showClinic(understanding, &turn)
    case .clinicAnnouncements: try showNews(&turn)
    case .accountSignIn:
      turn.dialogue.question = .pin
      turn.replies.append(phrases.askPINOrUsername)
    default:
      // A session that ran out leaves a question open whose answer may be a password, and a PIN that
      // comes unasked is no wish.
      let isWish = turn.dialogue.question?.secret == nil && !Bot.isBareCode(text)
      turn.dialogue.postponed = isWish ? SecretWords.hidden(in: text) : nil
      turn.dialogue.question = .pin
      turn.replies.append(phrases.askPIN)
    }
  }

  func readPIN(_ text: String, _ understanding: Understanding, _ turn: inout Turn) throws {
    if Bot.looksLikePIN(text) {
      turn.action = .signIn(pin: text.filter(\.isNumber))
      return
    }
    if said(turn, understanding).words == ["username"] {
      turn.dialogue.question = nil
      return try SignInFlow().proceed(self, Bot.nobody, &turn)
    }
    // A PIN of before the process ended was not kept: it's asked for again.
    let isLost = text == Secret.pin.hiding("0")
    if !isLost, try startAccount(understanding, &turn) { return }
    switch understanding.intent {
    case .helpHuman, .safetyWrongNumber, .dialogueGoodbye:
      turn.dialogue.question = nil
      smallTalk(understanding.intent, &turn)
    case .helpCapabilities, .clinicInfo, .clinicAnnouncements:
      try greetStranger(text, understanding, &turn)
      turn.replies.append(phrases.askPIN)
    case .dialogueStop, .dialogueDeny, .dialogueBack:
      turn.dialogue.question = nil
      turn.dialogue.postponed = nil
      turn.replies.append(phrases.leftAlone)
    case let intent:
      if intent.isWish, intent.area != "account", understanding.confidence >= Bot.plain {
        turn.dialogue.postponed = SecretWords.hidden(in: text)
      }
      turn.dialogue.misunderstandings += 1
      turn.replies.append(
        turn.dialogue.misunderstandings < 2 ? phrases.askPINAgain : phrases.pinOrPerson)
    }
  }

  /// Whether a message may be a PIN or a one-time code, with a word or two around it.
  static func looksLikePIN(_ text: String) -> Bool {
    let rest = text.filter { !$0.isNumber && !$0.isWhitespace && !$0.isPunctuation }
    return (4...8).contains(text.count(where: \.isNumber)) && rest.count <= 12
  }

  /// Whether a message may be a PIN or a one-time code, and is nothing else.
  static func isBareCode(_ text: String) -> Bool {
    looksLikePIN(text) && !text.contains(where: \.isLetter)
  }

  func smallTalk(_ intent: Intent, _ turn: inout Turn) {
    switch intent {
    case .dialogueThanks: turn.replies.append(phrases.thanks)
    case .dialogueGoodbye: turn.replies.append(phrases.goodbye)
    case .helpHuman:
      turn.notes.append(.handOff)
      turn.replies.append(phrases.handedOff)
    case .safetyWrongNumber: turn.replies.append(phrases.wrongNumber)
    case .dialogueGreet: turn.replies.append(phrases.greeting)
    case .helpCapabilities
    where turn.text.lowercased().contains(
      /\b(free|costs?|charged?|pay|nights?|hours?|weekends?|\d+ ?[ap]m)\b/):
      turn.replies.append(phrases.free)
    default: turn.replies.append(phrases.capabilities)
    }
  }

  /// The keywords of carriers and of 47 CFR 64.1200, as a whole message.
  ///
  /// - Returns: whether the turn is over.
  func handleOptOut(_ text: String, _ turn: inout Turn) throws -> Bool {
    let word = text.trimmingCharacters(in: .whitespacesAndNewlines.union(.punctuationCharacters))
      .uppercased()
    let stops: Set = [
      "STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "ALTO",
      "PARAR", "PARE", "DETENER", "CANCELAR", "BAJA",
    ]
    if stops.contains(word) {
      if !turn.dialogue.isStopped { turn.replies.append(try stopped(turn)) }
      turn.dialogue = Dialogue()
      turn.dialogue.isStopped = true
      return true
    }
    if ["START", "UNSTOP", "INICIAR", "COMENZAR"].contains(word) {
      turn.dialogue.isStopped = false
      turn.replies.append(phrases.started)
      return true
    }
    if ["HELP", "INFO", "AYUDA"].contains(word) {
      turn.replies.append(phrases.capabilities)
      if let question = turn.dialogue.question {
        turn.replies.append(try words(of: question, turn))
      }
      return true
    }
    // Whoever said STOP gets nothing but help and safety until they say START.
    return turn.dialogue.isStopped
  }

  /// That there are no more messages: a phone that several share is stopped for all of them, and who
  /// has proven who they are hears their names.
  private func stopped(_ turn: Turn) throws -> String {
    guard let session = turn.dialogue.session,
      let phone = try facts.profile(of: session.patient)?.phone
    else { return phrases.stopped }
    let names = try facts.patients(withPhone: phone).compactMap {
      try facts.profile(of: $0)?.givenName
    }
    return names.count > 1 ? phrases.stopped(for: names.sorted()) : phrases.stopped
  }
}
