internal import PortalDomain

/// What is said in the middle of something else.
extension Bot {
  /// A message that doesn't answer the open question: what it wishes for is done and our question
  /// asked again, and what can't be read is asked about anew.
  func digress(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn,
    _ question: (_ times: Int) -> String
  ) throws {
    // "why" asks about nothing but the question, and "how long does the code take" doesn't sign in.
    let said = said(turn, understanding)
    if said.isQuestion,
      said.words.count == 1
        || turn.dialogue.session == nil && understanding.intent == .accountSignIn
    {
      return misunderstood(question, &turn)
    }
    switch understanding.intent {
    case let intent where Bot.questionsInBetween.contains(intent) && isSettled(intent, turn):
      turn.dialogue.suspend()
      try startWish(understanding, patient, &turn)
    case .dialogueRepeat:
      turn.replies.append(question(0))
    case .dialogueStop, .dialogueBack, .dialogueUndo, .dialogueGoodbye, .dialogueDeny:
      leave(understanding.intent, &turn)
    case .helpHuman:
      turn.dialogue.question = nil
      turn.dialogue.leaveAll()
      smallTalk(.helpHuman, &turn)
    case let intent
    where intent.isWish && understanding.confidence >= Bot.plain
      && !(turn.dialogue.question?.secret == .password && TwoWishes.takeAll.contains(intent)):
      try doInBetween(understanding, patient, &turn, question)
    default:
      misunderstood(question, &turn)
    }
  }

  /// From here on a wish is taken for one where something else was asked.
  static let plain = 0.5

  /// Leaves what is open; what waited behind it is asked again.
  func leave(_ intent: Intent, _ turn: inout Turn) {
    turn.dialogue.question = nil
    turn.dialogue.queue = []
    if intent == .dialogueGoodbye { turn.dialogue.leaveAll() }
    if intent != .dialogueDeny { turn.dialogue.later = nil }
    turn.replies.append(phrases.leftAlone)
  }

  private func doInBetween(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn,
    _ question: (_ times: Int) -> String
  ) throws {
    let intent = understanding.intent
    // "what kind of username" asks about the question itself.
    let isAboutIt: Set<Intent> = [
      .accountResetPassword, .accountSecurity, .accountRegister, .accountSignIn,
    ]
    if case .credentials? = turn.dialogue.question?.step, isAboutIt.contains(intent) {
      return misunderstood(question, &turn)
    }
    guard turn.dialogue.session == nil else {
      turn.dialogue.suspend()
      try startWish(understanding, patient, &turn)
      return turn.dialogue.replaceSuspended()
    }
    if intent == turn.dialogue.wish { return misunderstood(question, &turn) }
    guard intent.area == "account" else {
      // Whoever is about to sign in or to register does that first.
      // What comes where a password is asked for may be one, so it's not kept.
      if turn.dialogue.question?.secret == nil {
        turn.dialogue.postponed = SecretWords.hidden(in: turn.text)
      }
      turn.replies += [phrases.afterSignIn, question(0)]
      return
    }
    turn.dialogue.question = nil
    try startWish(understanding, patient, &turn)
  }

  /// Asks again what waited, once nothing else is open.
  func resume(_ turn: inout Turn) throws {
    guard turn.dialogue.question == nil, turn.action == nil, turn.dialogue.resume(),
      let question = turn.dialogue.question
    else { return }
    turn.replies.append(try words(of: question, turn))
  }

  func words(of question: Dialogue.Question, _ turn: Turn) throws -> String {
    switch question {
    case .pin: return phrases.askPIN
    case .person: return phrases.offerPerson
    case .open(_, let asked): return asked
    case .step(let step, let asked): return speaking(of: step).phrases.yesOrNo(asked, times: 0)
    case .options(let options, let step, let asked):
      return speaking(of: step).phrases.numbered(options, asked, times: 0)
    case .confirmation(let proposal):
      let bot = speaking(of: .prescriptionsRefill)
      let state = try facts.prescriptions(of: turn.dialogue.session?.subject ?? Bot.nobody)
      guard let prescription = state[proposal.prescription] else { return phrases.nothingOpen }
      return bot.phrases.readBack(proposal, prescription, try naming(for: turn), times: 0)
    case .choice(let options):
      let bot = speaking(of: .prescriptionsRefill)
      let state = try facts.prescriptions(of: turn.dialogue.session?.subject ?? Bot.nobody)
      return bot.phrases.whichOne(
        options.compactMap { state[$0] }, try naming(for: turn), times: 0)
    }
  }

  /// Whether a message plainly wants something that the open question has nothing to do with, so that
  /// none of its words answer it: "how much do i owe", where it was asked which day.
  func wantsOther(_ understanding: Understanding, _ turn: Turn) -> Bool {
    let intent = understanding.intent
    guard intent.isWish, understanding.confidence >= Bot.plain, understanding.answer == nil,
      intent.area != turn.dialogue.wish?.area
    else { return false }
    // "dr chen" and "in rochester" sound like questions about the clinic.
    return !["clinic", "education"].contains(intent.area) || said(turn, understanding).isQuestion
  }

  /// Whether something can be told to who speaks, whoever they are or as who they proved to be.
  private func isSettled(_ intent: Intent, _ turn: Turn) -> Bool {
    turn.dialogue.session != nil || intent == .clinicInfo || intent == .clinicAnnouncements
      || intent == .helpCapabilities || intent == .dialogueGreet
  }

  /// What only tells something, however unsure it is.
  private static let questionsInBetween: Set<Intent> = [
    .prescriptionsList, .prescriptionsStatus, .helpCapabilities, .dialogueGreet, .billingBalance,
    .billingHistory, .billingStatement, .billingMethods, .appointmentsList, .clinicInfo,
    .clinicCareTeam, .clinicAnnouncements, .recordsResults, .recordsReports, .recordsVisitNotes,
    .recordsSummary, .messagesList, .prescriptionsHistory, .educationFind,
  ]
}

extension Said {
  /// Whether it's put as a question.
  var isQuestion: Bool {
    let isAsked = (text.contains("?") || text.contains("¿")) && isSeveralWords
    return isAsked || firstWord.map { Said.questionWords.contains($0) } == true
  }

  /// The word before the first blank, where it's one: of "is-it_2026" there is none.
  private var firstWord: String? {
    let tokens = text.split(whereSeparator: \.isWhitespace).first
      .map { NormalizedText(String($0)).tokens.filter(\.isWord).map(\.text) }
    return tokens?.count == 1 ? tokens?.first : nil
  }

  private var isSeveralWords: Bool {
    text.split(whereSeparator: \.isWhitespace).count > 1
  }

  /// Whether it talks to us, rather than being a name or a password that may be any words.
  var isTalk: Bool {
    if text.contains(where: \.isNewline) { return true }
    if isQuestion || isSeveralWords && firstWord.map({ Said.leads.contains($0) }) == true {
      return true
    }
    let intent = understanding.intent
    guard intent != .outOfScope, understanding.confidence >= Bot.plain else { return false }
    // One word alone may be like any other: "maria.alvarez" is no wish.
    return isSeveralWords
      || text.allSatisfy { $0.isLetter || $0.isWhitespace } && !intent.isWish
      || intent == .helpHuman
  }

  /// Whether it plainly wishes for something, where a password was asked that was chosen before: what
  /// may be one is taken for one.
  var isPlainWish: Bool {
    let intent = understanding.intent
    return intent == .helpHuman
      || intent.isWish && words.count >= 3 && understanding.confidence >= Said.sure
  }

  static let sure = 0.8

  /// Whether it's a yes, a no or a number, and nothing else.
  var isBareAnswer: Bool { understanding.answer != nil && understanding.afterAnswer == nil }

  private static let questionWords: Set<String> = [
    "what", "whats", "where", "when", "how", "who", "why", "which", "can", "could", "do", "does",
    "is", "are", "will", "would", "did", "que", "cual", "cuanto", "cuando", "donde", "como",
    "quien", "puedo", "puede",
  ]

  private static let leads: Set<String> = [
    "i", "im", "i'm", "please", "quiero", "necesito", "tell", "show", "refill", "pay", "book",
  ]
}
