internal import PortalDomain

extension Dialogue {
  /// A message that may speak of a danger: it's asked about before anything is made of it.
  public struct Doubt: Codable, Hashable, Sendable {
    let concern: SafetyConcern
    /// The message, without what must not be kept.
    let said: String
    let hasFiles: Bool
    /// The language in which it was asked.
    let language: Preferences.Language
    /// Whether it was asked twice.
    var isAskedAgain = false
  }

  /// What must not be kept of the next message.
  var secret: Secret? {
    question?.secret ?? suspended?.compactMap(\.question.secret).last
  }

  /// What the bot waits for, as it's called in JSON.
  var awaiting: String? { doubt == nil ? question?.name : "danger" }
}

/// Between a sure danger and none: where to call is said at once, and then it's asked.
extension Bot {
  /// The same bot, for messages that were asked about already.
  var calm: Bot {
    var bot = self
    bot.isCalm = true
    return bot
  }

  /// Sends for help, and has staff know.
  func alarm(_ concern: SafetyConcern, _ turn: inout Turn) {
    turn.dialogue.doubt = nil
    turn.replies.append(phrases.safety(concern))
    turn.notes.append(.safety(concern))
  }

  /// Asks whether someone is in danger; staff see that it was asked, until it's answered.
  func ask(whether concern: SafetyConcern, hasFiles: Bool, _ turn: inout Turn) {
    let doubt = Dialogue.Doubt(
      concern: concern,
      said: turn.dialogue.secret?.hiding(turn.text) ?? SecretWords.hidden(in: turn.text),
      hasFiles: hasFiles, language: SpanishWords.language(of: turn.text) ?? preferredLanguage)
    turn.notes.append(.asked(concern))
    ask(doubt, &turn)
  }

  private func ask(_ doubt: Dialogue.Doubt, _ turn: inout Turn) {
    turn.dialogue.doubt = doubt
    turn.replies.append(speaking(doubt.language).phrases.askWhether(doubt.concern))
  }

  /// A yes sends for help, and so does what may be a danger again; after a no the message is taken as
  /// it was said. What is something else is answered, and then it's asked once more.
  func readAnswer(
    to doubt: Dialogue.Doubt, _ understanding: Understanding, removed: Bool,
    files: [Messages.Attached], _ turn: Turn
  ) throws -> Turn {
    var turn = turn
    turn.dialogue.doubt = nil
    switch (understanding.answer, understanding.intent) {
    case (.yes, _), (.unsure, _), (nil, .dialogueAffirm):
      speaking(doubt.language).alarm(doubt.concern, &turn)
      return turn
    case (.no, _), (.noneOfThem, _), (nil, .dialogueDeny):
      return try takeUp(doubt, understanding, turn)
    default: break
    }
    if said(turn, understanding).deniesDanger { return try takeUp(doubt, understanding, turn) }
    if let concern = understanding.doubt {
      speaking(doubt.language).alarm(concern, &turn)
      return turn
    }
    // What was asked before waits: "tomorrow" is no answer to it now. A PIN does nothing but prove who it is.
    if turn.dialogue.question?.name != "pin" { turn.dialogue.suspend() }
    var next = try reply(to: turn.text, removed: removed, files: files, in: turn.dialogue)
    if !doubt.isAskedAgain, next.dialogue.question == nil, next.action == nil,
      !next.dialogue.isStopped
    {
      var again = doubt
      again.isAskedAgain = true
      ask(again, &next)
    }
    return next
  }

  /// Nobody is in danger: "no" takes up what was said, "no, never mind" leaves it, and "no, refill
  /// my lisinopril" puts something in its place.
  private func takeUp(
    _ doubt: Dialogue.Doubt, _ understanding: Understanding, _ turn: Turn
  ) throws -> Turn {
    var turn = turn
    turn.replies.append(speaking(doubt.language).phrases.noDanger)
    turn.notes.append(.denied)
    guard understanding.intent != .dialogueStop else {
      if let question = turn.dialogue.question {
        turn.replies.append(try words(of: question, turn))
      }
      return turn
    }
    let other = understanding.intent.isWish ? understanding.afterAnswer : nil
    var next = try calm.reply(
      to: other ?? doubt.said, removed: false,
      files: doubt.hasFiles && other == nil ? turn.dialogue.files ?? [] : [], in: turn.dialogue)
    next.replies = turn.replies + next.replies
    next.notes = turn.notes + next.notes
    return next
  }
}

extension Said {
  /// "nobody is in danger"
  fileprivate var deniesDanger: Bool {
    let deniers: Set<String> = ["no", "nobody", "noone", "none", "nadie"]
    return words.first.map { deniers.contains($0) } == true
      && has(["danger", "peligro", "emergency", "emergencia", "hurt"])
  }
}
