/// What the clinic asks its patients before a visit, and what they answer.
public enum Forms: Feature {
  public static let events: [any DomainEvent.Type] = [
    Defined.self, Assigned.self, Answered.self, Submitted.self, Reopened.self, Withdrawn.self,
    Reviewed.self, CrisisFlagged.self, CrisisAcknowledged.self,
  ]

  public static let initial = State()

  public enum Command: Sendable {
    case define(Questionnaire)
    case assign(Assignment)
    case answer(PatientID, FormID, QuestionID, Answer)
    case submit(PatientID, FormID)
    case reopen(PatientID, FormID, reason: String)
    case withdraw(PatientID, FormID, reason: String)
    case review(PatientID, FormID)
    case acknowledgeCrisis(PatientID, FormID, QuestionID, note: String)
  }

  /// Who is to fill in what, and by when.
  public struct Assignment: Hashable, Sendable {
    public let patient: PatientID
    public let questionnaire: QuestionnaireID
    public let dueOn: LocalDate?
    /// The visit that it prepares, if any.
    public let appointment: String?

    public init(
      _ patient: PatientID, _ questionnaire: QuestionnaireID, dueOn: LocalDate? = nil,
      appointment: String? = nil
    ) {
      self.patient = patient
      self.questionnaire = questionnaire
      self.dueOn = dueOn
      self.appointment = appointment
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .define(let questionnaire): Boundary(tags: questionnaire.id.tag)
    case .assign(let assignment):
      Boundary([
        .init(tags: [assignment.questionnaire.tag], types: [Defined.self]),
        .init(tags: [openTag(assignment.patient, assignment.questionnaire)]),
      ])
    case .answer(_, let form, _, _), .submit(_, let form), .reopen(_, let form, _),
      .withdraw(_, let form, _), .review(_, let form), .acknowledgeCrisis(_, let form, _, _):
      Boundary(tags: form.tag)
    }
  }

  public static func matter(of command: Command) -> Disclosures.Matter? { .forms }

  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .define: [.administrator, .nurse, .provider]
    case .assign, .withdraw: [.administrator, .frontDesk, .nurse, .provider]
    case .answer, .submit: [.frontDesk, .nurse, .provider]
    case .reopen: [.frontDesk, .nurse, .provider]
    case .review, .acknowledgeCrisis: [.nurse, .provider]
    }
  }
}

public enum FormEntity {}
public enum QuestionnaireEntity {}
public enum QuestionEntity {}

/// One form that one patient fills in.
public typealias FormID = Identifier<FormEntity>
/// What a form asks, in all its versions: `phq-9`.
public typealias QuestionnaireID = Identifier<QuestionnaireEntity>
/// A question, among those of its questionnaire.
public typealias QuestionID = Identifier<QuestionEntity>

extension FormID {
  /// The tag of every event of the form.
  public var tag: String { "form:\(value)" }
}

extension QuestionnaireID {
  /// The tag of the questionnaire's versions.
  public var tag: String { "questionnaire:\(value)" }
}

/// The numbers of forms.
public struct FormsPolicy: Codable, Hashable, Sendable {
  /// How many questions a questionnaire may have.
  public var questionsPerForm = 100
  /// How long an answer in words may be, in characters, where the question doesn't say.
  public var longestText = 1_000
  /// How long a question may be, in characters: it's read in a text message.
  public var longestQuestion = 600
  /// How old a date in an answer may be, in years.
  public var earliestYears = 130

  public init() {}
}
