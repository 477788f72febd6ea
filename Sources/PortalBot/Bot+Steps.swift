internal import PortalDomain

/// Asking for what a flow lacks, and reading the answers.
extension Bot {
  /// Reads back what will be done on a yes.
  func confirm(_ step: Step, _ question: String, _ turn: inout Turn) {
    turn.dialogue.misunderstandings = 0
    turn.dialogue.question = .step(step, asked: question)
    turn.replies.append(phrases.yesOrNo(question, times: 0))
  }

  /// Lets choose by number.
  func choose(_ options: [Choice], for step: Step, _ question: String, _ turn: inout Turn) {
    turn.dialogue.misunderstandings = 0
    turn.dialogue.question = .options(options, for: step, asked: question)
    turn.replies.append(phrases.numbered(options, question, times: 0))
  }

  /// Asks for something in the patient's own words.
  func ask(_ step: Step, _ question: String, _ turn: inout Turn) {
    turn.dialogue.misunderstandings = 0
    turn.dialogue.question = .open(step, asked: question)
    turn.replies.append(question)
  }

  func readConfirmation(
    of step: Step, _ asked: String, _ understanding: Understanding, _ patient: PatientID,
    _ turn: inout Turn
  ) throws {
    let isNumbered = turn.dialogue.misunderstandings >= 2
    if isLeft(turn, understanding), understanding.answer == nil {
      return leave(understanding.intent, &turn)
    }
    let isBare = understanding.answer != nil && understanding.afterAnswer == nil
    if !isBare, !wantsOther(understanding, turn),
      let changed = try step.flow.taking(said(turn, understanding), self, patient)
    {
      turn.dialogue.question = nil
      return try changed.flow.proceed(self, patient, &turn)
    }
    switch understanding.answer {
    case .yes
    where isBare || understanding.intent == .dialogueAffirm
      || understanding.intent == .dialogueThanks || understanding.intent == turn.dialogue.wish,
      .choice(1) where isNumbered:
      turn.dialogue.question = nil
      turn.action = .perform(step)
    case .no, .noneOfThem,
      .choice(2) where isNumbered:
      turn.dialogue.question = nil
      turn.replies.append(phrases.leftAlone)
      if understanding.afterAnswer != nil, understanding.intent.isWish {
        try startWish(understanding, patient, &turn)
      }
      if turn.action == nil, let rest = step.flow.declined { turn.action = .perform(rest) }
    case .choice(3) where isNumbered:
      turn.dialogue.question = nil
      smallTalk(.helpHuman, &turn)
    default:
      try digress(understanding, patient, &turn) { phrases.yesOrNo(asked, times: $0) }
    }
  }

  func readChoice(
    among options: [Choice], for step: Step, _ asked: String, _ understanding: Understanding,
    _ patient: PatientID, _ turn: inout Turn
  ) throws {
    func take(_ index: Int) throws {
      turn.dialogue.question = nil
      try options[index].step.flow.proceed(self, patient, &turn)
    }
    let said = said(turn, understanding)
    if case .choice(let number) = understanding.answer, options.indices.contains(number - 1) {
      return try take(number - 1)
    }
    if understanding.answer == .last, !options.isEmpty { return try take(options.count - 1) }
    if isLeft(turn, understanding), understanding.answer == nil {
      return leave(understanding.intent, &turn)
    }
    // What somebody signs in for is a wish, too.
    let isOther = turn.dialogue.session != nil && wantsOther(understanding, turn)
    if let index = Bot.named(in: said, options, wholly: isOther) { return try take(index) }
    if !isOther, let changed = try step.flow.taking(said, self, patient) {
      turn.dialogue.question = nil
      return try changed.flow.proceed(self, patient, &turn)
    }
    if understanding.answer == .no || understanding.answer == .noneOfThem {
      turn.dialogue.question = nil
      turn.replies.append(phrases.leftAlone)
      if understanding.afterAnswer != nil, understanding.intent.isWish {
        try startWish(understanding, patient, &turn)
      }
      return
    }
    try digress(understanding, patient, &turn) { phrases.numbered(options, asked, times: $0) }
  }

  func readOpen(
    _ step: Step, _ asked: String, _ understanding: Understanding, _ patient: PatientID,
    _ turn: inout Turn
  ) throws {
    let said = said(turn, understanding)
    let isLeaving: Set<Intent> = [.dialogueStop, .dialogueBack, .dialogueDeny]
    if isLeaving.contains(understanding.intent), said.words.count <= 4,
      step.flow.secret != .password && !step.flow.takesNo
        || isLeft(turn, understanding)
    {
      return leave(understanding.intent, &turn)
    }
    let isOther = !step.flow.takesWishes && wantsOther(understanding, turn)
    if !isOther, let next = try step.flow.answered(said, self, patient) {
      turn.dialogue.question = nil
      return try next.flow.proceed(self, patient, &turn)
    }
    // Where a no is an answer, something like a no is none, and no way out either.
    let isHalfNo = understanding.intent == .dialogueDeny || understanding.answer == .unsure
    if step.flow.takesNo && isHalfNo {
      return misunderstood({ _ in asked }, &turn)
    }
    let isNoPassword = step.flow.secret == .password && said.isTalk
    try digress(understanding, patient, &turn) { times in
      times > 0 && isNoPassword ? "\(phrases.notAPassword) \(asked)" : asked
    }
  }

  /// Whether a message says nothing but that the question is left: "stop please" stops no refills.
  private func isLeft(_ turn: Turn, _ understanding: Understanding) -> Bool {
    Bot.waysOut.contains(said(turn, understanding).words.joined(separator: " "))
  }

  /// What leaves a question for a password, which may be any other words, or one that a no answers.
  private static let waysOut: Set<String> = [
    "never mind", "nevermind", "nvm", "forget it", "go back", "back", "leave it", "stop here",
    "stop this", "not now", "later", "quit this", "stop please",
  ]

  func said(_ turn: Turn, _ understanding: Understanding) -> Said {
    Said(text: turn.text, understanding: understanding)
  }

  /// The one option that the words of a message point to: those that not all options share.
  ///
  /// - Parameter wholly: whether only such a message will do as says nothing else.
  private static func named(
    in said: Said, _ options: [Choice], wholly: Bool
  ) -> Int? {
    let words = options.map {
      Set(Said(text: $0.label, understanding: said.understanding).words)
    }
    guard let first = words.first, options.count > 1 else { return nil }
    let shared = words.dropFirst().reduce(first) { $0.intersection($1) }
    let spoken = Set(said.words.filter { $0.count >= 3 })
    if wholly, !words.contains(where: spoken.isSubset(of:)) { return nil }
    let hits = words.map { $0.subtracting(shared).intersection(spoken).count }
    guard let most = hits.max(), most > 0, hits.count(where: { $0 == most }) == 1 else {
      return nil
    }
    return hits.firstIndex(of: most)
  }

  /// Whether who reads the messages agreed to a topic: whoever acts for a child agrees for themselves.
  func agrees(_ turn: Turn, to topic: Account.Topic) throws -> Bool {
    try turn.dialogue.session.flatMap { try facts.profile(of: $0.patient) }?.consents
      .contains(topic) == true
  }
}

extension Phrases {
  func yesOrNo(_ question: String, times: Int) -> String {
    let key: PhraseKey =
      switch times {
      case 0: .yesOrNo
      case 1: .yesOrNoAgain
      default: .yesOrNoNumbered
      }
    return say(key, ["question": question])
  }

  func numbered(_ options: [Choice], _ question: String, times: Int) -> String {
    numbered(options.map(\.label), question, times: times)
  }

  func numbered(_ labels: [String], _ question: String, times: Int) -> String {
    let list = labels.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n")
    let key: PhraseKey =
      switch times {
      case 0: .numbered
      case 1: .numberedAgain
      default: .numberedLast
      }
    return say(key, ["question": question, "list": list, "count": "\(labels.count)"])
  }

  func notAgreed(_ topic: Account.Topic) -> String {
    say(topic == .billingByText ? .billsNotAgreed : .detailsNotAgreed)
  }
}
