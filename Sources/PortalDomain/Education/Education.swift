public import Foundation

/// Articles in plain words, and who was given which.
public enum Education: Feature {
  public static let events: [any DomainEvent.Type] = [Given.self]

  /// A patient was given an article.
  public struct Given: PatientEvent {
    public static let name = "education.given.v1"
    public let patient: PatientID
    public let article: ArticleID
    /// What it was given for: `diabetes`, `your new medicine`.
    public let reason: String?
    public let givenAt: Date

    public init(patient: PatientID, article: ArticleID, reason: String?, givenAt: Date) {
      self.patient = patient
      self.article = article
      self.reason = reason
      self.givenAt = givenAt
    }

    public var tags: [String] { [patient.tag, "article:\(article)"] }
  }

  // MARK: State

  public struct State: Sendable {
    public var lastGivenAt: Date?
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    if let event = event as? Given { state.lastGivenAt = event.givenAt }
  }

  // MARK: Decisions

  public enum Command: Sendable {
    /// Gives an article of the library; the same one once a day.
    case give(PatientID, ArticleID, reason: String?)
  }

  public enum Failure: Refusal, Equatable {
    case unknownArticle

    public var code: String { "education.unknownArticle" }
    public var message: String { "I don't have that article." }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .give(let patient, let article, _): Boundary(tags: patient.tag, "article:\(article)")
    }
  }

  public static func roles(for command: Command) -> Set<Role> {
    [.frontDesk, .nurse, .pharmacist, .provider]
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .give(let patient, let article, let reason):
      guard !article.value.isEmpty else { throw .unknownArticle }
      if let last = state.lastGivenAt, LocalDate(last, in: context.timeZone) == context.today {
        return []
      }
      return [
        Given(patient: patient, article: article, reason: reason, givenAt: context.now)
      ]
    }
  }
}

public enum ArticleEntity {}

/// An article of the library: `high-blood-pressure`.
public typealias ArticleID = Identifier<ArticleEntity>
