extension Questionnaire {
  /// What is wrong with a questionnaire that the clinic made, in words for who made it.
  func fault(_ policy: FormsPolicy) -> String? {
    guard !id.value.isEmpty, !title.isEmpty else { return "it needs an id and a title" }
    guard version > 0 else { return "versions are counted from 1" }
    guard !questions.isEmpty else { return "it asks nothing" }
    guard questions.count <= policy.questionsPerForm else {
      return "it asks more than \(policy.questionsPerForm) questions"
    }
    var earlier: [QuestionID: Question] = [:]
    for question in questions {
      guard earlier[question.id] == nil else { return "two questions are called \(question.id)" }
      if let fault = question.fault(policy) { return "question \(question.id) \(fault)" }
      for condition in question.showIf ?? [] where earlier[condition.question] == nil {
        return
          "question \(question.id) depends on \(condition.question), which isn't asked before it"
      }
      if let crisis = question.crisisIf, crisis.question != question.id {
        return "the crisis of question \(question.id) must be about its own answer"
      }
      earlier[question.id] = question
    }
    let starts = (bands ?? []).map(\.from)
    guard starts == starts.sorted(), Set(starts).count == starts.count else {
      return "its bands don't go up"
    }
    return nil
  }
}

extension Question {
  fileprivate func fault(_ policy: FormsPolicy) -> String? {
    guard !id.value.isEmpty, !text.isEmpty else { return "needs an id and a text" }
    guard text.count <= policy.longestQuestion else { return "is too long" }
    switch type {
    case .choice, .choices:
      guard let choices, choices.count >= 2 else { return "needs two choices at least" }
      guard Set(choices.map(\.code)).count == choices.count, !choices.contains(where: \.isEmpty)
      else { return "has two choices of one code, or an empty one" }
    case .scale:
      guard let from, let to, from < to else { return "needs 'from' and 'to'" }
    case .number:
      if let from, let to, from > to { return "has no number between 'from' and 'to'" }
    case .text, .yesNo, .date: break
    }
    return nil
  }

  /// What an answer to it should have been, where it is something else.
  func hint(for answer: Answer, _ context: Context) -> String? {
    switch (type, answer) {
    case (_, .skipped): required ? "This question needs an answer." : nil
    case (.text, .text(let text)):
      if text.allSatisfy(\.isWhitespace) {
        "Please write a few words."
      } else if text.count > longest ?? context.policy.forms.longestText {
        "Please use \(longest ?? context.policy.forms.longestText) letters at most."
      } else {
        nil
      }
    case (.number, .number(let number)): number.isFinite && isInRange(number) ? nil : rangeHint
    case (.scale, .scale(let number)): isInRange(Double(number)) ? nil : rangeHint
    case (.yesNo, .yesNo): nil
    case (.choice, .choice(let code)): choice(code) == nil ? choiceHint : nil
    case (.choices, .choices(let codes)):
      codes.allSatisfy { choice($0) != nil } && Set(codes).count == codes.count ? nil : choiceHint
    case (.date, .date(let day)):
      day >= context.today.adding(months: -12 * context.policy.forms.earliestYears)
        ? nil : "Please check the year."
    default: kindHint
    }
  }

  private func isInRange(_ number: Double) -> Bool {
    from.map { number >= Double($0) } ?? true && to.map { number <= Double($0) } ?? true
  }

  private var rangeHint: String {
    switch (from, to) {
    case (let from?, let to?): "Please give a number from \(from) to \(to)."
    case (let from?, nil): "Please give a number of \(from) or more."
    case (nil, let to?): "Please give a number of \(to) or less."
    case (nil, nil): "Please give a number."
    }
  }

  private var choiceHint: String {
    "Please choose one of: \((choices ?? []).map(\.text).joined(separator: ", "))."
  }

  private var kindHint: String {
    switch type {
    case .text: "Please answer in words."
    case .number, .scale: rangeHint
    case .yesNo: "Please answer yes or no."
    case .choice, .choices: choiceHint
    case .date: "Please give a date."
    }
  }
}

extension Question.Choice {
  fileprivate var isEmpty: Bool { code.isEmpty || text.isEmpty }
}
