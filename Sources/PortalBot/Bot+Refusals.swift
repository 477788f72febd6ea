public import PortalDomain

/// What can't be told or done, whichever way the talk came to it.
extension Bot {
  /// Answers a message that something refused which nobody foresaw.
  ///
  /// - Parameters:
  ///   - refusal: why it could not be done; none for any other failure, which only gets an apology.
  ///   - text: what was said.
  ///   - dialogue: where the conversation stood before.
  public func reply(
    to refusal: (any Refusal)?, of text: String, in dialogue: Dialogue
  ) throws -> Turn {
    let speaker = try dialogue.session.flatMap { try facts.profile(of: $0.patient) }
    let language = language(of: text, speaker, dialogue)
    return speaking(language).refused(refusal, Turn(dialogue, .outOfScope, text))
  }

  /// A turn of which nothing is told or done, but for what staff have to know.
  func refused(_ refusal: (any Refusal)?, _ turn: Turn) -> Turn {
    var ended = Turn(turn.dialogue, turn.intent, turn.text)
    ended.notes = turn.notes
    ended.dialogue.misunderstandings = 0
    (ended.dialogue.undo, ended.dialogue.doubt) = (nil, nil)
    ended.dialogue.leaveAll()
    offerPerson(insteadOf: refusal, &ended)
    return ended
  }

  /// Says why something is not to be had here, and offers a person.
  func offerPerson(insteadOf refusal: (any Refusal)?, _ turn: inout Turn) {
    turn.dialogue.question = .person
    turn.replies += [
      refusal.map { phrases.words(of: $0) } ?? phrases.wentWrong, phrases.personInstead,
    ]
  }

  /// Whether a turn tells a proxy what they may not see.
  func tellsTooMuch(_ turn: Turn) throws -> Bool {
    guard let session = turn.dialogue.session, let other = session.concerns else { return false }
    return try !turn.told.allSatisfy { try facts.may(session.patient, actFor: other, in: $0) }
  }
}
