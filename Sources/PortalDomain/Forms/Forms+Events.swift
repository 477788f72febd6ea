extension Forms {
  /// The clinic made a questionnaire of its own, or a new version of one.
  public struct Defined: DomainEvent {
    public static let name = "form.defined.v1"
    public let questionnaire: Questionnaire

    public init(questionnaire: Questionnaire) {
      self.questionnaire = questionnaire
    }

    public var subject: EventSubject { .clinic }
    public var tags: [String] { [questionnaire.id.tag] }
  }

  /// A patient is asked to fill in a form.
  public struct Assigned: FormLifecycleEvent {
    public static let name = "form.assigned.v1"
    public let patient: PatientID
    public let form: FormID
    public let questionnaire: QuestionnaireID
    public let version: Int
    /// The questionnaire itself, where it isn't one that comes with the portal.
    public let definition: Questionnaire?
    public let dueOn: LocalDate?
    /// The visit that it prepares, if any.
    public let appointment: String?
    public let on: LocalDate

    public init(
      patient: PatientID, form: FormID, questionnaire: QuestionnaireID, version: Int,
      definition: Questionnaire?, dueOn: LocalDate?, appointment: String?, on: LocalDate
    ) {
      self.patient = patient
      self.form = form
      self.questionnaire = questionnaire
      self.version = version
      self.definition = definition
      self.dueOn = dueOn
      self.appointment = appointment
      self.on = on
    }
  }

  public struct Answered: FormEvent {
    public static let name = "form.answered.v1"
    public let patient: PatientID
    public let form: FormID
    public let question: QuestionID
    public let answer: Answer

    public init(patient: PatientID, form: FormID, question: QuestionID, answer: Answer) {
      self.patient = patient
      self.form = form
      self.question = question
      self.answer = answer
    }
  }

  public struct Submitted: FormLifecycleEvent {
    public static let name = "form.submitted.v1"
    public let patient: PatientID
    public let form: FormID
    public let questionnaire: QuestionnaireID
    /// Where the questionnaire counts points.
    public let score: Score?
    public let on: LocalDate

    public init(
      patient: PatientID, form: FormID, questionnaire: QuestionnaireID, score: Score?, on: LocalDate
    ) {
      self.patient = patient
      self.form = form
      self.questionnaire = questionnaire
      self.score = score
      self.on = on
    }
  }

  /// A form that was handed in is to be changed.
  public struct Reopened: FormLifecycleEvent {
    public static let name = "form.reopened.v1"
    public let patient: PatientID
    public let form: FormID
    public let questionnaire: QuestionnaireID
    public let reason: String

    public init(patient: PatientID, form: FormID, questionnaire: QuestionnaireID, reason: String) {
      self.patient = patient
      self.form = form
      self.questionnaire = questionnaire
      self.reason = reason
    }
  }

  /// The clinic doesn't need the form any more.
  public struct Withdrawn: FormLifecycleEvent {
    public static let name = "form.withdrawn.v1"
    public let patient: PatientID
    public let form: FormID
    public let questionnaire: QuestionnaireID
    public let reason: String

    public init(patient: PatientID, form: FormID, questionnaire: QuestionnaireID, reason: String) {
      self.patient = patient
      self.form = form
      self.questionnaire = questionnaire
      self.reason = reason
    }
  }

  /// Somebody at the clinic has read a form that was handed in.
  public struct Reviewed: FormEvent {
    public static let name = "form.reviewed.v1"
    public let patient: PatientID
    public let form: FormID

    public init(patient: PatientID, form: FormID) {
      self.patient = patient
      self.form = form
    }
  }

  /// An answer that somebody at the clinic must see at once.
  public struct CrisisFlagged: FormEvent {
    public static let name = "form.crisisFlagged.v1"
    public let patient: PatientID
    public let form: FormID
    public let question: QuestionID

    public init(patient: PatientID, form: FormID, question: QuestionID) {
      self.patient = patient
      self.form = form
      self.question = question
    }
  }

  /// Somebody at the clinic has seen such an answer, and says what they did.
  public struct CrisisAcknowledged: FormEvent {
    public static let name = "form.crisisAcknowledged.v1"
    public let patient: PatientID
    public let form: FormID
    public let question: QuestionID
    public let note: String

    public init(patient: PatientID, form: FormID, question: QuestionID, note: String) {
      self.patient = patient
      self.form = form
      self.question = question
      self.note = note
    }
  }
}

/// An event of one form.
public protocol FormEvent: PatientEvent {
  var form: FormID { get }
}

extension FormEvent {
  public var tags: [String] { [patient.tag, form.tag] }
}

/// An event that opens or closes a form.
public protocol FormLifecycleEvent: FormEvent {
  var questionnaire: QuestionnaireID { get }
}

extension FormLifecycleEvent {
  public var tags: [String] {
    [patient.tag, form.tag, Forms.openTag(patient, questionnaire)]
  }
}

extension Forms {
  /// Finds a patient's forms of one questionnaire, so that none is assigned twice.
  static func openTag(_ patient: PatientID, _ questionnaire: QuestionnaireID) -> String {
    "forms:\(patient):\(questionnaire)"
  }
}
