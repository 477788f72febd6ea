extension Forms {
  /// What a decision looks at: only what its boundary reads.
  public struct State: Sendable {
    /// The clinic's own questionnaires, the latest version of each.
    public var defined: [QuestionnaireID: Questionnaire] = [:]
    public var forms: [FormID: Form] = [:]
  }

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case let event as Defined: state.defined[event.questionnaire.id] = event.questionnaire
    case let event as Assigned: state.forms[event.form] = Form(event)
    case let event as any FormEvent: state.forms[event.form]?.evolve(event)
    default: break
    }
  }

  /// What a questionnaire's points make together.
  public struct Score: Codable, Hashable, Sendable {
    public let total: Int
    /// What they mean: `moderate`.
    public let meaning: String?

    public init(total: Int, meaning: String?) {
      self.total = total
      self.meaning = meaning
    }
  }

  /// A form as it stands.
  public struct Form: Codable, Hashable, Sendable, Identifiable {
    public let id: FormID
    public let patient: PatientID
    public let questionnaireID: QuestionnaireID
    public let version: Int
    private let definition: Questionnaire?
    public let dueOn: LocalDate?
    public let appointment: String?
    public let assignedOn: LocalDate
    private var answers: [String: Answer] = [:]
    public private(set) var stage = Stage.open
    public private(set) var submittedOn: LocalDate?
    public private(set) var score: Score?
    public private(set) var isReviewed = false
    /// The questions whose answers the clinic had to know at once and hasn't seen yet.
    public private(set) var crises: [QuestionID] = []
    public private(set) var withdrawnBecause: String?

    public init(_ event: Assigned) {
      id = event.form
      patient = event.patient
      questionnaireID = event.questionnaire
      version = event.version
      definition = event.definition
      dueOn = event.dueOn
      appointment = event.appointment
      assignedOn = event.on
    }

    public enum Stage: String, Codable, Sendable { case open, submitted, withdrawn }

    /// What it asks.
    public var questionnaire: Questionnaire {
      definition ?? Questionnaire.shipped(questionnaireID, version: version)
        ?? Questionnaire(id: questionnaireID.value, version: version, title: "Form", questions: [])
    }

    public subscript(question: QuestionID) -> Answer? { answers[question.value] }

    /// The questions that are asked, given what was answered so far. An answer to one that isn't
    /// asked any more counts for nothing.
    public var visible: [Question] {
      var shown: [QuestionID: Question] = [:]
      return questionnaire.questions.filter { question in
        let isShown =
          question.showIf.map { conditions in
            conditions.contains { condition in
              shown[condition.question].map { condition.holds(self[condition.question], to: $0) }
                ?? false
            }
          } ?? true
        if isShown { shown[question.id] = question }
        return isShown
      }
    }

    /// The next question to ask; `nil` where all are answered.
    public var next: Question? { visible.first { self[$0.id] == nil } }

    /// How many of the questions that are asked have an answer.
    public var answered: Int { visible.count { self[$0.id] != nil } }

    /// The questions without an answer that the form can't be handed in without.
    public var missing: [Question] {
      visible.filter { question in
        question.required && (self[question.id] ?? .skipped) == .skipped
      }
    }

    /// The questions that are asked with their answers, for reading it over.
    public var review: [(question: Question, answer: Answer?)] {
      visible.map { ($0, self[$0.id]) }
    }

    /// The points of the answers; `nil` where the questionnaire counts none.
    var points: Score? {
      guard let bands = questionnaire.bands else { return nil }
      let total = visible.compactMap { question in
        self[question.id].flatMap(question.points)
      }.reduce(0, +)
      return Score(total: total, meaning: bands.last { $0.from <= total }?.meaning)
    }

    /// Takes in a later event of this form.
    public mutating func evolve(_ event: any FormEvent) {
      switch event {
      case let event as Answered: answers[event.question.value] = event.answer
      case let event as Submitted:
        stage = .submitted
        submittedOn = event.on
        score = event.score
        isReviewed = false
      case is Reopened: stage = .open
      case let event as Withdrawn:
        stage = .withdrawn
        withdrawnBecause = event.reason
      case is Reviewed: isReviewed = true
      case let event as CrisisFlagged: crises.append(event.question)
      case let event as CrisisAcknowledged: crises.removeAll { $0 == event.question }
      default: break
      }
    }
  }
}
