/// What a form asks. A version never changes once it's used; a change is a new version.
public struct Questionnaire: Codable, Hashable, Sendable {
  public let id: QuestionnaireID
  public let version: Int
  public let title: String
  /// What is said before the first question.
  public let introduction: String?
  public let questions: [Question]
  /// For a questionnaire that counts points: what they mean.
  public let bands: [Band]?
  /// Where it was published.
  public let source: String?

  public init(
    id: String, version: Int, title: String, introduction: String? = nil,
    questions: [Question], bands: [Band]? = nil, source: String? = nil
  ) {
    self.id = QuestionnaireID(id)
    self.version = version
    self.title = title
    self.introduction = introduction
    self.questions = questions
    self.bands = bands
    self.source = source
  }

  public subscript(id: QuestionID) -> Question? { questions.first { $0.id == id } }

  /// From so many points on, so much is said.
  public struct Band: Codable, Hashable, Sendable {
    public let from: Int
    public let meaning: String

    public init(_ from: Int, _ meaning: String) {
      self.from = from
      self.meaning = meaning
    }
  }
}

/// One question of a questionnaire.
public struct Question: Codable, Hashable, Sendable, Identifiable {
  public let id: QuestionID
  public let text: String
  public let type: Kind
  /// Whether a form can't be handed in without it.
  public let required: Bool
  /// For a choice: what there is to choose from.
  public let choices: [Choice]?
  /// For a number or a scale: the least.
  public let from: Int?
  /// For a number or a scale: the most.
  public let to: Int?
  /// For words: how many characters at most.
  public let longest: Int?
  /// It's asked only where one of these is so; without any, always.
  public let showIf: [Condition]?
  /// The clinic must know at once where its answer is so.
  public let crisisIf: Condition?

  public init(
    _ id: String, _ text: String, _ type: Kind, required: Bool = true,
    choices: [Choice]? = nil, from: Int? = nil, to: Int? = nil, longest: Int? = nil,
    showIf: [Condition]? = nil, crisisIf: Condition? = nil
  ) {
    self.id = QuestionID(id)
    self.text = text
    self.type = type
    self.required = required
    self.choices = choices
    self.from = from
    self.to = to
    self.longest = longest
    self.showIf = showIf
    self.crisisIf = crisisIf
  }

  public enum Kind: String, Codable, Sendable {
    case text, number, yesNo, choice, choices, date, scale
  }

  public struct Choice: Codable, Hashable, Sendable {
    public let code: String
    public let text: String
    /// Its points, where the questionnaire counts them.
    public let score: Int?

    public init(_ code: String, _ text: String, score: Int? = nil) {
      self.code = code
      self.text = text
      self.score = score
    }
  }

  public func choice(_ code: String) -> Choice? { choices?.first { $0.code == code } }

  /// The points of an answer; `nil` where it has none.
  public func points(_ answer: Answer) -> Int? {
    guard case .choice(let code) = answer else { return nil }
    return choice(code)?.score
  }

  /// Something that an answer may be.
  public struct Condition: Codable, Hashable, Sendable {
    public let question: QuestionID
    /// One of these: the code of a choice, `yes` or `no`.
    public let anyOf: [String]?
    /// So much, or so many points, or more.
    public let atLeast: Int?
    /// So much, or so many points, or less.
    public let atMost: Int?

    public init(
      _ question: String, anyOf: [String]? = nil, atLeast: Int? = nil, atMost: Int? = nil
    ) {
      self.question = QuestionID(question)
      self.anyOf = anyOf
      self.atLeast = atLeast
      self.atMost = atMost
    }

    /// Whether an answer to its question is so.
    func holds(_ answer: Answer?, to question: Question) -> Bool {
      guard let answer else { return false }
      if let anyOf, !answer.codes.contains(where: anyOf.contains) { return false }
      guard atLeast != nil || atMost != nil else { return anyOf != nil }
      guard let number = answer.number ?? question.points(answer).map(Double.init) else {
        return false
      }
      return atLeast.map { number >= Double($0) } ?? true
        && atMost.map { number <= Double($0) } ?? true
    }
  }
}
